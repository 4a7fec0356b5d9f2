"""Text from outside can do nothing to the terminal: the real program, in a pseudo terminal, byte by byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.stories.bytestream import kinds
from tests.stories.samples import all_texts, batches, bundled, to_the_terminal
from tests.stories.tour import NARROW, WIDE, launch, opened, openers, start, tour
from tests.stories.writtenbyothers import ACTION, SHOWN_AT_MOST, WrittenByOthers, write

ORDINARY = ["Customers charged twice", "Gift cards are refused"]
USUAL = frozenset(
    {f"CSI ?{mode}h" for mode in (1049, 1000, 1003, 1015, 1006, 1004, 2004)}  # page, mouse, focus, paste
    | {"CSI ?25l", "CSI ?7l", "CSI >25u", "CSI H", "CSI m", "character U+000A", "character U+000D"}
    | {"CSI ?2026$p", "CSI ?2048$p", "OSC 22"}  # two modes are asked for; the shape of the mouse pointer
)
"""What an ordinary desk sends to the terminal."""


def sent_on_a_walk(desk: WrittenByOthers, size: tuple[int, int], **environment: str) -> frozenset[str]:
    """Walk through everything and perform one action; the kinds of what came out."""
    before = len(desk.journal)
    with start(desk.folder, size, **environment) as terminal:
        opened(terminal)
        tour(terminal, len(desk.texts))
        assert len(desk.journal) == before
        launch(terminal)
        assert terminal.process.poll() is None
    assert [entry.data["action"] for entry in desk.journal[before:] if entry.kind == "action.requested"] == [
        ACTION
    ]
    return kinds(bytes(terminal.output))


def a_walk_sends_nothing_more(texts: list[str], size: tuple[int, int], home: Path) -> None:
    path = os.pathsep.join([str(openers(home / "bin")), os.environ["PATH"]])
    assert sent_on_a_walk(write(home / "desk", texts), size, PATH=path) - USUAL == frozenset()
    assert not (home / "bin" / "opened").exists()


@pytest.mark.soak
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_is_usual_is_what_an_ordinary_desk_sends(tmp_path: Path, size: tuple[int, int]) -> None:
    assert sent_on_a_walk(write(tmp_path / "desk", ORDINARY), size) == USUAL


def test_a_walk_through_a_hostile_desk_sends_nothing_more(tmp_path: Path) -> None:
    a_walk_sends_nothing_more(bundled(to_the_terminal(2)), WIDE, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(400)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("texts", batches(all_texts(), SHOWN_AT_MOST))
def test_no_text_at_all_sends_more(tmp_path: Path, size: tuple[int, int], texts: list[str]) -> None:
    a_walk_sends_nothing_more(texts, size, tmp_path)


def test_what_judges_sees_what_a_terminal_obeys() -> None:
    said = "a\x1b[2J\x1b[?1000l\x1b]52;c;eA==\x07\x1b]8;;http://x\x1b\\\x1bP$qm\x1b\\\x1bc\x1b(0\x07\x9b2J\u202e\u200b\u3164"
    assert kinds(said.encode()) == {
        "CSI J", "CSI ?1000l", "OSC 52", "OSC 8", "ESC P", "ESC c", "ESC (0",
        "character U+0007", "character U+009B", "character U+202E", "character U+200B", "character U+3164",
    }  # fmt: skip
