"""A TinyDB storage that cannot be caught half-way: locked, written beside, synced, renamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock
from tinydb.storages import Storage

from integrations.files import private_folder, replace_file

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process."""


class SafeStorage(Storage):
    """One JSON document in one file (0600), shared by processes.

    Hold `locked()` around a read that a write depends on. The document is read again only when the file is
    another one than at the last read. Raises OSError, filelock.Timeout, or ValueError for a file that is not JSON.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        private_folder(path.parent)
        self._lock = FileLock(f"{path}.lock", timeout=LOCK_TIMEOUT, mode=0o600)
        self._seen: tuple[int, int, int] | None = None
        self._document: dict[str, dict[str, Any]] | None = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process from writing; nests."""
        with self._lock:
            yield

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The document, or None where there is no file yet."""
        stamp = self._stamp()
        if stamp is None:
            return None
        if stamp != self._seen:
            self._document = json.loads(self.path.read_bytes())
            self._seen = stamp
        return self._document

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put the document in the file's place."""
        with self.locked():
            replace_file(self.path, json.dumps(data, ensure_ascii=True).encode("ascii"))
            self._seen, self._document = self._stamp(), data

    def _stamp(self) -> tuple[int, int, int] | None:
        """What tells one version of the file from another: replaced files have other inodes."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return (stat.st_ino, stat.st_mtime_ns, stat.st_size)
