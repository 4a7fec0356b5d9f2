"""Trello's JSON as the values of `support.board`.

Every function is total: missing, null, unknown and misshapen fields fall back to what is nearest to nothing,
and a thing without an id is no thing (None, or left out). Texts stay exactly as they came.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from integrations.trello.shapes import born, instant, mapping, mappings, number, text, texts, whole
from support.board import (
    BoardList,
    Card,
    CardDetail,
    CheckItem,
    Checklist,
    Comment,
    Label,
    Member,
    Snapshot,
)

COMMENTS = frozenset({"commentCard", "copyCommentCard"})
"""The types of action that are comments; the second came along with a copied card."""

UNKNOWN_AUTHOR = "(unknown)"
_UNDATED = datetime.fromtimestamp(0, UTC)
"""For a thing whose id is not of Trello's making and that bears no date."""

Thing = TypeVar("Thing")


def snapshot(board: object, fetched_at: datetime) -> Snapshot | None:
    """The answer of the nested board request, or an exported board."""
    found = mapping(board)
    if not text(found.get("id")):
        return None
    members = _all(found.get("members"), member)
    return Snapshot(
        board_id=found["id"],
        name=text(found.get("name")),
        url=text(found.get("url")),
        lists=_all(found.get("lists"), board_list),
        cards=_all(found.get("cards"), card),
        members=members,
        labels=_all(found.get("labels"), label),
        comments=comments(found.get("actions"), members),
        fetched_at=fetched_at,
    )


def card_detail(found: object, members: tuple[Member, ...]) -> CardDetail | None:
    """The answer of the nested card request; `members` name the authors that it does not."""
    its_card = card(found)
    if its_card is None:
        return None
    parts = mapping(found)
    return CardDetail(
        card=its_card,
        comments=comments(parts.get("actions"), members),
        checklists=_all(_by_position(parts.get("checklists")), checklist),
    )


def card(found: object) -> Card | None:
    """A card, with whichever of its fields are there."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    if not identity:
        return None
    active_at = instant(parts.get("dateLastActivity"))
    return Card(
        id=identity,
        number=whole(parts.get("idShort")),
        short_link=text(parts.get("shortLink")),
        url=text(parts.get("url")) or text(parts.get("shortUrl")),
        title=text(parts.get("name")),
        description=text(parts.get("desc")),
        list_id=text(parts.get("idList")),
        closed=parts.get("closed") is True,
        position=number(parts.get("pos")),
        opened_at=born(identity) or active_at or _UNDATED,
        active_at=active_at,
        due_at=instant(parts.get("due")),
        due_done=parts.get("dueComplete") is True,
        label_ids=_label_ids(parts),
        member_ids=texts(parts.get("idMembers")),
        comment_count=whole(mapping(parts.get("badges")).get("comments")),
        checklist_ids=texts(parts.get("idChecklists")),
    )


def comments(actions: object, members: tuple[Member, ...]) -> tuple[Comment, ...]:
    """The comments among the actions, newest first, each once; an action may be listed twice."""
    found = {each.id: each for each in _all(actions, lambda action: comment(action, members))}
    return tuple(sorted(found.values(), key=lambda each: (each.at, each.id), reverse=True))


def comment(action: object, members: tuple[Member, ...] = (), card_id: str = "") -> Comment | None:
    """A comment; `members` and `card_id` say what the action leaves out."""
    parts = mapping(action)
    data, author = mapping(parts.get("data")), mapping(parts.get("memberCreator"))
    identity = text(parts.get("id"))
    if not identity or parts.get("type") not in COMMENTS:
        return None
    author_id = text(parts.get("idMemberCreator")) or text(author.get("id"))
    name = text(author.get("fullName")) or text(author.get("username"))
    return Comment(
        id=identity,
        card_id=text(mapping(data.get("card")).get("id")) or card_id,
        at=instant(parts.get("date")) or born(identity) or _UNDATED,
        author=name or _name_of(author_id, members) or UNKNOWN_AUTHOR,
        author_id=author_id,
        text=text(data.get("text")),
        edited_at=instant(data.get("dateLastEdited")),
    )


def member(found: object) -> Member | None:
    """Somebody of the board, or whoever the token belongs to."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    name, username = text(parts.get("fullName")), text(parts.get("username"))
    return Member(identity, username, name or username) if identity else None


def board_list(found: object) -> BoardList | None:
    """A list of the board."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    if not identity:
        return None
    return BoardList(identity, text(parts.get("name")), parts.get("closed") is True, number(parts.get("pos")))


def label(found: object) -> Label | None:
    """A label; the name may be '' and the colour null."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    return Label(identity, text(parts.get("name")), text(parts.get("color")) or None) if identity else None


def checklist(found: object) -> Checklist | None:
    """A checklist of a card, its items in their order."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    items = _all(_by_position(parts.get("checkItems")), check_item)
    return Checklist(identity, text(parts.get("name")), items) if identity else None


def check_item(found: object) -> CheckItem | None:
    """A line of a checklist."""
    parts = mapping(found)
    identity = text(parts.get("id"))
    return (
        CheckItem(identity, text(parts.get("name")), parts.get("state") == "complete") if identity else None
    )


def _all(found: object, make: Callable[[object], Thing | None]) -> tuple[Thing, ...]:
    made = (make(each) for each in mappings(found))
    return tuple(each for each in made if each is not None)


def _by_position(found: object) -> list[Mapping[str, Any]]:
    return sorted(mappings(found), key=lambda each: number(each.get("pos")))


def _label_ids(parts: Mapping[str, Any]) -> tuple[str, ...]:
    """Exports of 2014 have no `idLabels`; the nested labels have ids only since 2015."""
    ids = parts.get("idLabels")
    return texts(ids if isinstance(ids, list) else [each.get("id") for each in mappings(parts.get("labels"))])


def _name_of(identity: str, members: tuple[Member, ...]) -> str:
    return next((each.name for each in members if each.id == identity), "")
