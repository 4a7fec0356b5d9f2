"""Today and the headline, drawn from what the desk looks like."""

from __future__ import annotations

from support.overview import Overview
from tui.plain import one_line
from tui.screens.firstpage import FirstPage
from tui.widgets.headline import Facts
from tui.widgets.incidentrows import alarm_row, incident_row
from tui.widgets.rotapanel import Line
from tui.widgets.rows import Row
from tui.words import clock_time

FIRST_ROWS = 120
"""More than any terminal shows at once."""


def first_page(overview: Overview) -> FirstPage:
    """What the next start paints before anything is read."""
    return FirstPage(
        headline_facts(overview), panel_lines(overview), tuple(today_rows(overview)[:FIRST_ROWS])
    )


def headline_facts(overview: Overview) -> Facts:
    """What the headline says."""
    at = overview.board_at
    return Facts(
        desk=one_line(overview.desk, 40),
        on_support=who_is_on(overview),
        mine=len(overview.mine),
        board_at=at.timestamp() if at else None,
    )


def who_is_on(overview: Overview) -> str:
    """`Ana Lopez (you) until 17:00`, or that nobody is on."""
    key = overview.rota.on_support
    if key is None:
        return "nobody on the rota"
    you = " (you)" if key == overview.me else ""
    until = f" until {clock_time(overview.rota.until, overview.zone)}" if overview.rota.until else ""
    return f"{one_line(overview.person(key), 30)}{you}{until}"


def panel_lines(overview: Overview) -> tuple[Line, ...]:
    """The rota, what is owed, what the rota warns of."""
    rota = overview.rota
    following = f" · next: {one_line(overview.person(rota.next), 40)}" if rota.next else ""
    lines = [
        Line("On support today:", f"{who_is_on(overview)}{following}"),
        Line("", f"{_owed(overview)} · from {one_line(rota.source, 40)}"),
    ]
    return (*lines, *(Line("", one_line(warning, 200), warns=True) for warning in rota.warnings))


def today_rows(overview: Overview) -> list[Row]:
    """Alarms, then open incidents, each under its heading."""
    waiting = sum(alarm.state == "firing" for alarm in overview.alarms)
    rows = [Row("", (one_line(f"Alarms: {len(overview.alarms)} firing, {waiting} not acknowledged"),))]
    rows += [alarm_row(alarm, overview) for alarm in overview.alarms]
    incidents = overview.open_incidents
    rows.append(Row("", (one_line(f"Open incidents: {len(incidents)}, oldest promise first"),)))
    rows += [incident_row(incident, overview) for incident in incidents]
    return rows


def _owed(overview: Overview) -> str:
    incidents = overview.open_incidents
    unanswered = sum(each.status == "new" and each.first_response_at is None for each in incidents)
    late = sum(1 for each in incidents if each.promise_at and each.promise_at < overview.at)
    critical = sum(each.priority == "critical" for each in incidents)
    parts = [f"{critical} critical"] if critical else []
    parts += [f"{unanswered} without a first response", f"{late} late", f"{len(overview.mine)} mine"]
    return " · ".join(parts)
