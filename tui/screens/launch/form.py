"""The form of an action: its parameters, the reason, the notes, who asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from support.actions.definition import Definition
from tui.plain import one_line
from tui.screens.dialogs import Dialog
from tui.widgets.field import Field, first_wrong

REASON, NOTES, REQUESTER = "the reason", "the notes", "who asked"
"""Names of the fields that every action has; no parameter can be called so."""


class Filled(NamedTuple):
    """A form, as filled in."""

    texts: dict[str, str]
    reason: str
    notes: str
    requester: str


class FormDialog(Dialog[Filled]):
    """Asks for everything at once; errors stand beside the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "check", "check", show=False, priority=True)]

    def __init__(
        self,
        definition: Definition,
        filled: Filled,
        *,
        choices: Mapping[str, tuple[str, ...]],
        errors: Mapping[str, str],
        problem: str = "",
    ) -> None:
        """`choices` are what functions of the action offer; `problem` is why it cannot be done now."""
        super().__init__(
            definition.name, "ctrl+s check and preview (nothing is done yet) · tab next · esc leave"
        )
        self.definition = definition
        self.filled = filled
        self.offered = choices
        self.errors = dict(errors)
        self.problem = problem
        self.fields = self._fields()

    def _fields(self) -> list[Field]:
        texts = self.filled.texts
        fields = [
            Field(
                each.name,
                label=f"{each.name.replace('_', ' ')}: {each.help}" if each.help else "",
                kind=each.kind,
                text=texts.get(each.name, each.default or ""),
                choices=self.offered.get(each.name, each.choices),
                required=each.required,
                many=each.many,
            )
            for each in self.definition.parameters
        ]
        reasons = self.definition.reasons
        return [
            *fields,
            Field(REASON, label="Reason", text=self.filled.reason, choices=reasons),
            Field(NOTES, label="Notes (needed with `other`)", text=self.filled.notes, required=False),
            Field(REQUESTER, label="Who asked for it", text=self.filled.requester, required=False),
        ]

    def compose_question(self) -> ComposeResult:
        yield Static(Content(one_line(self.definition.help)), id="about")
        yield Static(Content(one_line(self.problem) if self.problem else ""), id="problem")
        with VerticalScroll(id="fields"):
            yield from self.fields

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#problem").set_class(not self.problem, "-none")
        wrong = first_wrong(self.fields, self.errors)
        empty = next((field for field in self.fields if not field.text), self.fields[-1])
        (wrong if isinstance(wrong, Field) else empty).focus_control()

    def action_check(self) -> None:
        if not self.deaf:
            self.dismiss(self.now())

    def action_leave(self) -> None:
        self.dismiss(None)

    def now(self) -> Filled:
        """The form as it stands."""
        texts = {field.field_name: field.text for field in self.fields}
        reason, notes, requester = texts.pop(REASON), texts.pop(NOTES), texts.pop(REQUESTER)
        return Filled({name: text for name, text in texts.items() if text}, reason, notes, requester)
