"""Every change of a card leaves the action that Trello would leave."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.integrations.trello.local.smallboard import (
    ANNA,
    BEN,
    BOARD,
    CHECKLIST,
    CLIENT,
    CREATED,
    DOING,
    HIDDEN,
    INBOX,
    INVOICE,
    LOGIN,
    STAMP,
    URGENT,
    Trello,
    ids,
)


def test_a_new_card_has_a_number_an_address_and_an_action(trello: Trello) -> None:
    made = trello.send("POST", "cards", {"idList": INBOX, "name": "Printer smokes!", "desc": "since 9"})
    assert made["id"].startswith("6b000c10")  # 2026-11-20T09:00:00Z in seconds
    assert made["idShort"] == 5
    assert len(made["shortLink"]) == 8
    assert made["url"] == f"https://trello.com/c/{made['shortLink']}/5-printer-smokes"
    assert made["badges"]["description"] is True
    assert [each["type"] for each in trello.told(made["id"])] == ["createCard"]
    assert trello.get(f"cards/{made['shortLink']}")["name"] == "Printer smokes!"


def test_a_new_card_can_have_labels_members_and_a_due_date(trello: Trello) -> None:
    body = {"idList": INBOX, "idLabels": [CLIENT, URGENT], "idMembers": BEN, "due": "2026-12-01T10:00+01:00"}
    made = trello.send("POST", "cards", body)
    assert [label["name"] for label in made["labels"]] == ["Nordwind", "urgent"]
    assert made["idMembers"] == [BEN]
    assert made["due"] == made["badges"]["due"] == "2026-12-01T09:00:00.000Z"
    assert [each["type"] for each in trello.told(made["id"])] == ["createCard", "addMemberToCard"]


def test_top_and_bottom_are_positions(trello: Trello) -> None:
    top = trello.send("POST", "cards", {"idList": INBOX, "name": "first", "pos": "top"})
    bottom = trello.send("POST", "cards", {"idList": INBOX, "name": "last"})
    assert ids(trello.get(f"lists/{INBOX}/cards")) == [top["id"], LOGIN, bottom["id"]]


def test_the_number_of_a_deleted_card_is_not_given_again(trello: Trello) -> None:
    made = trello.send("POST", "cards", {"idList": INBOX, "name": "gone soon"})
    trello.send("DELETE", f"cards/{made['id']}")
    assert trello.send("POST", "cards", {"idList": INBOX, "name": "next"})["idShort"] == made["idShort"] + 1


@pytest.mark.parametrize(
    ("field", "value", "old"),
    [
        ("name", "Nobody can log in", "Login fails"),
        ("desc", "Since the update.", ""),
        ("closed", True, False),
        ("pos", 7, 100),
        ("due", STAMP, None),
        ("dueComplete", True, False),
        ("idLabels", [URGENT], [CLIENT]),
    ],
)
def test_a_change_of_one_field_is_one_action(trello: Trello, field: str, value: Any, old: Any) -> None:
    answer = trello.send("PUT", f"cards/{LOGIN}", {field: value})
    assert answer[field] == value
    assert answer["dateLastActivity"] == STAMP
    (action,) = trello.told(LOGIN)
    assert action["type"] == "updateCard"
    assert action["data"]["old"] == {field: old}
    assert action["data"]["card"][field] == value
    assert action["data"]["list"] == {"id": INBOX, "name": "Inbox"}
    assert trello.get(f"boards/{BOARD}", fields="dateLastActivity")["dateLastActivity"] == STAMP


def test_several_fields_in_one_request_are_one_action_each(trello: Trello) -> None:
    trello.send("PUT", f"cards/{LOGIN}", {"name": "New", "desc": "New", "closed": True})
    assert [list(each["data"]["old"]) for each in trello.told(LOGIN)] == [["closed"], ["name"], ["desc"]]


def test_a_change_that_changes_nothing_leaves_no_action(trello: Trello) -> None:
    before = trello.get(f"cards/{LOGIN}")
    assert trello.send("PUT", f"cards/{LOGIN}", {"name": "Login fails", "closed": False}) == before
    assert trello.told(LOGIN) == []


def test_a_move_tells_of_the_list_and_then_of_the_position(trello: Trello) -> None:
    assert trello.send("PUT", f"cards/{LOGIN}", {"idList": DOING})["idList"] == DOING
    moved, placed = trello.told(LOGIN)
    assert moved["data"]["old"] == {"idList": INBOX}
    assert moved["data"]["listBefore"] == {"id": INBOX, "name": "Inbox"}
    assert moved["data"]["listAfter"] == {"id": DOING, "name": "In progress"}
    assert placed["data"]["old"] == {"pos": 100}
    assert ids(trello.get(f"lists/{DOING}/cards")) == [INVOICE, LOGIN]


def test_one_field_can_be_addressed_alone(trello: Trello) -> None:
    assert trello.send("PUT", f"cards/{LOGIN}/idList", {"value": DOING})["idList"] == DOING
    assert trello.send("PUT", f"cards/{LOGIN}/closed", {"value": "true"})["closed"] is True
    assert trello.refusal("PUT", f"cards/{LOGIN}/colour", {"value": "red"}).startswith("404 Cannot PUT")


@pytest.mark.parametrize("nothing", [None, "", "null"])
def test_a_due_date_can_be_taken_away(trello: Trello, nothing: str | None) -> None:
    trello.send("PUT", f"cards/{LOGIN}", {"due": "2026-12-01"})
    answer = trello.send("PUT", f"cards/{LOGIN}", {"due": nothing})
    assert (answer["due"], answer["badges"]["due"]) == (None, None)


def test_members_set_as_a_whole_are_told_one_by_one(trello: Trello) -> None:
    trello.send("PUT", f"cards/{LOGIN}", {"idMembers": [BEN]})
    told = [(each["type"], each["data"]["idMember"]) for each in trello.told(LOGIN)]
    assert told == [("removeMemberFromCard", ANNA), ("addMemberToCard", BEN)]


@pytest.mark.parametrize("how", ["json", "form", "query"])
def test_values_travel_as_json_as_a_form_or_in_the_address(trello: Trello, how: str) -> None:
    values = {"name": "Ünïcode & co", "idLabels": f"{CLIENT},{URGENT}", "closed": "true"}
    ways: dict[str, dict[str, Any]] = {
        "json": {"json": values | {"closed": True}},
        "form": {"data": values},
        "query": {"params": values},
    }
    answer: httpx.Response = trello.http.put(f"cards/{LOGIN}", **ways[how])
    assert answer.json()["name"] == "Ünïcode & co"
    assert answer.json()["idLabels"] == [CLIENT, URGENT]
    assert answer.json()["closed"] is True


def test_a_deleted_card_takes_its_history_with_it(trello: Trello) -> None:
    assert trello.send("DELETE", f"cards/{LOGIN}") == {"limits": {}}
    assert trello.refusal("GET", f"cards/{LOGIN}") == "404 The requested resource was not found."
    assert trello.refusal("GET", f"actions/{CREATED}").startswith("404")
    assert trello.refusal("POST", f"checklists/{CHECKLIST}/checkItems", {"name": "x"}).startswith("404")
    (action,) = trello.get(f"boards/{BOARD}/actions")
    assert action["type"] == "deleteCard"
    assert action["data"]["card"] == {"id": LOGIN, "idShort": 1, "shortLink": "card0001"}
    assert ids(trello.get(f"boards/{BOARD}/cards", filter="all"))[0] == INVOICE


def test_the_other_cards_stay_as_they_were(trello: Trello) -> None:
    before = trello.get(f"cards/{HIDDEN}")
    trello.send("PUT", f"cards/{LOGIN}", {"name": "New"})
    assert trello.get(f"cards/{HIDDEN}") == before
