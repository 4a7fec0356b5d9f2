"""Every request that the board sends stands in Trello's own OpenAPI document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from integrations.trello.board import TrelloBoard
from integrations.trello.client import connect
from tests.integrations.trello.shared import shared
from tests.integrations.trello.test_trello_board import (
    BOARD,
    CARD,
    CARD_ID,
    COMMENT,
    LABEL_ID,
    LIST_ID,
    MEMBER_ID,
    FrozenClock,
)


def objections(request: httpx.Request, document: dict[str, Any]) -> list[str]:
    """What the document does not know: the path, or the name of a parameter in query or body.

    It declares writes with query parameters, and its prose allows the same ones in a JSON body. A nested
    parameter (`cards`) is declared without its companions (`card_fields`): they count as declared with it.
    """
    path = request.url.path.removeprefix("/1")
    for template, operations in document["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and request.method.lower() in operations:
            known = {each.get("name") for each in operations[request.method.lower()].get("parameters", [])}
            break
    else:
        return [f"{request.method} {path}"]
    sent = {*request.url.params, *(json.loads(request.content) if request.content else ())}
    nested = {name.rstrip("s") for name in sent & known}
    return sorted(name for name in sent - known if name.partition("_")[0].rstrip("s") not in nested)


@pytest.fixture
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared("openapi.json").read_bytes())
    return found


def test_every_request_of_the_board_is_documented(document: dict[str, Any], tmp_path: Path) -> None:
    sent: list[httpx.Request] = []

    def trello(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        found = COMMENT if request.url.path.endswith("comments") else CARD
        return httpx.Response(200, json=BOARD if "/boards/" in request.url.path else found)

    client = connect("local", "local", transport=httpx.MockTransport(trello))
    board = TrelloBoard(client, "swezQ9XS", tmp_path / "board.json", FrozenClock())
    board.load()
    board.detail(CARD_ID)
    board.whoami()
    board.comment(CARD_ID, "hi")
    board.create(LIST_ID, "title", "why", (LABEL_ID,))
    board.move(CARD_ID, LIST_ID)
    board.close(CARD_ID)
    board.assign(CARD_ID, MEMBER_ID)
    board.unassign(CARD_ID, MEMBER_ID)
    board.label(CARD_ID, LABEL_ID)
    assert len(sent) == 10
    assert [objections(request, document) for request in sent] == [[]] * 10


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        (
            "GET",
            "/boards/abc?cards=open&card_fields=name&colour=red&list_fields=name",
            ["colour", "list_fields"],
        ),
        ("PUT", "/cards/abc/idList?value=x", ["PUT /cards/abc/idList"]),
        ("GET", "/board/abc", ["GET /board/abc"]),
    ],
)
def test_the_comparison_finds_what_is_not_documented(
    document: dict[str, Any], method: str, path: str, expected: list[str]
) -> None:
    assert objections(httpx.Request(method, f"https://api.trello.com/1{path}"), document) == expected
