"""A board without cards, in the shape of Trello's "Export as JSON".

What Trello derives from other fields (addresses, short links, defaults) is left to whoever reads the export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from integrations.trello.local.ids import stamp

Part = dict[str, Any]
"""A board, list, card, ... as the JSON object that Trello would export."""

STEP = 16384
"""Between the positions of two neighbours, as Trello spaces them."""


def empty_board(
    name: str,
    opened: datetime,
    *,
    lists: Iterable[str],
    labels: Mapping[str, str],
    members: Mapping[str, str],
    desc: str = "",
) -> Part:
    """A board with these lists, labels (name: colour) and members (username: full name)."""
    board_id = new_id(opened, "board", name)
    people = [member(opened, username, full_name) for username, full_name in members.items()]
    return {
        "id": board_id,
        "name": name,
        "desc": desc,
        "dateLastActivity": stamp(opened),
        "lists": [
            {"id": new_id(opened, "list", each), "idBoard": board_id, "name": each, "pos": place * STEP}
            for place, each in enumerate(lists, start=1)
        ],
        "labels": [
            {"id": new_id(opened, "label", each), "idBoard": board_id, "name": each, "color": colour}
            for each, colour in labels.items()
        ],
        "members": people,
        "memberships": [membership(opened, each) for each in people],
        "cards": [],
        "checklists": [],
        "actions": [],
    }


def member(joined: datetime, username: str, full_name: str) -> Part:
    """Somebody who may be on the board."""
    return {
        "id": new_id(joined, "member", username),
        "username": username,
        "fullName": full_name,
        "initials": "".join(word[0] for word in full_name.split())[:4].upper(),
    }


def membership(joined: datetime, someone: Part) -> Part:
    """What makes that member belong to the board."""
    return {"id": new_id(joined, "membership", someone["id"]), "idMember": someone["id"]}


def new_id(at: datetime, *words: str) -> str:
    """24 hex digits as Trello makes them: the first 8 are the time; the others depend on the words alone."""
    rest = sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{int(at.timestamp()):08x}{rest}"
