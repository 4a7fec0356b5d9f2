"""Finding words in a Markdown text, and the section to open it at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from support.markdown import Section, headings
from support.words import words_in

_TITLE, _HEADING, _FILED, _BODY = range(4)
"""How far from the title a word stands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which everything was found."""

    distance: int
    """0 when every word stands in the title; the smaller, the better."""
    section: Section | None
    """Where most of the words stand; None for the top."""


@dataclass(frozen=True, slots=True)
class _Part:
    section: Section | None
    heading: str
    body: str

    def holds(self, needles: Iterable[str]) -> tuple[int, int]:
        """How many of them it holds, and how many of these in its heading."""
        either = sum(needle in self.heading or needle in self.body for needle in needles)
        return (either, sum(needle in self.heading for needle in needles))


@dataclass(frozen=True, slots=True)
class Index:
    """One text made ready for being searched; words stand between blanks, so that a needle ends them."""

    title: str
    filed: str
    """What it is filed under: tags and the like."""
    parts: tuple[_Part, ...]
    """What stands before the first heading, then each section."""

    @classmethod
    def of(cls, title: str, filed: Iterable[str], text: str) -> Index:
        """The index of a text."""
        return cls(_spaced(title), _spaced(" ".join(filed)), tuple(_parts(text)))

    def find(self, needles: tuple[str, ...]) -> Hit | None:
        """Where the needles are, or None when one of them is nowhere."""
        distances = [self._distance(needle) for needle in needles]
        if any(distance is None for distance in distances):
            return None
        total = sum(distance for distance in distances if distance is not None)
        return Hit(total, self._section(needles) if total else None)

    def _distance(self, needle: str) -> int | None:
        if needle in self.title:
            return _TITLE
        if any(needle in part.heading for part in self.parts):
            return _HEADING
        if needle in self.filed:
            return _FILED
        return _BODY if any(needle in part.body for part in self.parts) else None

    def _section(self, needles: tuple[str, ...]) -> Section | None:
        best = max(self.parts, key=lambda part: part.holds(needles))
        return best.section if any(best.holds(needles)) else None


def needles_of(words: str) -> tuple[str, ...]:
    """What to look for in an index: whole words, and the beginning of the last one."""
    each = words_in(words)
    return tuple(f" {word} " for word in each[:-1]) + tuple(f" {word}" for word in each[-1:])


def _parts(text: str) -> Iterable[_Part]:
    lines = text.split("\n")
    sections = headings(text)
    ends = [section.line - 1 for section in sections] + [len(lines)]
    yield _Part(None, "", _spaced("\n".join(lines[: ends[0]])))
    for section, end in zip(sections, ends[1:], strict=True):
        yield _Part(section, _spaced(section.heading), _spaced("\n".join(lines[section.line : end])))


def _spaced(text: str) -> str:
    return f" {' '.join(words_in(text))} "
