"""What the command line prints; every text from outside has passed the gate, JSON is ASCII."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from support.errors import (
    Denied,
    Invalid,
    JournalUnavailable,
    Mistakes,
    Offline,
    Refused,
    RotaError,
)
from tui.plain import one_line

OK, FAILED, INVALID, REFUSED, DENIED, WAITING, OFFLINE, TIMED_OUT, CANCELLED = 0, 1, 2, 3, 4, 5, 6, 124, 130
"""The exit codes, a contract with scripts."""

_CODES: tuple[tuple[type[RotaError], int], ...] = (
    (Invalid, INVALID),
    (Denied, DENIED),
    (Refused, REFUSED),
    (JournalUnavailable, FAILED),
    (Offline, OFFLINE),
)


def exit_code(error: RotaError) -> int:
    """The exit code of an error that ended a command."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def say(text: str = "") -> None:
    """One line to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(error: RotaError) -> None:
    """What happened, then the mend, to standard error."""
    sys.stderr.write(f"rota: {one_line(error.what, 2_000)}\n")
    if isinstance(error, Mistakes):
        for mistake in error.mistakes:
            place, what, mend = (one_line(text, 400) for text in (mistake.place, mistake.what, mistake.mend))
            sys.stderr.write(f"  {place}\n    {what.rstrip('.')}. {mend}\n")
    elif error.mend:
        sys.stderr.write(f"      {one_line(error.mend, 2_000)}\n")


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
