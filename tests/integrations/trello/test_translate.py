"""Trello's JSON becomes the board's values, whatever its shape."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.trello import translate
from support.board import CheckItem, Label, Member, Snapshot

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CARD_ID = "5e95d1b4f43f9a06497f17f7"
ADA = {"id": "5e679b808e6e8828784b30e1", "fullName": "Ada Ling", "username": "ada"}
COMMENT = {
    "id": "5e95bea7d7c8171b7b8257ea",
    "type": "commentCard",
    "date": "2020-04-14T13:46:15.000Z",
    "idMemberCreator": ADA["id"],
    "memberCreator": ADA,
    "data": {"text": "[/nope] \x1b[31m hi", "card": {"id": CARD_ID}},
}


def board(**parts: Any) -> Snapshot:
    snapshot = translate.snapshot({"id": "5e93ba403f1ab3603ba81a09", **parts}, AT)
    assert snapshot is not None
    return snapshot


def test_a_card_with_nothing_but_its_id_is_still_a_card() -> None:
    card = translate.card({"id": CARD_ID})
    assert card is not None
    assert card.opened_at == datetime(2020, 4, 14, 15, 7, 32, tzinfo=UTC)
    assert (card.title, card.list_id, card.label_ids, card.comment_count) == ("", "", (), 0)
    assert (card.active_at, card.due_at, card.due_done, card.closed) == (None, None, False, False)


def test_fields_that_are_null_count_as_missing() -> None:
    names = (
        "name desc idList idShort pos due dueComplete closed labels idLabels idMembers idChecklists badges "
        "dateLastActivity shortLink url"
    )
    assert translate.card(dict.fromkeys(names.split()) | {"id": CARD_ID}) == translate.card({"id": CARD_ID})


def test_times_are_utc_whatever_their_offset() -> None:
    for due in ("2026-11-20T10:00:00+02:00", "2026-11-20T08:00:00.000Z", "2026-11-20T08:00:00"):
        card = translate.card({"id": CARD_ID, "due": due})
        assert card is not None
        assert card.due_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
        assert card.due_at.utcoffset() == timedelta()


@pytest.mark.parametrize("due", ["", "tomorrow", 5, "0001-01-01T00:00:00+14:00", {}])
def test_a_due_date_that_is_none_is_none(due: object) -> None:
    card = translate.card({"id": CARD_ID, "due": due})
    assert card is not None
    assert card.due_at is None


@pytest.mark.parametrize("position", [float("nan"), float("inf"), 10**400, "top", True, None])
def test_a_position_that_cannot_be_sorted_by_is_zero(position: object) -> None:
    card = translate.card({"id": CARD_ID, "pos": position})
    assert card is not None
    assert card.position == 0


def test_an_id_of_other_making_takes_the_time_of_the_last_change() -> None:
    card = translate.card({"id": "card-1", "dateLastActivity": "2026-11-20T08:00:00Z"})
    assert card is not None
    assert card.opened_at == card.active_at == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_label_may_have_no_name_and_no_colour() -> None:
    labels = [{"id": "a", "name": "", "color": None}, {"id": "b", "name": "down", "color": "sky_dark"}]
    assert board(labels=labels).labels == (Label("a", "", None), Label("b", "down", "sky_dark"))


def test_old_cards_name_their_labels_by_the_labels_themselves() -> None:
    card = translate.card({"id": CARD_ID, "labels": [{"id": "a"}, {"color": "green", "name": "x"}]})
    assert card is not None
    assert card.label_ids == ("a",)


def test_texts_stay_exactly_as_they_were_written() -> None:
    written = " [/prod]\r\n\x1b]0;x\x07 \ud800 ‮abc "
    card = translate.card({"id": CARD_ID, "name": written, "desc": written})
    assert card is not None
    assert card.title == card.description == written


def test_a_comment_knows_who_wrote_it_and_when_it_was_edited() -> None:
    edited = COMMENT["data"] | {"dateLastEdited": "2020-04-15T00:00:00.000Z"}  # type: ignore[operator]
    comment = translate.comment(COMMENT | {"data": edited})
    assert comment is not None
    assert (comment.author, comment.author_id, comment.card_id) == ("Ada Ling", ADA["id"], CARD_ID)
    assert comment.text == "[/nope] \x1b[31m hi"
    assert comment.edited_at == datetime(2020, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("creator", "members", "author"),
    [
        (ADA, (), "Ada Ling"),
        (ADA | {"fullName": None}, (), "ada"),
        ({"username": "ada"}, (), "ada"),
        (None, (Member(ADA["id"], "ada", "Ada of the board"),), "Ada of the board"),
        ({}, (Member(ADA["id"], "ada", "Ada of the board"),), "Ada of the board"),
        (None, (), "(unknown)"),
    ],
)
def test_an_author_may_have_left_the_board(creator: object, members: tuple[Member, ...], author: str) -> None:
    comment = translate.comment(COMMENT | {"memberCreator": creator}, members)
    assert comment is not None
    assert (comment.author, comment.author_id) == (author, ADA["id"])


def test_a_comment_copied_with_its_card_is_a_comment_and_a_move_is_none() -> None:
    assert translate.comment(COMMENT | {"type": "copyCommentCard"}) is not None
    assert translate.comment(COMMENT | {"type": "updateCard"}) is None


def test_comments_come_newest_first_and_each_once() -> None:
    newer = COMMENT | {"id": "5e95bea8d7c8171b7b8257ea", "date": "2020-04-14T13:46:16.000Z"}
    comments = board(actions=[COMMENT, newer, COMMENT]).comments
    assert [each.id for each in comments] == [newer["id"], COMMENT["id"]]


def test_checklists_and_their_items_keep_their_order() -> None:
    items = [
        {"id": "2", "name": "second", "pos": 2, "state": "incomplete"},
        {"id": "1", "name": "first", "pos": 1.5, "state": "complete"},
        {"name": "no id", "pos": 0},
    ]
    found = {"id": CARD_ID, "checklists": [{"id": "b", "pos": 9}, {"id": "a", "pos": 1, "checkItems": items}]}
    detail = translate.card_detail(found, ())
    assert detail is not None
    assert [each.id for each in detail.checklists] == ["a", "b"]
    assert detail.checklists[0].items == (CheckItem("1", "first", True), CheckItem("2", "second", False))


@pytest.mark.parametrize("answer", [None, [], "x", 5, {}, {"id": None}, {"id": ""}])
def test_what_is_no_board_no_card_and_no_member_is_none(answer: object) -> None:
    assert translate.snapshot(answer, AT) is None
    assert translate.card(answer) is None
    assert translate.card_detail(answer, ()) is None
    assert translate.comment(answer) is None
    assert translate.member(answer) is None


_NAMES = st.from_regex(
    "id|name|desc|closed|url|lists|cards|members|labels|actions|pos|idList|idShort|idLabels|due|badges|comments|"
    "dateLastActivity|type|date|data|text|card|memberCreator|idMemberCreator|fullName|username|checklists|"
    "checkItems|state|color|dateLastEdited",
    fullmatch=True,
)
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([CARD_ID, "commentCard", "2026-11-20T08:00:00Z", "ffffffffffffffffffffffff"]),
)
_JSON = st.recursive(
    _VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=8),
    max_leaves=30,
)


@settings(max_examples=100, deadline=None)
@given(parts=st.dictionaries(_NAMES, _JSON, max_size=8))
def test_no_shape_of_json_is_too_strange(parts: dict[str, Any]) -> None:
    snapshot = board(**{**parts, "id": CARD_ID})
    assert all(each.id for each in snapshot.cards)
    assert all(each.id and each.author for each in snapshot.comments)
    snapshot.open_cards()
    translate.card_detail({**parts, "id": CARD_ID}, snapshot.members)
