"""Who holds a lock, so that a message can name them."""

from __future__ import annotations

from pathlib import Path

_TABLE = Path("/proc/locks")


def lock_holder(path: Path, table: Path = _TABLE) -> int | None:
    """The pid of the process that holds a flock on the file, where the system tells (Linux)."""
    try:
        inode = path.stat().st_ino
        lines = table.read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    for line in lines:
        # 1: FLOCK  ADVISORY  WRITE 4711 08:01:131078 0 EOF; one that waits has `->` after its number.
        fields = line.split()
        if fields[1] == "FLOCK" and fields[5].rpartition(":")[2] == str(inode):
            return int(fields[4])
    return None
