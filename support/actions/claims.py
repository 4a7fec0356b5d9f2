"""Who may write about a run: whoever holds the lock on its log, which the kernel frees at their death.

Zombies and other processes that come by the same pid hold no lock, so they cannot be taken for the run's own.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.errors import Invalid, JournalUnavailable, Refused

_ID = re.compile(r"[0-9a-f]{32}")


def log_path(folder: Path, run_id: str) -> Path:
    """The run's log; raises Invalid for what is no id."""
    if not _ID.fullmatch(run_id):
        raise Invalid(f"{run_id[:40]!r} is not the id of a run.", "See `rota runs`.")
    return folder / f"{run_id}.log"


def claim_new(folder: Path, run_id: str) -> int:
    """A descriptor of the new run's log, locked.

    Raises Refused for an id that was used before, JournalUnavailable when there can be no log.
    """
    path = log_path(folder, run_id)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError as error:
        raise Refused("This was launched already.", "Open the action again to run it once more.") from error
    except OSError as error:
        raise JournalUnavailable(f"A log cannot be made in {folder}: {error.strerror}.") from error
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    return descriptor


def is_claimed(folder: Path, run_id: str) -> bool:
    """Whether a living process of this machine still works on the run."""
    try:
        descriptor = os.open(log_path(folder, run_id), os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    try:
        return not _locked(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


@contextmanager
def claim_left(folder: Path, run_id: str) -> Iterator[bool]:
    """Take over the claim of a run that nobody works on any more; False when somebody does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    descriptor = os.open(log_path(folder, run_id), flags, 0o600)
    try:
        yield _locked(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
