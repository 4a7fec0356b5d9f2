"""The same day in a real terminal of 80 by 24: keys alone, and the command line afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desks import NOW, sample_desk
from tests.ptyrun import Terminal
from tui.screens.dialogs import DEAF

PATIENCE = 30.0
"""Seconds that the program may take to show something, on a busy machine."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample desk on a Friday at 10:30."""
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    return sample_desk(tmp_path / "desk")


class Hands:
    """A person at the terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def see(self, *words: str) -> None:
        """Read until all these words are on the screen."""
        for word in words:
            self.terminal.wait_for(word, PATIENCE)

    def read_dialog(self, *words: str) -> None:
        """See the dialog, and take the moment that a person needs."""
        self.see(*words)
        self.terminal.read(DEAF + 0.1)

    def press(self, *keys: str) -> None:
        self.terminal.press(*keys)

    def type(self, text: str) -> None:
        self.terminal.press(*text)


def rota(desk: Path, *words: str) -> str:
    """What the command line says."""
    command = [sys.executable, "-m", "tui", *words, "--desk", str(desk)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_from_alarm_to_post_mortem_with_keys_only(desk: Path) -> None:
    # the full screen needs no argument: it finds the desk from the folder it is started in
    with Terminal([sys.executable, "-m", "tui"], size=(80, 24), env=dict(os.environ), cwd=desk) as terminal:
        hands = Hands(terminal)
        hands.see("Tom Ashby (you) until 17:00", "x acknowledge")
        hands.press("x")
        hands.see("0 not acknowledged")
        hands.press("i")
        hands.read_dialog("Raise an incident for this alarm?")
        hands.press("y")
        hands.see("Raised #357", "#357 12 orders have waited")
        hands.press("c")
        hands.read_dialog("Comment on the card")
        hands.type("Looking into it. Next update 11:30.")
        hands.press("ctrl+s")
        hands.see("Commented on #357")
        hands.press("m")
        hands.read_dialog("Move the card to which list?")
        hands.type("prog")
        hands.press("enter")
        hands.see("Moved #357 to In progress")
        hands.press("s")
        hands.read_dialog("Who takes it?")
        hands.type("tom")
        hands.press("enter")
        hands.see("#357 is with Tom Ashby", "5 mine")
        hands.press("r")
        hands.see("thornley-veg.md")
        hands.press("a")
        hands.read_dialog("Which action?")
        hands.type("can")
        hands.press("enter")
        hands.read_dialog("nothing is done yet")
        time.sleep(1)  # the choices come from the action itself
        hands.press("enter")
        hands.see("zoe.fairfax@example.com")
        hands.press("down", "enter")
        hands.see("▼")
        terminal.read(0.5)
        hands.press("tab", "tab", "enter")
        hands.see("moved away")
        hands.press("down", "enter")
        terminal.wait_gone("moved away", PATIENCE)
        hands.press("ctrl+s")
        hands.read_dialog("Perform billing.cancel-subscription?", "Cancel the small box of Zo")
        hands.press("y")
        hands.see("succeeded: done")
        hands.press("enter", "2")
        hands.see("triage")
        hands.press("p")
        hands.see("Post-mortem of #357", "ctrl+s save")
        hands.press("ctrl+s")
        hands.see("Saved as")
        hands.press("1", "q")
        assert terminal.wait_exit(PATIENCE) == 0
        assert terminal.echoes

    told = rota(desk, "feed")
    in_order = [
        "acknowledged the alarm box orders stuck",
        "raised #357",
        "commented on #357",
        "moved #357",
        "assigned #357",
        "opened the runbook Thornley Veg",
        "ran billing.cancel-subscription: succeeded",
        "saved the post-mortem of #357",
    ]
    places = [told.index(words) for words in in_order]
    assert places == sorted(places, reverse=True), "the feed tells the newest first"
    assert rota(desk, "journal", "verify").startswith("The chain holds: 11 entries")
    assert len(list((desk / "postmortems").glob("2026-11-20-*.md"))) == 1
