"""The palette: the same commands, found by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands import Command, in_scopes, key_name
from tui.screens.base import DeskScreen

if TYPE_CHECKING:
    from tui.stage import Stage


class RotaCommands(Provider):
    """Every command that works on the screen below; one that cannot be done now says why."""

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(Content(self._title(command)), self._run(command), help=self._help(command))  # type: ignore[arg-type]

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            title = self._title(command)
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), self._run(command), help=self._help(command))  # type: ignore[arg-type]

    def _commands(self) -> Iterable[Command]:
        here = self.screen.SCOPES if isinstance(self.screen, DeskScreen) else ()
        skipped = ("desk.palette", "desk.back")
        return [each for each in in_scopes(*here, "desk") if each.id not in skipped]

    def _title(self, command: Command) -> str:
        return f"{command.label.capitalize()} ({key_name(command.key)})"

    def _help(self, command: Command) -> Content:
        return Content(self._app.why_not(command) or command.help)

    def _run(self, command: Command) -> partial[None]:
        return partial(self._app.action_command, command.id)

    @property
    def _app(self) -> Stage:
        return cast("Stage", self.app)
