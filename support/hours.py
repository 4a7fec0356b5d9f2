"""Office hours: when the desk is open, in the desk's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The blocks of a working day, the days that are worked, and the days that are not."""

    zone: ZoneInfo
    blocks: tuple[tuple[time, time], ...] = ((time(9), time(17)),)
    """Local opening and closing times, in order; lunch is the gap between two."""
    weekdays: tuple[str, ...] = WEEKDAYS[:5]
    holidays: frozenset[date] = frozenset()

    def local(self, at: datetime) -> datetime:
        """The instant on the desk's wall clock."""
        return at.astimezone(self.zone)

    def works(self, day: date) -> bool:
        """Whether the desk is open at all on that day."""
        return WEEKDAYS[day.weekday()] in self.weekdays and day not in self.holidays

    def is_open(self, at: datetime) -> bool:
        """Whether the desk is open at that instant."""
        local = self.local(at)
        return self.works(local.date()) and any(start <= local.time() < end for start, end in self.blocks)

    def closes(self, day: date) -> datetime:
        """The instant, in UTC, at which that day's last block ends."""
        return datetime.combine(day, self.blocks[-1][1], self.zone).astimezone(UTC)

    def next_working_day(self, after: date) -> date:
        """The first working day after that one; at most a year ahead, else the day after."""
        for ahead in range(1, 367):
            day = after + timedelta(days=ahead)
            if self.works(day):
                return day
        return after + timedelta(days=1)
