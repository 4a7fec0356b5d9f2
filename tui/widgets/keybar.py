"""The line at the bottom: the keys that work here, and what they do."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from tui.commands import Command, key_name

ALWAYS = ("desk.help", "desk.quit")
"""Commands that keep their place at the end of the line, however narrow it is."""

Reason = Callable[[Command], str | None]


class KeyBar(Widget):
    """The footer, written from the commands of its screen; what cannot be done now comes last, dimmed."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    def __init__(self, commands: tuple[Command, ...], why_not: Reason) -> None:
        super().__init__()
        self.commands = tuple(command for command in commands if command.footer)
        self.why_not = why_not
        self._refused: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        self.look_again()

    def render(self) -> Content:
        refused = self._refused
        last = [_part(command, False) for command in self.commands if command.id in ALWAYS]
        room = self.size.width - sum(part.cell_length + 2 for part in last)
        shown: list[Content] = []
        for command in sorted(self.commands, key=lambda command: command.id in refused):
            part = _part(command, command.id in refused)
            if command.id in ALWAYS or room < part.cell_length + 2:
                continue
            room -= part.cell_length + 2
            shown.append(part)
        return Content("  ").join([*shown, *last])

    def look_again(self) -> None:
        """Paint anew if another set of commands can be done now."""
        refused = frozenset(command.id for command in self.commands if self.why_not(command))
        if refused != self._refused:
            self._refused = refused
            self.refresh()


def _part(command: Command, refused: bool) -> Content:
    key = key_name(command.key)
    if refused:
        return Content.styled(f"{key} {command.label}", "dim")
    return Content.assemble((key, "bold $text-accent"), f" {command.label}")
