"""A small desk, and what happens at it, for the tests of this floor and the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from support.alarms import Alarm
from support.board import Comment
from support.hours import OfficeHours
from support.incidents import Incident
from support.journal import Draft, Entry, seal
from support.people import Person
from support.settings import BoardSettings, Client, DeskSettings

ANA = Person("ana", "Ana Lopez")
BEN = Person("ben", "Ben Okafor")
PEOPLE = {"ana": ANA, "ben": BEN}

SETTINGS = DeskSettings(
    folder=Path("/nowhere"),
    name="Test desk",
    people=PEOPLE,
    weekdays={"mon": "ana"},
    hours=OfficeHours(ZoneInfo("Europe/Berlin"), ((time(9), time(17)),)),
    board=BoardSettings(
        "local", None, None, {"new": ("Inbox",), "resolved": ("Done",), "closed": ("Archive",)}
    ),
    clients={
        "acme": Client("acme", "Acme Corp", ("Acme",), "acme-web"),
        "bolt": Client("bolt", "Bolt", ("Bolt",)),
    },
    priorities={},
)


def at(hour: int, minute: int = 0, *, day: int = 20) -> datetime:
    """A moment of November 2026, UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def an_incident(title: str = "Payments down", **changes: Any) -> Incident:
    """Card 12 of Acme, opened at 08:10 UTC."""
    known: dict[str, Any] = {
        "id": "card-12",
        "number": 12,
        "title": title,
        "url": "https://trello.com/c/AbCd1234",
        "list": "Inbox",
        "status": "new",
        "client": "acme",
        "priority": None,
        "owner": None,
        "members": (),
        "labels": (),
        "opened_at": at(8, 10),
        "due_at": None,
        "first_response_at": None,
        "next_update_due_at": None,
        "comments": 0,
    }
    return Incident(**known | changes)


def an_alarm(name: str = "QueueLong", **changes: Any) -> Alarm:
    """An alarm that fires since 08:00 UTC."""
    known: dict[str, Any] = {
        "id": "alarm-1",
        "name": name,
        "severity": "error",
        "summary": "",
        "started_at": at(8),
    }
    return Alarm(**known | changes)


def a_comment(text: str, when: datetime, author: str = "Client Carl", card: str = "card-12") -> Comment:
    """What somebody wrote on a card."""
    return Comment(f"comment-{when.timestamp()}", card, when, author, f"id-{author}", text)


def journal(acts: Iterable[tuple[datetime, str, str, str, dict[str, Any]]]) -> tuple[Entry, ...]:
    """The entries of acts, each `(at, actor, kind, subject, data)`; the act's id is its place, `e1`, `e2`."""
    entries: list[Entry] = []
    for place, (when, actor, kind, subject, data) in enumerate(acts, start=1):
        draft = Draft(when, actor, "tui", "desk-1", kind, subject, data, id=f"e{place}")
        entries.append(seal(draft, entries[-1] if entries else None))
    return tuple(entries)
