"""One field of an action's form, drawn from its parameter."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Select, Static, TextArea

from tui.plain import one_line

PLACEHOLDERS = {
    "whole number": "a whole number",
    "number": "a number",
    "date": "2026-11-20",
    "time": "2026-11-20 15:00",
    "account": "the account this is done to",
    "secret": "never shown, never recorded",
}
YES_NO = ("yes", "no")


class Field(Vertical):
    """A label, something to fill in, and the error beside it."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        & > .label { height: auto; color: $text-muted; }
        & > .error { height: auto; color: $text-error; }
        & > .error.-none { display: none; }
        & > Input, & > Select { background: $background; }
        & > Input { padding: 0 1; }
        & > TextArea { height: 4; }
    }
    """

    def __init__(
        self,
        name: str,
        *,
        label: str = "",
        kind: str = "text",
        text: str = "",
        choices: Sequence[str] | None = None,
        required: bool = True,
        many: bool = False,
    ) -> None:
        """`label`, `text` and `choices` may be outside text; `choices` may be offered later, see `offer`."""
        super().__init__()
        self.field_name = name
        self._label = one_line(label or name.replace("_", " "))
        self._required = required
        self._control = _control(kind, text, choices, many)

    def compose(self) -> ComposeResult:
        wanted = "" if self._required else "  (may stay empty)"
        yield Static(Content(f"{self._label}{wanted}"), classes="label")
        yield self._control
        yield Static("", classes="error -none")

    @property
    def text(self) -> str:
        """What stands in the field."""
        control = self._control
        if isinstance(control, Select):
            return "" if control.is_blank() else str(control.value)
        return control.text if isinstance(control, TextArea) else control.value

    def show_error(self, error: str) -> None:
        """Say what is wrong beside the field; nothing takes the words away."""
        beside = self.query_one(".error", Static)
        beside.update(Content(one_line(error) if error else ""))
        beside.set_class(not error, "-none")

    def offer(self, choices: Sequence[str]) -> None:
        """Offer these instead; what was chosen stays when it is among them."""
        if isinstance(self._control, Select):
            chosen = self.text
            self._control.set_options(_options(choices))
            if chosen in choices:
                self._control.value = chosen

    def focus_control(self) -> None:
        """Let the person fill it in."""
        self._control.focus()


def _control(
    kind: str, text: str, choices: Sequence[str] | None, many: bool
) -> Input | TextArea | Select[str]:
    if kind == "yes-no":
        choices = YES_NO
    if many:
        return TextArea(text, soft_wrap=True, show_line_numbers=False, compact=True)
    if choices is not None:
        known = {"value": text} if text in choices else {}
        return Select[str](_options(choices), prompt="choose", allow_blank=True, compact=True, **known)  # type: ignore[arg-type]
    return Input(text, placeholder=PLACEHOLDERS.get(kind, ""), password=kind == "secret", compact=True)


def _options(choices: Sequence[str]) -> list[tuple[Content, str]]:
    return [(Content(one_line(each)), each) for each in choices]


def first_wrong(fields: Sequence[Field], errors: dict[str, str]) -> Field | None:
    """Show each error beside its field; the first field that has one."""
    for field in fields:
        field.show_error(errors.get(field.field_name, ""))
    return next((field for field in fields if field.field_name in errors), None)
