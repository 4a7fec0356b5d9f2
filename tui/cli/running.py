"""Commands about support actions and their runs: the same pipeline as on the screen."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping

from support.actions.author import Progress
from support.actions.pipeline import Pipeline
from support.actions.rehearsal import Prepared
from support.actions.request import Request
from support.actions.runs import Run, to_record
from support.actions.states import RunState
from support.errors import Denied, Invalid, Refused
from tui.cli.output import say, say_json, say_table
from tui.plain import body, one_line
from tui.reporting import CANCELLED, DENIED, FAILED, INVALID, OK, REFUSED, TIMED_OUT, WAITING
from tui.session import House, Session
from tui.words import day_and_time

CODES = {
    RunState.SUCCEEDED: OK,
    RunState.DENIED: DENIED,
    RunState.REJECTED: DENIED,
    RunState.EXPIRED: DENIED,
    RunState.UNKNOWN: INVALID,
    RunState.INVALID: INVALID,
    RunState.REFUSED: REFUSED,
    RunState.AWAITING_APPROVAL: WAITING,
    RunState.TIMED_OUT: TIMED_OUT,
    RunState.CANCELLED: CANCELLED,
}
"""The exit code for the state that a run came to; any other is FAILED."""


def actions(house: House, options: Namespace) -> int:
    """The support actions of the desk, and who may perform them."""
    session = _trusted(house.session(options.desk))
    pipeline, catalogue = session.pipeline, session.catalogue
    identity = pipeline.recorder.identity
    denied = {each.name: pipeline.authority.why_not(each, identity) for each in catalogue.definitions}
    for broken in catalogue.broken:
        sys.stderr.write(f"rota: {one_line(broken.file)} cannot be read: {one_line(broken.why)}\n")
    if options.json:
        allowed = {name: {"allowed": why is None, "why_not": why} for name, why in denied.items()}
        say_json([each.to_record() | allowed[each.name] for each in catalogue.definitions])
        return OK
    rows = [
        (each.name, ", ".join(each.who), "no" if denied[each.name] else "yes", each.help)
        for each in catalogue.definitions
    ]
    say_table(rows, ("ACTION", "WHO", "YOU", "WHAT IT DOES"))
    return OK


def run(house: House, options: Namespace) -> int:
    """Run one action."""
    session = _trusted(house.session(options.desk))
    texts = _texts(options.parameter)
    if options.dry_run:
        return _rehearse(session.pipeline, options.name, texts)
    confirmed = _confirmed(session.pipeline, options, texts)
    request = Request(
        action=options.name,
        texts=texts,
        reason=options.reason or "",
        notes=options.notes,
        requester=options.requester,
        card=session.desk.find(options.card).id if options.card else None,
        confirmed=confirmed.preview if confirmed else None,
        **({"run": confirmed.run} if confirmed else {}),
    )
    started = session.pipeline.perform(request)
    return _say_run(session.pipeline, _follow(session.pipeline, started))


def runs(house: House, options: Namespace) -> int:
    """The runs of the desk, newest first."""
    session = house.session(options.desk)
    found = session.pipeline.launched.all()[::-1][: options.last]
    if options.json:
        say_json([to_record(each) for each in found])
        return OK
    now, zone = session.desk.clock.now(), session.desk.settings.hours.zone
    rows = [
        (
            each.id[:8],
            day_and_time(each.requested_at, zone, now),
            each.state,
            each.performer,
            each.action,
            each.result,
        )
        for each in found
    ]
    say_table(rows, ("RUN", "WHEN", "STATE", "PERFORMER", "ACTION", "RESULT"))
    return OK


def cancel(house: House, options: Namespace) -> int:
    """Ask a run to stop, and say what came of it."""
    pipeline = house.session(options.desk).pipeline
    asked = pipeline.launched.cancel(options.run, options.why)
    for _ in pipeline.launched.follow(asked.id):
        pass
    ended = pipeline.launched.run(asked.id)
    say(f"{ended.id[:8]} {one_line(ended.action)}: {ended.state}. {one_line(ended.result or 'No word.')}")
    return OK if ended.state is RunState.CANCELLED else FAILED


def close(house: House, options: Namespace) -> int:
    """Settle a lost run."""
    closed = house.session(options.desk).pipeline.launched.close(options.run, options.outcome, options.notes)
    found_out = "it happened" if closed.outcome == "happened" else "it did not happen"
    say(f"{closed.id[:8]} {one_line(closed.action)}: settled, {found_out}.")
    return OK


def _trusted(session: Session) -> Session:
    if not session.trusted:
        raise Denied(
            f"The desk {session.folder} is not trusted: its actions are programs, and none was read.",
            "Look at its actions/ folder, then type `rota trust`.",
        )
    return session


def _texts(parameters: list[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    for name, equals, _ in pairs:
        if not equals:
            raise Invalid(f"-p {name} has no value.", "Write it like -p account=ana@example.org.")
    return {name: value for name, _, value in pairs}


def _rehearse(pipeline: Pipeline, name: str, texts: Mapping[str, str]) -> int:
    """The first steps in their order: whoever may not perform it is shown nothing."""
    pipeline.authority.require(pipeline.catalogue.find(name), pipeline.recorder.identity)
    return _say_prepared(pipeline.prepare(name, texts))


def _confirmed(pipeline: Pipeline, options: Namespace, texts: Mapping[str, str]) -> Prepared | None:
    """What is confirmed, by the person or by --yes; without it the pipeline records why nothing is done."""
    try:
        definition = pipeline.catalogue.find(options.name)
        if pipeline.authority.why_not(definition, pipeline.recorder.identity):
            return None
        prepared = pipeline.prepare(options.name, texts)
    except Invalid:
        return None
    if options.yes or prepared.refusal:
        return prepared
    if not sys.stdin.isatty():
        raise Invalid("Nobody is there to confirm it.", "Add --yes, or --dry-run to look first.")
    _say_prepared(prepared)
    wanted = prepared.phrase_to_type or "yes"
    sys.stderr.write(f"Type {one_line(wanted)} to perform it: ")
    sys.stderr.flush()
    if sys.stdin.readline().rstrip("\n") != wanted:
        raise Refused("You did not confirm it; nothing was done.")
    return prepared


def _say_prepared(prepared: Prepared) -> int:
    if prepared.refusal:
        raise Refused(prepared.refusal)
    say(body(prepared.preview) if prepared.preview else "This action does not say what it will do.")
    return OK


def _follow(pipeline: Pipeline, started: Run) -> Run:
    """Print what the run prints; leaving with ctrl+c leaves the run alone."""
    for what in pipeline.launched.follow(started.id):
        if not isinstance(what, Progress):
            say(one_line(what, 2_000))
            sys.stdout.flush()
    return pipeline.launched.run(started.id)


def _say_run(pipeline: Pipeline, ended: Run) -> int:
    line = f"{ended.state}: {one_line(ended.result or 'no word', 2_000)}"
    mend = f"\n      {one_line(ended.mend, 2_000)}" if ended.mend else ""
    code = CODES.get(ended.state, FAILED)
    if code == OK:
        say(line)
    else:
        sys.stderr.write(f"rota: {line}{mend}\n")
    return code
