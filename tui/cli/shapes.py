"""The JSON that scripts read: keys may be added, never renamed; times are ISO 8601 UTC; absent is null."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from support.alarms import Alarm
from support.incidents import Incident
from support.metrics import ActionFigures, Tally
from support.overview import Overview
from support.runbooks import Runbook, Section

Shape = dict[str, Any]


def instant(at: datetime | None) -> str | None:
    """`2026-11-20T09:00:00Z`, or null."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def today(overview: Overview) -> Shape:
    """The shape of `rota today --json`."""
    rota = overview.rota
    return {
        "person": rota.person,
        "until": instant(rota.until),
        "next": rota.next,
        "cover": rota.cover,
        "source": rota.source,
        "set_by": rota.set_by,
        "set_at": instant(rota.set_at),
        "warnings": [*rota.warnings, *overview.problems],
        "me": overview.me,
    }


def incident(each: Incident) -> Shape:
    """One of `rota incidents --json`."""
    return {
        "id": each.id,
        "number": each.number,
        "title": each.title,
        "url": each.url,
        "list": each.list,
        "status": each.status,
        "client": each.client,
        "priority": each.priority,
        "owner": each.owner,
        "members": list(each.members),
        "labels": list(each.labels),
        "opened_at": instant(each.opened_at),
        "due_at": instant(each.due_at),
        "first_response_at": instant(each.first_response_at),
        "next_update_due_at": instant(each.next_update_due_at),
        "comments": each.comments,
        "waiting": each.waiting,
    }


def alarm(each: Alarm) -> Shape:
    """One of `rota alarms --json`."""
    return {
        "id": each.id,
        "name": each.name,
        "severity": each.severity,
        "summary": each.summary,
        "state": each.state,
        "started_at": instant(each.started_at),
        "acknowledged_by": each.acknowledged_by,
        "snoozed_until": None,
        "incident": each.incident,
        "runbook": each.runbook,
        "client": each.client,
        "labels": dict(each.labels),
    }


def runbook(each: Runbook, section: Section | None) -> Shape:
    """One of `rota runbooks --json`."""
    return {
        "name": each.name,
        "title": each.title,
        "heading": section.heading if section else None,
        "client": each.client,
        "owner": each.owner,
        "reviewed": each.reviewed.isoformat() if each.reviewed else None,
        "warning": each.warning or None,
    }


def figures(each: ActionFigures) -> Shape:
    """One of `rota metrics --json`."""
    return {
        "action": each.action,
        "requested": each.requested,
        "performed": each.performed,
        "last_performed": instant(each.last_performed),
        "performers": _tallies(each.performers),
        "requesters": _tallies(each.requesters),
        "accounts": _tallies(each.accounts),
        "reasons": _tallies(each.reasons),
        "other_share": each.other_share,
        "refused": each.refused,
        "denied": each.denied,
        "failed": each.failed,
    }


def _tallies(tallies: tuple[Tally, ...]) -> list[Shape]:
    return [{"name": tally.name, "count": tally.count} for tally in tallies]
