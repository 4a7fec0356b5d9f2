"""How alarms and incidents stand in a list."""

from __future__ import annotations

from support.alarms import Alarm
from support.incidents import Incident
from support.overview import Overview
from tui.plain import one_line
from tui.widgets.rows import Row
from tui.words import ago, promise

ALARM, INCIDENT = "alarm", "incident"
"""What stands before the colon in the id of a row."""


def alarm_row(alarm: Alarm, overview: Overview) -> Row:
    """Severity and summary, or who acknowledged it."""
    acknowledged = alarm.state != "firing"
    return Row(
        f"{ALARM}:{alarm.id}",
        (
            one_line(f"for {ago(overview.at - alarm.started_at)}"),
            one_line("acknowledged" if acknowledged else alarm.severity),
            one_line(alarm.summary or alarm.name),
            one_line(overview.client(alarm.client) or "-"),
            one_line(overview.person(alarm.acknowledged_by) or "nobody"),
        ),
        tone="" if acknowledged else "alert",
    )


def incident_row(incident: Incident, overview: Overview) -> Row:
    """Promise, status, title, client, owner."""
    owed = promise(incident.promise_at, overview.zone, overview.at)
    return Row(
        f"{INCIDENT}:{incident.id}",
        (
            one_line(owed or f"open {ago(overview.at - incident.opened_at)}"),
            one_line(incident.status or incident.list),
            one_line(_title(incident)),
            one_line(overview.client(incident.client) or "-"),
            one_line("me" if incident.owner == overview.me else overview.person(incident.owner) or "nobody"),
        ),
        tone=_tone(incident, owed),
    )


def _title(incident: Incident) -> str:
    urgent = f"{incident.priority.upper()} " if incident.priority in ("critical", "now") else ""
    return f"#{incident.number} {urgent}{incident.title}"


def _tone(incident: Incident, owed: str) -> str:
    if not incident.open:
        return "dim"
    return "alert" if owed.startswith("late") or incident.priority == "critical" else ""
