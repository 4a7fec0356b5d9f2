"""The same answers over HTTP, from a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest

from tests.integrations.trello.local.smallboard import BOARD, HEADERS, INBOX, LOGIN, Trello, export


def start(*arguments: str) -> subprocess.Popen[str]:
    """The server as a person starts it."""
    command = [sys.executable, "-m", "integrations.trello.local", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def server(board_file: Path) -> Iterator[str]:
    """The base URL of a server of the small board; Ben holds the token."""
    process = start("--board", str(board_file), "--me", "ben")
    assert process.stdout
    yield str(json.loads(process.stdout.readline())["base_url"])
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    _, errors = process.communicate()
    assert errors == ""


def test_it_reads_and_writes_the_board_of_the_file(server: str, trello: Trello) -> None:
    assert server.startswith("http://127.0.0.1:")
    with httpx.Client(base_url=f"{server}/1", headers=HEADERS) as client:
        assert client.get("members/me").json()["username"] == "ben"
        client.post(f"cards/{LOGIN}/actions/comments", data={"text": "Ünïcode & co"})
        name = client.put(f"cards/{LOGIN}", json={"name": "New"}, params={"desc": "a/b c"}).json()["name"]
        assert name == "New"
        assert client.get("cards/x").text == "invalid id"
        assert client.delete(f"cards/{LOGIN}/idLabels/{BOARD}").status_code == 400
    comment = trello.get(f"cards/{LOGIN}/actions", filter="commentCard")[0]
    assert (comment["data"]["text"], comment["memberCreator"]["username"]) == ("Ünïcode & co", "ben")
    assert trello.get(f"cards/{LOGIN}")["desc"] == "a/b c"


def test_it_asks_for_a_key_and_a_token(server: str) -> None:
    answer = httpx.get(f"{server}/1/members/me")
    assert (answer.status_code, answer.text) == (401, "invalid key")


def test_it_refuses_a_body_that_is_too_long(server: str) -> None:
    connection = HTTPConnection(server.removeprefix("http://"))
    connection.putrequest("POST", "/1/cards")
    connection.putheader("Content-Length", "1048577")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_it_says_so_when_the_board_is_damaged(server: str, board_file: Path) -> None:
    board_file.write_text("{}")
    answer = httpx.get(f"{server}/1/members/me", headers=HEADERS)
    assert answer.status_code == 503
    assert "is not a local board" in answer.text


def test_it_serves_an_export_without_leaving_anything_behind(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export()))
    process = start("--export", str(path), "--port", "0")
    assert process.stdout
    base = json.loads(process.stdout.readline())["base_url"]
    assert httpx.get(f"{base}/1/lists/{INBOX}", headers=HEADERS).json()["name"] == "Inbox"
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_port_in_use_is_named(server: str, board_file: Path) -> None:
    process = start("--board", str(board_file), "--port", server.rpartition(":")[2])
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, "in use" in errors) == (2, True)


@pytest.mark.parametrize("arguments", [(), ("--board", "nowhere.json"), ("--export", "nowhere.json")])
def test_without_a_board_it_says_what_is_missing(arguments: tuple[str, ...]) -> None:
    process = start(*arguments)
    output, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert output == ""
    assert "no local board" in errors or "nowhere.json cannot be read" in errors
