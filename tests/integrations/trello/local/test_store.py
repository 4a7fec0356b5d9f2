"""The board's file: whole or untouched, shared by processes, quick with many cards."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tinydb import TinyDB

from integrations.tinydb import storage
from integrations.trello.local.store import LocalStore
from support.errors import Invalid, Offline
from tests.integrations.trello.local.smallboard import (
    BOARD,
    CLIENT,
    INBOX,
    LOGIN,
    Trello,
    card,
    export,
)

WRITER = f"""
import sys
from pathlib import Path
from tests.integrations.trello.local.smallboard import Trello
trello = Trello(Path(sys.argv[1]), me=sys.argv[2])
for number in range(25):
    trello.send("POST", "cards/{LOGIN}/actions/comments", {{"text": f"{{sys.argv[2]}} {{number}}"}})
"""


def comments(trello: Trello) -> list[str]:
    """The texts of all comments on the card."""
    found = trello.get(f"cards/{LOGIN}/actions", filter="commentCard", limit=1000)
    return [each["data"]["text"] for each in found]


def test_two_processes_that_write_at_once_lose_nothing(board_file: Path, trello: Trello) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(board_file), who]) for who in ("anna", "ben")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    expected = {f"{who} {number}" for who in ("anna", "ben") for number in range(25)} | {"Since today."}
    assert set(comments(trello)) == expected
    assert trello.get(f"cards/{LOGIN}")["badges"]["comments"] == len(expected)


def test_threads_of_one_process_lose_nothing(trello: Trello) -> None:
    def write(number: int) -> None:
        trello.send("POST", f"cards/{LOGIN}/actions/comments", {"text": f"{number}"})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    assert len(set(comments(trello))) == 41


def test_what_another_process_wrote_is_seen(board_file: Path, trello: Trello) -> None:
    trello.get("members/me")
    Trello(board_file, me="ben").send("PUT", f"cards/{LOGIN}", {"name": "New"})
    assert trello.get(f"cards/{LOGIN}")["name"] == "New"


def test_the_same_requests_at_the_same_time_make_the_same_board(tmp_path: Path) -> None:
    files = [LocalStore.create(tmp_path / name, export()).path for name in ("one.json", "two.json")]
    for file in files:
        trello = Trello(file)
        made = trello.send("POST", "cards", {"idList": INBOX, "name": "x"})
        trello.send("POST", f"cards/{made['id']}/actions/comments", {"text": "y"})
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_file_is_private(board_file: Path) -> None:
    assert board_file.stat().st_mode & 0o777 == 0o600


def test_a_board_that_is_not_there_is_named() -> None:
    with pytest.raises(Invalid, match="no local board at /nowhere/board"):
        LocalStore(Path("/nowhere/board.json"))


def test_an_existing_file_is_not_overwritten(board_file: Path) -> None:
    before = board_file.read_bytes()
    with pytest.raises(Invalid, match="is there already"):
        LocalStore.create(board_file, export())
    assert board_file.read_bytes() == before


def test_what_is_no_export_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="not a Trello export"):
        LocalStore.create(tmp_path / "board.json", {"cards": []})
    assert not (tmp_path / "board.json").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"board": 1}', b'{"board": {"x": 1}}', b'{"cards": {}}', b"[" * 200_000]
)
def test_a_damaged_board_is_named(board_file: Path, trello: Trello, content: bytes) -> None:
    board_file.write_bytes(content)
    for ask in (lambda: trello.get("members/me"), lambda: trello.send("DELETE", f"cards/{LOGIN}")):
        with pytest.raises(Invalid, match="is not a local board"):
            ask()
    assert board_file.read_bytes() == content


def test_a_full_disk_keeps_the_old_board(
    trello: Trello, board_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = board_file.read_bytes()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "replace_file", full)
    with pytest.raises(Offline, match="No space left on device") as failed:
        trello.send("PUT", f"cards/{LOGIN}", {"name": "lost"})
    assert failed.value.sent
    assert board_file.read_bytes() == before
    assert trello.get(f"cards/{LOGIN}")["name"] == "Login fails"


def test_a_board_that_somebody_holds_is_busy_and_nothing_was_sent(
    trello: Trello, board_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_TIMEOUT", 0.05)
    with FileLock(f"{board_file}.lock"), pytest.raises(Offline, match="in use") as busy:
        trello.send("PUT", f"cards/{LOGIN}", {"name": "x"})
    assert not busy.value.sent


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Trello:
    """A board of 5,000 cards and 5,000 actions."""
    board = export()
    text = "What the client wrote, and what we think of it. " * 10
    board["cards"] += [
        card(f"65f1{number:020x}", number, f"Card {number}", INBOX, desc=text, idLabels=[CLIENT])
        for number in range(5, 5001)
    ]
    board["actions"] += [{**board["actions"][0], "id": f"65f2{number:020x}"} for number in range(5000)]
    return Trello(LocalStore.create(tmp_path_factory.mktemp("big") / "board.json", board).path)


def test_five_thousand_cards_are_read_in_one_request(big: Trello) -> None:
    answer = big.get(
        f"boards/{BOARD}",
        cards="visible",
        lists="all",
        labels="all",
        actions="commentCard",
        actions_limit=1000,
    )
    assert len(answer["cards"]) == 4998
    assert len(answer["actions"]) == 1000


def test_a_comment_among_five_thousand_cards_is_written(big: Trello) -> None:
    big.send("POST", f"cards/{LOGIN}/actions/comments", {"text": "quick"})


def test_the_file_is_a_tinydb_file(board_file: Path) -> None:
    with TinyDB(board_file, access_mode="r") as database:
        assert {"board", "lists", "cards", "members", "actions", "counters"} <= database.tables()
        assert database.storage.read()["cards"][LOGIN]["name"] == "Login fails"
