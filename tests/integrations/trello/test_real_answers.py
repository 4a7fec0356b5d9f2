"""Answers that the real Trello once gave: exported boards and recorded exchanges, all of them readable."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from integrations.trello import translate
from integrations.trello.board import TrelloBoard
from integrations.trello.client import connect
from support.board import Snapshot
from support.errors import Gone
from tests.integrations.trello.fault_server import KEY, TOKEN
from tests.integrations.trello.shared import exported_board, recorded_answers, shared

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
BOARDS = ["2014-hermes", "2015-dekk", "2019-testdrive", "2020-kanban-template", "2025-tekken"]
COMMENTS = ("commentCard", "copyCommentCard")


class FrozenClock:
    def now(self) -> datetime:
        return AT


@pytest.fixture(params=BOARDS)
def export(request: pytest.FixtureRequest) -> dict[str, Any]:
    return exported_board(request.param)


@pytest.fixture
def snapshot(export: dict[str, Any]) -> Snapshot:
    made = translate.snapshot(export, AT)
    assert made is not None
    return made


def test_an_exported_board_loses_nothing(export: dict[str, Any], snapshot: Snapshot) -> None:
    assert len(snapshot.cards) == len(export["cards"]) > 0
    assert len(snapshot.lists) == len(export["lists"]) > 0
    assert len(snapshot.members) == len(export["members"]) > 0
    assert len(snapshot.labels) == len(export.get("labels", []))
    assert len(snapshot.comments) == sum(each["type"] in COMMENTS for each in export["actions"])
    cards = export["cards"]
    assert sum(card.closed for card in snapshot.cards) == sum(card["closed"] for card in cards)
    assert sum(card.due_at is not None for card in snapshot.cards) == sum(bool(card["due"]) for card in cards)
    assert sum(len(card.member_ids) for card in snapshot.cards) == sum(len(c["idMembers"]) for c in cards)
    assert sum(len(card.label_ids) for card in snapshot.cards) == sum(
        len(c.get("idLabels", ())) for c in cards
    )
    assert sum(card.comment_count for card in snapshot.cards) == sum(c["badges"]["comments"] for c in cards)
    assert sum(bool(each.edited_at) for each in snapshot.comments) == str(export["actions"]).count(
        "'dateLastEdited'"
    )


def test_an_open_card_is_one_on_an_open_list(export: dict[str, Any], snapshot: Snapshot) -> None:
    open_lists = {each["id"] for each in export["lists"] if not each["closed"]}
    expected = {c["id"] for c in export["cards"] if not c["closed"] and c["idList"] in open_lists}
    assert {card.id for card in snapshot.open_cards()} == expected


def test_a_card_was_opened_when_its_action_says(export: dict[str, Any], snapshot: Snapshot) -> None:
    said = {
        each["data"]["card"]["id"]: datetime.fromisoformat(each["date"])
        for each in export["actions"]
        if each["type"] == "createCard"
    }
    opened = {card.id: card.opened_at for card in snapshot.cards}
    both = said.keys() & opened.keys()
    assert both
    assert all(timedelta(0) <= said[each] - opened[each] <= timedelta(seconds=2) for each in both)


def test_every_comment_has_an_author_even_of_those_who_left(snapshot: Snapshot) -> None:
    assert all(each.author not in ("", "(unknown)") for each in snapshot.comments)
    assert list(snapshot.comments) == sorted(snapshot.comments, key=lambda each: each.at, reverse=True)


def test_every_checklist_keeps_its_items(export: dict[str, Any]) -> None:
    for found in export["checklists"]:
        made = translate.checklist(found)
        assert made is not None
        assert len(made.items) == len(found["checkItems"])
        assert sum(item.done for item in made.items) == str(found["checkItems"]).count("'complete'")


def test_every_recorded_card_member_list_and_comment_is_readable() -> None:
    counts = dict.fromkeys(("card", "member", "list", "comment"), 0)
    for found in _recorded_objects():
        if "idList" in found and "idShort" in found:
            card = translate.card(found)
            assert card is not None
            assert (card.title, card.number) == (found["name"], found["idShort"])
            counts["card"] += 1
        elif found.get("type") in COMMENTS:
            comment = translate.comment(found)
            assert comment is not None
            assert comment.text == found["data"]["text"]
            counts["comment"] += 1
        elif "username" in found:
            assert translate.member(found) is not None
            counts["member"] += 1
        elif found.keys() >= {"idBoard", "pos", "closed"}:
            assert translate.board_list(found) is not None
            counts["list"] += 1
    assert min(counts.values()) > 10, counts


def _recorded_objects() -> Iterator[dict[str, Any]]:
    for answer in recorded_answers():
        if answer["status"] == 200:
            body = answer["body"]
            found = body if isinstance(body, list) else [body]
            yield from (each for each in found if isinstance(each, dict) and "id" in each)


def _replay() -> ModuleType:
    spec = importlib.util.spec_from_file_location("trello_replay", shared("replay.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def recorded(tmp_path: Path) -> Iterator[TrelloBoard]:
    server, base = _replay().start()
    client = connect(KEY, TOKEN, base)
    yield TrelloBoard(client, "5e93ba403f1ab3603ba81a09", tmp_path / "board.json", FrozenClock())
    client.close()
    server.shutdown()
    server.server_close()


def test_the_recorded_trello_is_a_board_to_work_with(recorded: TrelloBoard) -> None:
    card = "5e95d1b4f43f9a06497f17f7"
    assert recorded.load().name == "IT 1"
    assert recorded.whoami().id
    assert recorded.detail(card).card.id == card
    recorded.assign(card, "5e679b808e6e8828784b30e1")
    recorded.unassign(card, "5e679b808e6e8828784b30e1")
    recorded.label(card, "5e94f5de7669b2254978bd14")
    recorded.move("5e94fd9443f25a7263b165d0", "5e94fa1248c5e41ad0464a7f")
    recorded.close("5e95bab4e5c5a66526f74278")
    assert recorded.comment("5e93ba665c58c44a46cb2ef9", "Hello, world!").text == "Hello, world!"
    assert recorded.create("5e93bac014d40e501ee46b8d", "Test Trello::Card.create").title


def test_a_card_that_was_deleted_then_is_gone(recorded: TrelloBoard) -> None:
    with pytest.raises(Gone, match="no card 56574a66b7dbcae93b271a5f"):
        recorded.detail("56574a66b7dbcae93b271a5f")
