"""Trello over py-trello's `fetch_json`, and nothing else of py-trello."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from integrations.http import new_client, trusted_base
from integrations.trello.faults import gone
from integrations.trello.redaction import Redactor
from integrations.trello.service import OFFICIAL, HttpService
from support.errors import Invalid

if TYPE_CHECKING:
    import httpx

    from integrations.trello.reply import Meter

_PLAIN = re.compile(r"[!#-\[\]-~]+")
"""What may stand between the quotes of an Authorization header."""
_PART = re.compile(r"[A-Za-z0-9]{1,64}")
_NOT_HERE = "in the Authorization header"


class TrelloClient:
    """Asks Trello one thing at a time; safe to share between threads.

    Use it in a worker: the first request imports py-trello, which takes up to 0.4 s.
    """

    def __init__(self, service: HttpService) -> None:
        self._service = service

    def fetch(
        self,
        method: str,
        *path: str,
        query: Mapping[str, object] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> Any:
        """The decoded answer of exactly one request (or its retries); raises a WorldError.

        `path` is what follows `/1/`, part by part: an id that is no id is Gone, and never sent.
        """
        for part in path:
            if not _PART.fullmatch(part):
                raise gone(ascii(part)[:80])
        return self._api.fetch_json(
            "/".join(path),
            http_method=method,
            query_params=dict(query or {}),
            post_args=None if body is None else dict(body),
        )

    @property
    def meter(self) -> Meter:
        """What the latest answers said about our budget and about the server's clock."""
        return self._service.meter

    def close(self) -> None:
        """Let go of the connections."""
        self._service.close()

    @cached_property
    def _api(self) -> Any:
        import trello  # ~400 modules: only whoever asks for something pays for them

        # py-trello puts these two into each query; the service takes them out, and they are not the secrets.
        return trello.TrelloClient(api_key=_NOT_HERE, api_secret=_NOT_HERE, http_service=self._service)


def connect(
    key: str, token: str, base_url: str = OFFICIAL, transport: httpx.BaseTransport | None = None
) -> TrelloClient:
    """A client for that key and token; `transport` takes the network's place. No request is made yet.

    Raises Invalid for an address that no token may be sent to, or for what cannot be a key or token.
    """
    for name, secret in (("API key", key), ("token", token)):
        if not _PLAIN.fullmatch(secret):
            raise Invalid(
                f"The Trello {name} is empty, or holds a blank or another character that none has.",
                "Copy it again, without quotes or line ends.",
            )
    header = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
    # The version is part of each path; people give the address with it and without.
    base = trusted_base(base_url.strip().rstrip("/").removesuffix("/1"), OFFICIAL)
    http = new_client(headers={"Authorization": header}, transport=transport)
    return TrelloClient(HttpService(http, base, Redactor(key, token)))
