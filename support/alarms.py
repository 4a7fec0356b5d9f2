"""Alarms: what the monitors say, and what the desk has done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from support.journal import Entry

SEVERITIES = ("critical", "error", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A monitor says that something is wrong."""

    id: str
    """The monitor's fingerprint: equal for the same alarm firing again."""
    name: str
    severity: str
    """One of SEVERITIES; another word sorts after them."""
    summary: str
    started_at: datetime
    labels: Mapping[str, str] = field(default_factory=dict)
    client: str | None = None
    """The key of a client in rota.toml."""
    runbook: str | None = None
    """The name or address of a runbook, as the monitor gives it."""
    state: str = "firing"
    """firing or acknowledged."""
    acknowledged_by: str | None = None
    incident: str | None = None
    """The id of the card that was raised for it."""


def rank(alarm: Alarm) -> tuple[int, int, datetime]:
    """Unacknowledged first, then worst, then oldest."""
    worst = SEVERITIES.index(alarm.severity) if alarm.severity in SEVERITIES else len(SEVERITIES)
    return (alarm.state != "firing", worst, alarm.started_at)


def with_history(alarms: Iterable[Alarm], entries: Iterable[Entry]) -> tuple[Alarm, ...]:
    """The alarms as the journal knows them, in order of rank.

    Only entries since an alarm started count: the same alarm firing anew is a new call.
    """
    known = {alarm.id: alarm for alarm in alarms}
    for entry in entries:
        alarm = known.get(entry.subject)
        if alarm is None or entry.at < alarm.started_at:
            continue
        if entry.kind == "alarm.acknowledged":
            known[alarm.id] = replace(alarm, state="acknowledged", acknowledged_by=entry.actor)
        elif entry.kind == "alarm.raised":
            known[alarm.id] = replace(
                alarm,
                state="acknowledged",
                incident=str(entry.data["card"]),
                acknowledged_by=alarm.acknowledged_by or entry.actor,
            )
    return tuple(sorted(known.values(), key=rank))
