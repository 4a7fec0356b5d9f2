"""From what a person wrote into a form to typed values, and back to plain JSON for the record."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

from support.actions.author import Account
from support.actions.form import Parameter, as_text
from support.errors import Mistake

LONGEST = 10_000
"""Characters in one value; an argument of a program ends at about 130,000 bytes."""
SHOWN = 200
"""Characters that are kept of a text which was not accepted."""
GIVEN = "given"
"""What the record says of a secret."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TEXTS = frozenset({str, Account, Path})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_WRITE: Mapping[type, tuple[str, str]] = {
    int: ("is not a whole number", "Write digits, such as 12."),
    float: ("is not a number", "Write it like 12 or 12.5."),
    Decimal: ("is not a number", "Write it like 12 or 12.50."),
    bool: ("is neither yes nor no", "Write yes or no."),
    date: ("is not a date", "Write it like 2026-11-20."),
    datetime: ("is not a time", "Write it like 2026-11-20 14:30, or 2026-11-20T14:30Z."),
}


class Wrong(Exception):
    """A text that is no value of its parameter."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def read(
    parameters: Iterable[Parameter], texts: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Mistake, ...]]:
    """The values, with the defaults of what was left blank, and everything that is wrong with the texts."""
    wanted = {each.name: each for each in parameters}
    values: dict[str, Any] = {}
    mistakes = [
        Mistake(name[:SHOWN], "is no parameter of this action", f"It has {', '.join(wanted) or 'none'}.")
        for name in texts
        if name not in wanted
    ]
    for name, parameter in wanted.items():
        try:
            values[name] = value_of(parameter, texts.get(name, ""))
        except Wrong as wrong:
            mistakes.append(Mistake(name, wrong.what, wrong.mend))
    return values, tuple(mistakes)


def value_of(parameter: Parameter, text: str) -> Any:
    """The typed value of one text; blanks around it are not part of it. Raises Wrong."""
    if not text.strip():
        if parameter.required:
            raise Wrong("is missing", "Choose one." if parameter.choices else "Fill it in.")
        return parameter.rule.default
    if not parameter.many:
        return _one(parameter, text if parameter.kind == "secret" else text.strip())
    items = text.splitlines() if "\n" in text.strip() else text.split(",")
    return [_one(parameter, item.strip()) for item in items if item.strip()]


def to_json(parameter: Parameter, value: Any) -> Any:
    """The value as the record holds it."""
    if value is None:
        return None
    if parameter.kind == "secret":
        return GIVEN
    if isinstance(value, list | tuple):
        return [to_json(parameter, each) for each in value]
    if isinstance(value, Enum):
        return as_text(value)
    return value if isinstance(value, bool | int | float) else str(value)


def record(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by name, for the record."""
    return {each.name: to_json(each, values[each.name]) for each in parameters}


def record_unread(parameters: Iterable[Parameter], texts: Mapping[str, str]) -> dict[str, str]:
    """What was written into a form that was not accepted; what no parameter is known for may be secret."""
    open_names = {each.name for each in parameters if each.kind != "secret"}
    return {
        name[:SHOWN]: text[:SHOWN] if name in open_names else GIVEN for name, text in texts.items() if text
    }


def secrets_in(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that no log and no record may hold."""
    return tuple(values[each.name] for each in parameters if each.kind == "secret" and values.get(each.name))


def _one(parameter: Parameter, text: str) -> Any:
    rule = parameter.rule
    _require_plain(parameter, text)
    if rule.options:
        if text not in rule.options:
            raise Wrong("is not one of its choices", f"Choose one of: {', '.join(rule.options)}.")
        return rule.options[text]
    if rule.is_argument and text.startswith("-"):
        raise Wrong("begins with a dash, which a program takes for an option", "Leave out the dash.")
    if rule.matches and not rule.matches.pattern.fullmatch(text):
        raise Wrong("does not have the right form", f"It must match {rule.matches.pattern.pattern}")
    return _typed(parameter, text)


def _require_plain(parameter: Parameter, text: str) -> None:
    if len(text) > LONGEST:
        raise Wrong(f"is longer than {LONGEST:,} characters", "Shorten it.")
    if _CONTROL.search(text):
        raise Wrong("holds a character that cannot be seen", "Type it instead of pasting it.")
    # An account is a name: two that look alike must not be two accounts.
    unseen = any(unicodedata.category(each)[0] in "CZ" for each in set(text) - {" "})
    if unseen and parameter.rule.type is Account:
        raise Wrong("holds a line break or an invisible character", "Type it instead of pasting it.")


def _typed(parameter: Parameter, text: str) -> Any:
    rule = parameter.rule
    if rule.type in _TEXTS and not rule.constraints:
        return rule.type(text)
    if (rule.type is date and not _DAY.fullmatch(text)) or (
        rule.type is datetime and not _MOMENT.fullmatch(text)
    ):
        raise Wrong(*_WRITE[rule.type])
    # Loaded only by the forms that need it: it takes longer than the rest of a worker's start.
    from pydantic import TypeAdapter, ValidationError

    plain = str if rule.type is Account else rule.type
    hint: Any = Annotated[(plain, *rule.constraints)] if rule.constraints else plain
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    try:
        value = adapter.validate_strings(text)
    except ValidationError as error:
        raise _wrong(parameter, error.errors()[0]["msg"]) from error
    if isinstance(value, float) and not math.isfinite(value):
        raise Wrong(*_WRITE[float])
    return Account(value) if rule.type is Account else value


def _wrong(parameter: Parameter, message: str) -> Wrong:
    """Our own words for a text of another type; pydantic's for a constraint of the author."""
    if parameter.rule.type in _WRITE and not parameter.rule.constraints:
        return Wrong(*_WRITE[parameter.rule.type])
    return Wrong(message.replace("Input should", "should", 1).rstrip("."), "Change it.")


def spoken(mistakes: Iterable[Mistake]) -> str:
    """The mistakes in sentences."""
    return " ".join(f"{each.place} {each.what}. {each.mend}".strip() for each in mistakes)
