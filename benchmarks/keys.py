"""Cursor keys: from the key to the highlighted next row, and to the last byte of all that it paints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apps import app
from benchmarks.desks import make_desk, title
from benchmarks.ptytime import QUIET, Burst, Run
from benchmarks.report import Comparison

MANY, FEW = 5_000, 100
KEYS, SCROLLS = 200, 30
END = "\x1b[F"
REACH = 20
"""Rows; so far above the last one the cursor is still on the same page."""
ABOVE = 50
"""Rows above the last one, on an earlier page: the cursor is at the upper edge, and each key up scrolls."""

Turn = tuple[Burst, Burst, Burst]
"""The same key on the large desk, on the small one, and in the app of one widget."""


def compare() -> Iterator[Comparison]:
    """A key at the end of two desks' lists and in an app of one widget, by turns; raises NeverShown."""
    with TemporaryDirectory(prefix="rota-bench-") as place, ExitStack() as runs:
        small = make_desk(Path(place) / "few", FEW)
        many = runs.enter_context(make_desk(Path(place) / "many", MANY).open())
        few = runs.enter_context(small.open())
        counter = runs.enter_context(Run(app("counter", small.folder, small.environment)))
        keys = _Keys(many, few, counter)
        yield from _compared("cursor key", [keys.press(*step) for step in _up_and_down()])
        keys.go_up_to(ABOVE)
        yield from _compared("scrolling key", [keys.press("k", ABOVE + n) for n in range(1, SCROLLS + 1)])


class _Keys:
    """Presses the same keys everywhere; rows are counted upward from the last one."""

    def __init__(self, many: Run, few: Run, counter: Run) -> None:
        self._many, self._few, self._counter = many, few, counter
        self._presses = 0
        counter.wait_for(_count(0))
        counter.settle(QUIET)
        many.press(END, title(MANY))
        few.press(END, title(FEW))

    def press(self, key: str, row: int) -> Turn:
        """One key that leads to that row."""
        self._presses += 1
        return (
            self._many.press(key, title(MANY - row)),
            self._few.press(key, title(FEW - row)),
            self._counter.press("j", _count(self._presses)),
        )

    def go_up_to(self, row: int) -> None:
        """From the last row to that one, all at once."""
        for run, cards in ((self._many, MANY), (self._few, FEW)):
            run.press("k" * row, title(cards - row))


def _up_and_down() -> Iterator[tuple[str, int]]:
    """Keys with the rows that they lead to: within a page, time after time, back to the last row."""
    for count in range(KEYS):
        step, upward = count % REACH + 1, count // REACH % 2 == 0
        yield ("k", step) if upward else ("j", REACH - step)


def _count(presses: int) -> str:
    return f"pressed {presses:04}"


def _compared(what: str, turns: list[Turn]) -> Iterator[Comparison]:
    many, few, counter = zip(*turns, strict=True)
    for ours, theirs, names in (
        (many, counter, f"{MANY:,} cards, to one widget"),
        (few, counter, f"{FEW} cards, to one widget"),
        (many, few, f"{MANY:,} cards, to {FEW} cards"),
    ):
        for part, figures in (("row", _until_shown), ("all", _until_quiet)):
            yield Comparison(f"{what}, {names}: {part}", "ms", figures(ours), figures(theirs))
    yield Comparison(f"{what}, {MANY:,} cards, to one widget: output", "bytes", _sizes(many), _sizes(counter))


def _until_shown(bursts: tuple[Burst, ...]) -> tuple[float, ...]:
    return tuple(1_000 * burst.shown for burst in bursts)


def _until_quiet(bursts: tuple[Burst, ...]) -> tuple[float, ...]:
    return tuple(1_000 * burst.quiet for burst in bursts)


def _sizes(bursts: tuple[Burst, ...]) -> tuple[float, ...]:
    return tuple(burst.size for burst in bursts)
