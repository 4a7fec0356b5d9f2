"""The line that says what is wrong, where it cannot be overlooked and is in nobody's way."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.plain import one_line


class Banner(Widget):
    """Problems of the moment, one line each; no problem, no line."""

    DEFAULT_CSS = """
    Banner {
        dock: top; height: auto; max-height: 4; padding: 0 1;
        background: $warning-muted; color: $text-warning;
        &.-none { display: none; }
    }
    """

    problems: reactive[tuple[str, ...]] = reactive[tuple[str, ...]]((), layout=True)

    def render(self) -> Content:
        return Content("\n").join(Content(f"! {one_line(problem, 200)}") for problem in self.problems)

    def watch_problems(self) -> None:
        self.set_class(not self.problems, "-none")
