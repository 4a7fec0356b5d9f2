"""Comments: a comment is an action, and its id is the action's."""

from __future__ import annotations

from integrations.trello.local.call import NOT_FOUND, Call
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.records import on_card, record
from integrations.trello.local.shapes import Row, mapping


def write(call: Call, key: str) -> Row:
    """POST /cards/{id}/actions/comments"""
    card = call.find("cards", key)
    data = {"text": call.parameters.needed("text"), "textData": {"emoji": {}}, **on_card(call, card)}
    call.count_badge(card, "comments", 1)
    return record(call, "commentCard", data)


def edit(call: Call, key: str) -> Row:
    """PUT /actions/{id}: the comment keeps its id and date, no action tells of it, the card does not move."""
    comment = _comment(call, key)
    data = {**comment["data"], "text": call.parameters.needed("text"), "dateLastEdited": call.stamp}
    call.tables.put("actions", {**comment, "data": data})
    return {**comment, "data": data}


def delete(call: Call, key: str) -> Row:
    """DELETE /actions/{id}: no action tells of it."""
    comment = _comment(call, key)
    call.tables.drop("actions", [comment["id"]])
    card = call.tables.get("cards", str(mapping(comment["data"].get("card")).get("id")))
    if card:
        call.count_badge(card, "comments", -1)
    return {"_value": None}


def _comment(call: Call, key: str) -> Row:
    comment = call.find("actions", key)
    if comment["type"] != "commentCard":
        raise Refusal(404, NOT_FOUND)
    return comment
