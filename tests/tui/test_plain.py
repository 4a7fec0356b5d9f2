"""The gate: nothing from outside is shown raw, and nothing ordinary is changed."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import Hostile, everything, of_kind
from tests.soak import examples
from tui.plain import BODY_CAP, FOLD, LINE_CAP, MARKS, body, content, one_line, rich_text

INVISIBLE = (
    {0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0}
    | {*range(0x180B, 0x1810), *range(0x200B, 0x200E), *range(0x2060, 0x2066), *range(0x206A, 0x2070)}
    | {*range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE1000)}
)
TAIL = len("… (+1000000)")

ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.sampled_from([h.text for h in everything()])


def forbidden(text: str) -> list[str]:
    """The characters of a shown text that no terminal should get, line ends apart."""
    return [
        hex(ord(character))
        for character in {*text} - {"\n"}
        if unicodedata.category(character).startswith("C")
        or character in "\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
        or ord(character) in INVISIBLE
        or 0x1F1E6 <= ord(character) <= 0x1F1FF
        or 0x1F3FB <= ord(character) <= 0x1F3FF
    ]


def worst_pile(text: str) -> int:
    """The most combining marks in a row; one without a base counts as too many."""
    worst = row = 0
    has_base = False
    for character in text:
        if unicodedata.category(character).startswith("M"):
            row = row + 1 if has_base else MARKS + 1
        else:
            row, has_base = 0, not character.isspace()
        worst = max(worst, row)
    return worst


@pytest.mark.parametrize(
    "text",
    [
        "Payments down for Acme",
        "[/api/v2/orders] fails: 100 % of £5 – café, naïve, Łódź",
        "支払い障害",
        "Оплата не проходит",
        *[hostile.text for hostile in of_kind("honest-script", "escape-spelling")],
    ],
)
def test_an_honest_title_comes_through_as_it_is(text: str) -> None:
    assert one_line(text) == text
    assert body(text) == text


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f\ng", "a␤b␤c␤d␤e␤f␤g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb", "a b", "a    b"),
        ("\x00\x07\x0b\x0c\x1b[2J\x7f", "␀␇␋␌␛[2J␡", "␀␇␋␌␛[2J␡"),
        ("\x9b2J", "\ufffd2J", "\ufffd2J"),
        ("refund \u202e001\u202c", "refund \ufffd001\ufffd", "refund \ufffd001\ufffd"),
        ("restart\u200bpay\u00adments\ufe0f", "restartpayments", "restartpayments"),
        ("x\ud83dy\ue000z\uffff", "x\ufffdy\ufffdz\ufffd", "x\ufffdy\ufffdz\ufffd"),
        ("e" + "\u0301" * 9, "e" + "\u0301" * 4, "e" + "\u0301" * 4),
        ("\u0301a \u0301b\n\u0301c", "a b␤\u0301c", "a b\nc"),
        ("\U0001f44d\U0001f3fd", "\U0001f44d", "\U0001f44d"),
        ("\U0001f1e9\U0001f1ea", "DE", "DE"),
    ],
    ids=[
        "line ends",
        "tab",
        "C0",
        "C1",
        "bidi",
        "invisible",
        "no character",
        "pile",
        "no base",
        "skin",
        "flag",
    ],
)
def test_what_is_not_ordinary_becomes_visible_or_goes(text: str, line: str, lines: str) -> None:
    assert one_line(text) == line
    assert body(text) == lines


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u2800\u3000", "\u202f\t", None])
def test_what_is_blank_is_said_in_a_word(text: object) -> None:
    assert one_line(text) == "(blank)"
    assert body(text) == "(blank)"


def test_a_long_line_says_how_much_is_left_out() -> None:
    assert one_line("x" * 300) == "x" * 300
    assert one_line("x" * 301) == "x" * 300 + "… (+1)"
    assert one_line("x" * 1_000_000, cap=10) == "xxxxxxxxxx… (+999990)"


def test_words_behind_a_wall_of_invisible_ones_are_counted() -> None:
    assert one_line("\u200b" * 1_200 + "deploy") == "(blank)… (+6)"


def test_a_long_line_of_a_body_is_folded_between_letters_and_not_within_one() -> None:
    assert body("x" * 900) == "\n".join(["x" * 400, "x" * 400, "x" * 100])
    letters = "e\u0301" * 401
    assert [len(line) for line in body(letters).split("\n")] == [400, 400, 2]
    assert body("x" + letters).split("\n")[1].startswith("e\u0301")


class Unspeakable:
    def __str__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize(
    ("thing", "shown"),
    [(12, "12"), (b"\x1b[c \xff", "␛[c \ufffd"), (Unspeakable(), "(unreadable Unspeakable)")],
)
def test_things_that_are_no_text_are_shown_too(thing: object, shown: str) -> None:
    assert one_line(thing) == shown


@pytest.mark.parametrize("hostile", everything(), ids=lambda hostile: hostile.id)
def test_no_hostile_text_gets_through(hostile: Hostile) -> None:
    for shown in (one_line(hostile.text), body(hostile.text)):
        assert forbidden(shown) == []
        assert worst_pile(shown) <= MARKS


@settings(max_examples=examples(60), deadline=None)
@given(ANY_TEXT, st.integers(1, 400))
def test_one_line_stays_one_line_of_its_length(text: str, cap: int) -> None:
    shown = one_line(text, cap)
    assert forbidden(shown) == []
    assert "\n" not in shown
    assert worst_pile(shown) <= MARKS
    assert len(shown) <= max(cap, len("(blank)")) + TAIL
    assert shown.strip()


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(ANY_TEXT, max_size=30).map("\n".join))
def test_a_body_stays_within_its_cap_and_its_fold(text: str) -> None:
    shown = body(text)
    assert forbidden(shown) == []
    assert worst_pile(shown) <= MARKS
    assert all(len(line) <= FOLD for line in shown.split("\n"))
    assert len(shown) <= BODY_CAP + TAIL + BODY_CAP // FOLD


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=LINE_CAP // 4))
def test_what_went_through_goes_through_again_unchanged(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize("first", [*range(0, 0x34000, 0x4000), 0xE0000, 0xF0000, 0x10C000], ids=hex)
def test_every_character_goes_through(first: int) -> None:
    characters = "".join(map(chr, range(first, first + 0x4000)))
    assert forbidden(one_line(characters, cap=0x4000)) == []


def test_what_looks_like_markup_is_shown_as_written() -> None:
    text = one_line("[@click=app.quit]Payments[/] :bomb: [b]$x")
    assert content(text).plain == text
    assert content(text).spans == []
    assert rich_text(text).plain == text
    assert rich_text(text).spans == []


def test_the_gate_needs_no_screen() -> None:
    code = "import sys, tui.plain; sys.exit(bool({'textual', 'rich'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
