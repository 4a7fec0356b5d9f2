"""Moments told from now: so much office time ago, or a time of day some working days away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from support.hours import OfficeHours

_SPAN = re.compile(r"(?:(\d+)d)? ?(?:(\d+)h)? ?(?:(\d+)m)?")
_WORKING_DAY = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """Counts in office time from one moment."""

    now: datetime
    """Aware."""
    hours: OfficeHours

    def ago(self, span: str) -> datetime:
        """The instant, in UTC, that lies `1d 2h 5m` of office time before now; a day is 8 hours."""
        left = _parsed(span)
        day = self.hours.local(self.now).date()
        while True:
            for start, end in reversed(self._open(day)):
                end = min(end, self.now)
                if end - start >= left:
                    return end - left
                left -= max(end - start, timedelta())
            day -= timedelta(days=1)

    def on(self, day: int, at: time) -> datetime:
        """That time of day, in UTC, so many working days after today or, if negative, before it.

        Where today is no working day, the next one counts as today.
        """
        today = self.hours.local(self.now).date()
        while not self.hours.works(today):
            today += timedelta(days=1)
        step = timedelta(days=1 if day > 0 else -1)
        for _ in range(abs(day)):
            today += step
            while not self.hours.works(today):
                today += step
        return datetime.combine(today, at, self.hours.zone).astimezone(UTC)

    def _open(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.hours.works(day):
            return []
        blocks = [[datetime.combine(day, at, self.hours.zone) for at in block] for block in self.hours.blocks]
        return [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in blocks]


def _parsed(span: str) -> timedelta:
    found = _SPAN.fullmatch(span)
    if not span or not found:
        raise ValueError(f"{span!r} is not a span such as '1d 2h 5m'")
    days, hours, minutes = (int(each or 0) for each in found.groups())
    return days * _WORKING_DAY + timedelta(hours=hours, minutes=minutes)
