"""The journal: one append-only entry for every act, each carrying the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

FIRST_PREV = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act on its way into the journal."""

    at: datetime
    """Aware, UTC."""
    actor: str
    """The key of the person in rota.toml, or `os:NAME` for somebody it does not name."""
    via: str
    """tui, cli, web, schedule or run."""
    host: str
    kind: str
    """What was done, as `subject.verb`: `incident.commented`, `action.requested`, ..."""
    subject: str
    """The id of the run, card or alarm, or the name of the file, that it was done to."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What else belongs to it; plain JSON values."""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Names the act, so that a retry is known as one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as it stands in the journal."""

    seq: int
    """1, 2, 3, ... without a gap."""
    id: str
    at: datetime
    actor: str
    via: str
    host: str
    kind: str
    subject: str
    data: Mapping[str, Any]
    prev: str
    """The hash of the entry before this one."""
    hash: str
    """SHA-256, in hex, over the canonical JSON of all other fields."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found."""

    count: int
    """How many entries hold."""
    head: str
    """The hash of the last one that holds."""
    broken_at: int | None = None
    """The place of the first entry that does not hold, counted from 1."""
    why: str = ""
    """What is wrong with it."""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def canonical(record: Mapping[str, Any]) -> bytes:
    """The one spelling of a record that is hashed: keys sorted, no blanks, ASCII."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def digest(record: Mapping[str, Any]) -> str:
    """The hash of a record, leaving out its own `hash` field."""
    return hashlib.sha256(
        canonical({key: value for key, value in record.items() if key != "hash"})
    ).hexdigest()


def instant(at: datetime) -> str:
    """ISO 8601 in UTC with microseconds: `2026-11-20T09:00:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seal(draft: Draft, previous: Entry | None) -> Entry:
    """The entry that this draft becomes after `previous`."""
    record = asdict(draft) | {
        "at": instant(draft.at),
        "data": json.loads(canonical(draft.data)),
        "seq": previous.seq + 1 if previous else 1,
        "prev": previous.hash if previous else FIRST_PREV,
    }
    return from_record(record | {"hash": digest(record)})


def to_record(entry: Entry) -> dict[str, Any]:
    """The entry as a plain JSON object, as stored and as printed by `rota journal list --json`."""
    return asdict(entry) | {"at": instant(entry.at), "data": dict(entry.data)}


def from_record(record: Mapping[str, Any]) -> Entry:
    """The entry of a stored object; raises KeyError, TypeError or ValueError when it is not one."""
    known = {name: record[name] for name in Entry.__slots__}
    return Entry(**known | {"at": datetime.fromisoformat(record["at"])})


def check_chain(records: Iterable[Mapping[str, Any]]) -> Verdict:
    """Walk the stored objects in order and stop at the first that does not hold."""
    count, head = 0, FIRST_PREV
    for place, record in enumerate(records, start=1):
        why = _fault(record, place, head)
        if why:
            return Verdict(count, head, broken_at=place, why=why)
        count, head = place, record["hash"]
    return Verdict(count, head)


def _fault(record: Mapping[str, Any], place: int, head: str) -> str:
    try:
        from_record(record)
    except (KeyError, TypeError, ValueError):
        return "it is not an entry"
    if digest(record) != record["hash"]:
        return "it was changed: its hash does not fit its content"
    if record["seq"] != place:
        return f"it says it is number {record['seq']}: one was removed, added or moved"
    if record["prev"] != head:
        return "it does not follow the one before it"
    return ""
