"""The gate: text from outside, made safe to show, to log and to pass on.

Total: no text, and no object, makes it raise. What it returns is for display, logs, arguments and file
names only; what goes back to the board is the text as it came. A `Plain` may still look like markup: show
it in the safe form of its place, `content()` or `rich_text()`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

Plain = NewType("Plain", str)
"""Text that passed the gate; nothing else makes one."""

LINE_CAP = 300
"""Characters shown of a one-line text."""
BODY_CAP = 2_000
"""Characters shown of a text of several lines."""
FOLD = 400
"""Characters in a line of a body, at most: longer lines are slow to lay out."""
MARKS = 4
"""Combining marks on one base, at most."""
WORK = 4
"""How many times the cap is read, at most, to find enough that can be shown."""
REMEMBERED = 4_096
"""Characters whose picture is kept."""

BLANK = "(blank)"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_LINE_ENDS = "\n\r\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufe00-\ufe0f\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Zero width, fillers, variation selectors and tags."""
_SKIN_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")
_MARK_POSSIBLE = "[^\0-\u02ff\u2000-\u20cf\u2100-\u2bff\u3041-\u3096\u30a0-\u9fff\uac00-\ud7a3]"
"""Anything outside large blocks that hold no combining mark: Latin, symbols, Chinese, Japanese, Korean."""
_LOOKS_EMPTY = re.compile("[\\s\N{BRAILLE PATTERN BLANK}]*")


@cache
def _mark_possible() -> re.Pattern[str]:
    """Compiled when first asked for: it takes longer than the first paint may wait."""
    return re.compile(_MARK_POSSIBLE)


class _Pictures(dict[int, str]):
    """A table for `str.translate`: what stands for each character, remembered for the common ones."""

    def __init__(self, line_end: str, tab: str) -> None:
        super().__init__({ord(end): line_end for end in _LINE_ENDS} | {ord("\t"): tab})

    def __missing__(self, code: int) -> str:
        picture = _picture(code)
        if len(self) < REMEMBERED:
            self[code] = picture
        return picture


_IN_ONE_LINE = _Pictures(line_end="\N{SYMBOL FOR NEWLINE}", tab=" ")
_IN_BODY = _Pictures(line_end="\n", tab="    ")


def one_line(text: object, cap: int = LINE_CAP) -> Plain:
    """The text in one line, at most `cap` characters and then `… (+N)`; None is blank."""
    raw = text if isinstance(text, str) else _read(text)
    if len(raw) <= cap and raw.isascii() and raw.isprintable() and raw.strip():
        return Plain(raw)  # what nearly every row of a table holds
    return Plain(_gate(raw, cap, _IN_ONE_LINE))


def body(text: object, cap: int = BODY_CAP) -> Plain:
    """The text with its lines, folded at 400, at most `cap` characters and then `… (+N)`; None is blank."""
    raw = text if isinstance(text, str) else _read(text)
    return Plain("\n".join(map(_fold, _gate(raw, cap, _IN_BODY).split("\n"))))


def content(plain: Plain) -> Content:
    """The safe form for Textual's widgets, titles and toasts; not for DataTable and Tree."""
    from textual.content import Content

    return Content(plain)


def rich_text(plain: Plain) -> Text:
    """The safe form for the cells of a DataTable and the nodes of a Tree."""
    from rich.text import Text

    return Text(plain)


def _read(thing: object) -> str:
    if thing is None:
        return ""
    try:
        return bytes(thing).decode(errors="replace") if isinstance(thing, bytes | bytearray) else str(thing)
    except Exception:  # a foreign __str__ may raise anything, and the gate raises nothing
        return f"(unreadable {type(thing).__name__})"


def _gate(raw: str, cap: int, pictures: _Pictures) -> str:
    budget = WORK * cap
    shown = _limit_marks(raw[:budget].replace("\r\n", "\n").translate(pictures))
    left_out = max(0, len(raw) - budget) + max(0, len(shown) - cap)
    shown = shown[:cap]
    if _LOOKS_EMPTY.fullmatch(shown):
        shown = BLANK
    return f"{shown}… (+{left_out})" if left_out else shown


def _picture(code: int) -> str:
    character = chr(code)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if INVISIBLE.match(character) or _SKIN_TONE.match(character):
        return ""
    if _FLAG_HALF.match(character):
        return chr(ord("A") + code - 0x1F1E6)
    # Cc, Cf, Cs, Co and Cn: C1, bidi controls, lone surrogates, private and unassigned characters
    return REPLACEMENT if unicodedata.category(character).startswith("C") else character


def _limit_marks(text: str) -> str:
    """Drop combining marks that have no base, and all but the first four on one."""
    if not _mark_possible().search(text):
        return text
    kept: list[str] = []
    room = 0
    for character in text:
        if not _is_mark(character):
            room = 0 if character.isspace() else MARKS
        elif room == 0:
            continue
        else:
            room -= 1
        kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _fold(line: str) -> str:
    pieces = []
    while len(line) > FOLD:
        end = FOLD
        while _is_mark(line[end]):  # at most four steps: a mark stays with its base
            end -= 1
        pieces.append(line[:end])
        line = line[end:]
    return "\n".join([*pieces, line])
