"""A journal in a file of JSON lines, shared by processes; run as a program, it is a supervisor with one.

As a program: `python -I filejournal.py JOURNAL RUNS`, with the order on stdin.
"""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from support.errors import JournalUnavailable
from support.journal import Draft, Entry, Verdict, check_chain, from_record, seal, to_record


class FileJournal:
    """A Journal. While `<file>.full` exists, nothing can be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._full = path.with_suffix(".full")

    def append(self, draft: Draft) -> Entry:
        if self._full.exists():
            raise JournalUnavailable("The disk is full.")
        with self._locked():
            entry = seal(draft, next(iter(self.last(1)), None))
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(to_record(entry)) + "\n")
        return entry

    def entries(self, after: int = 0) -> tuple[Entry, ...]:
        return tuple(entry for entry in map(from_record, self._records()) if entry.seq > after)

    def last(self, count: int) -> tuple[Entry, ...]:
        return self.entries()[-count:]

    def verify(self) -> Verdict:
        return check_chain(self._records())

    def _records(self) -> list[dict[str, object]]:
        if not self._path.exists():
            return []
        whole = self._path.read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class TickingClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


if __name__ == "__main__":
    from support.actions.supervisor import supervise

    journal = FileJournal(Path(sys.argv[1]))
    sys.exit(supervise(sys.stdin.buffer.read(), journal, Path(sys.argv[2]), TickingClock()))
