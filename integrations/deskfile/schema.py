"""The shape of rota.toml. The descriptions become the table in the README, the examples the mends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from integrations.deskfile import values
from integrations.deskfile.build import BOARD_FILE, OPEN, OPEN_WEEKDAYS
from support.hours import WEEKDAYS
from support.incidents import PRIORITIES, STATUSES


def _checked(check: Callable[[str], object]) -> AfterValidator:
    """A text that the check accepts; what it says goes into the fault."""

    def checked(text: str) -> str:
        try:
            check(text)
        except values.Wrong as wrong:
            raise PydanticCustomError("wrong", "{what}", {"what": wrong.what, "mend": wrong.mend}) from None
        return text

    return AfterValidator(checked)


def _one_of(choices: Sequence[str]) -> AfterValidator:
    def checked(text: str) -> str:
        if text not in choices:
            raise PydanticCustomError("unknown_word", "unknown word")
        return text

    return AfterValidator(checked)


def _named(form: str) -> Any:
    """What this kind of text is called in the table of keys and in mends."""
    return Field(json_schema_extra={"format": form})


def _choices(choices: Sequence[str]) -> Any:
    return Field(json_schema_extra={"enum": list(choices)})


Person = Annotated[str, _checked(values.person), _named("name")]
Title = Annotated[str, _checked(values.title), _named("name")]
Key = Annotated[str, _checked(values.key), _named("short name")]
Word = Annotated[str, _checked(values.word), _named("login name")]
BoardId = Annotated[str, _checked(values.word), _named("board id")]
OnBoard = Annotated[str, _checked(values.on_board), _named("board name")]
Zone = Annotated[str, _checked(values.zone), _named("time zone")]
Opening = Annotated[str, _checked(values.opening), _named("HH:MM-HH:MM")]
Weekday = Annotated[str, _one_of(WEEKDAYS), _named("weekday"), _choices(WEEKDAYS)]
Status = Annotated[str, _one_of(STATUSES), _choices(STATUSES)]
Priority = Annotated[str, _one_of(PRIORITIES), _choices(PRIORITIES)]
Kind = Annotated[str, _one_of(("local", "trello")), _choices(("local", "trello"))]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class PersonTable(_Table):
    """`[people.KEY]`."""

    name: Person = Field(description="Full name, as the screens show it.", examples=['"Ana Lopez"'])
    roles: list[Key] = Field([], description="What they may do beyond the rota.", examples=['["billing"]'])
    trello: Word | None = Field(None, description="Their Trello username.", examples=['"analopez"'])
    os_user: Word | None = Field(None, description="Their login name on this machine.", examples=['"ana"'])


class RotaTable(_Table):
    """`[rota]`."""

    weekdays: dict[Weekday, Key] = Field(
        {}, description="Who is on, by weekday: the short name of a person.", examples=['{ mon = "ana" }']
    )


class HoursTable(_Table):
    """`[hours]`."""

    zone: Zone = Field(description="The desk's time zone.", examples=['"Europe/London"'])
    open: list[Opening] = Field(
        list(OPEN), min_length=1, description="When the desk is open, in order.", examples=['["09:00-17:00"]']
    )
    weekdays: list[Weekday] = Field(
        list(OPEN_WEEKDAYS), description="The days that are worked.", examples=['["mon", "tue"]']
    )
    holidays: list[date] = Field(
        [], description="The days that are not, without quotes.", examples=["[2026-12-25]"]
    )


class BoardTable(_Table):
    """`[board]`."""

    kind: Kind = Field(description="A board in a file of this desk, or one on Trello.", examples=['"local"'])
    file: str = Field(
        BOARD_FILE, description="The local board's file, inside the desk.", examples=['"board.json"']
    )
    id: BoardId | None = Field(
        None, description="The Trello board's id or short link: the part after /b/.", examples=['"nC8QJJoZ"']
    )
    lists: dict[Status, list[OnBoard]] = Field(
        {}, description="What the board's lists mean: a status and the names of its lists."
    )


class ClientTable(_Table):
    """`[clients.KEY]`."""

    name: Title = Field(description="The client's name.", examples=['"Harbour Books"'])
    labels: list[OnBoard] = Field(
        [], description="The board's labels that mean this client.", examples=['["Harbour Books"]']
    )
    runbook: str | None = Field(
        None, description="Its runbook: a file in runbooks/, without .md.", examples=['"harbour-books"']
    )


class AlarmTable(_Table):
    """`[[alarms]]`."""

    name: Title = Field(description="What the monitor is called.", examples=['"monitor"'])
    command: list[str] = Field(
        min_length=1,
        description="Prints one alarm a line, as JSON; run in the desk's folder, without a shell.",
        examples=['["cat", "alarms.jsonl"]'],
    )


class DeskTable(_Table):
    """The whole file."""

    name: Title = Field(description="What the desk is called.", examples=['"Quayside support"'])
    people: dict[Key, PersonTable] = Field({}, description="The team, by short name.")
    rota: RotaTable = Field(default=RotaTable(weekdays={}), description="Who is on.")
    hours: HoursTable = Field(description="Office hours.")
    board: BoardTable = Field(description="Where incidents are tracked.")
    priorities: dict[Priority, list[OnBoard]] = Field(
        {}, description="The board's labels that mean a priority."
    )
    clients: dict[Key, ClientTable] = Field({}, description="Whom the team works for.")
    alarms: list[AlarmTable] = Field([], description="Monitors to ask.")
