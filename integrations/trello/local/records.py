"""The actions that Trello writes by itself when something changes: what was done, to what, by whom."""

from __future__ import annotations

from typing import Any

from integrations.trello.local.call import Call
from integrations.trello.local.shapes import Row
from integrations.trello.local.views import summary


def record(call: Call, kind: str, data: Row, **more: Any) -> Row:
    """Write an action of that kind on the board, and return it."""
    board = call.board
    action = {
        "id": call.new_id(),
        "idMemberCreator": call.me["id"],
        "data": {**data, "board": {name: board[name] for name in ("id", "name", "shortLink")}},
        "appCreator": None,
        "type": kind,
        "date": call.stamp,
        "memberCreator": summary(call.me),
        **more,
    }
    call.tables.put("actions", action)
    call.tables.put("board", {**board, "dateLastActivity": call.stamp})
    return action


def on_card(call: Call, card: Row) -> Row:
    """How an action names the card and its list."""
    return {"card": card_part(card), "list": list_part(call, card["idList"])}


def card_part(card: Row, *changed: str) -> Row:
    """How an action names a card, with the new values of what changed."""
    return {name: card[name] for name in (*changed, "id", "name", "idShort", "shortLink")}


def list_part(call: Call, id: str) -> Row:
    """How an action names a list."""
    return {"id": id, "name": (call.tables.get("lists", id) or {"name": ""})["name"]}
