"""Times and ages in the words that people use."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def ago(age: timedelta) -> str:
    """A length of time in one unit: `40 s`, `12 min`, `3 h`, `5 d`, `7 wk`; never negative."""
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("wk", 7 * 86_400 * 2), ("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // (604_800 if unit == 'wk' else size)} {unit}"
    return f"{seconds} s"


def clock_time(at: datetime, zone: ZoneInfo) -> str:
    """`16:30` on the desk's wall clock."""
    return at.astimezone(zone).strftime("%H:%M")


def day_and_time(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`16:30` today, else `Fri 20 Nov 16:30`, with the year when it is another one."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%a %d %b %H:%M" if local.year == today.year else "%d %b %Y %H:%M")


def day_or_time(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`16:30` today, `Mon` within six days, else `4 Dec`: for a narrow column."""
    local, today = at.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    near = 0 < (local.date() - today.date()).days < 7
    return local.strftime("%a") if near else f"{local.day} {local:%b}"


def promise(due: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """`due 16:30`, `due Mon`, or `late 2 h`; empty when nothing was promised."""
    if due is None:
        return ""
    if due < now:
        return f"late {ago(now - due)}"
    return f"due {day_or_time(due, zone, now)}"
