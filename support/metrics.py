"""Metrics: what the desk does, how often, for whom and why; counted from the journal alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from support.journal import Entry

OTHER = "other"
"""The reason that every action has: much of it means that a reason is missing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a name occurs."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """One action in numbers. A performance is a run that started; asking alone is a request."""

    action: str
    requested: int
    performed: int
    last_performed: datetime | None
    """When the latest performance started, UTC."""
    performers: tuple[Tally, ...]
    """Keys of those who performed it, most often first."""
    requesters: tuple[Tally, ...]
    """Who asked for it, over all requests, most often first; requests that name nobody are left out."""
    accounts: tuple[Tally, ...]
    """The targets of its performances, most often first."""
    reasons: tuple[Tally, ...]
    """Why it was performed, most often first."""
    other_share: float | None
    """The part of those reasons that is "other", between 0 and 1; None where there are none."""
    refused: int
    """The circumstances did not hold."""
    denied: int
    """The person was not allowed to."""
    failed: int
    """It ran and did not succeed; timed out, cancelled and lost are not counted here."""


def by_action(entries: Iterable[Entry]) -> tuple[ActionFigures, ...]:
    """The figures of every action that was ever asked for: most performed first, then most requested."""
    runs: dict[str, _Run] = {}
    for entry in entries:
        if entry.kind in ("action.requested", "action.started", "action.finished"):
            runs.setdefault(entry.subject, _Run()).take(entry)
    actions: dict[str, list[_Run]] = {}
    for run in runs.values():
        if run.action:
            actions.setdefault(run.action, []).append(run)
    figures = (_figures(action, each) for action, each in actions.items())
    return tuple(sorted(figures, key=lambda each: (-each.performed, -each.requested, each.action)))


@dataclass(slots=True)
class _Run:
    """What the entries of one run say together."""

    action: str = ""
    actor: str = ""
    requested: bool = False
    started_at: datetime | None = None
    state: str = ""
    asked: dict[str, str] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        self.action = self.action or _word(entry.data.get("action"))
        self.actor = self.actor or entry.actor
        if entry.kind == "action.requested":
            self.requested = True
            self.asked = {key: _word(entry.data.get(key)) for key in ("requester", "target", "reason")}
        elif entry.kind == "action.started":
            self.started_at = self.started_at or entry.at
        else:
            self.state = _word(entry.data.get("state"))


def _figures(action: str, runs: list[_Run]) -> ActionFigures:
    performances = [run for run in runs if run.started_at]
    reasons = _tally(run.asked.get("reason", "") for run in performances)
    states = Counter(run.state for run in runs)
    return ActionFigures(
        action=action,
        requested=sum(run.requested for run in runs),
        performed=len(performances),
        last_performed=max((run.started_at for run in runs if run.started_at), default=None),
        performers=_tally(run.actor for run in performances),
        requesters=_tally(run.asked.get("requester", "") for run in runs),
        accounts=_tally(run.asked.get("target", "") for run in performances),
        reasons=reasons,
        other_share=_share(reasons),
        refused=states["refused"],
        denied=states["denied"],
        failed=states["failed"],
    )


def _tally(names: Iterable[str]) -> tuple[Tally, ...]:
    counts = Counter(filter(None, names))
    return tuple(
        Tally(name, count) for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    )


def _share(reasons: tuple[Tally, ...]) -> float | None:
    total = sum(tally.count for tally in reasons)
    return sum(tally.count for tally in reasons if tally.name == OTHER) / total if total else None


def _word(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""
