"""The longest texts that anybody can write: shown at once, and the keys go on working."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.ptyrun import Terminal
from tests.stories.tour import go, opened, start
from tests.stories.writtenbyothers import WrittenByOthers, write

SOON = 30.0
"""Seconds, on a machine that does other things too; what these guard against takes minutes."""
ENDLESS = 60.0
"""The same for 50,000 lines of three characters each, which no team writes."""
LONGEST = 16_384
"""Characters of a description, at most."""
DESCRIPTIONS = {
    "list": "- x\n",
    "one line": "x",
    "headings": "# x\n",
    "fences": "```\nx\n```\n",
    "marks": "e\u0301",
}
RUNBOOKS = {
    "list": "- Look at the queue of the shop, and count what has waited for more than ten minutes.\n",
    "endless list": "- x\n",
    "prose": "a word and another ",
    "paragraphs": "a word\n\n",
    "table": "| a | b |\n",
    "one line": "x",
    "nesting": "> ",
    "fence": "    code\n",
    "stars": "*a **b ",
    "brackets": "[a](",
}


def filled(piece: str, length: int) -> str:
    """BEGINNING, and the piece as often as it fits."""
    head = "BEGINNING\n\n" + ("| a | b |\n|---|---|\n" if piece.startswith("|") else "")
    return head + piece * ((length - len(head)) // len(piece))


def a_desk(folder: Path, description: str = "short", runbook: str = "short") -> WrittenByOthers:
    desk = write(folder, ["Customers charged twice", description])
    (folder / "runbooks" / "a-large-one.md").write_text(runbook, encoding="utf-8")
    return desk


def seconds_until(terminal: Terminal, word: str) -> float:
    """How long it takes until the word is on the screen."""
    begun = time.monotonic()
    terminal.wait_for(word, 60)
    return time.monotonic() - begun


def shows_and_answers(terminal: Terminal, word: str, soon: float = SOON) -> None:
    assert seconds_until(terminal, word) < soon
    begun = time.monotonic()
    go(terminal, "7", "metrics")
    assert time.monotonic() - begun < soon


def default_and_soak(kinds: dict[str, str]) -> list[object]:
    first, *rest = kinds.values()
    return [first, *(pytest.param(each, marks=pytest.mark.soak) for each in rest)]


@pytest.mark.parametrize("piece", default_and_soak(DESCRIPTIONS), ids=list(DESCRIPTIONS))
def test_the_longest_description_is_shown_at_once(tmp_path: Path, piece: str) -> None:
    desk = a_desk(tmp_path / "desk", description=filled(piece, LONGEST))
    with start(desk.folder) as terminal:
        opened(terminal)
        terminal.press("2")
        terminal.wait_for("triage")
        terminal.press("home", "down", "home")
        shows_and_answers(terminal, "│ BEGINNING")


@pytest.mark.parametrize("piece", default_and_soak(RUNBOOKS), ids=list(RUNBOOKS))
def test_a_large_runbook_is_shown_at_once(tmp_path: Path, piece: str) -> None:
    desk = a_desk(tmp_path / "desk", runbook=filled(piece, 200_000))
    with start(desk.folder) as terminal:
        opened(terminal)
        terminal.press("3")
        terminal.wait_for("a-large-one.md", 20)
        shows_and_answers(terminal, "BEGINNING", ENDLESS if piece.count("\n") * 10 > len(piece) else SOON)
