"""One request while it is answered: the board, who asks, and what everything on a board has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integrations.trello.local import ids
from integrations.trello.local.parameters import Parameters, Refusal, refused
from integrations.trello.local.shapes import Row
from integrations.trello.local.store import Tables

NOT_FOUND = "The requested resource was not found."
POSITION_STEP = 16_384


@dataclass(frozen=True, slots=True)
class Call:
    """What the function of a route gets."""

    tables: Tables
    me: Row
    """The member who acts."""
    now: datetime
    parameters: Parameters
    ask: Callable[[str], Any]
    """Answers another GET on the same tables; raises Refusal."""

    @property
    def board(self) -> Row:
        """The only board of the file."""
        return self.tables.all("board")[0]

    @property
    def stamp(self) -> str:
        """Now, in Trello's spelling."""
        return ids.stamp(self.now)

    def new_id(self) -> str:
        """An id that nothing else has."""
        return ids.new_id(self.now, self.board["id"], self.tables.count_up("ids"))

    def find(self, table: str, key: str) -> Row:
        """The row of that id, or of that short link where the table has them; raises Refusal."""
        if ids.is_id(key):
            row = self.tables.get(table, key)
        elif table in ("board", "cards") and ids.is_short_link(key):
            row = next((row for row in self.tables.all(table) if row["shortLink"] == key), None)
        else:
            raise Refusal(400, "invalid id")
        if row is None:
            raise Refusal(404, NOT_FOUND)
        return row

    def named(self, table: str, parameter: str) -> Row:
        """The row whose id a parameter gives; raises Refusal."""
        row = self.tables.get(table, self.parameters.text(parameter))
        if row is None:
            raise refused(parameter)
        return row

    def all_named(self, table: str, parameter: str) -> list[str]:
        """The ids that a parameter gives, each once and each one known; raises Refusal."""
        given = list(dict.fromkeys(self.parameters.words(parameter)))
        if any(self.tables.get(table, id) is None for id in given):
            raise refused(parameter)
        return given

    def place(self, parameter: str, neighbours: Iterable[Row], default: str = "bottom") -> float:
        """The position that a parameter asks for among the neighbours."""
        wanted = self.parameters.position(parameter, default)
        if not isinstance(wanted, str):
            return wanted
        taken = [row["pos"] for row in neighbours]
        if wanted == "top":
            return min(taken) / 2 if taken else POSITION_STEP
        return max(taken, default=0) + POSITION_STEP

    def keep_card(self, card: Row) -> None:
        """Keep a changed card; its badges and its last activity follow."""
        badges = {
            **card["badges"],
            "due": card["due"],
            "dueComplete": card["dueComplete"],
            "description": bool(card["desc"]),
        }
        self.tables.put("cards", {**card, "badges": badges, "dateLastActivity": self.stamp})

    def count_badge(self, card: Row, badge: str, more: int) -> None:
        """Keep the card with one of its counts changed."""
        badges = {**card["badges"], badge: max(0, card["badges"][badge] + more)}
        self.keep_card({**card, "badges": badges})
