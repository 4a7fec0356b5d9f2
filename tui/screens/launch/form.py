"""The form of an action: its parameters, the reason, the notes, who asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Select, Static

from support.actions.definition import Definition
from support.actions.form import Parameter, offer_needs
from support.errors import RotaError
from tui.plain import one_line
from tui.screens.dialogs import Dialog
from tui.widgets.field import Field, first_wrong

REASON, NOTES, REQUESTER = "the reason", "the notes", "who asked"
"""Names of the fields that every action has; no parameter can be called so."""

Offer = Callable[[str, Mapping[str, str]], tuple[str, ...]]
"""What a parameter offers, as the form stands; may take a while."""


class Filled(NamedTuple):
    """A form, as filled in."""

    texts: dict[str, str]
    reason: str
    notes: str
    requester: str


@dataclass
class Offered(Message):
    """It is known what a field offers."""

    name: str
    choices: tuple[str, ...]
    needed: Mapping[str, str]
    """The texts of other fields that they depend on."""


class FormDialog(Dialog[Filled]):
    """Asks for everything at once; errors stand beside the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "check", "check", show=False, priority=True)]

    def __init__(
        self, definition: Definition, filled: Filled, offer: Offer, errors: Mapping[str, str], problem: str
    ) -> None:
        """`errors` stand beside the fields they name; `problem` is why the action cannot be done now."""
        hint = "ctrl+s check and preview (nothing is done yet) · tab next · esc leave"
        super().__init__(definition.name, hint)
        self.definition = definition
        self.offer = offer
        self.errors = dict(errors)
        self.problem = problem
        self.fields = [
            *(_field(each, filled.texts) for each in definition.parameters),
            Field(REASON, label="Reason", text=filled.reason, choices=definition.reasons),
            Field(NOTES, label="Notes (needed with `other`)", text=filled.notes, required=False),
            Field(REQUESTER, label="Who asked for it", text=filled.requester, required=False),
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
        (wrong or empty).focus_control()
        for parameter in self.definition.parameters:
            if parameter.asks:
                self.ask_for_choices(parameter, self.now().texts)

    @work(thread=True)
    def ask_for_choices(self, parameter: Parameter, texts: Mapping[str, str]) -> None:
        """Ask the action what the field offers; where it cannot say, the form's check will."""
        try:
            choices = self.offer(parameter.name, texts)
        except RotaError:
            choices = ()
        self.post_message(Offered(parameter.name, choices, _needed(parameter, texts)))

    @on(Offered)
    def _offered(self, message: Offered) -> None:
        """Offer them, unless the form says something else by now."""
        parameter = next(each for each in self.definition.parameters if each.name == message.name)
        if _needed(parameter, self.now().texts) != message.needed:
            return
        next(field for field in self.fields if field.field_name == message.name).offer(message.choices)

    @on(Select.Changed)
    @on(Input.Blurred)
    def _changed(self, event: Select.Changed | Input.Blurred) -> None:
        """Ask again for the choices that depend on what was filled in."""
        field = event.control.parent
        for parameter in self.definition.parameters:
            if isinstance(field, Field) and field.field_name in offer_needs(parameter):
                self.ask_for_choices(parameter, self.now().texts)

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


def _needed(parameter: Parameter, texts: Mapping[str, str]) -> dict[str, str]:
    return {name: texts.get(name, "") for name in offer_needs(parameter)}


def _field(parameter: Parameter, texts: Mapping[str, str]) -> Field:
    spoken = parameter.name.replace("_", " ")
    return Field(
        parameter.name,
        label=f"{spoken}: {parameter.help}" if parameter.help else spoken,
        kind=parameter.kind,
        text=texts.get(parameter.name, parameter.default or ""),
        choices=parameter.choices if parameter.choices or parameter.asks else None,
        required=parameter.required,
        many=parameter.many,
    )
