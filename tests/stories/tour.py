"""Walks through every screen and dialog of the real program, as fast as it follows, and changes nothing."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from tests.desks import NOW
from tests.ptyrun import Terminal
from tests.stories.writtenbyothers import SHOWN_AT_MOST

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = (120, 40), (80, 24)
FIRST_SHOWN = 30.0
"""Seconds until the first screen, at most, on a machine that does other things too."""
RESTING = 0.22
"""Seconds on a card until its comments are read."""
CALM = 0.1
"""Seconds between the keys of a person who looks at what each of them did."""
SELECTING = 0.3
"""Seconds until a list of choices is open, or closed again."""
BANNER = 5
"""Lines at the top among which the headline is: problems stand above it."""
ALONE = 0.3
"""Seconds after which nothing can be taken for the rest of a sequence that esc began."""
QUESTIONS = (("c", "Comment on"), ("m", "Move the card"), ("s", "Who takes it"), ("a", "Which action"))
"""The dialogs of an incident that answer with a choice."""
OPENERS = ("xdg-open", "open", "sensible-browser", "x-www-browser", "www-browser")


def start(desk: Path, size: tuple[int, int] = WIDE, code: str = "", **environment: str) -> Terminal:
    """The full screen of that desk; `code` runs before it, in the same process."""
    program = (
        ["-m", "tui"] if not code else ["-c", f"{code}\nfrom tui.__main__ import main\nsys.exit(main())"]
    )
    return Terminal([sys.executable, *program, "--desk", desk], size=size, env=surroundings(**environment))


def surroundings(**environment: str) -> dict[str, str]:
    """The whole environment of the program."""
    names = ("PATH", "HOME", "ROTA_STATE_DIR")
    fixed = {"ROTA_NOW": NOW.isoformat(), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return {name: os.environ[name] for name in names} | fixed | environment


def openers(folder: Path) -> Path:
    """Programs named as those that open a page; whichever is started leaves its arguments in `opened`."""
    folder.mkdir()
    for name in OPENERS:
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$0 $*" >> {folder / "opened"}\n')
        program.chmod(0o755)
    return folder


def opened(terminal: Terminal) -> None:
    """Wait until the desk can be acted on."""
    terminal.wait_for("today", FIRST_SHOWN)
    terminal.wait_for("Alarms:", FIRST_SHOWN)
    terminal.wait_gone("board not loaded", FIRST_SHOWN)
    terminal.read(0.5)


def go(terminal: Terminal, key: str, word: str) -> None:
    """Show the screen of that key; its name stands in the headline."""
    terminal.press(key)
    end = time.monotonic() + 10
    while not any(word in line for line in terminal.screen.display[:BANNER]):
        assert time.monotonic() < end, f"{word} was not shown; the screen:\n{terminal.text}"
        terminal.read(0.05)
    terminal.read(0.2)


def tour(terminal: Terminal, cards: int) -> None:
    """Every screen, every row, every dialog; `cards` of the rows in triage are read in full."""
    _today(terminal, cards)
    _triage(terminal, cards)
    _dialogs(terminal, min(cards, SHOWN_AT_MOST))
    for key, word in (("3", "runbooks"), ("4", "actions"), ("5", "post-mortems")):
        go(terminal, key, word)
        _each_row(terminal, min(cards, SHOWN_AT_MOST), 0.12)
        calmly(terminal, "tab", "pagedown", "pagedown", "shift+tab")
    go(terminal, "6", "activity")
    terminal.press(*["pagedown"] * (1 + cards // 4))
    go(terminal, "7", "metrics")
    terminal.press(*["pagedown"] * 4)
    go(terminal, "1", "today")


def calmly(terminal: Terminal, *keys: str, rest: float = CALM) -> None:
    """Press keys as a person does who looks at what each of them did."""
    for key in keys:
        terminal.press(key)
        terminal.read(max(rest, ALONE) if key == "esc" else rest)


def _each_row(terminal: Terminal, rows: int, rest: float) -> None:
    calmly(terminal, "home")
    for _ in range(rows):
        terminal.read(rest)
        terminal.press("down")


def _today(terminal: Terminal, cards: int) -> None:
    _each_row(terminal, 2 * cards, 0.03)
    terminal.press("?")
    terminal.wait_for("Keys of rota")
    calmly(terminal, "pagedown", "esc")
    calmly(terminal, "ctrl+p", "c", "o", "esc")


def _triage(terminal: Terminal, cards: int) -> None:
    go(terminal, "2", "triage")
    _each_row(terminal, cards, RESTING)
    calmly(terminal, "enter", *["pagedown"] * 4, "shift+tab", "/", "a", "esc", "home")


def _dialogs(terminal: Terminal, choices: int) -> None:
    """Each question of an incident, left without an answer."""
    for key, question in QUESTIONS:
        terminal.press(key)
        terminal.wait_for(question)
        terminal.press(*["down"] * choices)
        calmly(terminal, "esc")
        terminal.wait_gone(question)
    terminal.press("p")
    terminal.wait_for("Post-mortem of")
    calmly(terminal, "pagedown", "pagedown", "esc")
    terminal.wait_gone("Post-mortem of")


def form(terminal: Terminal, name: str = "show") -> None:
    """The form of that action, filled in well."""
    go(terminal, "1", "today")
    terminal.press("a")
    terminal.wait_for("Which action")
    terminal.read(0.4)
    terminal.type(name)
    calmly(terminal, "enter")
    terminal.wait_for("ctrl+s check")
    if name == "show":
        calmly(terminal, "enter", "end", "home", "down", "enter", rest=SELECTING)  # the account, from a list
        calmly(terminal, "tab", "ctrl+u", "x", "tab")
    calmly(terminal, "enter", "end", "enter", "tab", rest=SELECTING)
    terminal.type("a long enough note")
    terminal.read(0.3)


def to_confirm(terminal: Terminal, name: str = "show") -> None:
    """The last look before that action is performed."""
    form(terminal, name)
    terminal.press("ctrl+s")
    terminal.wait_for("esc leave, nothing is done", 20)
    terminal.read(0.5)


def launch(terminal: Terminal) -> None:
    """The action `show`, from the choice to its result; the person says yes once."""
    to_confirm(terminal)
    terminal.press("y")
    terminal.wait_for("enter or esc close", 20)
    calmly(terminal, "enter")
    go(terminal, "6", "activity")
