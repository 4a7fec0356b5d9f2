"""How rows are shown: the fields that were asked for, and what is worked out at the moment of asking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integrations.trello.local.parameters import Parameters
from integrations.trello.local.shapes import Row
from integrations.trello.local.store import Tables

MEMBER_FIELDS = "activityBlocked,avatarHash,avatarUrl,fullName,idMemberReferrer,initials,nonPublic,\
nonPublicAvailable,username"
"""What Trello shows of a member beside something else."""


def chosen(parameters: Parameters, name: str, default: str = "all") -> Sequence[str]:
    """The names of fields that a parameter gives."""
    return parameters.words(name) or default.split(",")


def select(row: Row, fields: Sequence[str]) -> Row:
    """The id and those fields of the row that it has."""
    if "all" in fields:
        return dict(row)
    return {"id": row["id"], **{name: row[name] for name in fields if name in row}}


def selected(rows: Iterable[Row], fields: Sequence[str]) -> list[Row]:
    """Those fields of each row."""
    return [select(row, fields) for row in rows]


def summary(member: Row) -> Row:
    """A member as an action carries them."""
    return select(member, MEMBER_FIELDS.split(","))


def cards_shown(tables: Tables, cards: Iterable[Row], fields: Sequence[str]) -> list[Row]:
    """The cards with their labels written out, as they are named now."""
    labels = {label["id"]: label for label in tables.all("labels")}

    def with_labels(card: Row) -> Row:
        known = [labels[id] for id in card["idLabels"] if id in labels]
        return {**card, "labels": [*known, *card["labels"]]}

    return selected(map(with_labels, cards), fields)


def card_shown(tables: Tables, card: Row, fields: Sequence[str] = ("all",)) -> Row:
    """One card with its labels written out."""
    return cards_shown(tables, [card], fields)[0]


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By position, then by age."""
    return sorted(rows, key=lambda row: (row["pos"], row["id"]))
