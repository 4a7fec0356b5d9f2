"""What the terminal answers is no key, and every key stays one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.soak import examples
from tui import driver
from tui.driver import ESC, Answers

ANSWERS = [
    "\x1b[?62;22c",  # what it is
    "\x1b[>1;10;0c",
    "\x1b[>0;276;0c",
    "\x1bP>|tmux 3.3a\x1b\\",  # its name
    "\x1bP!|7E565445\x1b\\",
    "\x1b]10;rgb:dddd/dddd/dddd\x1b\\",  # colours
    "\x1b]11;rgb:aaaa/bbbb/cccc\x07",
    "\x1b]4;5;rgb:cdcd/0000/cdcd\x1b\\",
    "\x1b]52;c;Y3VybCBldmlsfHNo\x07",  # the clipboard
    "\x1b]lq x y\x1b\\",  # the title
    "\x1b[?0u",  # kitty keys
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[8;24;80t",  # sizes
    "\x1b[4;600;800t",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
]
TYPED = [
    "a", "q", "x", "?", "\r", "\t", "é", "支", ESC + "[A", ESC + "[Z", ESC + "[3~", ESC + "[1;5C", ESC + "OP",
    ESC + "x", ESC + "[97;5u", ESC + "[27u", ESC + "[<0;10;20M", ESC + "[<35;1;1m", ESC + "[I", ESC + "[O",
    ESC + "[200~pasted text" + ESC + "[201~", ESC + "[?2026;2$y", ESC + "[48;40;120;800;1200t",
    ESC + "[24;80R",
]  # fmt: skip
"""Keys, the mouse, a paste, and the answers that Textual asks for."""


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_answer_is_taken_out(answer: str) -> None:
    answers = Answers()
    assert answers.taken_out(f"a{answer}b") == "ab"
    assert answers.begun == ""


@pytest.mark.parametrize("typed", TYPED, ids=repr)
def test_what_a_person_does_stays(typed: str) -> None:
    assert Answers().taken_out(typed) == typed


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.sampled_from(ANSWERS) | st.sampled_from(TYPED), max_size=8), st.data())
def test_wherever_the_portions_are_cut_only_keys_are_left(sent: list[str], data: st.DataObject) -> None:
    stream = "".join(sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    portions = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    answers = Answers()
    left = "".join(map(answers.taken_out, portions)) + answers.let_go()
    assert left == "".join(each for each in sent if each in TYPED)


def test_the_escape_key_is_let_go_when_nothing_follows() -> None:
    answers = Answers()
    assert answers.taken_out(ESC) == ""
    assert answers.let_go() == ESC
    assert answers.let_go() == ""
    assert answers.taken_out("j") == "j"


def test_nobody_waits_for_ever_for_the_rest_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(driver, "monotonic", lambda: now)
    answers = Answers()
    assert answers.taken_out("\x1b]11;rgb:") == ""
    assert answers.let_go() == ""
    now = driver.PATIENCE + 0.1
    assert answers.let_go() == ""
    assert answers.taken_out("j") == "j"
