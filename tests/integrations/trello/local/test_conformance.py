"""What the local board says has the keys and types of what the real Trello once said on the same route."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from integrations.trello.local.routes import ROUTES, Route
from tests.integrations.trello.local.smallboard import (
    ANNA,
    BEN,
    BOARD,
    CHECKLIST,
    CLIENT,
    COMMENT,
    DOING,
    INBOX,
    INVOICE,
    ITEM,
    LOGIN,
    URGENT,
    Trello,
)
from tests.integrations.trello.shared import exported_board, recorded_answers, shared

NOT_IN_THE_DOCUMENT = {("PUT", "/cards/{}/{}")}
"""Real, recorded, and not in Trello's OpenAPI document."""

CARDS = {
    ("GET", "/boards/{id}/cards"),
    ("GET", "/lists/{id}/cards"),
    ("POST", "/cards"),
    ("GET", "/cards/{id}"),
    ("PUT", "/cards/{id}"),
    ("PUT", "/cards/{id}/{field}"),
}
"""All answer a card, and most were recorded with a bare one: what one of them has, each may have."""

REQUESTS: Mapping[tuple[str, str], tuple[str, Mapping[str, Any]]] = {
    ("GET", "/boards/{id}"): (f"boards/{BOARD}", {}),
    ("GET", "/boards/{id}/actions"): (f"boards/{BOARD}/actions", {}),
    ("GET", "/boards/{id}/cards"): (f"boards/{BOARD}/cards", {}),
    ("GET", "/boards/{id}/checklists"): (f"boards/{BOARD}/checklists", {}),
    ("GET", "/boards/{id}/labels"): (f"boards/{BOARD}/labels", {}),
    ("GET", "/boards/{id}/lists"): (f"boards/{BOARD}/lists", {}),
    ("GET", "/boards/{id}/members"): (f"boards/{BOARD}/members", {}),
    ("GET", "/lists/{id}"): (f"lists/{INBOX}", {}),
    ("PUT", "/lists/{id}"): (f"lists/{INBOX}", {"name": "New", "closed": True}),
    ("POST", "/lists"): ("lists", {"name": "Waiting", "idBoard": BOARD}),
    ("GET", "/lists/{id}/cards"): (f"lists/{INBOX}/cards", {}),
    ("POST", "/cards"): ("cards", {"idList": INBOX, "idLabels": [CLIENT], "due": "2026-12-01"}),
    ("GET", "/cards/{id}"): (f"cards/{LOGIN}", {}),
    ("PUT", "/cards/{id}"): (f"cards/{LOGIN}", {"name": "New", "idList": DOING, "due": "2026-12-01"}),
    ("DELETE", "/cards/{id}"): (f"cards/{LOGIN}", {}),
    ("GET", "/cards/{id}/actions"): (f"cards/{LOGIN}/actions", {}),
    ("POST", "/cards/{id}/actions/comments"): (f"cards/{LOGIN}/actions/comments", {"text": "Hello"}),
    ("GET", "/cards/{id}/attachments"): (f"cards/{LOGIN}/attachments", {}),
    ("POST", "/cards/{id}/attachments"): (f"cards/{LOGIN}/attachments", {"url": "https://example.com"}),
    ("GET", "/cards/{id}/checklists"): (f"cards/{LOGIN}/checklists", {}),
    ("POST", "/cards/{id}/checklists"): (f"cards/{LOGIN}/checklists", {"name": "More"}),
    ("PUT", "/cards/{id}/checkItem/{idCheckItem}"): (
        f"cards/{LOGIN}/checkItem/{ITEM}",
        {"state": "complete"},
    ),
    ("POST", "/cards/{id}/idLabels"): (f"cards/{LOGIN}/idLabels", {"value": URGENT}),
    ("DELETE", "/cards/{id}/idLabels/{idLabel}"): (f"cards/{LOGIN}/idLabels/{CLIENT}", {}),
    ("POST", "/cards/{id}/idMembers"): (f"cards/{LOGIN}/idMembers", {"value": BEN}),
    ("DELETE", "/cards/{id}/idMembers/{idMember}"): (f"cards/{LOGIN}/idMembers/{ANNA}", {}),
    ("PUT", "/cards/{id}/{field}"): (f"cards/{LOGIN}/idList", {"value": DOING}),
    ("POST", "/checklists"): ("checklists", {"idCard": LOGIN, "name": "More"}),
    ("POST", "/checklists/{id}/checkItems"): (f"checklists/{CHECKLIST}/checkItems", {"name": "Ask"}),
    ("POST", "/labels"): ("labels", {"name": "EU", "color": "pink", "idBoard": BOARD}),
    ("GET", "/actions/{id}"): (f"actions/{COMMENT}", {}),
    ("PUT", "/actions/{id}"): (f"actions/{COMMENT}", {"text": "Better"}),
    ("DELETE", "/actions/{id}"): (f"actions/{COMMENT}", {}),
    ("GET", "/members/{id}"): ("members/me", {}),
    ("GET", "/members/{id}/boards"): ("members/me/boards", {}),
}
"""For each recorded route, a request that the small board can answer."""

