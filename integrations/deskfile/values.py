"""What single values in rota.toml must look like; each check raises Wrong."""

from __future__ import annotations

import re
from datetime import time

from integrations.deskfile.fault import near, shown
from support.names import fault_of_name

_BLOCK = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?\s*[-–]\s*([01]?\d|2[0-3])(?::([0-5]\d))?")


class Wrong(ValueError):
    """The value cannot stand: what is wrong with it, and what to write."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


def opening(text: str) -> tuple[time, time]:
    """`09:00-12:30` as two times of day."""
    match = _BLOCK.fullmatch(text.strip())
    if match is None:
        raise Wrong(f"{shown(text)} is no opening time", 'Write it as "09:00-17:00".')
    start, end = (time(int(match[hour]), int(match[hour + 1] or 0)) for hour in (1, 3))
    spelled = f"{start:%H:%M}-{end:%H:%M}"
    if spelled != text:
        raise Wrong(f"{shown(text)} is no opening time", f'Write it as "{spelled}".')
    if start >= end:
        raise Wrong(f"{shown(text)} ends before it starts", "Put the earlier time first.")
    return start, end


def zone(name: str) -> str:
    """A name of the IANA time zone database."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        meant = near(name, sorted(available_timezones()))
        hint = meant or 'Write it as "Europe/London": continent, slash, city.'
        raise Wrong(f"there is no time zone {shown(name)}", hint) from None
    return name


def key(text: str) -> str:
    """The short name of a person or client: what commands and the journal use."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", text):
        raise Wrong(f"{shown(text)} is no short name", "Use 1 to 40 letters, digits, - and _.")
    return text


def word(text: str) -> str:
    """A login, a username or an id: one printable word."""
    if text.startswith("@"):
        raise Wrong(f"{shown(text)} starts with @", f"Write {shown(text.lstrip('@'))}.")
    if not text or len(text) > 80 or not text.isprintable() or " " in text:
        raise Wrong(f"{shown(text)} is not one word", "Write it without blanks.")
    return text


def person(text: str) -> str:
    """The full name of a person, which must not pass for another's."""
    fault = fault_of_name(text)
    if fault:
        raise Wrong(f"{shown(text)} cannot be a name: {fault}", "Write the name as its owner spells it.")
    return text


def title(text: str) -> str:
    """What a desk, a client or a monitor is called on the screens."""
    if not text.strip() or text != text.strip() or len(text) > 80 or not text.isprintable():
        raise Wrong(f"{shown(text)} is no name that can be shown", "Write 1 to 80 printable characters.")
    return text


def on_board(text: str) -> str:
    """The name of a board's list or label, exactly as the board has it."""
    if not text.strip():
        raise Wrong("it is blank", "Write the name as it stands on the board.")
    return text
