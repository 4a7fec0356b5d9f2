"""Requests and answers as they travel: paths, bodies, headers, the key and the token."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from integrations.trello.local.parameters import Parameters, Refusal

_LIMITS = {"api-key": 300, "api-token": 100, "member": 375}
"""Requests in ten seconds, for each of those who are counted."""

_CREDENTIAL = re.compile(r'(oauth_consumer_key|oauth_token)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived, whatever carried it."""

    method: str
    path: str
    """Without percent signs: `/1/cards/abc`."""
    query: str
    """As it stood in the address."""
    authorization: str = ""
    content_type: str = ""
    body: bytes = b""

    def parameters(self) -> Parameters:
        """Those of the query, then those of the body; raises Refusal for a body nobody can read."""
        return Parameters({**_form(self.query), **self._body()})

    def _body(self) -> Mapping[str, Any]:
        if not self.body:
            return {}
        try:
            text = self.body.decode()
            if "json" not in self.content_type:
                return _form(text)
            values = json.loads(text)
        except (ValueError, RecursionError):
            raise Refusal(400, "invalid body") from None
        if not isinstance(values, dict):
            raise Refusal(400, "invalid body")
        return values


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes
    headers: Mapping[str, str]


def check_access(authorization: str) -> None:
    """Raise the refusal of a request without key or token; any key and any token will do."""
    if authorization.startswith("Bearer ") and authorization[7:].strip():
        return
    given = dict(_CREDENTIAL.findall(authorization))
    if "oauth_consumer_key" not in given:
        raise Refusal(401, "invalid key")
    if "oauth_token" not in given:
        raise Refusal(401, "invalid token")


def json_answer(value: Any, now: datetime) -> Answer:
    """Success: it is always 200."""
    headers = _headers("application/json") | {"x-server-time": str(int(now.timestamp() * 1000))}
    return Answer(200, json.dumps(value, separators=(",", ":")).encode("ascii"), headers)


def text_answer(status: int, text: str) -> Answer:
    """Failure: plain text, without the server's time."""
    return Answer(status, text.encode(), _headers("text/plain"))


def _headers(kind: str) -> dict[str, str]:
    headers = {"content-type": f"{kind}; charset=utf-8"}
    for who, most in _LIMITS.items():
        headers[f"x-rate-limit-{who}-interval-ms"] = "10000"
        headers[f"x-rate-limit-{who}-max"] = str(most)
        headers[f"x-rate-limit-{who}-remaining"] = str(most - 1)
    return headers


def _form(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))
