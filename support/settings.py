"""What a team has written down about its desk, in `rota.toml`; already checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.hours import OfficeHours
from support.people import Person


@dataclass(frozen=True, slots=True)
class Client:
    """A company the team works for."""

    key: str
    name: str
    labels: tuple[str, ...]
    """Names of the board labels that mean this client."""
    runbook: str | None = None
    """File name in runbooks/, without `.md`."""


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """Which board, and what its lists mean."""

    kind: str
    """`local` or `trello`."""
    id: str | None
    """Trello's board id or short link; None for a local board."""
    file: Path | None
    """The local board's file; None for Trello."""
    lists: Mapping[str, tuple[str, ...]]
    """A status (see support.incidents.STATUSES) to the names of its lists."""


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """A monitor to ask: a command that prints one alarm a line, as JSON."""

    name: str
    command: tuple[str, ...]
    """The program and its arguments, run in the desk's folder."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """A desk, as its `rota.toml` describes it."""

    folder: Path
    name: str
    people: Mapping[str, Person]
    weekdays: Mapping[str, str]
    """The rota: `mon` ... `sun` to the key of a person."""
    hours: OfficeHours
    board: BoardSettings
    clients: Mapping[str, Client]
    priorities: Mapping[str, tuple[str, ...]]
    """A priority (see support.incidents.PRIORITIES) to the names of the labels that mean it."""
    alarms: tuple[AlarmSettings, ...] = ()
