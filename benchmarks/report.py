"""How a comparison is printed: one line, the ratio first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same measured of two programs, by turns."""

    what: str
    """What was measured, of which program, against which."""
    unit: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    bar: float | None = None
    """What the ratio of the medians must not exceed; None where nothing is promised."""

    @property
    def ratio(self) -> float:
        """Median to median."""
        return median(self.ours) / median(self.theirs)

    @property
    def holds(self) -> bool:
        """Whether the ratio is within the bar."""
        return self.bar is None or self.ratio <= self.bar

    def line(self) -> str:
        """`what  1.05 x  p95 1.10 x  bar 1.20: holds  (median ...; min ...; p95 ... ms; n = 15)`."""
        tail = p95(self.ours) / p95(self.theirs)
        verdict = f"bar {self.bar:.2f}: {'holds' if self.holds else 'BROKEN'}  " if self.bar else ""
        figures = "; ".join(
            f"{name} {of(self.ours):.1f} to {of(self.theirs):.1f}"
            for name, of in (("median", median), ("min", min), ("p95", p95))
        )
        return (
            f"{self.what:<58} {self.ratio:5.2f} x  p95 {tail:5.2f} x  {verdict}"
            f"({figures} {self.unit}; n = {len(self.ours)})"
        )


def p95(samples: Sequence[float]) -> float:
    """The smallest sample that 95 of 100 do not exceed."""
    return sorted(samples)[math.ceil(0.95 * len(samples)) - 1]
