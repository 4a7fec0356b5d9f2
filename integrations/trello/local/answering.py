"""From a request to an answer: who may ask, which route, one reading or one change of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from integrations.trello.local.call import NOT_FOUND, Call
from integrations.trello.local.parameters import Refusal
from integrations.trello.local.resources.members import acting
from integrations.trello.local.routes import find_route
from integrations.trello.local.store import LocalStore, Tables
from integrations.trello.local.wire import Answer, Request, check_access, json_answer, text_answer
from support.ports import Clock

VERSION = "/1"


@dataclass(frozen=True, slots=True)
class LocalTrello:
    """Answers as Trello does; raises Offline or Invalid when the board's file fails."""

    store: LocalStore
    me: str
    """The username of the member who acts; nobody need have heard of them."""
    clock: Clock

    def answer(self, request: Request) -> Answer:
        """Refused requests are answers too, and change nothing."""
        now = self.clock.now()
        try:
            check_access(request.authorization)
            return json_answer(self._value(request, now), now)
        except Refusal as refusal:
            return text_answer(refusal.status, refusal.text)

    def _value(self, request: Request, now: datetime) -> Any:
        if not request.path.startswith(f"{VERSION}/"):
            raise Refusal(404, NOT_FOUND)
        if request.method == "GET":
            if request.body:
                # Trello's network refuses these before Trello sees them.
                raise Refusal(403, "Bad request: a GET has no body.")
            return self._ask(request, now, self.store.reading())
        with self.store.changing() as tables:
            return self._ask(request, now, tables)

    def _ask(self, request: Request, now: datetime, tables: Tables) -> Any:
        function, arguments = find_route(request.method, request.path.removeprefix(VERSION))

        def ask(url: str) -> Any:
            parts = urlsplit(url)
            return self._ask(Request("GET", VERSION + unquote(parts.path), parts.query), now, tables)

        call = Call(tables, acting(tables, self.me), now, request.parameters(), ask)
        return function(call, *arguments)
