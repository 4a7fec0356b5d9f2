"""Reading a Trello board that somebody saved with "Export as JSON", of any year."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from integrations.trello.local import shapes
from integrations.trello.local.ids import is_id, short_link, slug
from integrations.trello.local.shapes import Field, Row, shaped
from support.errors import Invalid

LARGEST_EXPORT = 64 * 1024 * 1024
"""Bytes; a board with every card that Trello allows is far below."""

_MEND = "In Trello, open the board's menu and choose Print, export and share, then Export as JSON."


def read_export(path: Path) -> Mapping[str, Any]:
    """The content of the file; raises Invalid with the file's name when it is no export."""
    try:
        if path.stat().st_size > LARGEST_EXPORT:
            raise Invalid(f"{path} is larger than 64 MB.", "Export a smaller board.")
        export = json.loads(path.read_bytes(), parse_constant=_no_number, parse_float=_finite)
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.", "Check the file's name.") from error
    except RecursionError as error:
        raise Invalid(f"{path} is nested too deeply to be a Trello export.", _MEND) from error
    except ValueError as error:
        raise Invalid(f"{path} is not JSON.", _MEND) from error
    return checked(export, str(path))


def checked(export: Any, name: str = "This") -> Mapping[str, Any]:
    """The export, if it has the shape of one; raises Invalid, which calls it by that name."""
    if not isinstance(export, Mapping) or not _has_id(export):
        raise Invalid(f"{name} is not a Trello export: there is no board in it.", _MEND)
    for part in ("lists", "cards"):
        entries = export.get(part)
        if not isinstance(entries, list) or not all(map(_has_id, entries)):
            raise Invalid(f"{name} is not a Trello export: its {part} are missing or have no ids.", _MEND)
    return export


def rows_of(export: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of each table; raises Invalid for what is no export."""
    checked(export)
    nested = {name for name, value in export.items() if isinstance(value, list)}
    board = shaped({name: value for name, value in export.items() if name not in nested}, shapes.BOARD)
    board |= _addresses(board, "b", slug(board["name"]))
    cards, actions = shapes.rows(export["cards"]), _rows(export, "actions", shapes.ACTION)
    tables = {
        "board": [board],
        "lists": _rows(export, "lists", shapes.LIST),
        "cards": [_card(card, board["id"]) for card in cards],
        "members": _rows(export, "members", shapes.MEMBER),
        "memberships": _rows(export, "memberships", shapes.MEMBERSHIP),
        "labels": _rows(export, "labels", shapes.LABEL),
        "checklists": [*_rows(export, "checklists", shapes.CHECKLIST), *_inside(cards, "checklists")],
        "attachments": _inside(cards, "attachments"),
        "actions": actions,
    }
    return tables | {"counters": [{"id": "cards", "last": _last_number(cards, actions)}]}


def _rows(export: Mapping[str, Any], name: str, shape: Mapping[str, Field]) -> list[Row]:
    return [shaped(row, shape) for row in shapes.rows(export.get(name)) if _has_id(row)]


def _card(raw: Row, board_id: str) -> Row:
    """The card without what has a table of its own.

    Labels had no ids before 2014: those stay on the card as they are.
    """
    labels = shapes.rows(raw.get("labels"))
    inner = ("attachments", "checklists", "actions", "members", "pluginData", "customFieldItems")
    kept = {name: value for name, value in raw.items() if name not in inner}
    for name, inside in (("idLabels", labels), ("idChecklists", shapes.rows(raw.get("checklists")))):
        if not isinstance(raw.get(name), list):
            kept[name] = [each.get("id") for each in inside]
    card = shaped(kept, shapes.CARD) | {"labels": [label for label in labels if not label.get("id")]}
    card["idBoard"] = card["idBoard"] or board_id
    return card | _addresses(card, "c", f"{card['idShort']}-{slug(card['name'])}")


def _addresses(row: Row, kind: str, ending: str) -> Row:
    link = row["shortLink"] or short_link(row["id"])
    short_url = row["shortUrl"] or f"https://trello.com/{kind}/{link}"
    return {"shortLink": link, "shortUrl": short_url, "url": row["url"] or f"{short_url}/{ending}"}


def _inside(cards: Iterable[Row], name: str) -> list[Row]:
    shape = shapes.CHECKLIST if name == "checklists" else shapes.ATTACHMENT
    return [
        shaped(row, shape) | {"idCard": card["id"]}
        for card in cards
        for row in shapes.rows(card.get(name))
        if _has_id(row)
    ]


def _last_number(cards: Iterable[Row], actions: Iterable[Row]) -> int:
    """The highest card number there ever was: deleted cards live on in their actions."""
    gone = (shapes.mapping(action["data"].get("card")) for action in actions)
    return max((shapes.whole(card.get("idShort")) for card in (*cards, *gone)), default=0)


def _has_id(row: Any) -> bool:
    return isinstance(row, Mapping) and isinstance(row.get("id"), str) and is_id(row["id"])


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")
