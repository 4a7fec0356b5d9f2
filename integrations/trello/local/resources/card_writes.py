"""Cards: making, changing and deleting them; each change leaves the actions that Trello would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from integrations.trello.local.call import Call
from integrations.trello.local.ids import short_link, slug
from integrations.trello.local.parameters import Refusal, refused
from integrations.trello.local.records import card_part, list_part, on_card, record
from integrations.trello.local.resources.actions import about
from integrations.trello.local.resources.card_members import put_on, take_off
from integrations.trello.local.resources.cards import of_card
from integrations.trello.local.shapes import CARD, Row, shaped
from integrations.trello.local.views import card_shown


def create(call: Call) -> Row:
    """POST /cards"""
    given = call.parameters
    home = call.named("lists", "idList")
    id = call.new_id()
    link = short_link(id)
    members = call.all_named("members", "idMembers")
    card = {
        "name": given.text("name"),
        "desc": given.text("desc"),
        "idBoard": home["idBoard"],
        "idList": home["id"],
        "idLabels": call.all_named("labels", "idLabels"),
        "due": given.instant("due"),
        "dueComplete": given.flag("dueComplete"),
        "pos": call.place("pos", _on_list(call, home["id"])),
        "id": id,
        "idShort": call.tables.count_up("cards"),
        "shortLink": link,
        "shortUrl": f"https://trello.com/c/{link}",
        "labels": [],
    }
    card = _with_url(shaped(card, CARD))
    call.keep_card(card)
    record(call, "createCard", on_card(call, card))
    for member in members:
        card = put_on(call, card, member)
    return card_shown(call.tables, call.find("cards", id))


def edit(call: Call, key: str) -> Row:
    """PUT /cards/{id}: one action for each field that changes, a move before its position."""
    card = call.find("cards", key)
    wanted: Row = {name: read(call, card) for name, read in _EDITS.items() if name in call.parameters}
    members = call.all_named("members", "idMembers") if "idMembers" in call.parameters else card["idMembers"]
    home: str = wanted.get("idList") or card["idList"]
    if "pos" in call.parameters or home != card["idList"]:
        neighbours = (each for each in _on_list(call, home) if each["id"] != card["id"])
        wanted["pos"] = call.place("pos", neighbours)
    for name, value in wanted.items():
        card = _changed(call, card, name, value)
    for member in [each for each in card["idMembers"] if each not in members]:
        card = take_off(call, card, member)
    for member in [each for each in members if each not in card["idMembers"]]:
        card = put_on(call, card, member)
    return card_shown(call.tables, call.find("cards", card["id"]))


def edit_field(call: Call, key: str, field: str) -> Row:
    """PUT /cards/{id}/{field}: the new value is called `value`."""
    if field not in (*_EDITS, "pos", "idMembers"):
        raise Refusal(404, f"Cannot PUT /cards/{key}/{field}")
    if "value" not in call.parameters:
        raise refused("value")
    return edit(replace(call, parameters=call.parameters.renamed("value", field)), key)


def delete(call: Call, key: str) -> Row:
    """DELETE /cards/{id}: all its actions go too, and the one that stays does not know its name."""
    card = call.find("cards", key)
    call.tables.drop("actions", [action["id"] for action in about(call, card)])
    for table in ("checklists", "attachments"):
        call.tables.drop(table, [row["id"] for row in of_card(call, table, card)])
    call.tables.drop("cards", [card["id"]])
    nameless = {name: card[name] for name in ("id", "idShort", "shortLink")}
    record(call, "deleteCard", {"card": nameless, "list": list_part(call, card["idList"])})
    return {"limits": {}}


def relabel(call: Call, card: Row, label_ids: list[str]) -> Row:
    """Give the card those labels; Trello tells of it as a change of `idLabels`."""
    return _changed(call, card, "idLabels", label_ids)


def _changed(call: Call, card: Row, name: str, value: Any) -> Row:
    if card[name] == value:
        return card
    old, card = card, _with_url({**card, name: value})
    call.keep_card(card)
    data = {"old": {name: old[name]}, "card": card_part(card, name)}
    if name == "idList":
        data["listBefore"] = list_part(call, old["idList"])
        data["listAfter"] = list_part(call, card["idList"])
    else:
        data["list"] = list_part(call, card["idList"])
    record(call, "updateCard", data)
    return call.find("cards", card["id"])


def _with_url(card: Row) -> Row:
    return {**card, "url": f"{card['shortUrl']}/{card['idShort']}-{slug(card['name'])}"}


def _on_list(call: Call, list_id: str) -> list[Row]:
    return [card for card in call.tables.all("cards") if card["idList"] == list_id and not card["closed"]]


_EDITS: Mapping[str, Callable[[Call, Row], Any]] = {
    "closed": lambda call, card: call.parameters.flag("closed"),
    "name": lambda call, card: call.parameters.needed("name"),
    "desc": lambda call, card: call.parameters.text("desc"),
    "idList": lambda call, card: call.named("lists", "idList")["id"],
    "due": lambda call, card: call.parameters.instant("due"),
    "dueComplete": lambda call, card: call.parameters.flag("dueComplete"),
    "idLabels": lambda call, card: call.all_named("labels", "idLabels"),
}
"""How to read the new value of each field, in the order in which changes are made."""
