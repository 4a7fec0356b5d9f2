"""What is painted before anything is read: the last sitting's Today, already drawn.

Imports nothing of the heart: the first paint must cost no more than an empty app's.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from tui.plain import Plain
from tui.widgets.headline import Facts
from tui.widgets.rotapanel import Line
from tui.widgets.rows import Row

VERSION = 1


class FirstPage(NamedTuple):
    """Today as it was drawn at the last look."""

    facts: Facts
    panel: tuple[Line, ...]
    rows: tuple[Row, ...]


def to_json(page: FirstPage, settings_digest: str) -> str:
    """The page as a file, valid only for the `rota.toml` of that digest."""
    rows = [[row.id, row.cells, row.tone] for row in page.rows]
    record = {"version": VERSION, "settings": settings_digest}
    return json.dumps(record | {"facts": page.facts, "panel": page.panel, "rows": rows})


def from_json(text: str, settings_digest: str) -> FirstPage | None:
    """The page of a file; None for another version, another `rota.toml`, or what is no page."""
    try:
        record = json.loads(text)
        if (record["version"], record["settings"]) != (VERSION, settings_digest):
            return None
        return FirstPage(
            Facts(*record["facts"]),
            tuple(Line(*line) for line in record["panel"]),
            tuple(Row(key, tuple(map(Plain, cells)), tone) for key, cells, tone in record["rows"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
