"""Help: every command, its key and what it does; written from the commands themselves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import SCOPES, in_scopes, key_name

MOVING = (
    ("j k ↑ ↓", "Move in a list; home, end, page up and page down too."),
    ("tab", "To the next part of the screen."),
)


class Help(ModalScreen[None]):
    """One page; esc, q or ? closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "close", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static(help_text())

    def on_mount(self) -> None:
        self.query_one("#page").focus()


def help_text() -> Content:
    """Every command under its heading."""
    parts = [Content.styled("Keys of rota", "bold"), Content.styled("esc closes this page\n", "$text-muted")]
    for scope, heading in SCOPES.items():
        commands = in_scopes(scope)
        if commands:
            parts.append(Content.styled(heading, "bold $text-accent"))
            parts += [_line(key_name(command.key), command.help) for command in commands]
            parts.append(Content(""))
    parts.append(Content.styled("Moving", "bold $text-accent"))
    parts += [_line(keys, what) for keys, what in MOVING]
    return Content("\n").join(parts)


def _line(keys: str, what: str) -> Content:
    return Content.assemble((f"  {keys:<10}", "bold"), what)
