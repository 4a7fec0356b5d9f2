"""What the system knows of a process."""

from __future__ import annotations

from pathlib import Path


def start_time(pid: int) -> int | None:
    """When it started, in clock ticks since the machine did; tells it from a later one with the same pid.

    None where the system has no /proc, or no such process.
    """
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The program's name stands in brackets, and may hold brackets and blanks itself.
    return int(status.rpartition(")")[2].split()[19])
