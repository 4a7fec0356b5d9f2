"""A TinyDB storage that cannot be caught half-way: locked, written beside, synced, renamed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import FileIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from integrations.files import private_folder, replace_file

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process."""

Document = dict[str, dict[str, Any]]


class SafeStorage(Storage):
    """One JSON document in one file (0600), shared by threads and processes; a symbolic link is refused.

    Hold `locked()` around a read that a write depends on. The document is read again only when the
    file is another one than at the last read, so what `read` returns must not be changed in place,
    except on the way to `write`. Raises OSError, filelock.Timeout, or ValueError or RecursionError
    for a file that is no JSON object.
    """

    def __init__(self, path: Path) -> None:
        """Touches nothing yet: a folder that cannot be made shows at the first use."""
        self.path = path
        self._seen: _Version | None = None
        self._reading = RLock()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process from writing; nests."""
        private_folder(self.path.parent)
        with self._reading:
            lock = self._lock
        with lock:
            yield

    def read(self) -> Document | None:
        """The document, or None where there is no file yet."""
        with self._reading:
            try:
                file = _open(self.path)
            except FileNotFoundError:
                self._forget()
                return None
            if self._seen and self._seen.stamp == _stamp(file):
                file.close()
                return self._seen.document
            self._forget()
            self._seen = _read(file)
            return self._seen.document

    def write(self, data: Document) -> None:
        """Put the document in the file's place."""
        with self.locked(), self._reading:
            # TinyDB changes the remembered document first: what fails to reach the disk must not be seen.
            self._forget()
            replace_file(self.path, json.dumps(data, ensure_ascii=True).encode("ascii"))
            file = _open(self.path)
            self._seen = _Version(file, _stamp(file), data)

    def close(self) -> None:
        """Let go of the file."""
        with self._reading:
            self._forget()

    @cached_property
    def lock_path(self) -> Path:
        """The file that is locked; never the data file, which is replaced at each write."""
        return self.path.with_name(f"{self.path.name}.lock")

    @cached_property
    def _lock(self) -> BaseFileLock:
        from filelock import FileLock

        return FileLock(self.lock_path, timeout=LOCK_TIMEOUT, mode=0o600)

    def _forget(self) -> None:
        if self._seen:
            self._seen.file.close()
        self._seen = None


@dataclass(frozen=True, slots=True)
class _Version:
    """The file as it was last read. Holding it open keeps its inode number from being given to another."""

    file: FileIO
    stamp: tuple[int, ...]
    document: Document


def _read(file: FileIO) -> _Version:
    stamp, document = _stamp(file), json.loads(file.readall())
    if not isinstance(document, dict):
        raise ValueError("it is JSON, but no object")
    return _Version(file, stamp, document)


def _open(path: Path) -> FileIO:
    return FileIO(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "r")


def _stamp(file: FileIO) -> tuple[int, ...]:
    """What tells one version of the file from another."""
    status = os.fstat(file.fileno())
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
