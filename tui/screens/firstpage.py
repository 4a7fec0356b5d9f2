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


class FirstPage(NamedTuple):
    """Today as it was drawn at the last look."""

    facts: Facts
    panel: tuple[Line, ...]
    rows: tuple[Row, ...]


def to_json(page: FirstPage, settings_stamp: str) -> str:
    """The page as a file, valid only for the `rota.toml` of that stamp."""
    rows = [[row.id, row.cells, row.tone] for row in page.rows]
    return json.dumps({"settings": settings_stamp} | {"facts": page.facts, "panel": page.panel, "rows": rows})


def from_json(text: str, settings_stamp: str) -> FirstPage | None:
    """The page of a file; None for another `rota.toml`, another version of rota, or what is no page."""
    try:
        record = json.loads(text)
        if record["settings"] != settings_stamp:
            return None
        return FirstPage(
            Facts(*record["facts"]),
            tuple(Line(*line) for line in record["panel"]),
            tuple(Row(key, tuple(map(Plain, cells)), tone) for key, cells, tone in record["rows"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
