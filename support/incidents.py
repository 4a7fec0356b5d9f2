"""Incidents and support requests: what the desk reads off a board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from support.board import Card, Comment, Snapshot
from support.journal import Entry
from support.settings import DeskSettings

STATUSES = ("new", "responded", "prioritised", "assigned", "mitigated", "resolved", "closed", "backlogged")
"""The life of an incident, in order; `backlogged` is the way out for what is no emergency."""

SETTLED = frozenset({"resolved", "closed", "backlogged"})
"""Nobody on the rota owes these anything."""

PRIORITIES = ("critical", "now", "office hours", "backlog")
"""Highest first."""

_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Incident:
    """A card of the board, with what it means to the desk. Instants are UTC."""

    id: str
    number: int
    title: str
    url: str
    list: str
    """The name of its list."""
    status: str | None
    """One of STATUSES, or None when rota.toml says nothing about its list."""
    client: str | None
    """The key of a client in rota.toml."""
    priority: str | None
    owner: str | None
    """The key of the only person of the team on the card, or None."""
    members: tuple[str, ...]
    """Full names."""
    labels: tuple[str, ...]
    """Names; a label without one shows its colour."""
    opened_at: datetime
    due_at: datetime | None
    first_response_at: datetime | None
    """The first recorded response, else the team's first comment on the card."""
    next_update_due_at: datetime | None
    comments: int
    waiting: int = 0
    """How many of our writes to it have not arrived yet."""
    description: str = ""
    """As its author wrote it: data, never markup."""

    @property
    def open(self) -> bool:
        """Whether the desk still owes it something."""
        return self.status not in SETTLED

    @property
    def promise_at(self) -> datetime | None:
        """The next instant at which somebody expects something of us."""
        known = [at for at in (self.next_update_due_at, self.due_at) if at]
        return min(known) if known else None


def read_board(
    snapshot: Snapshot, settings: DeskSettings, entries: Iterable[Entry] = ()
) -> tuple[Incident, ...]:
    """Every card that a person sees on the board, in the board's order."""
    reader = _Reader(snapshot, settings, entries)
    return tuple(reader.incident(card) for card in snapshot.open_cards())


def by_promise(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Oldest promise first, then what nobody has answered, then the rest, oldest first."""

    def owed(incident: Incident) -> tuple[datetime, bool, datetime]:
        return (incident.promise_at or _FAR, incident.first_response_at is not None, incident.opened_at)

    return tuple(sorted(incidents, key=owed))


class _Reader:
    def __init__(self, snapshot: Snapshot, settings: DeskSettings, entries: Iterable[Entry]) -> None:
        self.lists = {each.id: each.name for each in snapshot.lists}
        self.labels = {each.id: each for each in snapshot.labels}
        self.members = {each.id: each for each in snapshot.members}
        self.statuses = _inverted(settings.board.lists)
        self.priorities = _inverted(settings.priorities)
        self.clients = _inverted({client.key: client.labels for client in settings.clients.values()})
        self.team = {person.trello: key for key, person in settings.people.items() if person.trello}
        self.responses = _first_responses(entries)
        self.first_comments = self._first_comments(snapshot.comments)

    def incident(self, card: Card) -> Incident:
        labels = [self.labels[each] for each in card.label_ids if each in self.labels]
        names = [label.name or label.colour or "(no name)" for label in labels]
        list_name = self.lists.get(card.list_id, "(unknown list)")
        first_response = self.responses.get(card.id) or self.first_comments.get(card.id)
        status = self.statuses.get(list_name.casefold())
        if status == "new" and first_response:
            status = "responded"
        return Incident(
            id=card.id,
            number=card.number,
            title=card.title,
            url=card.url,
            list=list_name,
            status=status,
            client=_first(names, self.clients),
            priority=_first(names, self.priorities),
            owner=self._owner(card),
            members=tuple(self.members[each].name for each in card.member_ids if each in self.members),
            labels=tuple(names),
            opened_at=card.opened_at,
            due_at=None if card.due_done else card.due_at,
            first_response_at=first_response,
            next_update_due_at=None,
            comments=card.comment_count,
            description=card.description,
        )

    def _owner(self, card: Card) -> str | None:
        usernames = [self.members[each].username for each in card.member_ids if each in self.members]
        owners = [self.team[username] for username in usernames if username in self.team]
        return owners[0] if len(owners) == 1 else None

    def _first_comments(self, comments: Iterable[Comment]) -> dict[str, datetime]:
        team = {member.id for member in self.members.values() if member.username in self.team}
        first: dict[str, datetime] = {}
        for comment in comments:
            if comment.author_id in team:
                first[comment.card_id] = min(comment.at, first.get(comment.card_id, _FAR))
        return first


def _inverted(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {name.casefold(): key for key, each in names.items() for name in each}


def _first(names: Iterable[str], meaning: Mapping[str, str]) -> str | None:
    return next((meaning[name.casefold()] for name in names if name.casefold() in meaning), None)


def _first_responses(entries: Iterable[Entry]) -> dict[str, datetime]:
    first: dict[str, datetime] = {}
    for entry in entries:
        if entry.kind == "incident.responded":
            first.setdefault(entry.subject, entry.at)
    return first
