"""The local board behind HTTP, for this machine only."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from integrations.trello.local.answering import LocalTrello
from integrations.trello.local.wire import Answer, Request, text_answer
from support.errors import RotaError

LARGEST_BODY = 1024 * 1024
"""Bytes."""


class LocalServer(ThreadingHTTPServer):
    """Serves one board on 127.0.0.1; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, trello: LocalTrello, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.trello = trello

    @property
    def base_url(self) -> str:
        """What a client takes in place of `https://api.trello.com`."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LocalServer

    def answer(self) -> None:
        length = self.headers.get("content-length") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._send(text_answer(413, "request entity too large"))
            return
        self._send(self._answer(self.rfile.read(int(length))))

    do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815  # the names that http.server calls

    def _answer(self, body: bytes) -> Answer:
        address = urlsplit(self.path)
        request = Request(
            method=self.command,
            path=unquote(address.path),
            query=address.query,
            authorization=self.headers.get("authorization", ""),
            content_type=self.headers.get("content-type", ""),
            body=body,
        )
        try:
            return self.server.trello.answer(request)
        except RotaError as error:
            return text_answer(503, str(error))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in {**answer.headers, "content-length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: standard output holds the address, and addresses may hold secrets."""
