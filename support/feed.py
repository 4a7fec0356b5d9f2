"""The feed: the journal told in sentences. Texts are data, as others wrote them, and never markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from support.board import Comment
from support.journal import Entry
from support.people import Person
from support.sentences import Facts, name_of, sentence

FAILED = "failed"
"""The outcome of an act that the world did not do."""

UNSURE = "unsure"
"""The outcome of an act that the world may have done."""

_RUN = "action."
_OUTCOMES = {
    "action.requested": "requested",
    "action.started": "running",
    "action.cancelling": "cancelling",
    "action.lost": "lost",
    "act.failed": FAILED,
}
_OUTCOME_KEYS = {"action.finished": "state", "action.closed": "outcome", "incident.moved": "to"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `who` and `text` make a sentence."""

    seq: int
    """The entry's place in the journal; 0 for what only the board knows."""
    at: datetime
    """UTC."""
    who: str
    """A name; the key of somebody the desk does not know."""
    kind: str
    text: str
    subject: str
    """What it was done to: the id of a run, card or alarm, or a file's name."""
    outcome: str = ""
    """The state that a run came to, the list that a card came to, or `failed`; else empty."""


def lines(
    entries: Iterable[Entry], people: Mapping[str, Person], *, fold_runs: bool = False
) -> tuple[Line, ...]:
    """The entries as lines, newest first; with `fold_runs`, each run is one line, at its latest entry."""
    teller = _Teller(tuple(entries), people)
    told = [teller.line(entry) for entry in teller.entries]
    return tuple(reversed(_folded(told) if fold_runs else told))


def timeline(
    entries: Iterable[Entry], card_id: str, comments: Iterable[Comment], people: Mapping[str, Person]
) -> tuple[Line, ...]:
    """All that happened to one card, oldest first: its entries, its runs, and the board's comments.

    A comment that the journal holds too is told once. Entries stay in the order of the journal, even
    where a clock was set back.
    """
    teller = _Teller(tuple(entries), people, here=card_id)
    own = [teller.line(entry) for entry in _about(card_id, teller.entries)]
    reached = accumulate((line.at for line in own), max)
    wanted = [comment for comment in comments if comment.card_id == card_id]
    foreign = _unknown(wanted, teller.written(card_id))
    placed = list(zip(reached, own, strict=True))
    placed += [(comment.at, _comment_line(comment)) for comment in foreign]
    placed.sort(key=lambda each: each[0])
    return tuple(line for _, line in placed)


class _Teller:
    """Tells single entries in the light of the others."""

    def __init__(self, entries: tuple[Entry, ...], people: Mapping[str, Person], here: str = "") -> None:
        """`here` is the id of the card whose own story is told."""
        self.entries = entries
        self._here = here
        self._people = people
        self._by_id = {entry.id: entry for entry in entries}
        self._runs = {entry.subject: entry.data for entry in entries if entry.kind == "action.requested"}
        self._failed = {
            entry.subject: UNSURE if entry.data.get("sent") else FAILED
            for entry in entries
            if entry.kind == "act.failed"
        }

    def line(self, entry: Entry) -> Line:
        """The entry as a line."""
        who = name_of(self._people, entry.actor)
        return Line(
            entry.seq, entry.at, who, entry.kind, self._text(entry), entry.subject, self._outcome(entry)
        )

    def written(self, card_id: str) -> list[Entry]:
        """The entries whose text went to the card as a comment."""
        kinds = ("incident.commented", "incident.responded")
        return [
            entry
            for entry in self.entries
            if entry.subject == card_id and entry.kind in kinds and entry.id not in self._failed
        ]

    def _text(self, entry: Entry) -> str:
        failed = self._by_id.get(entry.subject) if entry.kind == "act.failed" else None
        if failed is None:
            return sentence(self._facts(entry))
        error = self._facts(entry).word("error")
        how = "and whether it arrived is not known" if entry.data.get("sent") else "but it failed"
        return f"{sentence(self._facts(failed))}, {how}" + (f": {error}" if error else "")

    def _outcome(self, entry: Entry) -> str:
        if entry.id in self._failed:
            return self._failed[entry.id]
        key = _OUTCOME_KEYS.get(entry.kind)
        return self._facts(entry).word(key) if key else _OUTCOMES.get(entry.kind, "")

    def _facts(self, entry: Entry) -> Facts:
        return Facts(entry, self._people, self._runs.get(entry.subject, {}), self._here)


def _folded(told: Iterable[Line]) -> list[Line]:
    """One line a run: what was asked for, then how far it came."""
    first: dict[str | int, Line] = {}
    latest: dict[str | int, Line] = {}
    for line in told:
        key = line.subject if line.kind.startswith(_RUN) else line.seq
        first.setdefault(key, line)
        latest.pop(key, None)
        latest[key] = line
    return [_joined(first[key], line) for key, line in latest.items()]


def _joined(first: Line, last: Line) -> Line:
    if first is last:
        return last
    return replace(last, who=first.who, text=f"{first.text}; {last.text}")


def _about(card_id: str, entries: Iterable[Entry]) -> Iterable[Entry]:
    known = {card_id}
    for entry in entries:
        if entry.subject in known or entry.data.get("card") == card_id:
            known.add(entry.id)
            if entry.kind == "action.requested":
                known.add(entry.subject)
            yield entry


def _unknown(comments: Iterable[Comment], written: Iterable[Entry]) -> list[Comment]:
    """The comments that none of the entries wrote; each entry stands for the nearest of the same words."""
    left = list(comments)
    for entry in written:
        words = str(entry.data.get("text", "")).strip()
        same = [comment for comment in left if comment.text.strip() == words]
        if same:
            left.remove(min(same, key=lambda comment: abs(comment.at - entry.at)))
    return left


def _comment_line(comment: Comment) -> Line:
    text = f"wrote: {comment.text}"
    return Line(0, comment.at, comment.author, "incident.commented", text, comment.card_id)
