"""What goes wrong on the way to Trello, and what is told of it: the error, whether it was sent, how often."""

from __future__ import annotations

import logging
import socket
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import pytest

from integrations.trello.declined import Declined
from support.errors import (
    BadAnswer,
    Gone,
    LoginNeeded,
    NotPermitted,
    Offline,
    RateLimited,
    WorldError,
)
from tests.integrations.trello.fault_server import (
    KEY,
    TOKEN,
    FaultServer,
    Line,
    Step,
    answers,
    breaks_off,
    drips,
    fault_server,
    hangs_up,
    line_to,
)

HTML = "<html><body>Bad gateway</body></html>"
LIMITED = '{"error":"API_TOKEN_LIMIT_EXCEEDED","message":"Rate limit exceeded"}'
TOO_MANY_CARDS = '{"error":"API_TOO_MANY_CARDS_REQUESTED","message":"Too many cards requested"}'


@pytest.fixture
def server(caplog: pytest.LogCaptureFixture) -> Iterator[FaultServer]:
    caplog.set_level(logging.DEBUG)
    with fault_server() as running:
        yield running


def fails(line: Line, method: str = "GET") -> WorldError:
    """The error that this request ends in; neither it nor its traceback shows a secret."""
    with pytest.raises(WorldError) as caught:
        line.client.fetch(method, "cards", "5e95d1b4", body=None if method == "GET" else {"closed": True})
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + str(caught.value)
    assert_no_secret(told)
    assert caught.value.mend
    assert caught.value.__context__ is None
    return caught.value


def assert_no_secret(text: str) -> None:
    for secret in (KEY, TOKEN, quote(TOKEN, safe="")):
        assert secret not in text


@pytest.mark.parametrize(
    ("step", "error", "words", "times"),
    [
        (answers(400, "invalid id"), Gone, "no card 5e95d1b4", 1),
        (answers(400, "invalid value for idList"), Declined, "invalid value for idList", 1),
        (answers(401, "invalid token"), LoginNeeded, "token", 1),
        (answers(401, "invalid key"), LoginNeeded, "key", 1),
        (answers(401, "something new"), LoginNeeded, "token", 1),
        (answers(401, "missing scopes"), NotPermitted, "scope", 1),
        (answers(401, "unauthorized card permission requested"), NotPermitted, "let you", 1),
        (answers(403, HTML), Declined, "not why", 1),
        (answers(404, "The requested resource was not found."), Gone, "no card 5e95d1b4", 1),
        (answers(409, "conflict"), Declined, "conflict", 1),
        (answers(429, LIMITED), RateLimited, "wait", 3),
        (answers(429, TOO_MANY_CARDS), NotPermitted, "more cards", 1),
    ],
)
def test_a_refused_request_was_never_applied(
    server: FaultServer, step: Step, error: type[WorldError], words: str, times: int
) -> None:
    server.play(step)
    for method in ("GET", "PUT", "POST"):
        server.seen.clear()
        caught = fails(line_to(server.base), method)
        assert type(caught) is error
        assert words in caught.what
        assert caught.sent is False
        assert len(server.seen) == times


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (answers(500, "could not be saved"), Offline),
        (answers(502, HTML), Offline),
        (answers(503, HTML), Offline),
        (answers(504, HTML), Offline),
        (breaks_off, Offline),
        (hangs_up, Offline),
    ],
)
def test_a_broken_exchange_is_repeated_unless_it_was_a_post(
    server: FaultServer, step: Step, error: type[WorldError]
) -> None:
    server.play(step)
    for method, times in (("GET", 3), ("PUT", 3), ("DELETE", 3), ("POST", 1)):
        server.seen.clear()
        caught = fails(line_to(server.base), method)
        assert type(caught) is error
        assert caught.sent is (method != "GET")
        assert len(server.seen) == times


@pytest.mark.parametrize(
    "step",
    [
        answers(200, '{"id": "5e95'),
        answers(200, HTML),
        answers(200, ""),
        answers(200, b"\xff\xfe{"),
        answers(200, "[" * 100_000),
        answers(201, "{}"),
        answers(204, ""),
        answers(302, "", Location="http://127.0.0.1:1/elsewhere"),
        answers(449, "part of it failed"),
    ],
)
def test_an_answer_nobody_can_use_may_still_mean_that_it_was_done(server: FaultServer, step: Step) -> None:
    server.play(step)
    for method in ("GET", "POST"):
        server.seen.clear()
        caught = fails(line_to(server.base), method)
        assert type(caught) is BadAnswer
        assert caught.sent is (method != "GET")
        assert len(server.seen) == 1


def test_a_refused_port_promises_that_nothing_was_sent() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        line = line_to(f"http://127.0.0.1:{unused.getsockname()[1]}")
        caught = fails(line, "POST")
    assert type(caught) is Offline
    assert caught.sent is False
    assert len(line.pauses) == 2


