"""Runs: every action that was ever asked for, folded from the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from support.actions.states import LEGAL, IllegalTransition, RunState, require_legal
from support.journal import Entry, instant


@dataclass(frozen=True, slots=True)
class Run:
    """One request for an action, and how it went. Instants are UTC."""

    id: str
    action: str
    """The name that was asked for, whether or not there is such an action."""
    performer: str
    """The key of the person who acts."""
    via: str
    host: str
    """The machine that it runs on."""
    reason: str
    notes: str
    requester: str | None
    """Who asked for it: a colleague or a client."""
    card: str | None
    """The id of the card that it belongs to."""
    target: str | None
    """The account that it is done to."""
    parameters: Mapping[str, Any]
    """Plain JSON values; secrets are `given`."""
    preview: str | None
    """What the person confirmed."""
    digest: str | None
    """SHA-256, in hex, of the file that defines the action."""
    states: tuple[tuple[RunState, datetime], ...] = ()
    """Every state, and since when."""
    pid: int | None = None
    """Of its supervisor."""
    result: str = ""
    """A sentence: what came of it, or why nothing was done."""
    mend: str = ""
    """What to do about it."""
    preview_now: str | None = None
    """Refused because the preview is another one by now: this one."""
    undo: str | None = None
    """The name of the action that takes it back."""
    exit_code: int | None = None
    """Of the program that it ran; None where there is none, or a signal ended it."""
    signal: str | None = None
    """What ended it, as `SIGKILL`."""
    error: Mapping[str, str] = field(default_factory=dict)
    """type, message, and place in the action's file."""
    output: str = ""
    """The end of what it printed."""
    cancelled_by: str | None = None
    cancel_reason: str = ""
    outcome: str | None = None
    """What a person found out about a lost run: `happened` or `not-happened`."""
    closed_by: str | None = None
    closing_notes: str = ""

    @property
    def state(self) -> RunState:
        """How far it has come."""
        return self.states[-1][0]

    @property
    def is_over(self) -> bool:
        """Whether it is in an end state."""
        return self.state not in LEGAL

    @property
    def requested_at(self) -> datetime:
        """When it was asked for."""
        return self.states[0][1]

    @property
    def started_at(self) -> datetime | None:
        """When it began to act; None when it never did."""
        return next((at for state, at in self.states if state is RunState.RUNNING), None)

    @property
    def ended_at(self) -> datetime | None:
        """When it came to its end state."""
        return self.states[-1][1] if self.is_over else None


def transition(run: Run, to: RunState, at: datetime) -> Run:
    """The run in its next state; raises IllegalTransition when it cannot come there."""
    require_legal(run.state, to)
    return replace(run, states=(*run.states, (to, at)))


def runs(entries: Iterable[Entry]) -> tuple[Run, ...]:
    """Every run, oldest first. An entry that cannot follow the ones before it changes nothing."""
    known: dict[str, Run] = {}
    for entry in entries:
        if entry.kind == "action.requested":
            known.setdefault(entry.subject, _requested(entry))
        elif entry.kind in _FOLDS and entry.subject in known:
            known[entry.subject] = after(known[entry.subject], entry)
    return tuple(known.values())


def after(run: Run, entry: Entry) -> Run:
    """The run with one more of its entries."""
    try:
        return _FOLDS[entry.kind](run, entry)
    except (IllegalTransition, ValueError):
        return run


def to_record(run: Run) -> dict[str, Any]:
    """The run as a plain JSON object, as printed by `rota runs --json`."""
    hidden = ("states", "parameters", "error")
    plain = {name: getattr(run, name) for name in Run.__slots__ if name not in hidden}
    return plain | {
        "state": run.state.value,
        "states": [{"state": state.value, "at": instant(at)} for state, at in run.states],
        "parameters": dict(run.parameters),
        "error": dict(run.error) or None,
        "requested_at": instant(run.requested_at),
        "started_at": instant(run.started_at) if run.started_at else None,
        "ended_at": instant(run.ended_at) if run.ended_at else None,
    }


def _requested(entry: Entry) -> Run:
    data = entry.data
    return Run(
        id=entry.subject,
        action=str(data.get("action", "")),
        performer=entry.actor,
        via=entry.via,
        host=entry.host,
        reason=str(data.get("reason", "")),
        notes=str(data.get("notes", "")),
        requester=data.get("requester"),
        card=data.get("card"),
        target=data.get("target"),
        parameters=data.get("parameters", {}),
        preview=data.get("preview"),
        digest=data.get("digest"),
        states=((RunState.REQUESTED, entry.at),),
    )


def _started(run: Run, entry: Entry) -> Run:
    return replace(transition(run, RunState.RUNNING, entry.at), pid=entry.data.get("pid"))


def _cancelling(run: Run, entry: Entry) -> Run:
    stopping = transition(run, RunState.CANCELLING, entry.at)
    return replace(stopping, cancelled_by=entry.actor, cancel_reason=str(entry.data.get("reason", "")))


def _finished(run: Run, entry: Entry) -> Run:
    data = entry.data
    return replace(
        transition(run, RunState(data.get("state", "")), entry.at),
        result=str(data.get("result", "")),
        mend=str(data.get("mend", "")),
        preview_now=data.get("preview_now"),
        undo=data.get("undo"),
        exit_code=data.get("exit_code"),
        signal=data.get("signal"),
        error=data.get("error") or {},
        output=str(data.get("output", "")),
        cancelled_by=data.get("cancelled_by", run.cancelled_by),
        cancel_reason=str(data.get("cancel_reason", run.cancel_reason)),
    )


def _lost(run: Run, entry: Entry) -> Run:
    return replace(transition(run, RunState.LOST, entry.at), result=str(entry.data.get("result", "")))


def _closed(run: Run, entry: Entry) -> Run:
    if run.state is not RunState.LOST or run.outcome:
        return run
    outcome, notes = str(entry.data.get("outcome", "")), str(entry.data.get("notes", ""))
    return replace(run, outcome=outcome, closed_by=entry.actor, closing_notes=notes)


_FOLDS: Mapping[str, Callable[[Run, Entry], Run]] = {
    "action.started": _started,
    "action.cancelling": _cancelling,
    "action.finished": _finished,
    "action.lost": _lost,
    "action.closed": _closed,
}
