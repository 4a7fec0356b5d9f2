"""What a row of each table holds, and what stands there when the source says nothing usable.

Exports have changed since 2014: fields came, went, or are null. Fields that no shape names stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Row = dict[str, Any]
Field = Callable[[Any], Any]

_LARGEST = 1e300


def text(value: Any) -> str:
    """The text, else an empty one."""
    return value if isinstance(value, str) else ""


def text_or_null(value: Any) -> str | None:
    """The text, else null."""
    return value if isinstance(value, str) else None


def flag(value: Any) -> bool:
    """The truth value, else false."""
    return value if isinstance(value, bool) else False


def number(value: Any) -> float:
    """The number, if it can be reckoned with, else 0."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST
    return value if usable else 0


def whole(value: Any) -> int:
    """The number without its fraction, else 0."""
    return int(number(value))


def mapping(value: Any) -> Row:
    """The object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mapping_or_null(value: Any) -> Row | None:
    """The object, else null."""
    return value if isinstance(value, dict) else None


def ids(value: Any) -> list[str]:
    """The texts of a list, else none."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def rows(value: Any) -> list[Row]:
    """The objects of a list, else none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def shaped(raw: Mapping[str, Any], shape: Mapping[str, Field]) -> Row:
    """The raw object with every field of the shape in place."""
    return {**raw, **{name: field(raw.get(name)) for name, field in shape.items()}}


BADGES: Mapping[str, Field] = {
    "votes": whole,
    "viewingMemberVoted": flag,
    "subscribed": flag,
    "fogbugz": text,
    "checkItems": whole,
    "checkItemsChecked": whole,
    "comments": whole,
    "attachments": whole,
    "description": flag,
    "due": text_or_null,
    "dueComplete": flag,
}

BOARD: Mapping[str, Field] = {
    "id": text,
    "name": text,
    "desc": text,
    "closed": flag,
    "idOrganization": text_or_null,
    "url": text,
    "shortUrl": text,
    "shortLink": text,
    "prefs": mapping,
    "labelNames": mapping,
    "dateLastActivity": text_or_null,
}

LIST: Mapping[str, Field] = {
    "id": text,
    "name": text,
    "closed": flag,
    "pos": number,
    "idBoard": text,
    "subscribed": flag,
}

CARD: Mapping[str, Field] = {
    "id": text,
    "name": text,
    "desc": text,
    "closed": flag,
    "due": text_or_null,
    "dueComplete": flag,
    "start": text_or_null,
    "dateLastActivity": text_or_null,
    "idBoard": text,
    "idList": text,
    "idShort": whole,
    "idLabels": ids,
    "idMembers": ids,
    "idMembersVoted": ids,
    "idChecklists": ids,
    "checkItemStates": rows,
    "idAttachmentCover": text_or_null,
    "manualCoverAttachment": flag,
    "isTemplate": flag,
    "pos": number,
    "shortLink": text,
    "shortUrl": text,
    "url": text,
    "subscribed": flag,
    "badges": lambda value: shaped(mapping(value), BADGES),
}

MEMBER: Mapping[str, Field] = {
    "id": text,
    "username": text,
    "fullName": text,
    "initials": text,
    "avatarHash": text_or_null,
    "confirmed": flag,
    "memberType": lambda value: text(value) or "normal",
    "url": text,
}

MEMBERSHIP: Mapping[str, Field] = {
    "id": text,
    "idMember": text,
    "memberType": lambda value: text(value) or "normal",
    "unconfirmed": flag,
    "deactivated": flag,
}

LABEL: Mapping[str, Field] = {"id": text, "idBoard": text, "name": text, "color": text_or_null}

CHECK_ITEM: Mapping[str, Field] = {
    "id": text,
    "name": text,
    "pos": number,
    "state": lambda value: "complete" if value == "complete" else "incomplete",
}

CHECKLIST: Mapping[str, Field] = {
    "id": text,
    "name": text,
    "idBoard": text,
    "idCard": text,
    "pos": number,
    "checkItems": lambda value: [shaped(item, CHECK_ITEM) for item in rows(value)],
}

ATTACHMENT: Mapping[str, Field] = {
    "id": text,
    "bytes": whole,
    "date": text_or_null,
    "edgeColor": text_or_null,
    "idMember": text_or_null,
    "isUpload": flag,
    "mimeType": text_or_null,
    "name": text,
    "previews": rows,
    "url": text,
    "pos": number,
}

ACTION: Mapping[str, Field] = {
    "id": text,
    "idMemberCreator": text,
    "data": mapping,
    "type": text,
    "date": text,
    "memberCreator": mapping_or_null,
}
