"""How a request leaves the house: address, query, headers and body."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

import httpx
import pytest

from integrations.trello.client import connect
from support.errors import Gone, Invalid
from tests.integrations.trello.fault_server import (
    HEADERS,
    KEY,
    TOKEN,
    FaultServer,
    answers,
    fault_server,
    line_to,
)

URL = "https://api.trello.com/1/members/me/boards/?filter=open"


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        running.play(answers(200, "{}"))
        yield running


def query_of(path: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))


def test_the_query_keeps_what_the_address_had_and_is_written_as_trello_reads_it(server: FaultServer) -> None:
    params = {"limit": 5, "since": None, "open": True, "closed": False, "key": KEY, "token": TOKEN}
    line_to(server.base).service.request("GET", URL, params=params)
    assert query_of(server.seen[0].path) == {
        "filter": "open",
        "limit": "5",
        "open": "true",
        "closed": "false",
    }
    assert urlsplit(server.seen[0].path).path == "/1/members/me/boards/"


def test_key_and_token_travel_in_one_header_only(server: FaultServer) -> None:
    client = connect(KEY, TOKEN, server.base)
    client.fetch("PUT", "cards", "5e95d1b4", body={"closed": True})
    request = server.seen[0]
    assert request.headers["authorization"] == HEADERS["Authorization"]
    del request.headers["authorization"]
    for secret in (KEY, TOKEN):
        assert secret not in f"{request}"


def test_a_get_never_has_a_body_even_when_py_trello_gives_it_one(server: FaultServer) -> None:
    line_to(server.base).service.request("GET", URL, data='{"a": 1}')
    assert server.seen[0].body == b""


def test_long_texts_go_out_as_a_json_body(server: FaultServer) -> None:
    text = "ä[/nope]\x1b" * 4000
    line_to(server.base).client.fetch("POST", "cards", "5e95", "actions", "comments", body={"text": text})
    assert json.loads(server.seen[0].body) == {"text": text}
    assert query_of(server.seen[0].path) == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://trello.com/1/tokens/x/webhooks",
        "http://api.trello.com/1/boards/a",
        "https://api.trello.com.evil.example/1/boards/a",
        "https://someone@api.trello.com/1/boards/a",
        "https://api.trello.com/2/boards/a",
        "https://api.trello.com/1/../oauth",
    ],
)
def test_nothing_is_sent_to_any_other_address(server: FaultServer, url: str) -> None:
    with pytest.raises(Invalid):
        line_to(server.base).service.request("GET", url)
    assert server.seen == []


@pytest.mark.parametrize("address", [f"tokens/{KEY}", f"search?query={quote(TOKEN, safe='')}"])
def test_nothing_is_sent_to_an_address_that_holds_a_secret(
    server: FaultServer, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Invalid) as caught:
        line_to(server.base).service.request("GET", f"https://api.trello.com/1/{address}")
    assert server.seen == []
    assert address not in str(caught.value) + caplog.text


@pytest.mark.parametrize("part", ["", "..", "a/b", "a?b", "a b", "ä", "x" * 65, "[/prod]\x1b"])
def test_an_id_that_is_no_id_is_gone_and_never_sent(server: FaultServer, part: str) -> None:
    with pytest.raises(Gone) as caught:
        line_to(server.base).client.fetch("DELETE", "cards", part)
    assert server.seen == []
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("base", ["https://evil.example", "http://api.trello.com"])
def test_no_client_is_made_for_a_strangers_address(base: str) -> None:
    with pytest.raises(Invalid):
        connect(KEY, TOKEN, base)


@pytest.mark.parametrize("wrong", ["", "two words", 'quo"te', "line\nend", "umläut", "back\\slash"])
def test_what_cannot_be_a_token_is_refused_without_showing_it(wrong: str) -> None:
    for key, token in ((wrong, TOKEN), (KEY, wrong)):
        with pytest.raises(Invalid) as caught:
            connect(key, token)
        assert not wrong or wrong not in str(caught.value)


@pytest.mark.parametrize("suffix", ["", "/", "/1", "/1/"])
def test_the_address_may_name_the_version_or_not(server: FaultServer, suffix: str) -> None:
    connect(KEY, TOKEN, server.base + suffix).fetch("GET", "boards", "abc")
    assert server.seen[0].path == "/1/boards/abc"


def test_a_transport_takes_the_networks_place() -> None:
    local = httpx.MockTransport(lambda request: httpx.Response(200, json={"path": request.url.path}))
    client = connect("local", "local", transport=local)
    assert client.fetch("GET", "boards", "abc") == {"path": "/1/boards/abc"}


def test_requests_share_one_connection(server: FaultServer) -> None:
    client = line_to(server.base).client
    for _ in range(3):
        client.fetch("GET", "members", "me")
    assert len(server.seen) == 3
    assert len({request.port for request in server.seen}) == 1


def test_what_the_answers_say_of_budget_and_clock_is_remembered(server: FaultServer) -> None:
    line = line_to(server.base)
    limits = {"X_Rate_Limit_Api_Token_Remaining": "97", "X_Rate_Limit_Api_Token_Max": "100"}
    server.play(
        answers(200, "{}", X_Server_Time="4102444800000", **limits),
        answers(404, "gone", X_Rate_Limit_Api_Key_Remaining="12", X_Rate_Limit_Member_Remaining="soon"),
    )
    line.client.fetch("GET", "members", "me")
    skew = line.client.meter.skew
    assert skew is not None
    assert skew.days > 365
    with pytest.raises(Gone):
        line.client.fetch("GET", "cards", "abc")
    assert line.client.meter.remaining == {"api-token": 97, "api-key": 12}


def test_py_trello_is_imported_by_the_first_request_and_not_before() -> None:
    program = (
        "import sys, httpx\n"
        "from integrations.trello.board import TrelloBoard\n"
        "print('httpx' in sys.modules and 'integrations.http' in sys.modules)\n"
        "from integrations.trello.client import connect\n"
        "local = httpx.MockTransport(lambda _: httpx.Response(200, json={}))\n"
        "client = connect('local', 'local', transport=local)\n"
        "print('trello' in sys.modules)\n"
        "client.fetch('GET', 'members', 'me')\n"
        "print('trello' in sys.modules)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "True"]
