"""Labels: no change of a label itself leaves an action."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.trello.local.call import Call
from integrations.trello.local.shapes import LABEL, Row, shaped
from integrations.trello.local.views import chosen, selected

_PLAIN = ("green", "yellow", "orange", "red", "purple", "blue", "sky", "lime", "pink", "black")
COLOURS = tuple(f"{colour}{shade}" for colour in _PLAIN for shade in ("", "_light", "_dark"))
MOST_LABELS = 1000
DEFAULT_LABELS = 50


def of_board(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/labels"""
    call.find("board", key)
    return chosen_labels(call, "limit", chosen(call.parameters, "fields"))


def chosen_labels(call: Call, limit: str, fields: Sequence[str]) -> list[Row]:
    """As many labels as the parameter of that name allows."""
    most = call.parameters.count(limit, DEFAULT_LABELS, MOST_LABELS)
    return selected(call.tables.all("labels")[:most], fields)


def create(call: Call) -> Row:
    """POST /labels"""
    given = call.parameters
    colour = (
        given.choice("color", COLOURS, "") if given.values.get("color") not in (None, "", "null") else None
    )
    board = call.named("board", "idBoard")
    row = shaped(
        {"name": given.text("name"), "color": colour, "idBoard": board["id"], "id": call.new_id()}, LABEL
    )
    call.tables.put("labels", row)
    return row
