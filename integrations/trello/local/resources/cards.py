"""Cards: reading them."""

from __future__ import annotations

from collections.abc import Sequence

from integrations.trello.local.call import Call
from integrations.trello.local.resources.actions import ActionQuery, about
from integrations.trello.local.shapes import Row
from integrations.trello.local.views import (
    MEMBER_FIELDS,
    card_shown,
    cards_shown,
    chosen,
    in_order,
    selected,
)

CARD_FILTERS = ("visible", "open", "closed", "all")
MOST_CARDS = 1000


def of_board(call: Call, key: str) -> list[Row]:
    """GET /boards/{id}/cards: with `limit` newest first, so that `before` can go on from the last one."""
    call.find("board", key)
    given = call.parameters
    cards = cards_of_board(call, given.choice("filter", CARD_FILTERS, "visible"), chosen(given, "fields"))
    if "limit" not in given:
        return cards
    before = given.text("before", "~")
    newest = sorted(
        (card for card in cards if card["id"] < before), key=lambda card: card["id"], reverse=True
    )
    return newest[: given.count("limit", MOST_CARDS, MOST_CARDS)]


def of_list(call: Call, key: str) -> list[Row]:
    """GET /lists/{id}/cards"""
    home = call.find("lists", key)
    filters = call.parameters.choice("filter", ("open", "closed", "all"), "open")
    cards = [
        card
        for card in call.tables.all("cards")
        if card["idList"] == home["id"] and (filters == "all" or card["closed"] == (filters == "closed"))
    ]
    return cards_shown(call.tables, in_order(cards), chosen(call.parameters, "fields"))


def cards_of_board(
    call: Call, filter: str, fields: Sequence[str], modified_since: str | None = None
) -> list[Row]:
    """The cards that a filter lets through; `visible` is what a person sees: open cards on open lists."""
    open_lists = {row["id"] for row in call.tables.all("lists") if not row["closed"]}

    def wanted(card: Row) -> bool:
        if modified_since and (card["dateLastActivity"] or "") < modified_since:
            return False
        if filter == "visible":
            return not card["closed"] and card["idList"] in open_lists
        return filter == "all" or card["closed"] == (filter == "closed")

    return cards_shown(
        call.tables, in_order(card for card in call.tables.all("cards") if wanted(card)), fields
    )


def read(call: Call, key: str) -> Row:
    """GET /cards/{id}"""
    card = call.find("cards", key)
    given = call.parameters
    shown = card_shown(call.tables, card, chosen(given, "fields"))
    if given.text("actions", "none") != "none":
        shown["actions"] = ActionQuery.nested(given).run(call, about(call, card))
    if given.choice("checklists", ("all", "none"), "none") == "all":
        shown["checklists"] = selected(of_card(call, "checklists", card), chosen(given, "checklist_fields"))
    if given.flag("attachments"):
        shown["attachments"] = selected(
            of_card(call, "attachments", card), chosen(given, "attachment_fields")
        )
    if given.flag("members"):
        on_it = [row for row in call.tables.all("members") if row["id"] in card["idMembers"]]
        shown["members"] = selected(on_it, chosen(given, "member_fields", MEMBER_FIELDS))
    return shown


def checklists(call: Call, key: str) -> list[Row]:
    """GET /cards/{id}/checklists"""
    card = call.find("cards", key)
    return selected(of_card(call, "checklists", card), chosen(call.parameters, "fields"))


def attachments(call: Call, key: str) -> list[Row]:
    """GET /cards/{id}/attachments"""
    card = call.find("cards", key)
    return _pinned(call, card, chosen(call.parameters, "fields"))


def of_card(call: Call, table: str, card: Row) -> list[Row]:
    """The rows of a table that belong to the card, in order."""
    return in_order(row for row in call.tables.all(table) if row["idCard"] == card["id"])


def _pinned(call: Call, card: Row, fields: Sequence[str]) -> list[Row]:
    """The card's attachments; Trello does not say again whose they are."""
    rows = of_card(call, "attachments", card)
    return selected(({name: row[name] for name in row if name != "idCard"} for row in rows), fields)
