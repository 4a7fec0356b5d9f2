"""The line at the top: who is on, how much is mine, how old the board is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.words import ago

FRESH = timedelta(seconds=45)
"""A board younger than this needs no age."""


class Facts(NamedTuple):
    """What the headline says of the desk; all texts have passed the gate."""

    desk: str
    on_support: str
    """`Ana Lopez (you) until 17:00`"""
    mine: int
    """How many open incidents are the person's own."""
    board_at: float | None
    """When the board was fetched, as Unix time; None when it is not known."""


class Headline(Widget):
    """The rota and the age of the data, on every screen."""

    DEFAULT_CSS = """
    Headline { dock: top; height: 1; background: $panel; padding: 0 1; }
    """

    facts: reactive[Facts | None] = reactive[Facts | None](None)
    now: reactive[datetime | None] = reactive[datetime | None](None)
    """UTC; set by the app every few seconds, so that ages grow."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title

    def render(self) -> Content:
        facts = self.facts
        if facts is None:
            return Content.assemble((f"rota · {self.title}", "bold"), "  opening the desk …")
        right = Content("  ·  ".join([facts.on_support, f"{facts.mine} mine", self._age(facts)]))
        left = Content.assemble((f"rota · {self.title}", "bold"), f"  {facts.desk}")
        if left.cell_length + right.cell_length + 2 > self.size.width:
            left = Content.styled(self.title, "bold")
        gap = max(2, self.size.width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)

    def _age(self, facts: Facts) -> str:
        if facts.board_at is None or self.now is None:
            return "board not loaded"
        age = self.now - datetime.fromtimestamp(facts.board_at, UTC)
        return "board fresh" if age < FRESH else f"board {ago(age)} old"
