"""The log of a run: what it printed, one JSON value a line, so that it is safe to look at in a terminal."""

from __future__ import annotations

import contextlib
import json
import os
from collections import deque
from pathlib import Path

from support.actions.author import Progress

HEAD = 500_000
"""Bytes of the beginning that are kept, as they come."""
TAIL = 500_000
"""Bytes of the end that are kept; written when the run is over."""
EXCERPT = 4_000
"""Characters of the end that go into the record."""


class LogWriter:
    """Appends to a run's log. A full disk costs lines, and never the run."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
        self._descriptor = os.open(path, flags, 0o600)
        self._room = HEAD
        self._tail: deque[bytes] = deque()
        self._tail_size = 0
        self._left_out = 0
        self._recent: deque[str] = deque()
        self._recent_size = 0

    def line(self, text: str) -> None:
        """A line that it printed."""
        self._remember(text)
        self._keep(json.dumps(text).encode("ascii") + b"\n")

    def progress(self, progress: Progress) -> None:
        """How far it says it is."""
        self._keep(json.dumps([progress.done, progress.total]).encode("ascii") + b"\n")

    def excerpt(self) -> str:
        """The end of what it printed."""
        return "\n".join(self._recent)[-EXCERPT:]

    def close(self) -> None:
        """Write the end of an output that is longer than the log may be."""
        if self._left_out:
            self._write(json.dumps(f"[{self._left_out:,} bytes were left out here]").encode("ascii") + b"\n")
        self._write(b"".join(self._tail))
        os.close(self._descriptor)

    def _keep(self, record: bytes) -> None:
        if self._room >= len(record):
            self._room -= len(record)
            self._write(record)
            return
        self._room = 0
        self._tail.append(record)
        self._tail_size += len(record)
        while self._tail_size > TAIL:
            dropped = len(self._tail.popleft())
            self._tail_size -= dropped
            self._left_out += dropped

    def _remember(self, text: str) -> None:
        self._recent.append(text)
        self._recent_size += len(text) + 1
        while self._recent_size - len(self._recent[0]) - 1 > EXCERPT:
            self._recent_size -= len(self._recent.popleft()) + 1

    def _write(self, record: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._descriptor, record)


class LogReader:
    """Reads what was added to a run's log since it was last asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._place = 0
        self._begun = b""

    def new(self) -> list[str | Progress]:
        """The lines that are whole by now."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._place)
                added = file.read()
        except FileNotFoundError:
            return []
        self._place += len(added)
        *lines, self._begun = (self._begun + added).split(b"\n")
        return [_parsed(line) for line in lines]


def _parsed(line: bytes) -> str | Progress:
    """Anything that we did not write is a complaint of the supervisor itself, and shown as it is."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return line.decode("utf-8", "replace")
    match value:
        case str():
            return value
        case [int() | float() as done, int() | float() as total]:
            return Progress(done, total)
        case _:
            return line.decode("utf-8", "replace")
