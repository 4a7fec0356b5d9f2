"""The local board behind httpx: the same client talks to it and to Trello."""

from __future__ import annotations

import httpx

from integrations.trello.local.answering import LocalTrello
from integrations.trello.local.store import LocalStore
from integrations.trello.local.wire import Request
from support.ports import Clock


class LocalTransport(httpx.BaseTransport):
    """Answers every request itself, whatever host it names.

    Raises support.errors.Offline or Invalid when the board's file fails.
    """

    def __init__(self, store: LocalStore, me: str, clock: Clock) -> None:
        """`me` is the username of the member who acts; one the board does not know works too."""
        self._trello = LocalTrello(store, me, clock)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        answer = self._trello.answer(
            Request(
                method=request.method,
                path=request.url.path,
                query=request.url.query.decode("ascii"),
                authorization=request.headers.get("authorization", ""),
                content_type=request.headers.get("content-type", ""),
                body=request.read(),
            )
        )
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)

    def close(self) -> None:
        """Let go of the board's file."""
        self._trello.store.close()
