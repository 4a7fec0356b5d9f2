"""Files that are private to one person, and replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def private_folder(path: Path) -> Path:
    """Make the folder and those of its parents that are missing, for this person only (0700)."""
    if not path.is_dir():
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def replace_file(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put the content in the file's place: written beside, synced, renamed, folder synced.

    A symbolic link is replaced, not followed. Raises OSError; the old content is then untouched.
    """
    import tempfile  # ten milliseconds that the first paint does not wait for

    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
