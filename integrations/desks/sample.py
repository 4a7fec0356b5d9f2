"""The sample desk of `rota demo`: a small agency on an ordinary working day."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from integrations.deskfile import values
from integrations.deskfile.build import build
from integrations.desks import toml
from integrations.desks.folder import shipped, write_desk
from integrations.desks.officetime import OfficeTime
from integrations.desks.sampleboard import sample_board
from integrations.paths import DESK_FILE
from integrations.trello.local.ids import stamp
from support.errors import Invalid
from support.hours import WEEKDAYS
from support.settings import DeskSettings

ALARMS_FILE = "alarms.jsonl"


def create_sample(folder: Path, now: datetime, os_user: str) -> None:
    """Write a complete desk whose day is the one of `now`; equal arguments give equal bytes.

    Whoever is on the rota that day gets `os_user` as login name; at a weekend it is Monday's person, and
    the desk works that day too.
    Raises Refused when something is in the way, Invalid when the folder cannot be written.
    """
    now = now.replace(microsecond=0)
    source = files("integrations.desks") / "data" / "sample"
    content = dict(shipped(source / "desk"))
    settings = build(tomllib.loads(content[DESK_FILE].decode()), folder)
    person = _on_rota(settings, now)
    rota_toml = _working(content[DESK_FILE].decode(), settings, person, now)
    content[DESK_FILE] = _signed_in(rota_toml, person, os_user).encode()
    content[ALARMS_FILE] = "".join(_alarms((source / "alarms.toml").read_text("utf-8"), now)).encode()
    content |= _runbooks(settings)
    board = tomllib.loads((source / "board.toml").read_text("utf-8"))
    export = sample_board(board, settings.people, person, OfficeTime(now, settings.hours))
    write_desk(folder, content, export)


def _on_rota(settings: DeskSettings, now: datetime) -> str:
    today = WEEKDAYS[settings.hours.local(now).weekday()]
    return settings.weekdays.get(today) or settings.weekdays["mon"]


def _working(rota_toml: str, settings: DeskSettings, person: str, now: datetime) -> str:
    """The settings with that day among the days that are worked: nobody would answer in an idle demo."""
    today = WEEKDAYS[settings.hours.local(now).weekday()]
    if today in settings.weekdays:
        return rota_toml
    with_person = rota_toml.replace("[rota.weekdays]\n", f'[rota.weekdays]\n{today} = "{person}"\n')
    return with_person.replace('"fri"]', f'"fri", "{today}"]')


def _signed_in(rota_toml: str, person: str, os_user: str) -> str:
    try:
        values.word(os_user)
    except values.Wrong as wrong:
        raise Invalid(f"The demo needs a login name: {wrong.what}.", wrong.mend) from None
    heading = f"[people.{person}]\n"
    return rota_toml.replace(heading, f"{heading}os_user = {toml.string(os_user)}\n")


def _runbooks(settings: DeskSettings) -> dict[str, bytes]:
    names = [f"{client.runbook}.md" for client in settings.clients.values()]
    return {f"runbooks/{name}": (files("runbooks") / name).read_bytes() for name in names}


def _alarms(content: str, now: datetime) -> Iterator[str]:
    """One line of JSON for each alarm."""
    for alarm in tomllib.loads(content)["alarms"]:
        started = now - timedelta(minutes=alarm.pop("since"))
        yield json.dumps(alarm | {"started_at": stamp(started)}) + "\n"
