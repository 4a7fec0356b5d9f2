"""The words that the author of an action writes: `from support import action, Refuse, Done, Account, ...`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from support.errors import Invalid, Refused

MARK = "__rota_action__"
"""The attribute of a function that carries its declaration."""
OTHER = "other"
"""The reason that every action has; it needs notes."""
TIMEOUT = 60.0
"""Seconds that an action may run, unless it says otherwise."""
TYPE = "type "
"""How a `confirm` begins."""

Refuse = Refused
"""Raise it before anything was changed, with a sentence for the person: the circumstances do not hold."""

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Done:
    """What an action returns when it has something to say."""

    text: str = "done"
    undo: str | None = None
    """The name of the action that takes it back."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What an action may yield after its preview: how far it is."""

    done: float
    total: float


class Account(str):
    """A text parameter that names the target: the account or thing that the action is done to."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text must match."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The value is one of those that a function offers."""

    offer: Callable[..., Iterable[Any]]
    """Takes, by name, other parameters of the action."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The value is never shown or recorded."""


secret = Secret()
"""As in `Annotated[str, secret]`."""


def matches(pattern: str) -> Matches:
    """As in `Annotated[str, matches(r"[A-Z]{3}")]`; raises Invalid for a faulty pattern."""
    try:
        return Matches(re.compile(pattern))
    except re.error as error:
        raise Invalid(f"matches({pattern!r}) is no regular expression: {error}.") from error


def choices(offer: Callable[..., Iterable[Any]]) -> Choices:
    """As in `Annotated[str, choices(plans_of)]`; `plans_of(account)` takes other parameters by name."""
    return Choices(offer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What an action says about itself, beside its form."""

    reasons: tuple[str, ...]
    """Why somebody may want it; the last is always "other"."""
    who: tuple[str, ...]
    """Who may perform it: `rota`, `anyone`, roles and keys of people."""
    tags: tuple[str, ...]
    timeout: float
    """Seconds."""
    confirm: str | None
    """`type ` and a phrase with {parameters}, which the person types before it runs."""
    undo: str | None
    """The name of the action that takes it back."""


def declare(
    *,
    reasons: object = (),
    who: object = "rota",
    tags: object = (),
    timeout: object = TIMEOUT,
    confirm: object = None,
    undo: object = None,
) -> Declaration:
    """The checked declaration; raises Invalid."""
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise Invalid("timeout is not a number of seconds.", "Write it like timeout = 60.")
    given = tuple(dict.fromkeys(each for each in _texts("reasons", reasons) if each != OTHER))
    phrase = _text("confirm", confirm)
    if phrase and not phrase.removeprefix(TYPE).strip():
        raise Invalid("confirm says nothing to type.", 'Write it like confirm = "type {account}".')
    if phrase and not phrase.startswith(TYPE):
        raise Invalid('confirm does not begin with "type ".', 'Write it like confirm = "type {account}".')
    return Declaration(
        reasons=(*given, OTHER),
        who=_texts("who", (who,) if isinstance(who, str) else who),
        tags=_texts("tags", tags),
        timeout=float(timeout),
        confirm=phrase,
        undo=_text("undo", undo),
    )


@overload
def action(function: F) -> F: ...
@overload
def action(
    *,
    reasons: Iterable[str] = (),
    who: str | Iterable[str] = "rota",
    tags: Iterable[str] = (),
    timeout: float = TIMEOUT,
    confirm: str | None = None,
    undo: str | None = None,
) -> Callable[[F], F]: ...
def action(function: F | None = None, **terms: Any) -> F | Callable[[F], F]:
    """Make a function of a file in `actions/` a support action; it stays an ordinary function.

    The text of its first `yield` is the preview. What comes before only looks; what comes after acts.
    Raises Invalid when a term is not what it should be.
    """
    declaration = declare(**terms)

    def mark(marked: F) -> F:
        setattr(marked, MARK, declaration)
        return marked

    return mark if function is None else mark(function)


def _text(name: str, value: object) -> str | None:
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise Invalid(f"{name} is not a text.")


def _texts(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(each, str) and each.strip() for each in value):
        return tuple(value)
    raise Invalid(f"{name} is not a list of texts.", f'Write it like {name} = ["one", "two"].')
