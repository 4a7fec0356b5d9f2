"""One request reads the board; each part of it can be asked for alone."""

from __future__ import annotations

import pytest

from tests.integrations.trello.local.smallboard import (
    ANNA,
    ARCHIVED,
    BEN,
    BOARD,
    CLIENT,
    COMMENT,
    CREATED,
    DOING,
    HIDDEN,
    INBOX,
    INVOICE,
    LOGIN,
    OLD,
    URGENT,
    Trello,
    ids,
)


def test_the_board_alone_has_nothing_nested(trello: Trello) -> None:
    assert set(trello.get(f"boards/{BOARD}", fields="name,closed")) == {"id", "name", "closed"}


def test_the_board_answers_to_its_short_link(trello: Trello) -> None:
    assert trello.get("boards/board001")["id"] == BOARD


def test_one_request_brings_everything_that_it_names(trello: Trello) -> None:
    answer = trello.get(
        f"boards/{BOARD}",
        fields="name",
        lists="all",
        list_fields="name,pos",
        cards="visible",
        card_fields="name,labels",
        members="all",
        member_fields="username",
        memberships="all",
        labels="all",
        label_fields="color",
        checklists="all",
        checklist_fields="name",
        actions="all",
        action_fields="type",
        action_memberCreator_fields="fullName",
    )
    assert answer["lists"][0] == {"id": ARCHIVED, "name": "Long ago", "pos": 50}
    assert answer["cards"][0]["labels"][0]["name"] == "Nordwind"
    assert answer["cards"][1] == {"id": INVOICE, "name": "Invoice is wrong", "labels": []}
    assert answer["members"] == [{"id": ANNA, "username": "anna"}, {"id": BEN, "username": "ben"}]
    assert answer["memberships"][0]["memberType"] == "admin"
    assert answer["labels"][1] == {"id": URGENT, "color": "red"}
    assert answer["checklists"][0]["name"] == "Steps"
    assert answer["actions"][0] == {
        "id": COMMENT,
        "type": "commentCard",
        "memberCreator": {"id": ANNA, "fullName": "Anna Ek"},
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("visible", [LOGIN, INVOICE]),
        ("open", [LOGIN, INVOICE, HIDDEN]),
        ("closed", [OLD]),
        ("all", [LOGIN, INVOICE, OLD, HIDDEN]),
    ],
)
def test_visible_cards_are_open_cards_on_open_lists(trello: Trello, wanted: str, found: list[str]) -> None:
    assert ids(trello.get(f"boards/{BOARD}", cards=wanted)["cards"]) == found
    assert ids(trello.get(f"boards/{BOARD}/cards", filter=wanted)) == found


def test_no_cards_means_no_key(trello: Trello) -> None:
    assert "cards" not in trello.get(f"boards/{BOARD}", cards="none")


def test_only_cards_that_moved_since_are_sent(trello: Trello) -> None:
    trello.send("PUT", f"cards/{OLD}", {"name": "Solved for good"})
    answer = trello.get(f"boards/{BOARD}", cards="all", cards_modifiedSince="2026-11-20T08:59:00Z")
    assert ids(answer["cards"]) == [OLD]


def test_cards_are_paged_newest_first(trello: Trello) -> None:
    first = trello.get(f"boards/{BOARD}/cards", filter="all", limit=2)
    assert ids(first) == [HIDDEN, OLD]
    assert ids(trello.get(f"boards/{BOARD}/cards", filter="all", limit=2, before=OLD)) == [INVOICE, LOGIN]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("open", [INBOX, DOING]), ("closed", [ARCHIVED]), ("all", [ARCHIVED, INBOX, DOING])],
)
def test_lists_stand_from_left_to_right(trello: Trello, wanted: str, found: list[str]) -> None:
    assert ids(trello.get(f"boards/{BOARD}/lists", filter=wanted)) == found


def test_a_list_shows_its_open_cards(trello: Trello) -> None:
    assert ids(trello.get(f"lists/{INBOX}/cards")) == [LOGIN]
    assert ids(trello.get(f"lists/{INBOX}/cards", filter="closed")) == [OLD]
    assert trello.get(f"lists/{INBOX}", fields="name") == {"id": INBOX, "name": "Inbox"}


def test_labels_come_as_many_as_asked_for(trello: Trello) -> None:
    assert ids(trello.get(f"boards/{BOARD}/labels")) == [CLIENT, URGENT]
    assert ids(trello.get(f"boards/{BOARD}/labels", limit=1)) == [CLIENT]
    assert ids(trello.get(f"boards/{BOARD}", labels="all", labels_limit=1)["labels"]) == [CLIENT]


def test_members_and_checklists_can_be_asked_for_alone(trello: Trello) -> None:
    assert trello.get(f"boards/{BOARD}/members")[1] == {"id": BEN, "fullName": "Ben Oja", "username": "ben"}
    assert trello.get(f"boards/{BOARD}/checklists")[0]["checkItems"][0]["name"] == "Call back"


def test_a_card_brings_what_belongs_to_it(trello: Trello) -> None:
    answer = trello.get(
        "cards/card0001",
        fields="name",
        actions="commentCard",
        checklists="all",
        attachments="true",
        members="true",
        member_fields="username",
    )
    assert answer["name"] == "Login fails"
    assert answer["actions"][0]["data"]["text"] == "Since today."
    assert answer["checklists"][0]["name"] == "Steps"
    assert answer["attachments"][0]["url"] == "https://example.com/log"
    assert answer["members"] == [{"id": ANNA, "username": "anna"}]


def test_parts_of_a_card_can_be_asked_for_alone(trello: Trello) -> None:
    assert ids(trello.get(f"cards/{LOGIN}/actions")) == [COMMENT]
    assert ids(trello.get(f"cards/{LOGIN}/actions", filter="all")) == [COMMENT, CREATED]
    assert trello.get(f"cards/{LOGIN}/checklists")[0]["name"] == "Steps"
    assert trello.get(f"cards/{LOGIN}/attachments")[0]["name"] == "log"


def test_one_action_can_be_asked_for(trello: Trello) -> None:
    assert trello.get(f"actions/{COMMENT}")["data"]["text"] == "Since today."


def test_a_batch_answers_each_part_by_itself(trello: Trello) -> None:
    urls = f"/cards/{LOGIN}?fields=name,closed,/members/me?fields=username,/cards/{ANNA},/lists/nonsense"
    assert trello.get("batch", urls=urls) == [
        {"200": {"id": LOGIN, "name": "Login fails", "closed": False}},
        {"200": {"id": ANNA, "username": "anna"}},
        {"statusCode": 404, "message": "The requested resource was not found."},
        {"statusCode": 400, "message": "invalid id"},
    ]


def test_a_batch_takes_ten_addresses_and_no_batch(trello: Trello) -> None:
    assert trello.refusal("GET", "batch", urls=",".join(["/members/me"] * 11)) == "400 invalid value for urls"
    assert trello.refusal("GET", "batch", urls="/batch?urls=/members/me") == "400 invalid value for urls"
