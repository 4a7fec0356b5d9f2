"""A list of rows that paints only what is seen, and repaints only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.plain import Plain, one_line


class Column(NamedTuple):
    """One column of a list."""

    title: str
    width: int
    """Cells; 0 takes what the others leave."""
    from_width: int = 0
    """Cells; left out when the list is narrower."""


def heading(columns: Sequence[Column]) -> Row:
    """The columns' titles, as the first row of a table."""
    return Row("", tuple(one_line(column.title) for column in columns))


class Row(NamedTuple):
    """One line of a list."""

    id: str
    """What the line stands for; empty for a heading, which cannot be chosen."""
    cells: tuple[Plain, ...]
    """One text for each column; a heading has one in all."""
    tone: str = ""
    """alert, dim, or nothing: never the only sign of a state."""


CALL_COLUMNS = (
    Column("promise", 11),
    Column("state", 12),
    Column("title", 0),
    Column("client", 18, from_width=100),
    Column("owner", 11, from_width=70),
)
"""The columns of alarms and incidents."""


class RowList(ScrollView, can_focus=True):
    """Rows under a cursor; thousands cost as much as one page."""

    COMPONENT_CLASSES = {
        "rows--cursor",
        "rows--cursor-blurred",
        "rows--heading",
        "rows--alert",
        "rows--dim",
    }

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .rows--cursor { background: $primary; color: $text; text-style: bold; }
        & > .rows--cursor-blurred { background: $surface-lighten-1; }
        & > .rows--heading { color: $text-secondary; text-style: bold; }
        & > .rows--alert { color: $text-error; text-style: bold; }
        & > .rows--dim { color: $text-muted; }
    }
    """

    BINDINGS = [
        Binding("down,j", "step(1)", "down", show=False),
        Binding("up,k", "step(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("home", "first", "first", show=False),
        Binding("end", "last", "last", show=False),
        Binding("enter", "choose", "open", show=False),
    ]

    rows: var[tuple[Row, ...]] = var[tuple[Row, ...]](())
    cursor: var[int] = var(0)

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another row."""

        rows: RowList
        row_id: str

        @property
        def control(self) -> RowList:
            return self.rows

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, RowList.Highlighted) and message.rows is self.rows

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row, or it was clicked twice."""

        rows: RowList
        row_id: str

        @property
        def control(self) -> RowList:
            return self.rows

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "Nothing here.", id: str | None = None
    ) -> None:
        """The columns' titles are not drawn; `heading()` gives them as a row."""
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.empty = empty
        self._strips: dict[tuple[Row, int, str], Strip] = {}
        self._styles: dict[str, Style] = {}

    @property
    def selected(self) -> str:
        """The id under the cursor, or nothing."""
        return self.rows[self.cursor].id if 0 <= self.cursor < len(self.rows) else ""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on what it stood on."""
        if tuple(rows) == self.rows:
            return
        kept = self.selected
        self.rows = tuple(rows)
        place = next((at for at, row in enumerate(self.rows) if row.id and row.id == kept), None)
        place = self._choosable(min(self.cursor, len(self.rows) - 1), 1) if place is None else place
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._strips.clear()
        self.set_reactive(RowList.cursor, place)
        self._reveal()
        self.refresh()
        if self.selected != kept:
            self.post_message(self.Highlighted(self, self.selected))

    def select(self, row_id: str) -> bool:
        """Put the cursor on that row; False when it is not here."""
        for place, row in enumerate(self.rows):
            if row.id == row_id:
                self.cursor = place
                return True
        return False

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint two lines, not the page."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._reveal()
        self.post_message(self.Highlighted(self, self.selected))

    def render_line(self, y: int) -> Strip:
        """One painted line of the window."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if not self.rows and y == 0:
            return Strip([Segment(set_cell_size(self.empty, width), self._style("dim"))])
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        row = self.rows[place]
        tone = self._tone(row, place)
        key = (row, width, tone)
        if key not in self._strips:
            style = self._style(tone)
            self._strips[key] = Strip([Segment(self._text(row, width), style)], width)
        return self._strips[key]

    def notify_style_update(self) -> None:
        """Colours may be others now: paint all anew."""
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._strips.clear()
        self._reveal()

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        place = event.y + self.scroll_offset.y
        if place < len(self.rows) and self.rows[place].id:
            self.cursor = place
            if event.chain == 2:
                self.action_choose()

    def action_step(self, by: int) -> None:
        self._go(self.cursor + by, by)

    def action_page(self, by: int) -> None:
        self._go(self.cursor + by * max(1, self.size.height - 1), by)

    def action_first(self) -> None:
        self._go(0, 1)

    def action_last(self) -> None:
        self._go(len(self.rows) - 1, -1)

    def action_choose(self) -> None:
        if self.selected:
            self.post_message(self.Chosen(self, self.selected))

    def _go(self, place: int, direction: int) -> None:
        if self.rows:
            self.cursor = self._choosable(max(0, min(place, len(self.rows) - 1)), direction)

    def _choosable(self, place: int, direction: int) -> int:
        """The nearest row that can be chosen, looking on in that direction first, then back."""
        onward = range(place, len(self.rows)) if direction > 0 else range(place, -1, -1)
        backward = range(place, -1, -1) if direction > 0 else range(place, len(self.rows))
        return next((at for way in (onward, backward) for at in way if at >= 0 and self.rows[at].id), 0)

    def _reveal(self) -> None:
        """Keep the cursor in the window, and the heading above the first row with it."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        above = self.cursor - 1 if self.cursor and not self.rows[self.cursor - 1].id else self.cursor
        if above < top:
            self.scroll_to(y=above, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def _tone(self, row: Row, place: int) -> str:
        if place == self.cursor and row.id:
            return "cursor" if self.has_focus else "cursor-blurred"
        return row.tone if row.id else "heading"

    def _style(self, tone: str) -> Style:
        if tone not in self._styles:
            own = self.get_component_rich_style(f"rows--{tone}") if tone else self.rich_style
            self._styles[tone] = own
        return self._styles[tone]

    def _text(self, row: Row, width: int) -> str:
        if len(row.cells) == 1:
            return set_cell_size(f" {row.cells[0]}", width)
        shown = [
            (column, cell)
            for column, cell in zip(self.columns, row.cells, strict=True)
            if width >= column.from_width
        ]
        fixed = sum(column.width + 1 for column, _ in shown)
        flexible = max(8, width - fixed - 1)
        parts = [_fit(cell, column.width or flexible) for column, cell in shown]
        return set_cell_size(" " + " ".join(parts), width)


def _fit(cell: str, width: int) -> str:
    """The cell, cut with an ellipsis or filled up to the width."""
    if cell_len(cell) > width:
        return set_cell_size(cell, width - 1) + "…"
    return set_cell_size(cell, width)
