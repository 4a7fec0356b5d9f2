"""What the schema cannot see: keys that must agree with each other, and with the files of the desk.

The tables may be half wrong: what has the wrong type is passed over here, for the schema has named it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from integrations.deskfile import values
from integrations.deskfile.build import BOARD_FILE
from integrations.deskfile.fault import Fault, KeyPath, dotted, near, nearest, shown

Desk = Mapping[str, Any]
Named = tuple[KeyPath, KeyPath, object]
"""What a name belongs to, where the name stands, and the name."""

_MAKE_BOARD = "Put the board's file there, or make another desk: rota init DIR --from-export FILE"


def cross_faults(desk: Desk, folder: Path) -> Iterator[Fault]:
    """Everything that does not fit together."""
    yield from _rota(desk)
    yield from _opening_order(desk)
    yield from _twice(_people(desk, "trello"), "is the Trello username of", "Each person has their own.")
    yield from _twice(_people(desk, "os_user"), "is the login name of", "Each person has their own.")
    lists = _names(("board", "lists"), _table(_table(desk, "board"), "lists"))
    yield from _twice(lists, "already stands under", "A list has one status: remove one of the two.")
    labels = [*_client_labels(desk), *_names(("priorities",), _table(desk, "priorities"))]
    yield from _twice(labels, "already means", "A label has one meaning: remove one of the two.")
    yield from _twice(_alarms(desk), "is already the name of", "Give each monitor its own name.")
    yield from _commands(desk)
    yield from _board(_table(desk, "board"), folder)
    yield from _runbooks(desk, folder / "runbooks")


def _rota(desk: Desk) -> Iterator[Fault]:
    people = _table(desk, "people")
    for day, person in _table(_table(desk, "rota"), "weekdays").items():
        if isinstance(person, str) and person not in people:
            mend = nearest(person, people) or "Add them under [people]."
            yield Fault(
                ("rota", "weekdays", day), f"there is nobody called {shown(person)} under [people]", mend
            )


def _opening_order(desk: Desk) -> Iterator[Fault]:
    previous = None
    for place, text in enumerate(_list(_table(desk, "hours").get("open"))):
        try:
            start, end = values.opening(text)
        except (ValueError, TypeError, AttributeError):
            continue
        if previous and start < previous:
            mend = "Put the blocks in order, without overlap."
            yield Fault(
                ("hours", "open", place), f"{shown(text)} starts before the block in front of it ends", mend
            )
        previous = end


def _twice(named: Iterable[Named], relation: str, mend: str) -> Iterator[Fault]:
    """The names that were met before; upper and lower case are the same."""
    first: dict[str, KeyPath] = {}
    for owner, place, name in named:
        if not isinstance(name, str):
            continue
        if name.casefold() in first:
            before = dotted(first[name.casefold()])
            yield Fault(place, f"{shown(name)} {relation} {before}", mend)
        else:
            first[name.casefold()] = owner


def _commands(desk: Desk) -> Iterator[Fault]:
    for place, alarm in enumerate(_list(desk.get("alarms"))):
        command = _list(alarm.get("command")) if isinstance(alarm, dict) else []
        if command[:1] == [""]:
            mend = 'Write for example: command = ["cat", "alarms.jsonl"]'
            yield Fault(("alarms", place, "command"), "it names no program", mend)


def _board(board: Desk, folder: Path) -> Iterator[Fault]:
    kind, file = board.get("kind"), board.get("file", BOARD_FILE)
    if kind == "trello" and "id" not in board:
        mend = 'Write id = "...": the part after /b/ in the board\'s address.'
        yield Fault(("board", "id"), "a Trello board needs its id", mend)
    if kind != "local" or not isinstance(file, str):
        return
    place = folder / file
    if not file or "\0" in file or not _inside(place, folder):
        yield Fault(("board", "file"), f"{shown(file)} is not inside the desk", 'Write file = "board.json".')
    elif not os.path.isfile(place):
        others = sorted(each.name for each in folder.glob("*.json"))
        hint = near(file, others)
        mend = hint or _MAKE_BOARD
        yield Fault(("board", "file"), f"the board isn't there: {shown(file)}", mend)


def _inside(place: Path, folder: Path) -> bool:
    """Also when links are followed."""
    return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder))


def _runbooks(desk: Desk, folder: Path) -> Iterator[Fault]:
    known = sorted(each.stem for each in folder.glob("*.md"))
    for key, client in _tables(desk, "clients").items():
        runbook = client.get("runbook")
        if isinstance(runbook, str) and runbook not in known:
            path = ("clients", key, "runbook")
            stem = runbook.removesuffix(".md")
            mend = f"Write {shown(stem)}." if stem in known else nearest(stem, known)
            yield Fault(
                path,
                f"there is no runbook {shown(runbook)} in runbooks/",
                mend or "Add it there, as NAME.md.",
            )


def _people(desk: Desk, field: str) -> Iterator[Named]:
    for key, person in _tables(desk, "people").items():
        yield ("people", key), ("people", key, field), person.get(field)


def _client_labels(desk: Desk) -> Iterator[Named]:
    for key, client in _tables(desk, "clients").items():
        for place, label in enumerate(_list(client.get("labels"))):
            yield ("clients", key), ("clients", key, "labels", place), label


def _names(path: KeyPath, lists: Desk) -> Iterator[Named]:
    for key, names in lists.items():
        for place, name in enumerate(_list(names)):
            yield (*path, key), (*path, key, place), name


def _alarms(desk: Desk) -> Iterator[Named]:
    for place, alarm in enumerate(_list(desk.get("alarms"))):
        if isinstance(alarm, dict):
            yield ("alarms", place), ("alarms", place, "name"), alarm.get("name")


def _table(desk: Desk, key: str) -> Desk:
    found = desk.get(key)
    return found if isinstance(found, dict) else {}


def _tables(desk: Desk, key: str) -> dict[str, Desk]:
    return {name: table for name, table in _table(desk, key).items() if isinstance(table, dict)}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