def test_a_slow_drip_meets_the_deadline_of_the_whole_request(server: FaultServer) -> None:
    server.play(drips)
    started = time.monotonic()
    caught = fails(line_to(server.base, deadline=0.3), "PUT")
    assert time.monotonic() - started < 2
    assert type(caught) is Offline
    assert "in time" in caught.what
    assert caught.sent is True
    assert len(server.seen) == 1


def test_an_endless_answer_is_not_read_to_its_end(server: FaultServer) -> None:
    server.play(answers(200, b'"' + b"x" * 300_000 + b'"'))
    caught = fails(line_to(server.base, size_limit=100_000))
    assert type(caught) is BadAnswer
    assert "too long" in caught.what
    assert len(server.seen) == 1


@pytest.mark.parametrize("first", [answers(429, LIMITED), answers(503, HTML), breaks_off])
def test_one_hiccup_is_not_noticed(server: FaultServer, first: Step) -> None:
    server.play(first, answers(200, '{"id": "5e95d1b4"}'))
    line = line_to(server.base)
    assert line.client.fetch("GET", "cards", "5e95d1b4") == {"id": "5e95d1b4"}
    assert len(line.pauses) == 1


def test_pauses_grow_and_hold_some_chance(server: FaultServer) -> None:
    server.play(answers(503, HTML))
    line = line_to(server.base)
    fails(line)
    assert line.pauses == [0.375, 0.75]


def test_retry_after_in_seconds_is_honoured(server: FaultServer) -> None:
    server.play(answers(429, LIMITED, Retry_After="7"), answers(200, "{}"))
    line = line_to(server.base)
    line.client.fetch("POST", "cards")
    assert line.pauses == [7.5]


def test_retry_after_as_a_date_is_read_against_the_servers_clock(server: FaultServer) -> None:
    there = datetime(2031, 1, 1, tzinfo=UTC)
    headers = {
        "Retry_After": format_datetime(there + timedelta(seconds=4)),
        "X_Server_Time": str(int(there.timestamp() * 1000)),
    }
    server.play(answers(429, LIMITED, **headers), answers(200, "{}"))
    line = line_to(server.base)
    line.client.fetch("GET", "members", "me")
    assert line.pauses == [4.5]


@pytest.mark.parametrize("nonsense", ["soon", "-1", "9" * 30, "Sun, 99 Foo 2026 25:61:00 GMT"])
def test_a_retry_after_that_says_nothing_counts_as_none(server: FaultServer, nonsense: str) -> None:
    server.play(answers(429, LIMITED, Retry_After=nonsense), answers(200, "{}"))
    line = line_to(server.base)
    line.client.fetch("GET", "members", "me")
    assert line.pauses == [1.875]


@pytest.mark.parametrize("seconds", [16, 3600])
def test_a_long_wait_is_told_and_not_slept_through(server: FaultServer, seconds: int) -> None:
    server.play(answers(429, LIMITED, Retry_After=str(seconds)))
    line = line_to(server.base)
    caught = fails(line)
    assert isinstance(caught, RateLimited)
    assert caught.retry_after == timedelta(seconds=seconds)
    assert line.pauses == []
    assert len(server.seen) == 1


def test_no_retry_begins_that_could_not_end_before_the_deadline(server: FaultServer) -> None:
    server.play(answers(429, LIMITED, Retry_After="10"))
    line = line_to(server.base, deadline=5)
    assert type(fails(line)) is RateLimited
    assert line.pauses == []


def test_a_token_that_the_server_repeats_is_taken_out(
    server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    echo = f"bad {TOKEN} or {quote(TOKEN, safe='')} with {KEY.upper()}"
    server.play(answers(400, echo))
    caught = fails(line_to(server.base), "POST")
    assert caught.what == "Trello said no: bad [secret] or [secret] with [secret]."
    assert_no_secret(caplog.text)
    assert "/1/cards/5e95d1b4" in caplog.text


def test_trellos_own_words_come_on_one_short_line(server: FaultServer) -> None:
    server.play(answers(400, "no\x1b[31m\r\n  way " + "x" * 500))
    caught = fails(line_to(server.base), "POST")
    assert caught.what.startswith("Trello said no: no [31m way xxx")
    assert len(caught.what) < 250


def test_no_fault_brings_a_secret_into_a_log_or_an_address(
    server: FaultServer, caplog: pytest.LogCaptureFixture
) -> None:
    for step in (answers(200, HTML), answers(401, "invalid token"), answers(502, HTML), breaks_off, hangs_up):
        server.play(step)
        fails(line_to(server.base), "PUT")
    assert_no_secret("".join(request.path for request in server.seen))
    assert {"httpx", "integrations.trello.service"} <= {record.name for record in caplog.records}
    assert_no_secret("".join(f"{record.getMessage()}{record.args}" for record in caplog.records))
