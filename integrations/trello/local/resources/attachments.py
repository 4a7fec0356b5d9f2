"""Attachments: addresses that are pinned to a card."""

from __future__ import annotations

from integrations.trello.local.call import Call
from integrations.trello.local.parameters import refused
from integrations.trello.local.records import on_card, record
from integrations.trello.local.resources.cards import of_card
from integrations.trello.local.shapes import ATTACHMENT, Row, shaped


def add(call: Call, key: str) -> Row:
    """POST /cards/{id}/attachments"""
    card = call.find("cards", key)
    url = call.parameters.needed("url")
    if not url.startswith(("http://", "https://")):
        raise refused("url")
    known = {
        "id": call.new_id(),
        "date": call.stamp,
        "idMember": call.me["id"],
        "name": call.parameters.text("name") or url,
        "url": url,
        "pos": call.place("pos", of_card(call, "attachments", card)),
    }
    attachment = shaped(known, ATTACHMENT)
    call.tables.put("attachments", attachment | {"idCard": card["id"]})
    call.count_badge(card, "attachments", 1)
    part = {name: attachment[name] for name in ("id", "name", "url")}
    record(call, "addAttachmentToCard", {"attachment": part, **on_card(call, card)})
    return attachment
