"""Whatever a terminal answers, and whoever asked it: nothing happens that a person did not press."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import of_kind
from tests.stories.tour import calmly, go, opened, start, surroundings
from tests.stories.writtenbyothers import write
from tests.tui.test_driver import ANSWERS

SCREENS = {
    "1": "today", "2": "triage", "3": "runbooks", "4": "actions", "5": "post-mortems", "6": "activity",
    "7": "metrics",
}  # fmt: skip
IDLE = 3.0
"""Seconds without a hand on the keyboard."""
LISTENER = """
import os, select, sys, tty
tty.setraw(0)
os.write(1, {text!r})
heard = os.read(0, 100) if select.select([0], [], [], 5)[0] else b""
open({file!r}, "wb").write(heard)
"""


@pytest.mark.parametrize("screens", ["126", pytest.param("3457", marks=pytest.mark.soak)])
def test_the_terminals_answers_press_no_key_on_any_screen(tmp_path: Path, screens: str) -> None:
    desk = write(tmp_path / "desk", ["Customers charged twice", "Gift cards are refused"])
    before = desk.journal
    with start(desk.folder) as terminal:
        opened(terminal)
        for key in screens:
            go(terminal, key, SCREENS[key])
            calmly(terminal, "home", rest=1.0)
            shown = terminal.text
            for answer in ANSWERS:
                terminal.type(answer)
                terminal.read(0.01)
            terminal.type("".join(ANSWERS))
            terminal.read(0.4)
            assert terminal.text == shown
        os.write(terminal.master, b"\xff\xfe\x9b")  # not even text
        terminal.read(0.5)
        assert terminal.process.poll() is None
    assert desk.journal == before


def test_the_terminals_answers_write_nothing_into_a_comment(tmp_path: Path) -> None:
    desk = write(tmp_path / "desk", ["Customers charged twice"])
    with start(desk.folder) as terminal:
        opened(terminal)
        go(terminal, "2", "triage")
        terminal.press("c")
        terminal.wait_for("Comment on")
        terminal.type("we look".join(["", *ANSWERS]))
        terminal.wait_for("we look" * 3)
        for answer in ("rgb:", "tmux", "62;22c", "276"):
            assert answer not in terminal.text


class Tmux:
    """One tmux of its own, with one program in it."""

    def __init__(self, socket: Path, command: str, environment: dict[str, str]) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", os.devnull]
        self._environment = environment | {"TERM": "xterm-256color"}
        self.do("new-session", "-d", "-x", "120", "-y", "40", command)

    def do(self, *words: str) -> str:
        """One tmux command; what it printed."""
        done = subprocess.run(
            [*self._tmux, *words],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
        return done.stdout

    @property
    def text(self) -> str:
        """The screen as tmux has it."""
        return self.do("capture-pane", "-p")

    def wait_for(self, word: str, line: int | None = None) -> None:
        """Wait until the word is on the screen, or in that line of it."""
        end = time.monotonic() + 30
        while word not in (self.text if line is None else self.text.splitlines()[line]):
            assert time.monotonic() < end, f"{word} was not shown:\n{self.text}"
            time.sleep(0.1)


@pytest.fixture
def inside_tmux(tmp_path: Path) -> Iterator[type[Tmux]]:
    """Starts programs in a tmux of their own, which is gone afterwards; skipped without tmux."""
    if subprocess.run(["which", "tmux"], capture_output=True).returncode:
        pytest.skip("tmux is not installed")
    started: list[Tmux] = []

    class Kept(Tmux):
        def __init__(self, command: str) -> None:
            super().__init__(tmp_path / f"tmux{len(started)}", command, surroundings())
            started.append(self)

    yield Kept
    for each in started:
        subprocess.run([*each._tmux, "kill-server"], capture_output=True)


def test_a_terminal_does_answer_what_reaches_it(inside_tmux: type, tmp_path: Path) -> None:
    """Without this the next test would prove nothing."""
    heard = tmp_path / "heard"
    program = tmp_path / "listener.py"
    program.write_text(LISTENER.format(text=b"x\x1b[c", file=str(heard)))
    inside_tmux(f"{sys.executable} {program}; sleep 5")
    end = time.monotonic() + 15
    while not heard.exists() or not heard.read_bytes():
        assert time.monotonic() < end, "tmux did not answer"
        time.sleep(0.1)
    assert heard.read_bytes().startswith(b"\x1b[?")


@pytest.mark.parametrize("screens", ["2", pytest.param("126", marks=pytest.mark.soak)])
def test_titles_that_ask_the_terminal_press_no_key_in_tmux(
    inside_tmux: type, tmp_path: Path, screens: str
) -> None:
    desk = write(tmp_path / "desk", [hostile.text for hostile in of_kind("terminal-query")] or ["x\x1b[c"])
    before = desk.journal
    tmux = inside_tmux(f"{sys.executable} -m tui --desk {desk.folder}; sleep 60")
    tmux.wait_for("Alarms:")
    time.sleep(1)
    for key in screens:
        tmux.do("send-keys", key)
        tmux.wait_for(SCREENS[key], line=0)
        time.sleep(0.5)
        shown = tmux.text
        time.sleep(IDLE)
        assert tmux.text == shown
    assert desk.journal == before
