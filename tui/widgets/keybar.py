"""The line at the bottom: the keys that work here, and what they do."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from tui.commands import Command, key_name

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

    def render(self) -> Content:
        last = [command for command in self.commands if command.id in ("desk.help", "desk.quit")]
        room = self.size.width - sum(self._part(command).cell_length + 2 for command in last)
        shown: list[Content] = []
        for command in sorted(self.commands, key=lambda command: self.why_not(command) is not None):
            part = self._part(command)
            if command in last or room < part.cell_length + 2:
                continue
            room -= part.cell_length + 2
            shown.append(part)
        return Content("  ").join([*shown, *(self._part(command) for command in last)])

    def _part(self, command: Command) -> Content:
        key = key_name(command.key)
        if self.why_not(command):
            return Content.styled(f"{key} {command.label}", "dim")
        return Content.assemble((key, "bold $text-accent"), f" {command.label}")
