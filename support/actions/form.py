"""The form of an action: its parameters, read from the type hints of a function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from support.actions.author import Account, Choices, Matches, Secret
from support.errors import Invalid

T = TypeVar("T")

_OWN_MARKS = (Matches, Choices, Secret, str)

KINDS: Mapping[type, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    Decimal: "number",
    bool: "yes-no",
    date: "date",
    datetime: "time",
    Path: "path",
    Account: "account",
}
"""The types that a form can ask for, and what they are called; `choice` and `secret` come beside them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How the text of one parameter becomes a value."""

    type: type
    options: Mapping[str, Any] = field(default_factory=dict)
    """Text to value; empty where any text may do."""
    matches: Matches | None = None
    offer: Choices | None = None
    is_argument: bool = False
    """It becomes an argument of a program, which could take a leading dash for an option."""
    constraints: tuple[Any, ...] = ()
    """What else stood in `Annotated`; pydantic understands some of it."""
    default: Any = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a form."""

    name: str
    kind: str
    """text, whole number, number, yes-no, date, time, path, account, choice or secret."""
    required: bool = True
    default: str | None = None
    """What stands in the field when the form opens."""
    choices: tuple[str, ...] = ()
    """What may be chosen; empty where anything may be written."""
    help: str = ""
    many: bool = False
    """A list: one value a line, or several in one line with commas between."""
    asks: bool = False
    """Its choices come from a function: see `Pipeline.choices`."""
    rule: Rule = field(default=Rule(str), repr=False, compare=False)


def parameters_of(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The form of a function, in the order of its signature; raises Invalid for what no form can ask."""
    try:
        hints = get_type_hints(function, include_extras=True)
    except (NameError, TypeError) as error:
        raise Invalid(f"{function.__name__} has a type hint that cannot be read: {error}.") from error
    signature = inspect.signature(function)
    found = tuple(_parameter(each, hints.get(name, str)) for name, each in signature.parameters.items())
    names = {each.name for each in found}
    for each in found:
        missing = set(offer_needs(each)) - names
        if missing:
            raise Invalid(f"The choices of {each.name} ask for {min(missing)}, which is no parameter.")
    return found


def offer_needs(parameter: Parameter) -> tuple[str, ...]:
    """The names of the other parameters that its choices depend on."""
    offer = parameter.rule.offer
    return tuple(inspect.signature(offer.offer).parameters) if offer else ()


def as_text(value: Any) -> str:
    """A value as a person writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case list() | tuple():
            return "\n".join(map(as_text, value))
        case _:
            return str(value)


@dataclass(slots=True)
class _Hint:
    """A type hint, taken apart."""

    type: Any = str
    many: bool = False
    may_be_none: bool = False
    marks: list[Any] = field(default_factory=list)

    def read(self, hint: Any) -> _Hint:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            self.marks += arguments[1:]
            return self.read(arguments[0])
        if origin in (Union, UnionType) and NoneType in arguments and len(arguments) == 2:
            self.may_be_none = True
            return self.read(next(each for each in arguments if each is not NoneType))
        if hint is list or (origin is list and not self.many):
            self.many = True
            return self.read(arguments[0] if arguments else str)
        self.type = hint
        return self

    def marked(self, mark: type[T]) -> T | None:
        return next((each for each in self.marks if isinstance(each, mark)), None)

    def options(self, name: str) -> dict[str, Any]:
        """What may be chosen, for a Literal or an Enum."""
        if get_origin(self.type) is Literal:
            return {as_text(value): value for value in get_args(self.type)}
        if isinstance(self.type, type) and issubclass(self.type, Enum):
            return {as_text(member): member for member in self.type}
        if self.type not in KINDS:
            known = ", ".join(kind.__name__ for kind in KINDS)
            raise Invalid(
                f"The type of {name} is nothing a form can ask for: {self.type}.",
                f"Use {known}, Literal, an Enum, or a list of one of these.",
            )
        return {}


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    name = parameter.name
    if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
        raise Invalid(f"{parameter} is no field of a form.", "Give each parameter a name of its own.")
    read = _Hint().read(hint)
    options = read.options(name)
    kind = "secret" if read.marked(Secret) else "choice" if options else KINDS[read.type]
    if kind == "secret" and (read.many or read.type is not str):
        raise Invalid(f"{name} is secret, but not a text.", "Write it like Annotated[str, secret].")
    has_default = parameter.default is not parameter.empty
    default = parameter.default if has_default else None
    if options and default is not None and not read.many and as_text(default) not in options:
        raise Invalid(f"The default of {name} is none of its choices.", f"Use one of {', '.join(options)}.")
    offer = read.marked(Choices)
    return Parameter(
        name,
        kind,
        required=not has_default and not read.may_be_none,
        default=None if default is None else as_text(default),
        choices=tuple(options),
        help=read.marked(str) or "",
        many=read.many,
        asks=offer is not None,
        rule=Rule(
            read.type if read.type in KINDS else str,
            options,
            read.marked(Matches),
            offer,
            constraints=tuple(each for each in read.marks if not isinstance(each, _OWN_MARKS)),
            default=default,
        ),
    )
