"""The labels on a card."""

from __future__ import annotations

from integrations.trello.local.call import Call
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.resources.card_writes import relabel
from integrations.trello.local.shapes import Row


def add(call: Call, key: str) -> list[str]:
    """POST /cards/{id}/idLabels: the ids of all labels that are on the card now."""
    card = call.find("cards", key)
    label = call.named("labels", "value")
    if label["id"] in card["idLabels"]:
        raise Refusal(400, "that label is already on the card")
    labels: list[str] = relabel(call, card, [*card["idLabels"], label["id"]])["idLabels"]
    return labels


def remove(call: Call, key: str, label_id: str) -> Row:
    """DELETE /cards/{id}/idLabels/{id}"""
    card = call.find("cards", key)
    if label_id not in card["idLabels"]:
        raise Refusal(400, "that label is not on the card")
    relabel(call, card, [each for each in card["idLabels"] if each != label_id])
    return {"_value": None}
