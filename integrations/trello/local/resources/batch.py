"""Several GETs in one."""

from __future__ import annotations

import re
from typing import Any

from integrations.trello.local.call import Call
from integrations.trello.local.parameters import Refusal, refused

MOST_URLS = 10


def read(call: Call) -> list[dict[str, Any]]:
    """GET /batch: a part is `{"200": answer}` or an object that tells its error."""
    urls = re.split(r",(?=/)", call.parameters.needed("urls"))
    if len(urls) > MOST_URLS or any(url.startswith("/batch") for url in urls):
        raise refused("urls")
    return [_part(call, url) for url in urls]


def _part(call: Call, url: str) -> dict[str, Any]:
    try:
        return {"200": call.ask(url)}
    except Refusal as refusal:
        return {"statusCode": refusal.status, "message": refusal.text}
