"""Trello says no in few words; whatever is refused changes nothing."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.integrations.trello.local.smallboard import (
    BOARD,
    CHECKLIST,
    DOING,
    INBOX,
    ITEM,
    LOGIN,
    NOBODY,
    Trello,
)

GONE = "404 The requested resource was not found."


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"boards/{NOBODY}"),
        ("GET", "boards/notthere"),
        ("GET", f"cards/{NOBODY}"),
        ("GET", "members/nobody"),
        ("GET", f"actions/{NOBODY}"),
        ("PUT", f"cards/{LOGIN}/checkItem/{NOBODY}"),
        ("DELETE", f"cards/{NOBODY}"),
    ],
)
def test_what_is_not_there_is_not_found(trello: Trello, method: str, path: str) -> None:
    assert trello.refusal(method, path) == GONE


@pytest.mark.parametrize("path", ["cards/nonsense!", "cards/x", "boards/b", "lists/card0001", "actions/1"])
def test_what_cannot_be_an_id_is_an_invalid_id(trello: Trello, path: str) -> None:
    assert trello.refusal("GET", path) == "400 invalid id"


@pytest.mark.parametrize("path", ["nothing", "cards", "boards/x/y/z"])
def test_an_unknown_path_is_named(trello: Trello, path: str) -> None:
    assert trello.refusal("GET", path) == f"404 Cannot GET /{path}"


@pytest.mark.parametrize(
    ("method", "path", "body", "name"),
    [
        ("POST", "cards", {"name": "without a list"}, "idList"),
        ("POST", "cards", {"idList": NOBODY}, "idList"),
        ("POST", "cards", {"idList": INBOX, "idLabels": [NOBODY]}, "idLabels"),
        ("POST", "cards", {"idList": INBOX, "idMembers": 7}, "idMembers"),
        ("POST", "cards", {"idList": INBOX, "pos": "middle"}, "pos"),
        ("POST", "cards", {"idList": INBOX, "pos": "nan"}, "pos"),
        ("POST", "cards", {"idList": INBOX, "due": "soon"}, "due"),
        ("POST", "cards", {"idList": INBOX, "desc": "x" * 16_385}, "desc"),
        ("PUT", f"cards/{LOGIN}", {"name": ""}, "name"),
        ("PUT", f"cards/{LOGIN}/name", {"name": "without a value"}, "value"),
        ("PUT", f"cards/{LOGIN}", {"closed": "perhaps"}, "closed"),
        ("PUT", f"cards/{LOGIN}", {"closed": None}, "closed"),
        ("PUT", f"cards/{LOGIN}", {"name": "changed?", "idList": "nowhere"}, "idList"),
        ("POST", f"cards/{LOGIN}/actions/comments", {"text": ""}, "text"),
        ("POST", f"cards/{LOGIN}/actions/comments", {"text": ["no"]}, "text"),
        ("POST", f"cards/{LOGIN}/actions/comments", {"text": "x" * 16_385}, "text"),
        ("PUT", f"cards/{LOGIN}/checkItem/{ITEM}", {"state": "half"}, "state"),
        ("POST", f"checklists/{CHECKLIST}/checkItems", {}, "name"),
        ("POST", f"cards/{LOGIN}/attachments", {"url": "javascript:x"}, "url"),
        ("POST", "labels", {"name": "x", "color": "mauve", "idBoard": BOARD}, "color"),
        ("POST", "lists", {"name": "x", "idBoard": NOBODY}, "idBoard"),
    ],
)
def test_an_unusable_value_is_named_and_changes_nothing(
    trello: Trello, board_file: Any, method: str, path: str, body: dict[str, Any], name: str
) -> None:
    before = board_file.read_bytes()
    assert trello.refusal(method, path, body) == f"400 invalid value for {name}"
    assert board_file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cards", "some"),
        ("lists", "most"),
        ("members", "few"),
        ("labels_limit", "1001"),
        ("actions_limit", "x"),
    ],
)
def test_an_unusable_nested_parameter_is_named(trello: Trello, name: str, value: str) -> None:
    asked = {"labels": "all", "actions": "all"} | {name: value}
    assert trello.refusal("GET", f"boards/{BOARD}", **asked) == f"400 invalid value for {name}"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("", "401 invalid key"),
        ('OAuth oauth_token="T"', "401 invalid key"),
        ('OAuth oauth_consumer_key="K"', "401 invalid token"),
        ('OAuth oauth_consumer_key="K", oauth_token=""', "401 invalid token"),
    ],
)
def test_nobody_is_let_in_without_key_and_token(trello: Trello, header: str, said: str) -> None:
    trello.http.headers["Authorization"] = header
    assert trello.refusal("GET", "members/me") == said


def test_a_bearer_token_is_enough(trello: Trello) -> None:
    trello.http.headers["Authorization"] = "Bearer short-lived"
    assert trello.get("members/me")["username"] == "anna"


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_a_body_that_nobody_can_read_is_refused(trello: Trello, body: bytes) -> None:
    answer = trello.http.put(f"cards/{LOGIN}", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.text) == (400, "invalid body")


def test_a_get_with_a_body_is_forbidden(trello: Trello) -> None:
    assert trello.refusal("GET", f"cards/{LOGIN}", {"fields": "name"}).startswith("403")


def test_the_version_belongs_to_the_path(trello: Trello) -> None:
    assert trello.http.get("https://api.trello.com/members/me").status_code == 404


def test_every_answer_tells_the_budget_and_only_good_ones_the_time(trello: Trello) -> None:
    good, bad = trello.http.get("members/me"), trello.http.get("cards/x")
    for answer in (good, bad):
        assert answer.headers["x-rate-limit-api-token-max"] == "100"
        assert int(answer.headers["x-rate-limit-api-key-remaining"]) > 0
    assert good.headers["x-server-time"] == "1795165200000"
    assert "x-server-time" not in bad.headers
    assert good.headers["content-type"] == "application/json; charset=utf-8"
    assert bad.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_refused_move_leaves_the_card_where_it_was(trello: Trello) -> None:
    trello.refusal("PUT", f"cards/{LOGIN}", {"idList": DOING, "idMembers": [NOBODY]})
    assert trello.get(f"cards/{LOGIN}")["idList"] == INBOX


def test_any_host_is_answered(trello: Trello) -> None:
    answer = httpx.Client(transport=trello.http._transport, headers=trello.http.headers).get(
        "http://127.0.0.1:1/1/members/me"
    )
    assert answer.json()["username"] == "anna"
