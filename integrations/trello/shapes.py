"""Plain values out of JSON that others made: what is missing or of another kind becomes the default."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_ID_WITH_TIME = re.compile(r"[0-9a-fA-F]{24}")


def mapping(value: object) -> Mapping[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The objects of an array."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def text(value: object) -> str:
    """The string exactly as it came, or ''."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> tuple[str, ...]:
    """The strings of an array that are not empty."""
    return tuple(each for each in value if text(each)) if isinstance(value, list) else ()


def whole(value: object) -> int:
    """The number if it is a whole one, or 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def number(value: object) -> float:
    """The number if it can be sorted by, or 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    try:
        return float(value) if math.isfinite(value) else 0.0
    except OverflowError:
        return 0.0


def instant(value: object) -> datetime | None:
    """An ISO 8601 instant in UTC; one without an offset is in UTC already."""
    try:
        at = datetime.fromisoformat(text(value))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def born(identity: str) -> datetime | None:
    """When the thing was made: the first eight hex digits of a Trello id are Unix seconds."""
    if not _ID_WITH_TIME.fullmatch(identity):
        return None
    return datetime.fromtimestamp(int(identity[:8], 16), UTC)
