"""Whose token is in use, as the board says; remembered so that a start without network knows it too."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from integrations.files import replace_file
from support.errors import WorldError
from support.ports import Board


def token_owner(board: Board, token: str, remembered: Path) -> str | None:
    """The username of the token's owner: remembered for this very token, else asked of the board.

    None when it is not remembered and the board cannot be asked. The file holds a hash of the token only.
    """
    mark = hashlib.sha256(token.encode()).hexdigest()
    known = _read(remembered)
    if known.get("token") == mark:
        return known.get("username")
    try:
        username = board.whoami().username
    except WorldError:
        return None
    with contextlib.suppress(OSError):  # the next start asks again
        replace_file(remembered, json.dumps({"token": mark, "username": username}).encode())
    return username


def _read(path: Path) -> dict[str, str]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
