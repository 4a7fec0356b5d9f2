"""Comments, members, labels, checklists and attachments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integrations.trello.local.smallboard import (
    ANNA,
    ATTACHMENT,
    BEN,
    BOARD,
    CHECKLIST,
    CLIENT,
    COMMENT,
    INBOX,
    INVOICE,
    ITEM,
    LOGIN,
    STAMP,
    URGENT,
    Trello,
    ids,
)


def test_a_comment_is_an_action_and_a_badge(trello: Trello) -> None:
    written = trello.send("POST", f"cards/{LOGIN}/actions/comments", {"text": "I look at it.\n😀"})
    assert written["type"] == "commentCard"
    assert written["date"] == STAMP
    assert written["data"]["text"] == "I look at it.\n😀"
    assert written["memberCreator"]["username"] == "anna"
    assert ids(trello.get(f"cards/{LOGIN}/actions"))[0] == written["id"]
    card = trello.get(f"cards/{LOGIN}")
    assert (card["badges"]["comments"], card["dateLastActivity"]) == (2, STAMP)


def test_an_edited_comment_keeps_its_id_and_date_and_leaves_no_action(trello: Trello) -> None:
    edited = trello.send("PUT", f"actions/{COMMENT}", {"text": "Since yesterday."})
    assert (edited["id"], edited["date"]) == (COMMENT, "2024-03-12T08:00:00.000Z")
    assert edited["data"]["dateLastEdited"] == STAMP
    assert trello.get(f"actions/{COMMENT}")["data"]["text"] == "Since yesterday."
    assert trello.told(LOGIN) == []


def test_a_deleted_comment_leaves_no_action(trello: Trello) -> None:
    assert trello.send("DELETE", f"actions/{COMMENT}") == {"_value": None}
    assert trello.get(f"cards/{LOGIN}/actions") == []
    assert trello.get(f"cards/{LOGIN}")["badges"]["comments"] == 0


def test_only_comments_can_be_edited_or_deleted(trello: Trello) -> None:
    trello.send("PUT", f"cards/{LOGIN}", {"name": "New"})
    (renamed,) = trello.told(LOGIN)
    for method in ("PUT", "DELETE"):
        assert trello.refusal(method, f"actions/{renamed['id']}", {"text": "x"}).startswith("404")


def test_joining_and_leaving_a_card_is_told(trello: Trello) -> None:
    assert ids(trello.send("POST", f"cards/{LOGIN}/idMembers", {"value": BEN})) == [ANNA, BEN]
    assert ids(trello.send("DELETE", f"cards/{LOGIN}/idMembers/{ANNA}")) == [BEN]
    joined, left = trello.told(LOGIN)
    assert (joined["type"], joined["data"]["member"]) == ("addMemberToCard", {"id": BEN, "name": "Ben Oja"})
    assert (left["type"], left["data"]["idMember"]) == ("removeMemberFromCard", ANNA)
    assert trello.get(f"cards/{LOGIN}")["idMembers"] == [BEN]


def test_a_label_change_is_told_as_a_change_of_the_card(trello: Trello) -> None:
    assert trello.send("POST", f"cards/{LOGIN}/idLabels", {"value": URGENT}) == [CLIENT, URGENT]
    assert trello.send("DELETE", f"cards/{LOGIN}/idLabels/{CLIENT}") == {"_value": None}
    added, removed = trello.told(LOGIN)
    assert added["data"]["old"] == {"idLabels": [CLIENT]}
    assert removed["data"]["card"]["idLabels"] == [URGENT]


@pytest.mark.parametrize(
    ("method", "path", "value", "said"),
    [
        ("POST", "idMembers", ANNA, "400 member is already on the card"),
        ("DELETE", f"idMembers/{BEN}", None, "400 member is not on the card"),
        ("POST", "idMembers", CLIENT, "400 invalid value for value"),
        ("POST", "idLabels", CLIENT, "400 that label is already on the card"),
        ("DELETE", f"idLabels/{URGENT}", None, "400 that label is not on the card"),
        ("POST", "idLabels", ANNA, "400 invalid value for value"),
    ],
)
def test_what_is_so_already_is_refused(
    trello: Trello, method: str, path: str, value: str | None, said: str
) -> None:
    assert trello.refusal(method, f"cards/{LOGIN}/{path}", {"value": value} if value else None) == said
    assert trello.told(LOGIN) == []


@pytest.mark.parametrize("where", [f"cards/{INVOICE}/checklists", "checklists"])
def test_a_checklist_and_its_items_count_on_the_card(trello: Trello, where: str) -> None:
    made = trello.send("POST", where, {"name": "Refund", "idCard": INVOICE})
    item = trello.send("POST", f"checklists/{made['id']}/checkItems", {"name": "Ask the bank"})
    assert item["state"] == "incomplete"
    card = trello.get(f"cards/{INVOICE}")
    assert card["idChecklists"] == [made["id"]]
    assert (card["badges"]["checkItems"], card["badges"]["checkItemsChecked"]) == (1, 0)
    (action,) = trello.told(INVOICE)
    assert (action["type"], action["data"]["checklist"]["name"]) == ("addChecklistToCard", "Refund")


def test_ticking_an_item_is_told(trello: Trello) -> None:
    ticked = trello.send("PUT", f"cards/{LOGIN}/checkItem/{ITEM}", {"state": "complete"})
    assert ticked["state"] == "complete"
    (action,) = trello.told(LOGIN)
    assert action["type"] == "updateCheckItemStateOnCard"
    assert action["data"]["checkItem"]["state"] == "complete"
    card = trello.get(f"cards/{LOGIN}")
    assert card["badges"]["checkItemsChecked"] == 1
    assert card["checkItemStates"] == [{"idCheckItem": ITEM, "state": "complete"}]


def test_renaming_an_item_is_not_told(trello: Trello) -> None:
    trello.send("PUT", f"cards/{LOGIN}/checkItem/{ITEM}", {"name": "Write back"})
    assert trello.get(f"boards/{BOARD}/checklists")[0]["checkItems"][0]["name"] == "Write back"
    assert trello.told(LOGIN) == []


def test_an_item_may_come_ticked_and_on_top(trello: Trello) -> None:
    body = {"name": "Look", "checked": True, "pos": "top"}
    item = trello.send("POST", f"checklists/{CHECKLIST}/checkItems", body)
    assert (item["state"], item["pos"]) == ("complete", 0.5)


def test_an_address_can_be_pinned_to_a_card(trello: Trello) -> None:
    pinned = trello.send("POST", f"cards/{LOGIN}/attachments", {"url": "https://example.com/x"})
    assert pinned["name"] == "https://example.com/x"
    assert ids(trello.get(f"cards/{LOGIN}/attachments")) == [ATTACHMENT, pinned["id"]]
    assert trello.get(f"cards/{LOGIN}")["badges"]["attachments"] == 2
    (action,) = trello.told(LOGIN)
    assert action["data"]["attachment"]["url"] == "https://example.com/x"


def test_a_new_list_stands_at_the_left(trello: Trello) -> None:
    made = trello.send("POST", "lists", {"name": "Waiting", "idBoard": BOARD})
    assert ids(trello.get(f"boards/{BOARD}/lists"))[0] == made["id"]
    assert trello.get(f"boards/{BOARD}/actions")[0]["type"] == "createList"


def test_a_list_is_renamed_archived_and_moved(trello: Trello) -> None:
    changed = trello.send("PUT", f"lists/{INBOX}", {"name": "New", "closed": True, "pos": "bottom"})
    assert (changed["name"], changed["closed"]) == ("New", True)
    olds = [each["data"]["old"] for each in trello.get(f"boards/{BOARD}/actions", filter="updateList")]
    assert olds == [{"pos": 100}, {"closed": False}, {"name": "Inbox"}]
    assert LOGIN not in ids(trello.get(f"boards/{BOARD}/cards"))


def test_a_new_label_is_not_told(trello: Trello) -> None:
    made = trello.send("POST", "labels", {"name": "EU", "color": "sky_dark", "idBoard": BOARD})
    assert trello.get(f"boards/{BOARD}/labels")[-1]["id"] == made["id"]
    assert made["color"] == "sky_dark"
    assert trello.send("POST", "labels", {"name": "", "color": None, "idBoard": BOARD})["color"] is None
    assert len(trello.get(f"boards/{BOARD}/actions")) == 2


def test_hostile_text_comes_back_as_it_went_in(trello: Trello) -> None:
    text = "\x1b[31m[@click=app.quit]x[/]\u202e\u0000\ud83d\ude00 \udc80"
    body = json.dumps({"text": text}).encode()
    written = trello.http.post(
        f"cards/{LOGIN}/actions/comments", content=body, headers={"content-type": "application/json"}
    ).json()
    assert trello.get(f"actions/{written['id']}")["data"]["text"] == json.loads(json.dumps(text))


def test_a_stranger_acts_under_their_own_name(trello: Trello, board_file: Path) -> None:
    stranger = Trello(board_file, me="kim")
    written = stranger.send("POST", f"cards/{LOGIN}/actions/comments", {"text": "Hello"})
    assert written["memberCreator"]["fullName"] == "kim"
    me = stranger.get("members/me")
    assert (me["username"], me["id"]) == ("kim", written["idMemberCreator"])
    assert ids(stranger.get("members/me/boards")) == [BOARD]
    assert me["id"] not in ids(trello.get(f"boards/{BOARD}/members"))
    stranger.http.close()
