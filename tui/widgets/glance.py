"""What is selected, at a glance: the facts, and the outside's own words in a marked region."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from support.alarms import Alarm
from support.incidents import Incident
from support.overview import Overview
from tui.plain import body, one_line
from tui.words import ago, day_and_time, promise


class Glance(Widget):
    """The selected alarm or incident, without leaving the list."""

    DEFAULT_CSS = """
    Glance { height: 1fr; padding: 0 1; border-left: solid $panel; }
    """

    overview: reactive[Overview | None] = reactive[Overview | None](None)
    subject: reactive[Incident | Alarm | None] = reactive[Incident | Alarm | None](None)

    def render(self) -> Content:
        if self.overview is None or self.subject is None:
            return Content.styled("Select an alarm or an incident.", "$text-muted")
        if isinstance(self.subject, Alarm):
            return alarm_facts(self.subject, self.overview)
        facts = incident_facts(self.subject, self.overview)
        return Content("\n").join([facts, Content(""), outside(self.subject.description)])


def incident_facts(incident: Incident, overview: Overview) -> Content:
    """Title, then one fact a line."""
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
    return _facts(one_line(f"#{incident.number} {incident.title}"), facts)


def alarm_facts(alarm: Alarm, overview: Overview) -> Content:
    """Summary, then one fact a line."""
    started = day_and_time(alarm.started_at, overview.zone, overview.at)
    raised = overview.incident(alarm.incident) if alarm.incident else None
    facts = [
        ("Alarm", one_line(alarm.name, 80)),
        ("Severity", one_line(alarm.severity, 40)),
        ("Since", f"{started} ({ago(overview.at - alarm.started_at)} ago)"),
        ("Client", one_line(overview.client(alarm.client) or "-", 80)),
        ("State", one_line(_state(alarm, overview), 80)),
        ("Incident", one_line(f"#{raised.number}" if raised else "none yet", 20)),
        *((one_line(name, 20), one_line(value, 80)) for name, value in sorted(alarm.labels.items())[:8]),
    ]
    return _facts(one_line(alarm.summary or alarm.name), facts)


def outside(text: str, cap: int = 2_000) -> Content:
    """Words of others, each line behind a bar, so that they cannot pass for ours."""
    if not text.strip():
        return Content.styled("No description.", "$text-muted")
    return Content("\n").join(
        Content.assemble(("│ ", "$text-muted"), line) for line in body(text, cap).split("\n")
    )


def _state(alarm: Alarm, overview: Overview) -> str:
    if alarm.state == "firing":
        return "firing, nobody has acknowledged it"
    return f"acknowledged by {overview.person(alarm.acknowledged_by)}"


def _facts(title: str, facts: list[tuple[str, str]]) -> Content:
    lines = [Content.styled(title, "bold"), Content("")]
    lines += [Content.assemble((f"{name:<9} ", "$text-muted"), value) for name, value in facts]
    return Content("\n").join(lines)
