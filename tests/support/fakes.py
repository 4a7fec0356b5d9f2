"""Stand-ins for what the desk asks of the world, kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from support.board import BoardList, Card, CardDetail, Comment, Label, Member, Snapshot
from support.errors import Gone
from support.journal import Draft, Entry, Verdict, check_chain, seal, to_record
from tests.support.samples import at


@dataclass
class StandingClock:
    """Tells one time."""

    time: datetime = field(default_factory=lambda: at(10, 30))

    def now(self) -> datetime:
        return self.time


@dataclass
class MemoryJournal:
    """A journal that a test can break."""

    kept: list[Entry] = field(default_factory=list)
    fail: Callable[[Draft], None] = lambda draft: None

    def append(self, draft: Draft) -> Entry:
        self.fail(draft)
        self.kept.append(seal(draft, self.kept[-1] if self.kept else None))
        return self.kept[-1]

    def entries(self, after: int = 0) -> tuple[Entry, ...]:
        return tuple(self.kept[after:])

    def last(self, count: int) -> tuple[Entry, ...]:
        return tuple(self.kept[-count:])

    def verify(self) -> Verdict:
        return check_chain(map(to_record, self.kept))


LISTS = (BoardList("l-in", "Inbox", False, 1), BoardList("l-done", "Done", False, 2))
MEMBERS = (Member("m-ana", "analopez", "Ana Lopez"), Member("m-ben", "benok", "Ben Okafor"))


def a_card(number: int = 12, **changes: object) -> Card:
    """A card of the inbox."""
    card = Card(
        id=f"card-{number}",
        number=number,
        short_link=f"link{number}",
        url=f"https://trello.com/c/link{number}/{number}-x",
        title="Payments down",
        description="",
        list_id="l-in",
        closed=False,
        position=number,
        opened_at=at(10),
        active_at=None,
        due_at=None,
        due_done=False,
        label_ids=(),
        member_ids=(),
        comment_count=0,
    )
    return replace(card, **changes)  # type: ignore[arg-type]


@dataclass
class MemoryBoard:
    """A board that does what it is told; a test may put another `wish` in the way of a write."""

    cards: dict[str, Card] = field(default_factory=lambda: {"card-12": a_card()})
    labels: tuple[Label, ...] = ()
    wish: Callable[[], None] = lambda: None
    seen: Snapshot | None = None

    def load(self) -> Snapshot:
        cards = tuple(self.cards.values())
        self.seen = Snapshot("b", "Board", "", LISTS, cards, MEMBERS, self.labels, (), at(10, 30))
        return self.seen

    def last_known(self) -> Snapshot | None:
        return self.seen

    def detail(self, card_id: str) -> CardDetail:
        if card_id not in self.cards:
            raise Gone("The card is not there.")
        return CardDetail(self.cards[card_id], (), ())

    def whoami(self) -> Member:
        return MEMBERS[0]

    def comment(self, card_id: str, text: str) -> Comment:
        self.wish()
        return Comment("c", card_id, at(10, 30), "Ana Lopez", "m-ana", text)

    def move(self, card_id: str, list_id: str) -> None:
        self.wish()
        self.cards[card_id] = replace(self.cards[card_id], list_id=list_id)

    def assign(self, card_id: str, member_id: str) -> None:
        card = self.cards[card_id]
        self.cards[card_id] = replace(card, member_ids=(*card.member_ids, member_id))

    def unassign(self, card_id: str, member_id: str) -> None:
        card = self.cards[card_id]
        left = tuple(each for each in card.member_ids if each != member_id)
        self.cards[card_id] = replace(card, member_ids=left)

    def label(self, card_id: str, label_id: str) -> None:
        raise NotImplementedError

    def create(
        self, list_id: str, title: str, description: str = "", label_ids: tuple[str, ...] = ()
    ) -> Card:
        self.wish()
        number = 100 + len(self.cards)
        card = a_card(number, title=title, description=description, list_id=list_id, opened_at=at(10, 30))
        self.cards[card.id] = card
        return card

    def close(self, card_id: str) -> None:
        raise NotImplementedError
