"""Just enough Markdown: find the headings of a text, and make outside text harmless in one."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_QUOTE = 300
"""Characters of an outside text that are kept; of four times as many the blanks are taken out."""

_FENCE = re.compile(r" {0,3}(`{3,}+(?!.*`)|~{3,}+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=\s|$)")
_LIVE = re.compile(r"[\\`*_\[\]<>#!|~&$]|^[-+=]|(?<=\d)[.)]$")
_LINKED = re.compile(r"//|@|\S\.\S")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and where it stands."""

    heading: str
    level: int
    """1 to 6."""
    line: int
    """Counted from 1, in the text it was found in."""


def headings(text: str) -> tuple[Section, ...]:
    """The `#` headings outside code fences, in order (CommonMark 0.31, 4.2 and 4.5)."""
    found = []
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if fence:
            fence = "" if _closes(line, fence) else fence
        elif opening := _FENCE.match(line):
            fence = opening[1]
        elif marks := _HEADING.match(line):
            found.append(Section(_heading_text(line[marks.end() :]), len(marks[1]), number))
    return tuple(found)


def neutral(text: str) -> str:
    """The text in one line that Markdown shows as written: no link, heading, emphasis, HTML or entity.

    Words that some readers turn into links by themselves stand as code; what cannot be printed is U+FFFD.
    """
    start = text[: LONGEST_QUOTE * 4]
    words = "".join(each if each.isprintable() else "\ufffd" for each in " ".join(start.split()))
    if len(words) > LONGEST_QUOTE or len(start) < len(text):
        words = words[:LONGEST_QUOTE].rstrip() + "…"
    return " ".join(_code(word) if _LINKED.search(word) else _escaped(word) for word in words.split(" "))


def _closes(line: str, fence: str) -> bool:
    mark = line.strip()
    indented = line.startswith("    ")
    return not indented and len(mark) >= len(fence) and mark == fence[0] * len(mark)


def _heading_text(rest: str) -> str:
    text = rest.strip()
    without = text.rstrip("#")
    closed = not without or without[-1].isspace()
    return without.rstrip() if closed else text


def _escaped(word: str) -> str:
    return _LIVE.sub(r"\\\g<0>", word)


def _code(word: str) -> str:
    longest = max((len(run) for run in re.findall("`+", word)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if word.startswith("`") or word.endswith("`") else ""
    return f"{fence}{padding}{word}{padding}{fence}"
