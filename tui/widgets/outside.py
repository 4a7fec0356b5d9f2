"""Words of others, behind a bar that no text of theirs can leave."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.plain import body


class Outside(Static):
    """A text from outside; every line of it, wrapped ones too, stands behind the bar."""

    DEFAULT_CSS = """
    Outside { height: auto; padding: 0 1; border-left: solid $secondary; }
    Outside.-none { border-left: none; color: $text-muted; padding: 0; }
    """

    def show(self, text: str, cap: int, nothing: str) -> None:
        """Show the text, at most `cap` characters of it; `nothing` is our word where there is none."""
        blank = not text.strip()
        self.set_class(blank, "-none")
        self.update(Content(nothing if blank else body(text, cap)))
