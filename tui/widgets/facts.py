"""The facts of an alarm or an incident: a title, then one fact a line."""

from __future__ import annotations

from textual.content import Content

from support.alarms import Alarm
from support.incidents import Incident
from support.overview import Overview
from tui.plain import one_line
from tui.words import ago, day_and_time, promise

LABELS = 8
"""How many labels of an alarm are shown."""


def incident_facts(incident: Incident, overview: Overview) -> Content:
    """Where it stands, whose it is, what was promised."""
    zone, now = overview.zone, overview.at
    answered = incident.first_response_at
    facts = [
        ("List", one_line(f"{incident.list} ({incident.status or 'no status'})", 80)),
        ("Client", one_line(overview.client(incident.client) or "-", 80)),
        ("Priority", one_line(incident.priority or "undetermined", 80)),
        ("Owner", one_line(overview.person(incident.owner) or "nobody", 80)),
        ("Opened", f"{day_and_time(incident.opened_at, zone, now)} ({ago(now - incident.opened_at)} ago)"),
        ("Response", day_and_time(answered, zone, now) if answered else "none yet"),
        ("Promise", promise(incident.promise_at, zone, now) or "none"),
        ("Labels", one_line(", ".join(incident.labels) or "-", 80)),
    ]
    return _page(one_line(f"#{incident.number} {incident.title}"), facts)


def alarm_facts(alarm: Alarm, overview: Overview) -> Content:
    """What fires, since when, and who is looking."""
    started = day_and_time(alarm.started_at, overview.zone, overview.at)
    raised = overview.incident(alarm.incident) if alarm.incident else None
    facts = [
        ("Alarm", one_line(alarm.name, 80)),
        ("Severity", one_line(alarm.severity, 40)),
        ("Since", f"{started} ({ago(overview.at - alarm.started_at)} ago)"),
        ("Client", one_line(overview.client(alarm.client) or "-", 80)),
        ("State", one_line(_state(alarm, overview), 80)),
        ("Incident", f"#{raised.number}" if raised else "none yet"),
        *((one_line(name, 20), one_line(value, 80)) for name, value in sorted(alarm.labels.items())[:LABELS]),
    ]
    return _page(one_line(alarm.summary or alarm.name), facts)


def _state(alarm: Alarm, overview: Overview) -> str:
    if alarm.state == "firing":
        return "firing, nobody has acknowledged it"
    return f"acknowledged by {overview.person(alarm.acknowledged_by)}"


def _page(title: str, facts: list[tuple[str, str]]) -> Content:
    lines = [Content.styled(title, "bold"), Content("")]
    lines += [Content.assemble((f"{name:<9} ", "$text-muted"), value) for name, value in facts]
    return Content("\n").join(lines)
