"""Commands that only look."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from zoneinfo import ZoneInfo

from support.feed import lines
from support.incidents import Incident
from support.journal import to_record
from support.metrics import by_action
from support.overview import Overview
from support.runbooks import search
from tui.cli import shapes
from tui.cli.output import OK, say, say_json, say_table
from tui.plain import body, one_line
from tui.session import House
from tui.words import ago, clock_time, day_and_time, promise


def today(house: House, options: Namespace) -> int:
    """Who is on, until when, who is next, and what is open."""
    overview = house.session(options.desk).desk.look()
    if options.json:
        say_json(shapes.today(overview))
        return OK
    rota = overview.rota
    on_support = one_line(overview.person(rota.on_support)) if rota.on_support else "nobody"
    until = f" until {clock_time(rota.until, overview.zone)}" if rota.until else ""
    say(f"On support today: {on_support}{until} (from {one_line(rota.source)})")
    say(f"Next: {one_line(overview.person(rota.next)) if rota.next else 'nobody'}")
    open_incidents, mine = len(overview.open_incidents), len(overview.mine)
    say(f"Alarms: {len(overview.alarms)}. Open incidents: {open_incidents}, {mine} mine.")
    for warning in (*rota.warnings, *overview.problems):
        say(f"! {one_line(warning)}")
    return OK


def incidents(house: House, options: Namespace) -> int:
    """Every open card on the board's open lists."""
    overview = house.session(options.desk).desk.look()
    _say_problems(overview)
    if options.json:
        say_json([shapes.incident(each) for each in overview.incidents])
        return OK
    say_table(
        [_incident_cells(each, overview) for each in overview.incidents],
        ("NUMBER", "PROMISE", "STATE", "CLIENT", "OWNER", "TITLE"),
    )
    return OK


def alarms(house: House, options: Namespace) -> int:
    """What fires now."""
    overview = house.session(options.desk).desk.look()
    _say_problems(overview)
    if options.json:
        say_json([shapes.alarm(each) for each in overview.alarms])
        return OK
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
    return OK


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
        say(body(found[0][0].text, 200_000))
        return OK
    rows = [(each.name, each.title, section.heading if section else "-") for each, section in found]
    say_table(rows, ("NAME", "TITLE", "HEADING"))
    return OK


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
    import sys

    for problem in overview.problems:
        sys.stderr.write(f"rota: {one_line(problem)}\n")


def _when(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    return day_and_time(at, zone, now) if at else "-"
