"""Small questions over a screen: write, choose, confirm. Each answers with a value, or None when left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tui.plain import body, one_line
from tui.widgets.outside import Outside
from tui.widgets.rows import Column, Row, RowList

T = TypeVar("T")

_WORD = re.compile(r"[^\W_]+")

DEAF = 0.3
"""Seconds after it appears in which a dialog takes no Enter: it was meant for what stood there before."""


class Dialog(ModalScreen[T]):
    """A question in a box; esc leaves it, and an Enter in flight does not answer it."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")  # for subclasses in other folders too
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", show=False)]

    def __init__(self, title: str, hint: str) -> None:
        """`title` and `hint` are words of ours; outside text belongs in the dialog's body."""
        super().__init__()
        self.title_text = title
        self.hint = hint
        self._shown_at = monotonic()

    def on_mount(self) -> None:
        self._shown_at = monotonic()

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(Content.styled(self.title_text, "bold"), id="title")
            yield from self.compose_question()
            yield Static(Content.styled(self.hint, "$text-muted"), id="hint")

    def compose_question(self) -> ComposeResult:
        """What stands between title and hint."""
        yield from ()

    @property
    def deaf(self) -> bool:
        """Whether the person cannot have read it yet."""
        return monotonic() - self._shown_at < DEAF

    def action_leave(self) -> None:
        self.dismiss(None)


class WriteDialog(Dialog[str]):
    """Asks for a text of several lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "send", "send", show=False, priority=True)]

    def __init__(self, title: str, about: str, verb: str, text: str = "") -> None:
        """`about` may be outside text; `verb` says what ctrl+s will do; `text` is what was typed before."""
        super().__init__(title, f"ctrl+s {verb} · esc leave (the text is kept)")
        self.about = about
        self.text = text

    def compose_question(self) -> ComposeResult:
        yield Outside(Content(one_line(self.about)), id="about")
        yield TextArea(self.text, id="text", show_line_numbers=False, soft_wrap=True)

    def action_send(self) -> None:
        if not self.deaf:
            self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        self.left_text = self.query_one(TextArea).text
        self.dismiss(None)

    left_text: str = ""
    """What stood there when the person left."""


class ChooseDialog(Dialog[str]):
    """Asks for one of several; typing narrows them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, title: str, about: str, options: Sequence[tuple[str, str, str]], verb: str) -> None:
        """Each option is its value, its text and a remark; texts may be outside text."""
        super().__init__(title, f"type to narrow · ↑ ↓ · enter {verb} · esc leave")
        self.about = about
        self.options = tuple(options)

    def compose_question(self) -> ComposeResult:
        yield Outside(Content(one_line(self.about)), id="about")
        yield Input(placeholder="type to narrow", id="words", compact=True)
        yield RowList([Column("option", 0), Column("remark", 26)], empty="Nothing fits.", id="options")

    def on_mount(self) -> None:
        super().on_mount()
        self.options_list.can_focus = False
        self._narrow("")
        self.query_one(Input).focus()

    @property
    def options_list(self) -> RowList:
        """The options that fit."""
        return self.query_one("#options", RowList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._choose()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self._choose()

    def action_step(self, by: int) -> None:
        self.options_list.action_step(by)

    def _narrow(self, words: str) -> None:
        fitting = [option for option in self.options if fits(words, f"{option[1]} {option[2]}")]
        fitting.sort(key=lambda option: distance(words, option[1]))
        self.options_list.show(
            [Row(value, (one_line(text), one_line(remark))) for value, text, remark in fitting]
        )
        self.options_list.action_first()

    def _choose(self) -> None:
        if self.options_list.selected and not self.deaf:
            self.dismiss(self.options_list.selected)


class ConfirmDialog(Dialog[bool]):
    """Says what will happen and asks; only the letter y agrees, and nothing is preselected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", show=False),
        Binding("n", "leave", show=False),
    ]

    def __init__(self, title: str, about: str, note: str, agree: str) -> None:
        """`about` may be outside text; `note` is ours; `agree` says what y does."""
        super().__init__(title, f"y {agree} · n or esc leave")
        self.about = about
        self.note = note

    def compose_question(self) -> ComposeResult:
        yield Outside(Content(body(self.about)), id="about")
        yield Static(Content(self.note), id="note")

    def action_agree(self) -> None:
        if not self.deaf:
            self.dismiss(True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            self.notify("Press y to agree, n or esc to leave.", markup=False)


def fits(words: str, text: str) -> bool:
    """Whether each word's letters stand in the text in that order; capitals do not matter."""
    haystack = text.casefold()[:200]
    return all(_letters_in_order(word, haystack) for word in words.casefold().split())


def distance(words: str, text: str) -> int:
    """0 where each word that was typed begins a word of the text, 1 where it holds each of them, else 2."""
    haystack = text.casefold()
    wanted = words.casefold().split()
    beginnings = _WORD.findall(haystack)
    if all(any(each.startswith(word) for each in beginnings) for word in wanted):
        return 0
    return 1 if all(word in haystack for word in wanted) else 2


def _letters_in_order(word: str, haystack: str) -> bool:
    place = -1
    for letter in word:
        place = haystack.find(letter, place + 1)
        if place < 0:
            return False
    return True
