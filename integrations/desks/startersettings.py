"""The rota.toml of a new desk, written for a person to go on from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from string import Template

from integrations.desks import guesses, toml
from integrations.trello.local.shapes import Row
from support.incidents import PRIORITIES
from support.people import Person

SHOWN = 80
"""Characters of a name in a comment."""


def starter_settings(name: str, zone: str, os_user: str, board: Mapping[str, Iterable[Row]]) -> str:
    """The text of the file; `board` holds the rows of an export by table.

    Whoever is logged in is on the rota from Monday to Friday.
    """
    people, left_out = guesses.people_of(board["members"], os_user)
    open_lists = sorted((each for each in board["lists"] if not each["closed"]), key=lambda each: each["pos"])
    template = files("integrations.desks") / "data" / "starter" / "rota.toml"
    return Template(template.read_text("utf-8")).substitute(
        name=toml.string(name),
        zone=toml.string(zone),
        me=toml.string(people[0].key),
        people="\n".join(map(_person, people)) + _comment("On the board, but not under [people]", left_out),
        lists=_lists(each["name"] for each in open_lists),
        priorities=_priorities(each["name"] for each in board["labels"]),
    )


def _person(person: Person) -> str:
    given = {"name": person.name, "trello": person.trello, "os_user": person.os_user}
    lines = [f"{key} = {toml.string(value)}\n" for key, value in given.items() if value]
    return "".join([f"[people.{person.key}]\n", *lines])


def _lists(names: Iterable[str]) -> str:
    found, unclear = guesses.statuses_of(names)
    lines = [f"{status} = {toml.strings(each)}\n" for status, each in found.items()]
    return "".join(lines) + _comment("Lists without a meaning yet", unclear)


def _priorities(names: Iterable[str]) -> str:
    labels = {name.casefold(): name for name in guesses.distinct(names)}
    known = {priority: labels.pop(priority) for priority in PRIORITIES if priority in labels}
    lines = [f"{toml.key(priority)} = {toml.strings([label])}\n" for priority, label in known.items()]
    return "".join(lines) + _comment("Labels without a meaning yet", labels.values())


def _comment(what: str, names: Iterable[str]) -> str:
    lines = [f"#   {toml.string(name if len(name) <= SHOWN else f'{name[:SHOWN]}…')}\n" for name in names]
    return "".join([f"# {what}:\n", *lines]) if lines else ""
