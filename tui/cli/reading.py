"""Commands that only look."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from support.errors import Offline
from support.feed import lines
from support.incidents import Incident
from support.journal import to_record
from support.metrics import by_action
from support.overview import Overview
from support.runbooks import search
from tui.cli import shapes
from tui.cli.output import say, say_json, say_table
from tui.plain import body, one_line
from tui.reporting import FAILED, OK
from tui.session import House
from tui.words import ago, clock_time, day_and_time, promise

NOT_ASKED = "The monitors were not asked: the desk is not trusted. Look at its files, then type `rota trust`."


def today(house: House, options: Namespace) -> int:
    """Who is on, until when, who is next, and what is open."""
    overview = _look(house, options)
    if options.json:
        say_json(shapes.today(overview))
        return OK
    rota = overview.rota
    on_support = one_line(overview.person(rota.on_support)) if rota.on_support else "nobody"
    until = f" until {clock_time(rota.until, overview.zone)}" if rota.until else ""
    say(f"On support today: {on_support}{until} (from {one_line(rota.source)})")
    say(f"Next: {one_line(overview.person(rota.next)) if rota.next else 'nobody'}")
    open_incidents = f"{len(overview.open_incidents)}, {len(overview.mine)} mine"
    known = open_incidents if overview.board_at else "not known"
    say(f"Alarms: {len(overview.alarms)}. Open incidents: {known}.")
    for warning in (*rota.warnings, *overview.problems):
        say(f"! {one_line(warning)}")
    return OK


def incidents(house: House, options: Namespace) -> int:
    """Every open card on the board's open lists."""
    overview = house.session(options.desk).desk.look()
    _say_problems(overview)
    if overview.board_at is None:
        raise Offline("The board was never seen from this machine.", "Mend that, then try again.")
    if options.json:
        say_json([shapes.incident(each) for each in overview.incidents])
        return OK
    say_table(
        [_incident_cells(each, overview) for each in overview.incidents],
        ("NUMBER", "PROMISE", "STATE", "CLIENT", "OWNER", "TITLE"),
    )
    return OK


def alarms(house: House, options: Namespace) -> int:
    """What fires now; fails where a monitor could not be asked."""
    overview = _look(house, options)
    _say_problems(overview)
    if options.json:
        say_json([shapes.alarm(each) for each in overview.alarms])
        return FAILED if overview.silent_monitors else OK
    rows = [
        (
            each.severity,
            each.state,
            ago(overview.at - each.started_at),
            overview.client(each.client),
            each.summary,
        )
        for each in overview.alarms
    ]
    say_table(rows, ("SEVERITY", "STATE", "SINCE", "CLIENT", "SUMMARY"))
    return FAILED if overview.silent_monitors else OK


def feed(house: House, options: Namespace) -> int:
    """What was done on this desk, newest first."""
    desk = house.session(options.desk).desk
    entries = desk.journal.entries()
    if options.json:
        say_json([to_record(entry) for entry in reversed(entries[-options.last :])])
        return OK
    now, zone = desk.clock.now(), desk.settings.hours.zone
    for line in lines(entries, desk.settings.people, fold_runs=True)[: options.last]:
        outcome = f" [{one_line(line.outcome)}]" if line.outcome else ""
        say(f"{day_and_time(line.at, zone, now):<16}  {one_line(line.who)} {one_line(line.text)}{outcome}")
    return OK


def metrics(house: House, options: Namespace) -> int:
    """How often each action is performed, by whom, for whom and why."""
    desk = house.session(options.desk).desk
    figures = by_action(desk.journal.entries())
    if options.json:
        say_json([shapes.figures(each) for each in figures])
        return OK
    now, zone = desk.clock.now(), desk.settings.hours.zone
    rows = [
        (
            each.action,
            each.performed,
            each.refused,
            each.denied,
            each.failed,
            _when(each.last_performed, zone, now),
            "-" if each.other_share is None else f"{each.other_share:.0%}",
        )
        for each in figures
    ]
    say_table(rows, ("ACTION", "PERFORMED", "REFUSED", "DENIED", "FAILED", "LAST", "OTHER"))
    return OK


def runbooks(house: House, options: Namespace) -> int:
    """The runbooks that have these words; all of them without words."""
    desk = house.session(options.desk).desk
    every = desk.runbooks.all()
    words = " ".join(options.words)
    found = search(every, words) if words else tuple((each, None) for each in every)
    if options.json:
        say_json([shapes.runbook(each, section) for each, section in found])
        return OK
    if len(found) == 1 and words:
        say(body(found[0][0].text, 200_000).rstrip())
        return OK
    rows = [(each.name, each.title, section.heading if section else "-") for each, section in found]
    say_table(rows, ("NAME", "TITLE", "HEADING"))
    return OK


def _look(house: House, options: Namespace) -> Overview:
    """The desk as it is now; nothing firing is not the same as nobody asked."""
    session = house.session(options.desk)
    overview = session.desk.look()
    if session.trusted or not session.desk.settings.alarms:
        return overview
    return replace(overview, problems=(*overview.problems, NOT_ASKED))


def _incident_cells(incident: Incident, overview: Overview) -> tuple[object, ...]:
    return (
        f"#{incident.number}",
        promise(incident.promise_at, overview.zone, overview.at) or "-",
        incident.status or incident.list,
        overview.client(incident.client) or "-",
        overview.person(incident.owner) or "nobody",
        incident.title,
    )


def _say_problems(overview: Overview) -> None:
    """To standard error, so that what a script reads stays whole."""
    for problem in overview.problems:
        sys.stderr.write(f"rota: {one_line(problem)}\n")


def _when(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    return day_and_time(at, zone, now) if at else "-"
