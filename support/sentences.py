"""What each kind of entry says, in words that follow the name of who did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from support.journal import Entry
from support.people import Person

NEVER_RAN = frozenset({"denied", "unknown", "invalid", "refused", "rejected", "expired"})
"""States in which a run ends without having begun."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry holds, read forgivingly: what is missing is an empty word."""

    entry: Entry
    people: Mapping[str, Person]
    run: Mapping[str, Any]
    """What was asked for in the entry's run; empty where there is none."""
    here: str = ""
    """The id of the card whose own story is told: there it is called `it`."""

    def word(self, key: str) -> str:
        """A text or a number of the entry's data, as written."""
        return _word(self.entry.data.get(key))

    @property
    def card(self) -> str:
        """The card, as people say it."""
        if self.here and self.here in (self.entry.subject, self.entry.data.get("card")):
            return "it"
        number = self.word("number")
        return " ".join(filter(None, [f"#{number}" if number else "", self.word("title")])) or "a card"

    @property
    def action(self) -> str:
        """The name of the run's action."""
        return self.word("action") or _word(self.run.get("action")) or "an action"

    @property
    def person(self) -> str:
        """Whom it was done to, by name."""
        return name_of(self.people, self.word("person")) or "somebody"


def name_of(people: Mapping[str, Person], key: str) -> str:
    """A person's name; an unknown key speaks for itself."""
    return people[key].name if key in people else key


def sentence(facts: Facts) -> str:
    """What was done; a kind that nobody knows is told by its name."""
    tell = SENTENCES.get(facts.entry.kind)
    return tell(facts) if tell else f"recorded {facts.entry.kind}{_with(' on ', facts.entry.subject)}"


def _word(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _with(before: str, word: str, after: str = "") -> str:
    return f"{before}{word}{after}" if word else ""


def _moved(facts: Facts) -> str:
    return f"moved {facts.card}{_with(' from ', facts.word('from'))}{_with(' to ', facts.word('to'))}"


def _requested(facts: Facts) -> str:
    whom = _with(" on ", facts.word("target")) + _with(" for ", facts.word("requester"))
    why = _with(": ", facts.word("reason")) + _with(" (", facts.word("notes"), ")")
    return f"asked for {facts.action}{whom}{why}"


def _finished(facts: Facts) -> str:
    state = facts.word("state")
    verb = "did not run" if state in NEVER_RAN else "stopped" if state == "cancelled" else "ran"
    return f"{verb} {facts.action}{_with(': ', state)}{_with(', ', facts.word('result'))}"


def _settled(facts: Facts) -> str:
    return f"settled {facts.action}{_with(' as ', facts.word('outcome'))}{_with(': ', facts.word('notes'))}"


SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "desk.trusted": lambda facts: "trusted the actions of this desk",
    "alarm.acknowledged": lambda facts: f"acknowledged the alarm{_with(' ', facts.word('name'))}",
    "alarm.raising": lambda facts: f"asked for an incident for the alarm{_with(' ', facts.word('name'))}",
    "alarm.raised": lambda facts: f"raised {facts.card}{_with(' for the alarm ', facts.word('name'))}",
    "incident.commented": lambda facts: f"commented on {facts.card}{_with(': ', facts.word('text'))}",
    "incident.moved": _moved,
    "incident.assigned": lambda facts: f"assigned {facts.card} to {facts.person}",
    "incident.unassigned": lambda facts: f"took {facts.person} off {facts.card}",
    "incident.labelled": lambda facts: f"labelled {facts.card}{_with(' ', facts.word('label'))}",
    "incident.created": lambda facts: f"created {facts.card}{_with(' on ', facts.word('list'))}",
    "incident.closed": lambda facts: f"archived {facts.card}",
    "incident.responded": lambda facts: (
        f"sent the first response to {facts.card}{_with(': ', facts.word('text'))}"
    ),
    "runbook.opened": lambda facts: (
        f"opened the runbook {facts.word('title') or facts.word('name')}".rstrip()
    ),
    "action.requested": _requested,
    "action.started": lambda facts: f"started {facts.action}",
    "action.cancelling": lambda facts: f"asked {facts.action} to stop{_with(': ', facts.word('reason'))}",
    "action.finished": _finished,
    "action.lost": lambda facts: f"lost sight of {facts.action}: whether it happened is not known",
    "action.closed": _settled,
    "postmortem.saved": lambda facts: (
        f"saved the post-mortem of {facts.card}{_with(' as ', facts.word('file'))}"
    ),
    "act.failed": lambda facts: (
        f"tried {facts.word('kind') or 'something'}, which failed{_with(': ', facts.word('error'))}"
    ),
}
"""Kind of entry to its sentence."""
