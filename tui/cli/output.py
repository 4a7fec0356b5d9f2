"""What the command line prints; every text from outside has passed the gate, JSON is ASCII."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from tui.plain import one_line


def say(text: str = "") -> None:
    """One line to standard output."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any) -> None:
    """The value as JSON, indented, in ASCII."""
    say(json.dumps(value, indent=2, ensure_ascii=True))


def say_table(rows: Iterable[Sequence[object]], headings: Sequence[str]) -> None:
    """Columns as wide as their widest cell; the last one is not filled up."""
    table = [tuple(headings), *(tuple(one_line(cell, 100) for cell in row) for row in rows)]
    widths = [max(len(row[at]) for row in table) for at in range(len(headings))]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())
