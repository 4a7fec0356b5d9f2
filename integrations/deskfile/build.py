"""From the keys and values of a rota.toml that was found right to the settings of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from integrations.deskfile import values
from support.hours import WEEKDAYS, OfficeHours
from support.people import Person
from support.settings import AlarmSettings, BoardSettings, Client, DeskSettings

BOARD_FILE = "board.json"
OPEN = ("09:00-17:00",)
OPEN_WEEKDAYS = WEEKDAYS[:5]

Table = Mapping[str, Any]


def build(desk: Table, folder: Path) -> DeskSettings:
    """The settings; the table has passed every check."""
    return DeskSettings(
        folder=folder,
        name=desk["name"],
        people={key: _person(key, table) for key, table in desk.get("people", {}).items()},
        weekdays=desk.get("rota", {}).get("weekdays", {}),
        hours=_hours(desk["hours"]),
        board=_board(desk["board"], folder),
        clients={key: _client(key, table) for key, table in desk.get("clients", {}).items()},
        priorities=_tuples(desk.get("priorities", {})),
        alarms=tuple(AlarmSettings(each["name"], tuple(each["command"])) for each in desk.get("alarms", ())),
    )


def _person(key: str, table: Table) -> Person:
    roles = tuple(table.get("roles", ()))
    return Person(key, table["name"], roles, table.get("trello"), table.get("os_user"))


def _client(key: str, table: Table) -> Client:
    return Client(key, table["name"], tuple(table.get("labels", ())), table.get("runbook"))


def _hours(table: Table) -> OfficeHours:
    return OfficeHours(
        zone=ZoneInfo(table["zone"]),
        blocks=tuple(values.opening(each) for each in table.get("open", OPEN)),
        weekdays=tuple(table.get("weekdays", OPEN_WEEKDAYS)),
        holidays=frozenset(table.get("holidays", ())),
    )


def _board(table: Table, folder: Path) -> BoardSettings:
    local = table["kind"] == "local"
    return BoardSettings(
        kind=table["kind"],
        id=None if local else table["id"],
        file=folder / table.get("file", BOARD_FILE) if local else None,
        lists=_tuples(table.get("lists", {})),
    )


def _tuples(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(each) for key, each in lists.items()}
