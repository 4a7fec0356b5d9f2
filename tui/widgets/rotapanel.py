"""Who is on today, who is next, and what is owed."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Line(NamedTuple):
    """One line of the panel; its texts have passed the gate."""

    label: str
    text: str
    warns: bool = False


class RotaPanel(Widget):
    """A few lines above the list."""

    DEFAULT_CSS = """
    RotaPanel { height: auto; padding: 0 1; margin: 1 0; }
    """

    lines: reactive[tuple[Line, ...]] = reactive[tuple[Line, ...]]((), layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._drawn(line) for line in self.lines) if self.lines else Content("…")

    def _drawn(self, line: Line) -> Content:
        if line.warns:
            return Content.styled(f"! {line.text}", "$text-warning")
        return Content.assemble((f"{line.label} " if line.label else "", "bold"), line.text)
