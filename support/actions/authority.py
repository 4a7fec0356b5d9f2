"""Who may perform an action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from support.actions.definition import Definition
from support.errors import Denied, WorldError
from support.people import Identity, Person

ROTA = "rota"
"""In `who`: whoever is on support today."""
ANYONE = "anyone"
"""In `who`: everybody, also somebody whom rota.toml does not name."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Knows the people, their roles, and whose day it is."""

    people: Mapping[str, Person]
    on_support: Callable[[], str | None]
    """The key of today's person; may raise WorldError."""

    def require(self, definition: Definition, identity: Identity) -> None:
        """Raise Denied, with who may, unless this person may perform the action."""
        roles = identity.person.roles if identity.person else ()
        wanted = set(definition.who)
        if wanted & {ANYONE, identity.key, *roles}:
            return
        today, trouble = self._today() if ROTA in wanted else (None, "")
        if today is not None and today == identity.key:
            return
        others = self._others(wanted, today)
        raise Denied(
            f"{definition.name} is for {_spoken(definition.who)}, which {identity.name} is not.{trouble}",
            f"Ask {' or '.join(others)}." if others else "See `who` of the action.",
        )

    def why_not(self, definition: Definition, identity: Identity) -> str | None:
        """Why this person may not perform it, in sentences; None when they may."""
        try:
            self.require(definition, identity)
        except Denied as denied:
            return str(denied)
        return None

    def _today(self) -> tuple[str | None, str]:
        """Who is on support; nobody, and why, when that cannot be read."""
        try:
            return self.on_support(), ""
        except WorldError as error:
            return None, f" Who is on the rota could not be read: {error.what}"

    def _others(self, wanted: set[str], today: str | None) -> list[str]:
        """The names of those who may."""
        able = [key for key, person in self.people.items() if wanted & {key, *person.roles} or key == today]
        return [self.people[key].name for key in able]


def _spoken(who: tuple[str, ...]) -> str:
    return " or ".join("the person on the rota" if each == ROTA else each for each in who)
