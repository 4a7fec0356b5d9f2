"""Who is on a card."""

from __future__ import annotations

from integrations.trello.local.call import Call
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.records import card_part, record
from integrations.trello.local.shapes import Row
from integrations.trello.local.views import summary


def add(call: Call, key: str) -> list[Row]:
    """POST /cards/{id}/idMembers: everybody who is on the card now."""
    card = call.find("cards", key)
    member = call.named("members", "value")
    if member["id"] in card["idMembers"]:
        raise Refusal(400, "member is already on the card")
    return _on(call, put_on(call, card, member["id"]))


def remove(call: Call, key: str, member_id: str) -> list[Row]:
    """DELETE /cards/{id}/idMembers/{id}: everybody who is still on the card."""
    card = call.find("cards", key)
    if member_id not in card["idMembers"]:
        raise Refusal(400, "member is not on the card")
    return _on(call, take_off(call, card, member_id))


def put_on(call: Call, card: Row, member_id: str) -> Row:
    """The card with the member on it."""
    return _told(call, card, member_id, "addMemberToCard", [*card["idMembers"], member_id])


def take_off(call: Call, card: Row, member_id: str) -> Row:
    """The card without the member."""
    left = [each for each in card["idMembers"] if each != member_id]
    return _told(call, card, member_id, "removeMemberFromCard", left)


def _told(call: Call, card: Row, member_id: str, kind: str, members: list[str]) -> Row:
    call.keep_card({**card, "idMembers": members})
    member = call.tables.get("members", member_id)
    data: Row = {"idMember": member_id, "card": card_part(card)}
    if kind == "removeMemberFromCard":
        data["deactivated"] = False
    if member is None:
        record(call, kind, data)
    else:
        data["member"] = {"id": member_id, "name": member["fullName"]}
        record(call, kind, data, member=summary(member))
    return call.find("cards", card["id"])


def _on(call: Call, card: Row) -> list[Row]:
    known = (call.tables.get("members", id) for id in card["idMembers"])
    return [summary(member) for member in known if member]
