"""Checklists: making one and ticking an item leave an action, adding or renaming an item does not."""

from __future__ import annotations

from integrations.trello.local.call import NOT_FOUND, Call
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.records import card_part, record
from integrations.trello.local.resources.cards import of_card
from integrations.trello.local.shapes import CHECK_ITEM, CHECKLIST, Row, shaped

STATES = ("complete", "incomplete")


def create(call: Call) -> Row:
    """POST /checklists"""
    return _created(call, call.named("cards", "idCard"))


def create_on_card(call: Call, key: str) -> Row:
    """POST /cards/{id}/checklists"""
    return _created(call, call.find("cards", key))


def add_item(call: Call, key: str) -> Row:
    """POST /checklists/{id}/checkItems"""
    checklist = call.find("checklists", key)
    given = call.parameters
    item = {
        "id": call.new_id(),
        "name": given.needed("name"),
        "state": "complete" if given.flag("checked") else "incomplete",
        "pos": call.place("pos", checklist["checkItems"]),
    }
    item = shaped(item, CHECK_ITEM) | {"idChecklist": checklist["id"]}
    _keep(call, {**checklist, "checkItems": [*checklist["checkItems"], item]})
    return item


def edit_item(call: Call, key: str, item_id: str) -> Row:
    """PUT /cards/{id}/checkItem/{id}"""
    card = call.find("cards", key)
    checklist, item = _item(call, card, item_id)
    changed = {
        **item,
        "name": call.parameters.text("name") or item["name"],
        "state": call.parameters.choice("state", STATES, item["state"]),
        "idChecklist": checklist["id"],
    }
    items = [changed if each["id"] == item_id else each for each in checklist["checkItems"]]
    _keep(call, {**checklist, "checkItems": items})
    if changed["state"] != item["state"]:
        record(call, "updateCheckItemStateOnCard", _told(card, checklist, changed))
    return changed


def _created(call: Call, card: Row) -> Row:
    checklist = {
        "id": call.new_id(),
        "name": call.parameters.text("name") or "Checklist",
        "idCard": card["id"],
        "idBoard": card["idBoard"],
        "pos": call.place("pos", of_card(call, "checklists", card)),
    }
    checklist = shaped(checklist, CHECKLIST)
    _keep(call, checklist)
    record(call, "addChecklistToCard", {"card": card_part(card), "checklist": _named(checklist)})
    return checklist


def _keep(call: Call, checklist: Row) -> None:
    """Keep the checklist; the card's list of checklists, its ticks and its counts follow."""
    call.tables.put("checklists", checklist)
    card = call.find("cards", checklist["idCard"])
    checklists = of_card(call, "checklists", card)
    items = [item for each in checklists for item in each["checkItems"]]
    done = [item["id"] for item in items if item["state"] == "complete"]
    call.keep_card(
        {
            **card,
            "idChecklists": [each["id"] for each in checklists],
            "checkItemStates": [{"idCheckItem": id, "state": "complete"} for id in done],
            "badges": {**card["badges"], "checkItems": len(items), "checkItemsChecked": len(done)},
        }
    )


def _item(call: Call, card: Row, item_id: str) -> tuple[Row, Row]:
    for checklist in of_card(call, "checklists", card):
        for item in checklist["checkItems"]:
            if item["id"] == item_id:
                return checklist, item
    raise Refusal(404, NOT_FOUND)


def _named(row: Row) -> Row:
    return {"id": row["id"], "name": row["name"]}


def _told(card: Row, checklist: Row, item: Row) -> Row:
    return {
        "card": card_part(card),
        "checklist": _named(checklist),
        "checkItem": {**_named(item), "state": item["state"], "textData": {"emoji": {}}},
    }
