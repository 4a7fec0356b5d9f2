"""The board of the desk, kept in Trello."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from integrations.trello import queries, translate
from integrations.trello.declined import Declined
from integrations.trello.memory import BoardMemory
from support.board import Card, CardDetail, Comment, Member, Snapshot
from support.errors import BadAnswer

if TYPE_CHECKING:
    from integrations.trello.client import TrelloClient
    from support.ports import Clock

Thing = TypeVar("Thing")


class TrelloBoard:
    """A Board over Trello: each method is one request, and raises a WorldError.

    `board_id` is an id or a short link. Safe to share between threads.
    """

    def __init__(self, client: TrelloClient, board_id: str, snapshot_file: Path, clock: Clock) -> None:
        self._client = client
        self._board_id = board_id
        self._memory = BoardMemory(snapshot_file, board_id)
        self._clock = clock
        self._members: tuple[Member, ...] = ()
        self._me: Member | None = None

    def load(self) -> Snapshot:
        """The whole board; its open cards on open lists, and the newest thousand comments."""
        answer = self._client.fetch("GET", "boards", self._board_id, query=queries.BOARD)
        fetched_at = self._clock.now()
        snapshot = _usable(translate.snapshot(answer, fetched_at), wrote=False)
        self._members = snapshot.members
        self._memory.keep(answer, fetched_at)
        return snapshot

    def last_known(self) -> Snapshot | None:
        """The board as it was last loaded on this machine; no request."""
        snapshot = self._memory.recall()
        if snapshot and not self._members:
            self._members = snapshot.members
        return snapshot

    def detail(self, card_id: str) -> CardDetail:
        """One card with its newest thousand comments and its checklists."""
        answer = self._client.fetch("GET", "cards", card_id, query=queries.CARD)
        return _usable(translate.card_detail(answer, self._members), wrote=False)

    def whoami(self) -> Member:
        """The member whose token is in use, asked once: Trello allows 100 of these in 15 minutes."""
        if self._me is None:
            query = {"fields": "fullName,username,initials"}
            answer = self._client.fetch("GET", "members", "me", query=query)
            self._me = _usable(translate.member(answer), wrote=False)
        return self._me

    def comment(self, card_id: str, text: str) -> Comment:
        """Write a comment."""
        answer = self._client.fetch("POST", "cards", card_id, "actions", "comments", body={"text": text})
        return _usable(translate.comment(answer, self._members, card_id), wrote=True)

    def move(self, card_id: str, list_id: str) -> None:
        """Move the card to another list."""
        self._client.fetch("PUT", "cards", card_id, body={"idList": list_id})

    def assign(self, card_id: str, member_id: str) -> None:
        """Add the member to the card; one who is on it already stays on it."""
        self._add(card_id, "idMembers", member_id)

    def unassign(self, card_id: str, member_id: str) -> None:
        """Take the member off the card; one who is not on it stays off."""
        try:
            self._client.fetch("DELETE", "cards", card_id, "idMembers", member_id)
        except Declined as error:
            _ignore_if_so_already(error, "is not on")

    def label(self, card_id: str, label_id: str) -> None:
        """Put the label on the card; one that is on it already stays on it."""
        self._add(card_id, "idLabels", label_id)

    def create(
        self, list_id: str, title: str, description: str = "", label_ids: tuple[str, ...] = ()
    ) -> Card:
        """Make a card at the top of the list."""
        body = {"idList": list_id, "name": title, "desc": description, "pos": "top"}
        if label_ids:
            body["idLabels"] = ",".join(label_ids)
        return _usable(translate.card(self._client.fetch("POST", "cards", body=body)), wrote=True)

    def close(self, card_id: str) -> None:
        """Archive the card."""
        self._client.fetch("PUT", "cards", card_id, body={"closed": True})

    def _add(self, card_id: str, collection: str, value: str) -> None:
        try:
            self._client.fetch("POST", "cards", card_id, collection, body={"value": value})
        except Declined as error:
            _ignore_if_so_already(error, "already")


def _ignore_if_so_already(error: Declined, words: str) -> None:
    """Trello says no to a change that changes nothing: `member is already on the card`."""
    if words not in error.said:
        raise error


def _usable(translated: Thing | None, *, wrote: bool) -> Thing:
    if translated is None:
        raise BadAnswer(
            "Trello's answer lacks what rota asked for.", "Try again; check TRELLO_BASE_URL.", sent=wrote
        )
    return translated
