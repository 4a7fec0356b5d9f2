"""A list with a filter above it: / opens it, typing narrows, esc shows all again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.widgets.rows import Column, Row, RowList


def holds_words(words: str, row: Row) -> bool:
    """Whether each word stands somewhere in the row; capitals do not matter."""
    text = " ".join(row.cells).casefold()
    return all(word in text for word in words.casefold().split())


class FilterList(Vertical):
    """Rows, and the words that choose among them."""

    DEFAULT_CSS = """
    FilterList {
        height: 1fr;
        & > Input { padding: 0 1; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "show_all", "all", show=False),
        Binding("down", "to_rows", show=False),
    ]

    def __init__(self, columns: Sequence[Column], *, empty: str, id: str) -> None:
        super().__init__(id=id)
        self._input = Input(placeholder="words to look for; enter keeps them, esc shows all", compact=True)
        self._input.display = False
        self.list = RowList(columns, empty=empty)
        self._empty = empty
        self._all: tuple[Row, ...] = ()

    def compose(self) -> ComposeResult:
        yield self._input
        yield self.list

    @property
    def selected(self) -> str:
        """The id under the cursor, or nothing."""
        return self.list.selected

    def show(self, rows: Sequence[Row]) -> None:
        """These are all the rows; the filter stays."""
        self._all = tuple(rows)
        self._narrow()

    def select(self, row_id: str) -> bool:
        """Put the cursor on that row, showing all rows if the filter hides it; False when it is not there."""
        if self.list.select(row_id):
            return True
        if not any(row.id == row_id for row in self._all):
            return False
        self._input.value = ""
        self._narrow()
        return self.list.select(row_id)

    def open_filter(self) -> None:
        """Let the person type; a key that comes too early is no command."""
        self._input.display = True
        self.screen.set_focus(self._input)

    def action_show_all(self) -> None:
        if not self._input.display:
            self.app.action_command("desk.back")  # type: ignore[attr-defined]
            return
        self.screen.set_focus(self.list)
        self._input.value = ""
        self._input.display = False

    def action_to_rows(self) -> None:
        self.list.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._narrow()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.focus()

    def _narrow(self) -> None:
        words = self._input.value
        self.list.empty = "No row has these words; esc shows all." if words.strip() else self._empty
        self.list.show([row for row in self._all if holds_words(words, row)] if words.strip() else self._all)
