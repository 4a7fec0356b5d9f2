"""Trello material that lies beside the checkout: recorded answers, exported boards, the OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "trello"


def shared(name: str) -> Path:
    """That file or folder; skips the test where it is not."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"../shared is not here: no trello/{name}")
    return path


def exported_board(name: str) -> dict[str, Any]:
    """A whole board, as its owner exported it."""
    board: dict[str, Any] = json.loads(shared(f"boards/{name}.json").read_bytes())
    return board


def recorded_answers() -> list[dict[str, Any]]:
    """Everything the real API once said."""
    lines = [
        line for path in sorted(shared("recorded").glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    return [json.loads(line) for line in lines if line.strip()]
