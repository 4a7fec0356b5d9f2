"""Where a post-mortem is written; every pause in typing keeps the draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from support.errors import RotaError
from tui.commands import in_scopes
from tui.plain import one_line
from tui.widgets.keybar import KeyBar

PAUSE = 0.5
"""Seconds without a key after which the draft is written."""


@dataclass
class DraftKept(Message):
    """The draft was written, or could not be."""

    state: str


class Editor(Screen[str]):
    """Markdown in a text area; answers with the text to save, or None when left."""

    CSS_PATH = "editor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.key, command.method, command.label, id=command.id, show=False, priority=True)
        for command in in_scopes("editor")
    ]

    def __init__(self, about: str, text: str, keep: Callable[[str], None], note: str = "") -> None:
        """`about` may be outside text; `keep` stores the draft and may wait for the disk."""
        super().__init__()
        self.about = about
        self.text = text
        self.keep = keep
        self.note = note
        self._pausing: Timer | None = None
        self._typed_last = text
        self._changed = False
        self._keeping = Lock()

    def compose(self) -> ComposeResult:
        yield Static(Content.assemble(("Post-mortem of ", "bold"), one_line(self.about)), id="about")
        yield Static(Content(self.note or "Kept as you type."), id="state")
        yield TextArea(self.text, id="text", soft_wrap=True, show_line_numbers=False)
        yield KeyBar(in_scopes("editor"), lambda command: None)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.words == self._typed_last:
            return
        if self._pausing is not None:
            self._pausing.stop()
        self._typed_last, self._changed = self.words, True
        self._pausing = self.set_timer(PAUSE, self.keep_draft)

    @work(thread=True, group="draft")
    def keep_draft(self) -> bool:
        """Write the newest words apart from the screen; False when that failed, which is said."""
        with self._keeping:
            try:
                self.keep(self._typed_last)
            except RotaError as error:
                self.post_message(DraftKept(f"The draft is NOT kept: {error} Save it with ctrl+s."))
                return False
        self.post_message(DraftKept("Draft kept."))
        return True

    @on(DraftKept)
    def _say(self, message: DraftKept) -> None:
        self.query_one("#state", Static).update(Content(one_line(message.state)))

    @property
    def words(self) -> str:
        """What stands in the editor."""
        return self.query_one(TextArea).text

    async def action_do_editor_save(self) -> None:
        if self._changed:
            await self.keep_draft().wait()
        self.dismiss(self.words)

    async def action_do_editor_leave(self) -> None:
        """Leave once the draft is on the disk; words that nobody keeps are not left."""
        if not self._changed or await self.keep_draft().wait():
            self.dismiss(None)
