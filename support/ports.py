"""What the desk asks of the world; each Protocol is implemented in `integrations`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from support.alarms import Alarm
from support.board import Card, CardDetail, Comment, Member, Snapshot
from support.journal import Draft, Entry, Verdict
from support.rota import RotaReading
from support.runbooks import Runbook


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class Board(Protocol):
    """Where incidents and support requests are tracked.

    Each method raises a `WorldError`: Offline, LoginNeeded, NotPermitted, Gone, RateLimited or BadAnswer.
    Texts go out exactly as given.
    """

    def load(self) -> Snapshot:
        """The whole board in one request; remembers the answer for `last_known`."""

    def last_known(self) -> Snapshot | None:
        """The board as it was last loaded on this machine, without any request."""

    def detail(self, card_id: str) -> CardDetail:
        """One card with its comments and checklists, read again."""

    def whoami(self) -> Member:
        """The member whose token is in use."""

    def comment(self, card_id: str, text: str) -> Comment:
        """Write a comment."""

    def move(self, card_id: str, list_id: str) -> None:
        """Move the card to another list."""

    def assign(self, card_id: str, member_id: str) -> None:
        """Add the member to the card; one who is on it already stays on it."""

    def unassign(self, card_id: str, member_id: str) -> None:
        """Take the member off the card."""

    def label(self, card_id: str, label_id: str) -> None:
        """Put the label on the card."""

    def create(
        self, list_id: str, title: str, description: str = "", label_ids: tuple[str, ...] = ()
    ) -> Card:
        """Make a card at the top of the list."""

    def close(self, card_id: str) -> None:
        """Archive the card."""


class RotaSource(Protocol):
    """Where the rota is kept."""

    def read(self, at: datetime) -> RotaReading:
        """Who is on at that instant, and who is next."""


class AlarmSource(Protocol):
    """A monitor that says what is wrong now."""

    def firing(self) -> tuple[Alarm, ...]:
        """The alarms that fire now; raises WorldError."""


class Journal(Protocol):
    """The audit trail: append-only, hash-chained, shared by all processes of one person."""

    def append(self, draft: Draft) -> Entry:
        """Make the draft an entry, durably; raises JournalUnavailable, and then nothing was written."""

    def entries(self, after: int = 0) -> tuple[Entry, ...]:
        """All entries whose seq is greater than `after`, oldest first."""

    def last(self, count: int) -> tuple[Entry, ...]:
        """The newest `count` entries, oldest first."""

    def verify(self) -> Verdict:
        """Check the chain from the first entry to the last."""


class DraftStore(Protocol):
    """Texts a person has typed and not yet finished; survives the death of the program."""

    def save(self, name: str, text: str) -> None:
        """Keep the text under the name, whole or not at all."""

    def load(self, name: str) -> str | None:
        """The kept text, or None."""

    def discard(self, name: str) -> None:
        """Forget it."""

    def names(self) -> Iterable[str]:
        """The names that are kept, newest first."""


class RunbookStore(Protocol):
    """The desk's runbooks."""

    def all(self) -> tuple[Runbook, ...]:
        """Every runbook, by name; read again only where a file changed."""


class PostmortemStore(Protocol):
    """The desk's post-mortems."""

    def save(self, name: str, text: str, over: str | None = None) -> None:
        """Keep the text under that file name, whole or not at all; `over` is the text it takes the place of.

        Raises Refused when the file holds something else meanwhile.
        """

    def read(self, name: str) -> str:
        """The text of a kept one; raises Unknown."""

    def names(self) -> tuple[str, ...]:
        """The file names, newest first."""
