"""The last look before an action is performed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from support.actions.rehearsal import Prepared
from tui.plain import body, one_line
from tui.screens.dialogs import Dialog
from tui.screens.launch.form import Filled
from tui.widgets.outside import Outside


class PerformDialog(Dialog[bool]):
    """Says what will happen, to what, on whose authority; y performs it, or the phrase where one is asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "perform", show=False),
        Binding("n", "leave", show=False),
    ]

    def __init__(self, prepared: Prepared, filled: Filled, performer: str, changed: str) -> None:
        """`changed` says, in our words, what is other than at the last look."""
        phrase = prepared.phrase_to_type
        agree = "type the words below, then enter" if phrase else "y perform it"
        super().__init__(f"Perform {prepared.definition.name}?", f"{agree} · esc leave, nothing is done")
        self.prepared = prepared
        self.filled = filled
        self.performer = performer
        self.changed = changed

    def compose_question(self) -> ComposeResult:
        if self.changed:
            yield Static(Content.styled(self.changed, "$text-warning"), id="changed")
        preview = self.prepared.preview or "This action does not say what it will do."
        yield Outside(Content(body(preview, 1_000)), id="about")
        yield Static(self._facts(), id="facts")
        phrase = self.prepared.phrase_to_type
        if phrase:
            yield Static(Content(f"Type {one_line(phrase)} to perform it."), id="ask")
            yield Input(id="phrase", compact=True)

    def _facts(self) -> Content:
        prepared, filled = self.prepared, self.filled
        undo = prepared.definition.undo
        facts = [
            ("Account", one_line(prepared.target or "-", 100)),
            ("Reason", one_line(f"{filled.reason}: {filled.notes}" if filled.notes else filled.reason, 200)),
            ("Asked by", one_line(filled.requester or "nobody named", 100)),
            ("Performer", one_line(self.performer, 100)),
            ("Undo", one_line(undo, 100) if undo else "cannot be undone"),
        ]
        lines = [Content.assemble((f"{name:<10}", "$text-muted"), value) for name, value in facts]
        return Content("\n").join(lines)

    def on_mount(self) -> None:
        super().on_mount()
        for phrase in self.query(Input):
            phrase.focus()

    def action_perform(self) -> None:
        if not self.deaf and self.prepared.phrase_to_type is None:
            self.dismiss(True)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        if self.deaf:
            return
        if event.value == self.prepared.phrase_to_type:
            self.dismiss(True)
        else:
            self.notify("These are other words; nothing is done.", severity="warning", markup=False)
