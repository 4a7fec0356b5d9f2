"""A board as the desk sees it: frozen values, whatever tool keeps it.

All instants are aware datetimes in UTC. Texts are exactly as others wrote them: data, never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may be on a card."""

    id: str
    """The board tool's own id."""
    username: str
    """Unique short name, without the @."""
    name: str
    """Full name, as they wrote it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A coloured word on cards; the name may be empty."""

    id: str
    name: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class BoardList:
    """A column of the board."""

    id: str
    name: str
    closed: bool
    """Archived; its cards may still be open."""
    position: float


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote on a card."""

    id: str
    card_id: str
    at: datetime
    author: str
    """Full name, or the username where there is none; the author may have left the board."""
    author_id: str
    text: str
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a checklist."""

    id: str
    name: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """A named list of things to do on a card."""

    id: str
    name: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A card: an incident, a support request or a backlog item."""

    id: str
    number: int
    """Counts up within the board; what people say aloud."""
    short_link: str
    url: str
    title: str
    description: str
    list_id: str
    closed: bool
    position: float
    opened_at: datetime
    active_at: datetime | None
    """The last change that the board knows of."""
    due_at: datetime | None
    due_done: bool
    label_ids: tuple[str, ...]
    member_ids: tuple[str, ...]
    comment_count: int
    checklist_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole board at one moment."""

    board_id: str
    name: str
    url: str
    lists: tuple[BoardList, ...]
    cards: tuple[Card, ...]
    members: tuple[Member, ...]
    labels: tuple[Label, ...]
    comments: tuple[Comment, ...]
    """The newest ones, newest first; not necessarily all."""
    fetched_at: datetime
    """When it was fetched, by this machine's clock."""

    def open_cards(self) -> tuple[Card, ...]:
        """The cards that a person sees on the board: open, on an open list, in the board's order."""
        order = {each.id: (each.position, each.name) for each in self.lists if not each.closed}
        visible = (card for card in self.cards if not card.closed and card.list_id in order)
        return tuple(sorted(visible, key=lambda card: (order[card.list_id], card.position)))


@dataclass(frozen=True, slots=True)
class CardDetail:
    """One card, freshly read, with what a snapshot leaves out."""

    card: Card
    comments: tuple[Comment, ...]
    """Newest first."""
    checklists: tuple[Checklist, ...]
