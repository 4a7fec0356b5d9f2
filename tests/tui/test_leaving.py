"""Leaving at once, also while a board does not answer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from integrations.desks.sample import create_sample
from integrations.trust import trust
from tests.desks import NOW
from tests.ptyrun import Terminal

STUCK = """
import time
import support.desk
look = support.desk.Desk.look
support.desk.Desk.look = lambda desk: (time.sleep(60), look(desk))[1]
import sys
sys.argv = ["rota", "--desk", sys.argv[1]]
from tui.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    create_sample(tmp_path / "desk", NOW, "somebody")
    trust(tmp_path / "desk")
    return tmp_path / "desk"


def test_q_does_not_wait_for_a_board_that_does_not_answer(desk: Path) -> None:
    with Terminal([sys.executable, "-c", STUCK, str(desk)], env=dict(os.environ)) as terminal:
        terminal.wait_for("q quit", 30)
        time.sleep(1)
        began = time.monotonic()
        terminal.press("q")
        assert terminal.wait_exit(20) == 0
        assert time.monotonic() - began < 15, "the stuck look takes a minute"
        assert terminal.echoes


def test_an_ordinary_command_ends_by_itself(desk: Path) -> None:
    command = [sys.executable, "-m", "tui", "today", "--desk", str(desk)]
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
