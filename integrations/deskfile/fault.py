"""A mistake in rota.toml, by its keys; the line is found later."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

KeyPath = tuple[str | int, ...]
"""The keys from the top of the file down; numbers count in lists, from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and what to write instead."""

    path: KeyPath
    what: str
    mend: str


def dotted(path: KeyPath) -> str:
    """The path as TOML spells it: `people.ana.roles`, `alarms[1].command`, `priorities."office hours"`."""
    spelled = ""
    for key in path:
        if isinstance(key, int):
            spelled += f"[{key}]"
        else:
            bare = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else shown(key)
            spelled += f".{bare}" if spelled else bare
    return spelled


def shown(value: object) -> str:
    """A value as TOML writes it, cut to a length that fits a sentence."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'
    return str(value) if isinstance(value, int | float | date) else kind_of(value)


def kind_of(value: object) -> str:
    """What a TOML value is, for people."""
    kinds = (
        (bool, "true or false"),
        (str, "a text"),
        (int | float, "a number"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "a date or time")


def near(word: str, known: Iterable[str]) -> str:
    """`Did you mean "x"?`, or nothing where no known word is near."""
    folded = {choice.casefold(): choice for choice in known}
    longer = [choice for choice in folded if len(choice) > 2 and word.casefold().startswith(choice)]
    found = longer or difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"Did you mean {shown(folded[found[0]])}?" if found else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is near, or else all of them."""
    choices = list(known)
    return near(word, choices) or (f"Write one of: {', '.join(choices)}." if choices else "")
