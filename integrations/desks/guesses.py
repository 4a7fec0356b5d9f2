"""What a board that rota has never seen probably means; a person corrects it in rota.toml."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from integrations.deskfile import values
from integrations.desks import toml
from support.names import fault_of_name
from support.people import Person
from support.slugs import slug

_MEANINGS = {
    "new": ("inbox", "new", "to do", "todo", "incoming"),
    "assigned": ("doing", "in progress", "wip", "waiting", "waiting on client", "waiting for client"),
    "resolved": ("done", "complete", "completed", "resolved"),
    "closed": ("closed", "archive", "archived"),
    "backlogged": ("backlog", "later", "ideas", "icebox"),
}
"""A status to the list names that mean it, without case, signs and what stands in brackets."""

_TELLING = 200
"""Characters; a list with a longer name is not looked at."""
_KEY = 30
"""Characters of a person's short name, at most; room is left for a number behind it."""


def statuses_of(lists: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The list names by status, and those whose names tell nothing."""
    found: dict[str, list[str]] = {}
    unclear = []
    for name in distinct(lists):
        status = _status_of(name) if len(name) <= _TELLING and toml.can_hold(name) else None
        if status:
            found.setdefault(status, []).append(name)
        else:
            unclear.append(name)
    return found, unclear


def distinct(names: Iterable[str]) -> list[str]:
    """The names that are not blank, each once: rota reads upper and lower case as the same."""
    found: dict[str, str] = {}
    for name in names:
        if name.strip():
            found.setdefault(name.casefold(), name)
    return list(found.values())


def people_of(members: Iterable[Mapping[str, Any]], os_user: str) -> tuple[list[Person], list[str]]:
    """The team, whoever is logged in first, and the names of members who could not be taken in.

    Somebody logged in who is no member under that username is taken to join the board under it.
    """
    me = Person(slug(os_user)[:_KEY], _name(os_user) or slug(os_user), trello=os_user, os_user=os_user)
    team = {os_user.casefold(): me}
    left_out = []
    for member in members:
        username, full_name = member["username"], member["fullName"]
        name = _name(full_name) or _name(username)
        if username.casefold() == os_user.casefold():
            team[username.casefold()] = replace(me, name=name or me.name, trello=username)
        elif name and _is_word(username) and username.casefold() not in team:
            team[username.casefold()] = Person(_free_key(username, team), name, trello=username)
        else:
            left_out.append(full_name or username)
    return list(team.values()), left_out


def _free_key(username: str, team: Mapping[str, Person]) -> str:
    """The username as a key that nobody has yet."""
    taken = {person.key for person in team.values()}
    stem = slug(username)[:_KEY]
    numbered = (f"{stem}-{count}" for count in itertools.count(2))
    return next(key for key in itertools.chain([stem], numbered) if key not in taken)


def _name(text: str) -> str | None:
    return text if fault_of_name(text) is None else None


def _is_word(text: str) -> bool:
    try:
        return bool(values.word(text))
    except values.Wrong:
        return False


def _status_of(name: str) -> str | None:
    words = " ".join(re.findall(r"[^\W\d_]+", re.sub(r"\(.*?\)|\[.*?\]", " ", name.casefold())))
    return next((status for status, names in _MEANINGS.items() if words in names), None)
