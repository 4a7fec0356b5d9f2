"""A fresh small board for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.trello.local.store import LocalStore
from tests.integrations.trello.local.smallboard import Trello, export


@pytest.fixture
def board_file(tmp_path: Path) -> Path:
    """The file of a new small board."""
    return LocalStore.create(tmp_path / "board.json", export()).path


@pytest.fixture
def trello(board_file: Path) -> Iterator[Trello]:
    """A client for which Anna holds the token."""
    asked = Trello(board_file)
    yield asked
    asked.http.close()
