"""The rota: one person a working day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from support.hours import WEEKDAYS, OfficeHours


@dataclass(frozen=True, slots=True)
class RotaReading:
    """What the rota says at one instant."""

    person: str | None
    """The key of who is on; None when nobody is."""
    until: datetime | None
    """When their day ends, UTC."""
    next: str | None
    """The key of who is on after them."""
    source: str
    """Where it was read: `rota.toml`, `slack`."""
    set_by: str | None = None
    set_at: datetime | None = None
    cover: str | None = None
    """The key of who stands in at this instant."""
    warnings: tuple[str, ...] = ()

    @property
    def on_support(self) -> str | None:
        """Who answers now: the cover while there is one."""
        return self.cover or self.person


@dataclass(frozen=True, slots=True)
class WeekdayRota:
    """The rota as a table of weekdays; a RotaSource."""

    days: Mapping[str, str]
    """`mon` ... `sun` to the key of a person."""
    hours: OfficeHours

    def read(self, at: datetime) -> RotaReading:
        """Who is on that day, until the office closes, and who is on the next working day."""
        today = self.hours.local(at).date()
        following = self.hours.next_working_day(today)
        warnings = []
        person = self.days.get(WEEKDAYS[today.weekday()])
        if today in self.hours.holidays:
            warnings.append("Today is a holiday: nobody is on the rota.")
        elif not self.hours.works(today):
            warnings.append("Today is not a working day: nobody is on the rota.")
        elif person is None:
            warnings.append(f"Nobody is on the rota on {today:%A}s: add one under [rota.weekdays].")
        person = person if self.hours.works(today) else None
        return RotaReading(
            person=person,
            until=self.hours.closes(today) if person else None,
            next=self.days.get(WEEKDAYS[following.weekday()]),
            source="rota.toml",
            warnings=tuple(warnings),
        )
