"""Ids, short links and instants, in the spelling that Trello gives them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import sha256

_ID = re.compile(r"[0-9a-f]{24}")
_SHORT_LINK = re.compile(r"[0-9A-Za-z]{8}")
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def is_id(text: str) -> bool:
    """Whether it is 24 hexadecimal digits."""
    return _ID.fullmatch(text) is not None


def is_short_link(text: str) -> bool:
    """Whether it could be the eight characters of a card's or board's address."""
    return _SHORT_LINK.fullmatch(text) is not None


def new_id(at: datetime, board_id: str, count: int) -> str:
    """An id whose first eight digits are the seconds since 1970; `count` sets equal seconds apart."""
    return f"{int(at.timestamp()):08x}{_digest(f'local {board_id}')[:10]}{count:06x}"


def id_of(word: str) -> str:
    """The id that always stands for that word."""
    return _digest(word)[:24]


def short_link(id: str) -> str:
    """The eight characters that always belong to that id."""
    number = int(_digest(id), 16)
    characters = []
    for _ in range(8):
        number, place = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return "".join(characters)


def slug(name: str) -> str:
    """The name as it stands at the end of an address."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "-"


def stamp(at: datetime) -> str:
    """`2026-11-20T09:00:00.000Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant(text: str) -> str:
    """The stamp of an ISO date, of an instant, or of the moment an id was made; raises ValueError."""
    if is_id(text):
        return stamp(datetime.fromtimestamp(int(text[:8], 16), UTC))
    at = datetime.fromisoformat(text)
    return stamp(at if at.tzinfo else at.replace(tzinfo=UTC))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