KINDS: Mapping[type, str] = {bool: "flag", int: "number", float: "number", str: "text", type(None): "null"}


def kinds(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each place in a JSON value with the kind of what stands there: (`.cards[].pos`, `number`).

    What an action tells depends on its type, so its places carry it: `.data(updateCard).old`.
    """
    if isinstance(value, dict):
        yield place, "object"
        for name, part in value.items():
            told = f"({value['type']})" if name == "data" and "type" in value else ""
            yield from kinds(part, f"{place}.{name}{told}")
    elif isinstance(value, list):
        yield place, "list"
        for part in value:
            yield from kinds(part, f"{place}[]")
    else:
        yield place, KINDS[type(value)]


def route_of(method: str, path: str) -> Route | None:
    """The first route that would answer it."""
    return next((route for route in ROUTES if route.match(method, path.removeprefix("/1")) is not None), None)


@pytest.fixture(scope="module")
def recorded() -> Mapping[tuple[str, str], set[tuple[str, str]]]:
    """For each of our routes, the places and kinds in all answers of the real Trello."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for answer in recorded_answers():
        route = route_of(answer["method"], answer["path"])
        if route and answer["status"] == 200:
            found.setdefault((route.method, route.pattern), set()).update(kinds(answer["body"]))
    return found


@pytest.fixture(scope="module")
def told() -> set[tuple[str, str]]:
    """The places and kinds in all actions that the real Trello ever wrote, recorded or exported."""
    names = ("2014-hermes", "2015-dekk", "2019-testdrive", "2020-kanban-template", "2025-tekken")
    actions = [action for name in names for action in exported_board(name)["actions"]]
    bodies = (answer["body"] for answer in recorded_answers() if answer["status"] == 200)
    actions += [
        each
        for body in bodies
        for each in (body if isinstance(body, list) else [body])
        if isinstance(each, dict) and "idMemberCreator" in each and "data" in each
    ]
    return {pair for action in actions for pair in kinds(action)}


def single(places: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The places of one thing, whether it came alone or in a list."""
    return {(place.removeprefix("[]"), kind) for place, kind in places if kind != "list" or place}


def test_every_recorded_route_of_ours_is_compared(
    recorded: Mapping[tuple[str, str], set[tuple[str, str]]],
) -> None:
    assert set(REQUESTS) == set(recorded)


@pytest.mark.parametrize("route", REQUESTS, ids=lambda route: " ".join(route))
def test_each_key_and_type_of_ours_is_trellos(
    trello: Trello,
    recorded: Mapping[tuple[str, str], set[tuple[str, str]]],
    told: set[tuple[str, str]],
    route: tuple[str, str],
) -> None:
    path, body = REQUESTS[route]
    ours = trello.get(path) if route[0] == "GET" else trello.send(route[0], path, body or None)
    if route in CARDS:
        theirs = single(set().union(*(recorded[each] for each in CARDS)))
    elif "actions" in route[1]:
        theirs = single(recorded[route]) | told
    else:
        theirs = single(recorded[route])
    assert single(set(kinds(ours))) - theirs == set()


def test_every_action_that_we_write_is_shaped_like_trellos(
    trello: Trello, told: set[tuple[str, str]]
) -> None:
    for (method, _), (path, body) in REQUESTS.items():
        if method != "GET" and (method, path) != ("DELETE", f"cards/{LOGIN}"):
            trello.send(method, path, body or None)
    for field, value in {"desc": "x", "closed": True, "dueComplete": True, "pos": 1.5, "due": None}.items():
        trello.send("PUT", f"cards/{LOGIN}", {field: value})
    trello.send("DELETE", f"cards/{INVOICE}")
    ours = trello.get(f"boards/{BOARD}/actions", limit=1000)
    assert len({each["type"] for each in ours}) >= 10
    assert {pair for each in ours for pair in kinds(each)} - told == set()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.pattern}")
def test_each_route_is_in_trellos_document(route: Route) -> None:
    document = json.loads(shared("openapi.json").read_bytes())
    known = {
        (method.upper(), nameless(path)) for path, methods in document["paths"].items() for method in methods
    }
    asked = (route.method, nameless(route.pattern))
    assert asked in known or asked in NOT_IN_THE_DOCUMENT


def nameless(path: str) -> str:
    """`/cards/{id}` and `/cards/{idCard}` are the same path."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def test_errors_are_worded_as_recorded(trello: Trello) -> None:
    gone = {answer["body"] for answer in recorded_answers() if answer["status"] == 404}
    assert {trello.refusal("GET", f"cards/{BOARD}")} == {f"404 {text}" for text in gone}


def test_the_headers_of_answers_are_trellos(trello: Trello) -> None:
    newest = max(
        (each for each in recorded_answers() if each["status"] == 200 and len(each["headers"]) > 3),
        key=lambda each: int(each["headers"]["x-server-time"]),
    )
    ours = trello.http.get("members/me").headers
    assert set(newest["headers"]) - {name for name in newest["headers"] if "db-query" in name} <= set(ours)
