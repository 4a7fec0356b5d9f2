"""The desk at one moment: who is on, what fires, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from support.alarms import Alarm
from support.incidents import Incident
from support.rota import RotaReading


@dataclass(frozen=True, slots=True)
class Overview:
    """What everybody who looks at the desk sees. Instants are UTC."""

    at: datetime
    """The moment it speaks of."""
    desk: str
    """The desk's name."""
    me: str
    """The key of who is sitting here."""
    rota: RotaReading
    zone: ZoneInfo
    people: Mapping[str, str] = field(default_factory=dict)
    """Key to name."""
    clients: Mapping[str, str] = field(default_factory=dict)
    """Key to name."""
    alarms: tuple[Alarm, ...] = ()
    """By rank: unacknowledged first, worst first, oldest first."""
    incidents: tuple[Incident, ...] = ()
    """Every card on the board, oldest promise first."""
    board_at: datetime | None = None
    """When the board was fetched; None when it is not known."""
    problems: tuple[str, ...] = ()
    """What could not be read, a sentence each."""
    silent_monitors: tuple[str, ...] = ()
    """Those of them that monitors are to blame for: what fires there is not known."""

    _by_card: Mapping[str, Incident] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_card", {incident.id: incident for incident in self.incidents})

    @property
    def open_incidents(self) -> tuple[Incident, ...]:
        """What the desk still owes something, oldest promise first."""
        return tuple(incident for incident in self.incidents if incident.open)

    @property
    def mine(self) -> tuple[Incident, ...]:
        """The open incidents that are the person's own."""
        return tuple(incident for incident in self.open_incidents if incident.owner == self.me)

    def person(self, key: str | None) -> str:
        """The name of a person; an unknown key speaks for itself."""
        return self.people.get(key, key) if key else ""

    def client(self, key: str | None) -> str:
        """The name of a client."""
        return self.clients.get(key, key) if key else ""

    def incident(self, card_id: str) -> Incident | None:
        """The incident of that card."""
        return self._by_card.get(card_id)

    def alarm(self, alarm_id: str) -> Alarm | None:
        """The alarm of that id."""
        return next((alarm for alarm in self.alarms if alarm.id == alarm_id), None)
