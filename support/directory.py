"""Where the words of `rota.toml` meet the ids of a board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from support.alarms import Alarm
from support.board import BoardList, Snapshot
from support.errors import Unknown
from support.settings import DeskSettings


@dataclass(frozen=True, slots=True)
class Directory:
    """Finds lists, members and labels of one board by the names people use."""

    snapshot: Snapshot
    settings: DeskSettings

    def list_names(self) -> tuple[str, ...]:
        """The open lists, in the board's order."""
        lists = sorted(self.snapshot.lists, key=lambda each: each.position)
        return tuple(each.name for each in lists if not each.closed)

    def list_named(self, name: str) -> BoardList:
        """The open list of that name, whatever its capitals; raises Unknown."""
        for each in self.snapshot.lists:
            if not each.closed and each.name.casefold() == name.casefold():
                return each
        raise Unknown(f"The board has no open list called {name}.", f"It has {_spoken(self.list_names())}.")

    def inbox(self) -> str:
        """The list that new incidents go to: the first that means `new`, else the board's first."""
        names = self.list_names()
        if not names:
            raise Unknown("The board has no open list.", "Make one on the board first.")
        wanted = [name.casefold() for name in self.settings.board.lists.get("new", ())]
        return self.list_named(next((name for name in names if name.casefold() in wanted), names[0])).id

    def member_id(self, person_key: str) -> str:
        """The board member that is this person of the team; raises Unknown."""
        person = self.settings.people.get(person_key)
        if person is None:
            raise Unknown(f"{person_key} is nobody of this desk.", f"It has {_spoken(self.settings.people)}.")
        for member in self.snapshot.members:
            if member.username == person.trello:
                return member.id
        raise Unknown(
            f"{person.name} is not a member of the board.",
            f"Add them there, and their username under [people.{person_key}] in rota.toml.",
        )

    def team_ids(self) -> frozenset[str]:
        """The board members that are people of the team."""
        usernames = {person.trello for person in self.settings.people.values() if person.trello}
        return frozenset(member.id for member in self.snapshot.members if member.username in usernames)

    def labels_for(self, alarm: Alarm) -> tuple[str, ...]:
        """The label of the alarm's client, and that of critical support for a critical alarm."""
        client = self.settings.clients.get(alarm.client or "")
        names = list(client.labels[:1]) if client else []
        if alarm.severity == "critical":
            names += self.settings.priorities.get("critical", ())[:1]
        wanted = {name.casefold() for name in names}
        return tuple(label.id for label in self.snapshot.labels if label.name.casefold() in wanted)


def _spoken(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
