"""The board as it was last loaded on this machine, in one private file."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from integrations.files import private_folder, replace_file
from integrations.trello import translate
from integrations.trello.shapes import instant, mapping
from support.board import Snapshot

log = logging.getLogger(__name__)


class BoardMemory:
    """Keeps the latest raw answer (0600), so that a newer rota can read more out of it."""

    def __init__(self, path: Path, board_id: str) -> None:
        self._path = path
        self._board_id = board_id

    def keep(self, board: object, fetched_at: datetime) -> None:
        """Put it in the place of what was kept; a disk that refuses is only logged, the board is loaded."""
        record = {"board_id": self._board_id, "fetched_at": fetched_at.isoformat(), "board": board}
        try:
            private_folder(self._path.parent)
            replace_file(self._path, json.dumps(record, separators=(",", ":")).encode("ascii"))
        except OSError as error:
            log.warning("The board could not be kept for offline use: %s", error)

    def recall(self) -> Snapshot | None:
        """What was kept; None where there is nothing, nothing readable, or another board."""
        try:
            record = mapping(json.loads(self._path.read_bytes()))
        except (OSError, ValueError, RecursionError):
            return None
        fetched_at = instant(record.get("fetched_at"))
        if fetched_at is None or record.get("board_id") != self._board_id:
            return None
        return translate.snapshot(record.get("board"), fetched_at)
