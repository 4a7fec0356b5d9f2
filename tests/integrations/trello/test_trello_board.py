"""The board over Trello: one request for each thing, and the last answer kept for days without a network."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from integrations.trello.board import TrelloBoard
from integrations.trello.declined import Declined
from support.board import Member
from support.errors import BadAnswer, Gone, Offline
from support.ports import Board
from tests.integrations.trello.fault_server import (
    KEY,
    TOKEN,
    FaultServer,
    answers,
    fault_server,
    hangs_up,
    line_to,
)

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CARD_ID = "5e95d1b4f43f9a06497f17f7"
LIST_ID = "5e93bac014d40e501ee46b8d"
MEMBER_ID = "5e679b808e6e8828784b30e1"
LABEL_ID = "5e94f5de7669b2254978bd14"
CARD = {"id": CARD_ID, "name": "[/prod] login fails", "idList": LIST_ID, "idShort": 7}
COMMENT: dict[str, Any] = {
    "id": "5e95bea7d7c8171b7b8257ea",
    "type": "commentCard",
    "idMemberCreator": MEMBER_ID,
}
COMMENT |= {"data": {"text": "On it.", "card": {"id": CARD_ID}}, "date": "2020-04-14T13:46:15.000Z"}
BOARD = {
    "id": "5e93ba403f1ab3603ba81a09",
    "name": "IT 1",
    "url": "https://trello.com/b/swezQ9XS",
    "lists": [{"id": LIST_ID, "name": "New", "pos": 1, "closed": False}],
    "cards": [CARD],
    "members": [{"id": MEMBER_ID, "fullName": "Ada Ling", "username": "ada"}],
    "labels": [{"id": LABEL_ID, "name": "down", "color": "red"}],
    "actions": [COMMENT],
    "somethingNew": {"yes": True},
}


class FrozenClock:
    def now(self) -> datetime:
        return AT


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        running.play(answers(200, json.dumps(BOARD)))
        yield running


@pytest.fixture
def snapshot_file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "board.json"


@pytest.fixture
def board(server: FaultServer, snapshot_file: Path) -> TrelloBoard:
    return board_at(server, snapshot_file)


def board_at(server: FaultServer, snapshot_file: Path, board_id: str = "swezQ9XS") -> TrelloBoard:
    return TrelloBoard(line_to(server.base).client, board_id, snapshot_file, FrozenClock())


def test_it_is_a_board(board: TrelloBoard) -> None:
    port: Board = board
    assert port.last_known() is None


def test_loading_is_one_request(server: FaultServer, board: TrelloBoard) -> None:
    snapshot = board.load()
    assert [(seen.method, urlsplit(seen.path).path) for seen in server.seen] == [
        ("GET", "/1/boards/swezQ9XS")
    ]
    query = dict(parse_qsl(urlsplit(server.seen[0].path).query))
    assert query["cards"] == "visible"
    assert query["action_memberCreator"] == "true"
    assert (snapshot.name, snapshot.fetched_at, len(snapshot.comments)) == ("IT 1", AT, 1)
    assert snapshot.comments[0].author == "Ada Ling"
    assert [card.title for card in snapshot.open_cards()] == ["[/prod] login fails"]


def test_the_last_answer_is_known_without_a_request(
    server: FaultServer, board: TrelloBoard, snapshot_file: Path
) -> None:
    loaded = board.load()
    again = board_at(server, snapshot_file).last_known()
    assert again == loaded
    assert len(server.seen) == 1


def test_the_kept_answer_is_whole_private_and_without_secrets(
    board: TrelloBoard, snapshot_file: Path
) -> None:
    board.load()
    kept = snapshot_file.read_text()
    assert json.loads(kept)["board"] == BOARD
    assert stat.S_IMODE(snapshot_file.stat().st_mode) == 0o600
    assert KEY not in kept
    assert TOKEN not in kept


def test_a_load_that_fails_leaves_the_last_answer_as_it_was(
    server: FaultServer, board: TrelloBoard, snapshot_file: Path
) -> None:
    loaded = board.load()
    for step, error in ((answers(502, "<html>"), Offline), (answers(200, "{}"), BadAnswer)):
        server.play(step)
        with pytest.raises(error):
            board.load()
        assert board.last_known() == loaded


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b'{"board": ',
        b'{"board_id": "swezQ9XS", "fetched_at": "soon", "board": {"id": "x"}}',
        b'{"board_id": "swezQ9XS", "fetched_at": "2026-11-20T09:00:00+00:00", "board": []}',
        b'{"board_id": "another", "fetched_at": "2026-11-20T09:00:00+00:00", "board": {"id": "x"}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_or_foreign_file_is_as_good_as_none(
    board: TrelloBoard, snapshot_file: Path, content: bytes
) -> None:
    snapshot_file.parent.mkdir()
    snapshot_file.write_bytes(content)
    assert board.last_known() is None
    board.load()
    assert board.last_known() is not None


def test_a_disk_that_refuses_does_not_cost_the_board(
    server: FaultServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    board = board_at(server, tmp_path / "file" / "board.json")
    assert board.load().name == "IT 1"
    assert "could not be kept" in caplog.text


def test_a_card_in_detail_is_one_request(server: FaultServer, board: TrelloBoard) -> None:
    checklists = [
        {"id": "c", "name": "Steps", "checkItems": [{"id": "i", "name": "ask", "state": "complete"}]}
    ]
    board.load()
    server.play(answers(200, json.dumps(CARD | {"actions": [COMMENT], "checklists": checklists})))
    detail = board.detail(CARD_ID)
    assert len(server.seen) == 2
    assert detail.card.number == 7
    assert [(each.author, each.text) for each in detail.comments] == [("Ada Ling", "On it.")]
    assert detail.checklists[0].items[0].done


def test_who_am_i_is_asked_once(server: FaultServer, board: TrelloBoard) -> None:
    server.play(answers(200, json.dumps({"id": MEMBER_ID, "fullName": "Ada Ling", "username": "ada"})))
    assert board.whoami() == board.whoami() == Member(MEMBER_ID, "ada", "Ada Ling")
    assert len(server.seen) == 1


def test_a_comment_is_written_as_given(server: FaultServer, board: TrelloBoard) -> None:
    server.play(answers(200, json.dumps(COMMENT)))
    comment = board.comment(CARD_ID, " [/nope]\n‮ ")
    assert json.loads(server.seen[0].body) == {"text": " [/nope]\n‮ "}
    assert (comment.id, comment.card_id) == (COMMENT["id"], CARD_ID)


def test_a_new_card_comes_to_the_top_with_its_labels(server: FaultServer, board: TrelloBoard) -> None:
    server.play(answers(200, json.dumps(CARD)))
    assert board.create(LIST_ID, "[/prod] login fails", "why", (LABEL_ID, "b")).number == 7
    assert json.loads(server.seen[0].body) == {
        "idList": LIST_ID,
        "name": "[/prod] login fails",
        "desc": "why",
        "pos": "top",
        "idLabels": f"{LABEL_ID},b",
    }


Act = Callable[[TrelloBoard], Any]
WRITES: list[tuple[Act, str, str, dict[str, Any] | None]] = [
    (lambda board: board.move(CARD_ID, LIST_ID), "PUT", f"cards/{CARD_ID}", {"idList": LIST_ID}),
    (lambda board: board.close(CARD_ID), "PUT", f"cards/{CARD_ID}", {"closed": True}),
    (
        lambda board: board.assign(CARD_ID, MEMBER_ID),
        "POST",
        f"cards/{CARD_ID}/idMembers",
        {"value": MEMBER_ID},
    ),
    (lambda board: board.label(CARD_ID, LABEL_ID), "POST", f"cards/{CARD_ID}/idLabels", {"value": LABEL_ID}),
    (
        lambda board: board.unassign(CARD_ID, MEMBER_ID),
        "DELETE",
        f"cards/{CARD_ID}/idMembers/{MEMBER_ID}",
        None,
    ),
]


@pytest.mark.parametrize(("act", "method", "path", "body"), WRITES)
def test_each_change_is_one_request_on_its_documented_route(
    server: FaultServer, board: TrelloBoard, act: Act, method: str, path: str, body: dict[str, Any] | None
) -> None:
    act(board)
    (seen,) = server.seen
    assert (seen.method, seen.path) == (method, f"/1/{path}")
    assert (json.loads(seen.body) if seen.body else None) == body


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda board: board.assign(CARD_ID, MEMBER_ID), "member is already on the card"),
        (lambda board: board.label(CARD_ID, LABEL_ID), "that label is already on the card"),
        (lambda board: board.unassign(CARD_ID, MEMBER_ID), "member is not on the card"),
    ],
)
def test_what_is_so_already_is_done_and_any_other_no_is_told(
    server: FaultServer, board: TrelloBoard, act: Act, said: str
) -> None:
    server.play(answers(400, said))
    act(board)
    server.play(answers(400, "invalid value for value"))
    with pytest.raises(Declined):
        act(board)


@pytest.mark.parametrize(
    "act", [lambda board: board.comment(CARD_ID, "hi"), lambda board: board.create(LIST_ID, "t")]
)
def test_a_write_that_may_have_arrived_is_never_sent_twice(
    server: FaultServer, board: TrelloBoard, act: Act
) -> None:
    for step, error in ((hangs_up, Offline), (answers(200, "{}"), BadAnswer)):
        server.seen.clear()
        server.play(step)
        with pytest.raises(error) as caught:
            act(board)
        assert caught.value.sent
        assert len(server.seen) == 1


def test_a_board_that_is_gone_is_named(server: FaultServer, board: TrelloBoard) -> None:
    server.play(answers(404, "The requested resource was not found."))
    with pytest.raises(Gone, match="no board swezQ9XS"):
        board.load()
