"""A server on loopback that plays faults in order, and a client that talks to it without ever sleeping."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from integrations.http import new_client
from integrations.trello.client import TrelloClient
from integrations.trello.redaction import Redactor
from integrations.trello.service import HttpService

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "ATTA/planted+token=never/to/be+seen=0123456789"
HEADERS = {"Authorization": f'OAuth oauth_consumer_key="{KEY}", oauth_token="{TOKEN}"'}

Step = Callable[["_Handler"], None]


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    port: int
    """Of the client's end: one for each connection."""


@dataclass
class FaultServer:
    """What to answer, and what was asked."""

    base: str
    steps: list[Step] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)

    def play(self, *steps: Step) -> None:
        """Answer with these, one a request; the last one repeats."""
        self.steps = list(steps)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faults: FaultServer

    def _play(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        names = {name.lower(): value for name, value in self.headers.items()}
        self.faults.seen.append(Seen(self.command, self.path, names, body, self.client_address[1]))
        steps = self.faults.steps
        (steps.pop(0) if len(steps) > 1 else steps[0])(self)

    do_GET = do_POST = do_PUT = do_DELETE = _play  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Keep the tests quiet."""


def answers(status: int, body: str | bytes = "", **headers: str) -> Step:
    """A complete answer; `Retry_After` becomes `Retry-After`."""
    content = body.encode() if isinstance(body, str) else body

    def step(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return step


def breaks_off(handler: _Handler) -> None:
    """Half a body, then the connection closes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id": "5e95')
    handler.close_connection = True


def hangs_up(handler: _Handler) -> None:
    """The request was read, and maybe applied; there is no answer at all."""
    handler.close_connection = True


def drips(handler: _Handler) -> None:
    """A byte every twentieth of a second: never slow enough for a timeout of a single read."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
    handler.close_connection = True


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    """A server on a free port of this machine."""

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.faults = FaultServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Handler.faults
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Line:
    """A client, and the pauses it wanted to make."""

    client: TrelloClient
    service: HttpService
    pauses: list[float]


def line_to(base: str, **options: Any) -> Line:
    """A client whose pauses are only written down, and whose luck is always in the middle."""
    pauses: list[float] = []
    # Loading certificates takes 80 ms, and they play no part on loopback.
    http = new_client(headers=HEADERS, transport=httpx.HTTPTransport(verify=False))
    redact = Redactor(KEY, TOKEN)
    service = HttpService(http, base, redact, sleep=pauses.append, chance=lambda: 0.5, **options)
    return Line(TrelloClient(service), service, pauses)
