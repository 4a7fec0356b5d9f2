"""The people of the team, and who is sitting here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who shares the rota."""

    key: str
    """The short name in rota.toml; what the journal holds."""
    name: str
    roles: tuple[str, ...] = ()
    trello: str | None = None
    """Username on the board."""
    os_user: str | None = None
    """Login name on this machine."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts, and how we know."""

    key: str
    """A person's key, or `os:NAME` for a login that rota.toml does not name."""
    name: str
    person: Person | None
    source: str
    """`trello` (owner of the token) or `os` (login name)."""


def identify(people: Mapping[str, Person], *, trello: str | None, os_user: str) -> Identity:
    """The token's owner where there is one, else the login; never a name that somebody typed."""
    if trello is not None:
        for person in people.values():
            if person.trello == trello:
                return Identity(person.key, person.name, person, "trello")
        return Identity(f"trello:{trello}", trello, None, "trello")
    for person in people.values():
        if person.os_user == os_user:
            return Identity(person.key, person.name, person, "os")
    return Identity(f"os:{os_user}", os_user, None, "os")
