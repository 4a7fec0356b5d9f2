"""Threads that nobody waits for: a board that does not answer must not keep a person from leaving."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


class Unawaited(ThreadPoolExecutor):
    """The executor of the screen's workers; it ends without waiting for what they are reading."""

    def __init__(self) -> None:
        """Many threads: one that follows a silent run stays until the run is over."""
        super().__init__(max_workers=64)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing more; what runs is left to itself."""
        super().shutdown(wait=False, cancel_futures=True)


def leave(code: int) -> int:
    """The exit code, or the end of the process at once where a thread would hold it back."""
    held_back = any(each is not threading.main_thread() and not each.daemon for each in threading.enumerate())
    if held_back:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
