"""However the real program ends, the terminal is given back, and nothing private is left on it."""

from __future__ import annotations

import os
import signal
import stat
import time
from pathlib import Path

import pytest

from integrations.paths import state_folder
from tests.ptyrun import Terminal
from tests.stories.tour import go, opened, start
from tests.stories.writtenbyothers import WrittenByOthers, write
from tests.tui.test_terminal import given_back

GONE = 2.0
"""Seconds."""
SECRET = "s3cret-in-a-local"
CRASHES = {
    "in a handler": "tui.app.RotaApp.do_desk_refresh = fail",
    "in a worker": "support.desk.Desk.detail = fail",
    "in drawing": "tui.widgets.keybar.KeyBar.render = fail",
}

REST = (
    (signal.SIGINT, 130, False),
    (signal.SIGTERM, 143, True),
    (signal.SIGHUP, 129, False),
    (signal.SIGINT, 130, True),
)


@pytest.fixture
def desk(tmp_path: Path) -> WrittenByOthers:
    return write(tmp_path / "desk", ["Customers charged twice", "Gift cards are refused"])


def comment_begun(terminal: Terminal) -> None:
    go(terminal, "2", "triage")
    terminal.press("c")
    terminal.wait_for("Comment on")
    terminal.type("we look")
    terminal.wait_for("we look")


@pytest.mark.parametrize(
    ("ending", "code", "busy"),
    [
        (signal.SIGTERM, 143, False),
        (signal.SIGHUP, 129, True),
        *(pytest.param(*each, marks=pytest.mark.soak) for each in REST),
    ],
)
def test_a_signal_ends_it_and_gives_the_terminal_back(
    desk: WrittenByOthers, ending: int, code: int, busy: bool
) -> None:
    with start(desk.folder) as terminal:
        opened(terminal)
        if busy:
            comment_begun(terminal)
        assert not terminal.echoes
        os.kill(terminal.process.pid, ending)
        assert terminal.wait_exit(GONE) == code
        assert given_back(terminal)
        assert b"Traceback" not in terminal.output


def test_a_closed_window_ends_it(desk: WrittenByOthers) -> None:
    with start(desk.folder) as terminal:
        opened(terminal)
        terminal.hang_up()
        assert terminal.wait_exit(GONE) == 129


def test_leaving_by_key_is_no_failure(desk: WrittenByOthers) -> None:
    with start(desk.folder) as terminal:
        opened(terminal)
        terminal.press("q")
        assert terminal.wait_exit(5) == 0
        assert given_back(terminal)
        assert terminal.text.strip() == ""


@pytest.mark.parametrize(
    "place", ["in a handler", *(pytest.param(each, marks=pytest.mark.soak) for each in list(CRASHES)[1:])]
)
def test_a_crash_says_its_place_and_the_mend_and_keeps_the_rest_private(
    desk: WrittenByOthers, place: str
) -> None:
    code = f"""
import sys
from tui.terminal import prepare_environment
prepare_environment()
import support.desk, tui.app, tui.widgets.keybar
def fail(self, *others):
    planted = {SECRET!r}
    raise ValueError("it broke" + planted[:0])
{CRASHES[place]}
"""
    with start(desk.folder, code=code) as terminal:
        if place != "in drawing":
            opened(terminal)
            terminal.press("2")
            time.sleep(0.3)
            terminal.press("ctrl+r")
        assert terminal.wait_exit(20) == 1
        assert given_back(terminal)
        assert "rota stopped at a mistake of its own: ValueError in " in terminal.text
        assert "Start rota again" in terminal.text
        assert b"Traceback" not in terminal.output
        assert SECRET.encode() not in terminal.output
    crash_file = state_folder(desk.folder) / "crash.txt"
    assert stat.S_IMODE(crash_file.stat().st_mode) == 0o600
    details = crash_file.read_text("utf-8")
    assert "ValueError: it broke" in details
    assert SECRET not in details


def test_a_desk_that_cannot_be_opened_is_said_after_the_terminal_is_given_back(desk: WrittenByOthers) -> None:
    (state_folder(desk.folder) / "journal.json").write_text("no journal\x1b[2J")
    with start(desk.folder) as terminal:
        assert terminal.wait_exit(30) in (1, 2)
        assert given_back(terminal) or b"?1049h" not in terminal.output
        assert "journal" in terminal.text
        assert b"Traceback" not in terminal.output
