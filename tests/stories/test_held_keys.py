"""A key held down, or pressed twice, never does what nobody read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ptyrun import KEYS, Terminal
from tests.stories.tour import calmly, form, go, opened, start, to_confirm
from tests.stories.writtenbyothers import WrittenByOthers, write

TIMES = 50
REPEAT = 0.03
"""Seconds between two repeats of a key that is held down."""


@pytest.fixture
def desk(tmp_path: Path) -> WrittenByOthers:
    return write(tmp_path / "desk", ["Customers charged twice", "Gift cards are refused"])


def hold(terminal: Terminal, key: str) -> None:
    """Hold the key down for a while, after a burst that comes all at once."""
    terminal.type(KEYS.get(key, key) * TIMES)
    for _ in range(TIMES // 2):
        terminal.type(KEYS.get(key, key))
        terminal.read(REPEAT)


def nothing_was_done(terminal: Terminal, desk: WrittenByOthers, before: int) -> bool:
    terminal.read(0.5)
    return terminal.process.poll() is None and desk.ran == [] and len(desk.journal) == before


@pytest.mark.parametrize(
    ("key", "word"),
    [
        pytest.param("1", "today", marks=pytest.mark.soak),
        pytest.param("2", "triage", marks=pytest.mark.soak),
        pytest.param("3", "runbooks", marks=pytest.mark.soak),
        ("4", "actions"),
    ],
)
def test_enter_held_down_on_a_list_opens_and_does_nothing(desk: WrittenByOthers, key: str, word: str) -> None:
    before = len(desk.journal)
    with start(desk.folder) as terminal:
        opened(terminal)
        go(terminal, key, word)
        hold(terminal, "enter")
        assert nothing_was_done(terminal, desk, before)


@pytest.mark.soak
def test_enter_held_down_on_the_choice_of_an_action_opens_its_form_at_most(desk: WrittenByOthers) -> None:
    before = len(desk.journal)
    with start(desk.folder) as terminal:
        opened(terminal)
        terminal.press("a")
        hold(terminal, "enter")
        assert nothing_was_done(terminal, desk, before)


def test_only_a_yes_performs_an_action_and_a_held_one_performs_it_once(desk: WrittenByOthers) -> None:
    before = len(desk.journal)
    with start(desk.folder) as terminal:
        opened(terminal)
        to_confirm(terminal, "show")
        hold(terminal, "enter")
        hold(terminal, "ctrl+s")
        assert nothing_was_done(terminal, desk, before)
        hold(terminal, "y")
        terminal.wait_for("enter or esc close", 20)
        assert desk.ran == ["show"]
    asked = [entry.kind for entry in desk.journal[before:] if entry.kind.startswith("action.")]
    assert asked == ["action.requested", "action.started", "action.finished"]


@pytest.mark.soak
def test_the_check_held_down_stops_at_the_confirmation(desk: WrittenByOthers) -> None:
    before = len(desk.journal)
    with start(desk.folder) as terminal:
        opened(terminal)
        form(terminal, "show")
        hold(terminal, "ctrl+s")
        terminal.wait_for("y perform it", 20)
        assert nothing_was_done(terminal, desk, before)


@pytest.mark.soak
def test_a_phrase_is_typed_and_nothing_else_performs_it(desk: WrittenByOthers) -> None:
    before = len(desk.journal)
    with start(desk.folder) as terminal:
        opened(terminal)
        to_confirm(terminal, "wipe")
        hold(terminal, "enter")
        hold(terminal, "y")
        hold(terminal, "enter")
        assert nothing_was_done(terminal, desk, before)
        calmly(terminal, "ctrl+u")
        terminal.type("client 1")
        terminal.read(0.5)
        hold(terminal, "enter")
        terminal.wait_for("enter or esc close", 20)
        assert desk.ran == ["wipe"]
