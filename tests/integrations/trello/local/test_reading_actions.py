"""What happened: newest first, by type, and only since or before something."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.integrations.trello.local.smallboard import (
    BOARD,
    COMMENT,
    CREATED,
    DOING,
    LOGIN,
    NOW,
    Trello,
    ids,
)


@pytest.fixture
def moved(trello: Trello) -> Trello:
    """Anna has moved the card, which makes two actions."""
    trello.send("PUT", f"cards/{LOGIN}", {"idList": DOING})
    return trello


def test_the_newest_comes_first(moved: Trello) -> None:
    kinds = [(each["type"], *each["data"].get("old", ())) for each in moved.get(f"boards/{BOARD}/actions")]
    assert kinds == [("updateCard", "pos"), ("updateCard", "idList"), ("commentCard",), ("createCard",)]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [("updateCard", 2), ("updateCard:idList", 1), ("commentCard,updateCard:idList", 2), ("deleteCard", 0)],
)
def test_a_type_may_name_the_field_that_changed(moved: Trello, wanted: str, count: int) -> None:
    assert len(moved.get(f"boards/{BOARD}/actions", filter=wanted)) == count
    assert len(moved.get(f"boards/{BOARD}", actions=wanted)["actions"]) == count


def test_a_card_tells_of_comments_and_moves_unless_asked_for_more(moved: Trello) -> None:
    assert len(moved.get(f"cards/{LOGIN}/actions")) == 2
    assert len(moved.get(f"cards/{LOGIN}/actions", filter="all")) == 4


def test_actions_come_page_by_page(moved: Trello) -> None:
    everything = ids(moved.get(f"boards/{BOARD}/actions"))
    pages = [ids(moved.get(f"boards/{BOARD}/actions", limit=3, page=page)) for page in (0, 1, 2)]
    assert pages == [everything[:3], everything[3:], []]


@pytest.mark.parametrize("since", [CREATED, "2024-03-12T07:06:56.500Z", "2024-03-12T08:06:56.500+01:00"])
def test_since_an_action_or_an_instant_leaves_out_what_was_before(trello: Trello, since: str) -> None:
    assert ids(trello.get(f"boards/{BOARD}/actions", since=since)) == [COMMENT]
    assert ids(trello.get(f"boards/{BOARD}", actions="all", actions_since=since)["actions"]) == [COMMENT]


def test_since_the_id_of_a_deleted_action_means_the_second_it_was_made(trello: Trello) -> None:
    assert ids(trello.get(f"boards/{BOARD}/actions", since=f"65f00a80{'0' * 16}")) == [COMMENT]


def test_before_goes_on_where_the_last_page_ended(trello: Trello) -> None:
    assert ids(trello.get(f"boards/{BOARD}/actions", before=COMMENT)) == [CREATED]
    assert ids(trello.get(f"boards/{BOARD}/actions", before="2024-03-12")) == []


def test_a_nested_before_is_ignored_as_trello_ignores_it(trello: Trello) -> None:
    answer = trello.get(f"boards/{BOARD}", actions="all", actions_before="2024-03-12")
    assert ids(answer["actions"]) == [COMMENT, CREATED]


def test_the_author_can_be_left_out(trello: Trello) -> None:
    assert "memberCreator" in trello.get(f"boards/{BOARD}/actions")[0]
    assert "memberCreator" not in trello.get(f"boards/{BOARD}/actions", memberCreator="false")[0]
    nested = trello.get(f"boards/{BOARD}", actions="all", action_memberCreator="false")
    assert "memberCreator" not in nested["actions"][0]


def test_the_number_of_actions_is_what_was_asked_for_and_50_unasked(trello: Trello, board_file: Path) -> None:
    later = Trello(board_file, at=NOW + timedelta(minutes=1))
    for number in range(60):
        later.send("POST", f"cards/{LOGIN}/actions/comments", {"text": f"{number}"})
    assert len(trello.get(f"boards/{BOARD}/actions")) == 50
    assert len(trello.get(f"boards/{BOARD}", actions="all", actions_limit=55)["actions"]) == 55
    later.http.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "1001"), ("limit", "-1"), ("limit", "many"), ("since", "yesterday"), ("page", "20")],
)
def test_a_number_or_instant_out_of_range_is_refused(trello: Trello, name: str, value: str) -> None:
    assert (
        trello.refusal("GET", f"boards/{BOARD}/actions", **{name: value}) == f"400 invalid value for {name}"
    )
