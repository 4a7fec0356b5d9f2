"""First paint: from the start of the process to a screen with the board's rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apps import app
from benchmarks.desks import make_desk, title
from benchmarks.ptytime import start
from benchmarks.report import Comparison

CARDS = 5_000
BAR = 1.2
"""Times the empty app, in time."""
ROW = 20
"""On the first screen, and not at its top: when it is painted, all are."""
EMPTY_SHOWS = "nothing else is here"


def compare(pairs: int) -> Iterator[Comparison]:
    """Start rota on a desk it has seen before, and the empty app, by turns; raises NeverShown."""
    with TemporaryDirectory(prefix="rota-bench-") as place:
        desk = make_desk(Path(place), CARDS)
        rota, empty = desk.rota, app("empty", desk.folder, desk.environment)
        with desk.open():
            start(empty, EMPTY_SHOWS)  # by now both have their .pyc files, and rota its first page
        runs = [(start(rota, title(ROW)), start(empty, EMPTY_SHOWS)) for _ in range(pairs)]
    what = f"first paint, {CARDS:,} cards, to an empty app"
    yield Comparison(f"{what}: time", "ms", *_milliseconds([(a.seconds, b.seconds) for a, b in runs]), BAR)
    yield Comparison(f"{what}: CPU", "ms", *_milliseconds([(a.cpu, b.cpu) for a, b in runs]))


def _milliseconds(pairs: list[tuple[float, float]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    ours, theirs = zip(*pairs, strict=True)
    return tuple(1_000 * each for each in ours), tuple(1_000 * each for each in theirs)
