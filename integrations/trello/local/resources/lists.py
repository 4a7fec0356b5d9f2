"""Lists: the columns of the board."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.trello.local.call import Call
from integrations.trello.local.records import list_part, record
from integrations.trello.local.shapes import LIST, Row, shaped
from integrations.trello.local.views import chosen, in_order, select, selected

LIST_FILTERS = ("open", "closed", "all")


def read(call: Call, key: str) -> Row:
    """GET /lists/{id}"""
    return select(call.find("lists", key), chosen(call.parameters, "fields", "name,closed,pos,idBoard"))


def of_board(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/lists"""
    call.find("board", key)
    given = call.parameters
    return chosen_lists(call, given.choice("filter", LIST_FILTERS, "open"), chosen(given, "fields"))


def chosen_lists(call: Call, filter: str, fields: Sequence[str]) -> list[Row]:
    """The lists that a filter lets through, from left to right."""
    wanted = [
        row for row in call.tables.all("lists") if filter == "all" or row["closed"] == (filter == "closed")
    ]
    return selected(in_order(wanted), fields)


def create(call: Call) -> Row:
    """POST /lists: a new one stands at the left unless it is asked for elsewhere."""
    name = call.parameters.needed("name")
    board = call.named("board", "idBoard")
    row = shaped({"name": name, "idBoard": board["id"], "id": call.new_id()}, LIST)
    row["pos"] = call.place("pos", call.tables.all("lists"), "top")
    call.tables.put("lists", row)
    record(call, "createList", {"list": list_part(call, row["id"])})
    return select(row, ("name", "closed", "pos", "idBoard"))


def edit(call: Call, key: str) -> Row:
    """PUT /lists/{id}: one action for each field that changes."""
    row = call.find("lists", key)
    for field in ("name", "closed", "pos"):
        value = _wanted(call, row, field)
        if value == row[field]:
            continue
        old, row = {field: row[field]}, {**row, field: value}
        call.tables.put("lists", row)
        record(call, "updateList", {"old": old, "list": {field: value, **list_part(call, row["id"])}})
    return select(row, ("name", "closed", "pos", "idBoard"))


def _wanted(call: Call, row: Row, field: str) -> str | bool | float:
    if field not in call.parameters:
        value: str | bool | float = row[field]
        return value
    if field == "closed":
        return call.parameters.flag("closed")
    if field == "pos":
        return call.place("pos", (each for each in call.tables.all("lists") if each["id"] != row["id"]))
    return call.parameters.needed("name")
