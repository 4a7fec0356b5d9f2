"""What py-trello sends its requests through: one httpx client, and every rule about using it."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx

from integrations.http import patience
from integrations.trello.faults import TooBig, from_reply, from_transport, not_json, quotation
from integrations.trello.redaction import Redactor
from integrations.trello.reply import Meter, Reply
from integrations.trello.retries import Failure, pause_before_retry
from support.errors import Invalid

OFFICIAL = "https://api.trello.com"
DEADLINE = 45.0
"""Seconds for a request with all its retries; Trello itself gives up on a GET after 30."""
SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes of an unpacked answer; 5,000 cards are about 7 MB."""

_NOT_OURS_TO_SEND = frozenset({"key", "token"})
_THINGS = {"boards": "board", "cards": "card", "members": "member"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """The part of a `requests.Response` that py-trello looks at after a success."""

    value: Any
    status_code: int = 200

    def json(self) -> Any:
        """The decoded body."""
        return self.value


class HttpService:
    """Stands in for the `requests` module: returns a usable answer, or raises a WorldError.

    The client carries key and token in its Authorization header; they are nowhere else. Thread-safe.
    """

    def __init__(
        self,
        client: httpx.Client,
        base: str,
        redact: Redactor,
        *,
        deadline: float = DEADLINE,
        size_limit: int = SIZE_LIMIT,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.meter = Meter()
        self._client = client
        self._base = base
        self._redact = redact
        self._deadline = deadline
        self._size_limit = size_limit
        self._sleep = sleep
        self._chance = chance

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        data: str | None = None,
        **_of_requests: object,
    ) -> Answer:
        """Send it, again where that is safe; `auth`, `files` and `proxies` mean nothing here."""
        target = self._target(url, params or {})
        content = None if method == "GET" else data
        build = partial(
            self._client.build_request, method, target, headers=dict(headers or {}), content=content
        )
        ends = time.monotonic() + self._deadline
        attempt = 1
        while isinstance(outcome := self._attempt(build, ends), Failure):
            pause = pause_before_retry(outcome, method, attempt, self._chance())
            if pause is None or time.monotonic() + pause >= ends:
                raise outcome.error
            self._sleep(pause)
            attempt += 1
        return outcome

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _target(self, url: str, params: Mapping[str, object]) -> httpx.URL:
        asked = httpx.URL(url)
        ours = (asked.scheme, asked.netloc, asked.userinfo) == ("https", b"api.trello.com", b"")
        if not ours or not asked.path.startswith("/1/"):
            raise Invalid("rota sends nothing to any address but that of Trello's API.")
        sent = {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in params.items()
            if value is not None and name not in _NOT_OURS_TO_SEND
        }
        target = httpx.URL(self._base + asked.raw_path.decode("ascii")).copy_merge_params(sent)
        if self._redact(str(target)) != str(target):
            # httpx, proxies and servers write addresses into their logs.
            raise Invalid("rota sends no address that holds the key or the token.")
        return target

    def _attempt(self, build: Callable[..., httpx.Request], ends: float) -> Answer | Failure:
        request = build(timeout=patience(max(ends - time.monotonic(), 0.001)))
        reply = self._exchange(request, ends)
        if isinstance(reply, Reply):
            self.meter = self.meter.after(reply)
            outcome = self._usable(request, reply)
        else:
            outcome = reply
        failed = outcome.error.what if isinstance(outcome, Failure) else "done"
        log.debug("%s %s: %s", request.method, request.url.path, failed)
        return outcome

    def _exchange(self, request: httpx.Request, ends: float) -> Reply | Failure:
        # The error of httpx is dropped here, not chained: it holds the request with its headers.
        try:
            response = self._client.send(request, stream=True)
            try:
                body = self._read(response, ends)
            finally:
                response.close()
        except (httpx.RequestError, TooBig) as error:
            return from_transport(error, wrote=request.method != "GET")
        return Reply(response.status_code, response.headers, body, datetime.now(UTC))

    def _read(self, response: httpx.Response, ends: float) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._size_limit:
                raise TooBig
            if time.monotonic() > ends:
                # httpx's own timeout is for a single read: a steady drip never meets it.
                raise httpx.ReadTimeout("the deadline has passed", request=response.request)
        return bytes(body)

    def _usable(self, request: httpx.Request, reply: Reply) -> Answer | Failure:
        wrote = request.method != "GET"
        if reply.status != 200:
            said = quotation(self._redact(reply.text))
            return from_reply(reply, said, asked=_asked(request.url.path), wrote=wrote)
        try:
            return Answer(json.loads(reply.body))
        except (ValueError, RecursionError):
            return not_json(wrote=wrote)


def _asked(path: str) -> str:
    """What a path is about, in words: `card 5e95d1b4f43f9a06497f17f7`."""
    kind, _, rest = path.partition("/1/")[2].partition("/")
    name = rest.partition("/")[0]
    return f"{_THINGS[kind]} {name}" if kind in _THINGS and name else "such thing"
