"""Where in a TOML text a key stands; a hint for people, found without a second parser."""

from __future__ import annotations

import re
from collections import Counter

from integrations.deskfile.fault import KeyPath

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEYS = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(rf"\s*({_KEYS})\s*=")


class Lines:
    """The line of each table and key of one text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {}
        tables: Counter[KeyPath] = Counter()
        table: KeyPath = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := _HEADER.fullmatch(line):
                table = _split(header[2])
                if header[1] == "[[":
                    tables[table] += 1
                    table = (*table, tables[table] - 1)
                self._lines.setdefault(table, number)
            elif assignment := _ASSIGNMENT.match(line):
                self._lines.setdefault(table + _split(assignment[1]), number)

    def of(self, path: KeyPath) -> int | None:
        """The line of the key, else of the nearest table around it, else None."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return None


def _split(keys: str) -> KeyPath:
    return tuple(key if key[0] not in "\"'" else key[1:-1] for key in re.findall(_KEY, keys))
