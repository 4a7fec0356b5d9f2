"""Members: the board's, and the one who acts."""

from __future__ import annotations

from integrations.trello.local.call import NOT_FOUND, Call
from integrations.trello.local.ids import id_of
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.shapes import MEMBER, Row, shaped
from integrations.trello.local.store import Tables
from integrations.trello.local.views import chosen, select, selected

BOARD_FIELDS = "fullName,username"


def acting(tables: Tables, username: str) -> Row:
    """The board's member of that username, else a stranger who bears it as their name."""
    for member in tables.all("members"):
        if member["username"] == username:
            return member
    known = {"id": id_of(f"member {username}"), "username": username, "fullName": username, "confirmed": True}
    return shaped(known | {"initials": username[:1].upper()}, MEMBER)


def read(call: Call, key: str) -> Row:
    """GET /members/{id}"""
    return select({**named(call, key), "idBoards": [call.board["id"]]}, chosen(call.parameters, "fields"))


def of_board(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/members"""
    call.find("board", key)
    return selected(call.tables.all("members"), chosen(call.parameters, "fields", BOARD_FIELDS))


def named(call: Call, key: str) -> Row:
    """The member of that id or username; `me` is the one who acts."""
    for member in (call.me, *call.tables.all("members")):
        if key in ("me", member["id"], member["username"]):
            return member
    raise Refusal(404, NOT_FOUND)
