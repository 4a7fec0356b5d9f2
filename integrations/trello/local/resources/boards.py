"""The board, and everything nested in it when one request asks for all of it."""

from __future__ import annotations

from integrations.trello.local.call import Call
from integrations.trello.local.resources import labels, lists, members
from integrations.trello.local.resources.actions import ActionQuery
from integrations.trello.local.resources.cards import CARD_FILTERS, cards_of_board
from integrations.trello.local.shapes import Row
from integrations.trello.local.views import chosen, in_order, select, selected

BOARD_FIELDS = "name,desc,descData,closed,idOrganization,pinned,url,shortUrl,prefs,labelNames"
NESTED = ("lists", "cards", "members", "memberships", "labels", "checklists", "actions")


def read(call: Call, key: str) -> Row:
    """GET /boards/{id}"""
    board = call.find("board", key)
    shown = select(board, chosen(call.parameters, "fields", BOARD_FIELDS))
    for name in NESTED:
        if call.parameters.text(name, "none") not in ("none", "false"):
            shown[name] = _nested(call, name)
    return shown


def checklists(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/checklists"""
    call.find("board", key)
    return selected(in_order(call.tables.all("checklists")), chosen(call.parameters, "fields"))


def of_member(call: Call, key: str) -> list[Row]:
    """GET /members/{id}/boards: whoever can open the file sees its board."""
    members.named(call, key)
    filters = call.parameters.choice("filter", ("all", "open", "closed"), "all")
    board = call.board
    wanted = filters == "all" or board["closed"] == (filters == "closed")
    return [select(board, chosen(call.parameters, "fields"))] if wanted else []


def _nested(call: Call, name: str) -> list[Row]:
    given = call.parameters
    if name == "lists":
        filters = given.choice("lists", lists.LIST_FILTERS, "open")
        return lists.chosen_lists(call, filters, chosen(given, "list_fields"))
    if name == "cards":
        filters = given.choice("cards", CARD_FILTERS, "visible")
        since = given.instant("cards_modifiedSince")
        return cards_of_board(call, filters, chosen(given, "card_fields"), since)
    if name == "actions":
        return ActionQuery.nested(given).run(call, call.tables.all("actions"))
    given.choice(name, ("all",), "all")
    if name == "labels":
        return labels.chosen_labels(call, "labels_limit", chosen(given, "label_fields"))
    if name == "members":
        return selected(call.tables.all("members"), chosen(given, "member_fields", members.BOARD_FIELDS))
    if name == "checklists":
        return selected(in_order(call.tables.all("checklists")), chosen(given, "checklist_fields"))
    return call.tables.all("memberships")
