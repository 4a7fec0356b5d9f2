"""Text that others wrote, spelled as TOML."""

from __future__ import annotations

import re
from collections.abc import Iterable


def string(text: str) -> str:
    """A basic string that reads back exactly, on one line and with nothing invisible in it.

    A lone surrogate, which no TOML file can hold, becomes U+FFFD.
    """
    return '"' + "".join(map(_spelled, text)) + '"'


def strings(texts: Iterable[str]) -> str:
    """An array of strings, on one line."""
    return f"[{', '.join(map(string, texts))}]"


def key(text: str) -> str:
    """The text as a key: bare where TOML allows it."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else string(text)


def can_hold(text: str) -> bool:
    """Whether the text reads back exactly: it has no lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _spelled(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
