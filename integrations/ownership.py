"""Whose file it is: rota takes settings and records only from files that nobody else can change."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from support.errors import Invalid


def fault(path: Path, status: os.stat_result) -> tuple[str, str] | None:
    """What is wrong with a file's owner or mode, and the mend; None when nothing is.

    Owned by this user or by root, and writable by the owner only: the rule of sudo and ssh.
    """
    if status.st_uid not in (os.getuid(), 0):
        return (
            f"{path} belongs to another user (uid {status.st_uid}).",
            f"Type: sudo chown {os.getuid()} {path}",
        )
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return (f"Others may write to {path}.", f"Type: chmod go-w {path}")
    return None


def require_own(path: Path) -> None:
    """Raise Invalid when somebody else could have changed the file; one that is not there is fine."""
    try:
        found = fault(path, path.stat())
    except FileNotFoundError:
        return
    if found:
        raise Invalid(*found)
