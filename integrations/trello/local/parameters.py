"""What a request asks for, read and refused in Trello's words."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from integrations.trello.local.ids import instant

LONGEST_TEXT = 16_384
"""Characters of a description or a comment (Trello's limit)."""


class Refusal(Exception):
    """Trello says no: a status and a line of plain text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters of the query and the body together; each reader refuses a value it cannot use."""

    values: Mapping[str, Any]
    """Texts of a query or a form, any JSON value of a JSON body."""

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def renamed(self, name: str, other: str) -> Parameters:
        """That parameter alone, under another name."""
        return Parameters({other: self.values[name]})

    def text(self, name: str, default: str = "", longest: int = LONGEST_TEXT) -> str:
        """A text of at most that many characters."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or len(value) > longest:
            raise refused(name)
        return value

    def needed(self, name: str) -> str:
        """A text that is there and not empty."""
        value = self.text(name)
        if not value:
            raise refused(name)
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """true or false."""
        value = self.values.get(name, default)
        known = {True: True, False: False, "true": True, "false": False}
        if not isinstance(value, bool | str) or value not in known:
            raise refused(name)
        return known[value]

    def words(self, name: str) -> list[str]:
        """A list, or words between commas."""
        value = self.values.get(name) or []
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise refused(name)
        return [part.strip() for part in parts if part.strip()]

    def choice(self, name: str, options: Collection[str], default: str) -> str:
        """One of the options."""
        value = self.values.get(name, default)
        if value not in options:
            raise refused(name)
        return str(value)

    def count(self, name: str, default: int, most: int) -> int:
        """A whole number from 0."""
        value = str(self.values.get(name, default))
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and int(value) <= most):
            raise refused(name)
        return int(value)

    def instant(self, name: str) -> str | None:
        """An ISO date or an id, as the stamp of that moment; None for null, nothing and `null`."""
        value = self.values.get(name)
        if value in (None, "", "null"):
            return None
        try:
            return instant(str(value))
        except (ValueError, OverflowError):
            raise refused(name) from None

    def position(self, name: str, default: str) -> str | float:
        """`top`, `bottom` or a positive number."""
        value = self.values.get(name)
        if value in (None, ""):
            value = default
        if value in ("top", "bottom"):
            return str(value)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise refused(name) from None
        if isinstance(value, bool) or not math.isfinite(number) or number < 0:
            raise refused(name)
        return int(number) if number.is_integer() else number


def refused(name: str) -> Refusal:
    """The refusal of a parameter."""
    return Refusal(400, f"invalid value for {name}")
