"""A worker, as its parent sees it: what it says, what it prints, and how to stop it."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from support.actions.command import signal_name
from support.actions.orders import GO, Task

WORKER = (sys.executable, "-I", "-m", "support.actions.worker")
START = 30.0
"""Seconds that a worker may take to start and to read the desk's file."""
TICK = 0.1
"""Seconds between two looks at the clock."""
_LONGEST_LINE = 8_192
"""Bytes; a longer line is cut into several."""
_LAST_WORDS = 200
"""Reads after its end: a program that it left behind may print for ever."""


class TooLong(Exception):
    """The circumstances took longer to look at than the action may take."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the worker told."""

    kind: str
    """looking, ready, choices, progress, done, refused, invalid or failed."""
    data: Mapping[str, Any]


class Child:
    """A worker process in a process group of its own; leaving its `with` ends it, whatever it does."""

    def __init__(self, task: Task, *, folder: Path, environment: Mapping[str, str]) -> None:
        events, writes = os.pipe()
        try:
            self._process = subprocess.Popen(
                [*WORKER, str(writes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(writes,),
                process_group=0,
                cwd=folder,
                env=dict(environment),
            )
        except BaseException:
            os.close(events)
            raise
        finally:
            os.close(writes)
        assert self._process.stdout
        self._selector = selectors.DefaultSelector()
        self._streams = (_Stream(os.fdopen(events, "rb"), True), _Stream(self._process.stdout, False))
        for stream in self._streams:
            os.set_blocking(stream.file.fileno(), False)
            self._selector.register(stream.file, selectors.EVENT_READ, stream)
        self._tell(task.to_json() + b"\n")

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.kill()
        self._process.wait()
        self._selector.close()
        for stream in self._streams:
            stream.file.close()
        with contextlib.suppress(BrokenPipeError):
            self._stdin.close()

    @property
    def pid(self) -> int:
        """Of the worker, and of its process group."""
        return self._process.pid

    @property
    def how_it_ended(self) -> str:
        """`SIGKILL`, or `exit code 3`."""
        code = self._process.returncode
        return signal_name(-code) if code < 0 else f"exit code {code}"

    @property
    def ended_by(self) -> str | None:
        """The signal that ended it, where one did."""
        return signal_name(-self._process.returncode) if self._process.returncode < 0 else None

    def go(self) -> None:
        """Let it act."""
        self._tell(GO)

    def terminate(self) -> None:
        """Ask it, and every program that it started, to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, and every program that it started."""
        self._signal(signal.SIGKILL)

    def look(self, seconds: float) -> Iterator[Event | str | None]:
        """As `listen`, while it looks at the circumstances.

        Raises TooLong when that takes more than `seconds`; its own start is not counted.
        """
        deadline = time.monotonic() + START
        for heard in self.listen():
            if isinstance(heard, Event) and heard.kind == "looking":
                deadline = time.monotonic() + seconds
            else:
                yield heard
            if time.monotonic() > deadline:
                raise TooLong(f"they were not known after {seconds:g} seconds")

    def listen(self) -> Iterator[Event | str | None]:
        """What it tells and prints until it has ended; None at least once a tick."""
        left = _LAST_WORDS
        while left:
            # Looked at before reading: what it said before its end is then surely there to be read.
            has_ended = self._process.poll() is not None
            ready = self._selector.select(0 if has_ended else TICK)
            heard = [each for key, _ in ready for each in self._read(key.data)]
            yield from heard
            if has_ended:
                left = left - 1 if heard else 0
            yield None
        for stream in self._streams:
            yield from stream.rest()

    def _read(self, stream: _Stream) -> list[Event | str]:
        heard = stream.read()
        if stream.is_over:
            self._selector.unregister(stream.file)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(TICK)
        return heard

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    def _tell(self, words: bytes) -> None:
        """A worker that is gone by now is noticed by its end."""
        with contextlib.suppress(BrokenPipeError):
            self._stdin.write(words)
            self._stdin.flush()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)


class _Stream:
    """A pipe from the worker, cut into lines."""

    def __init__(self, file: IO[bytes], tells: bool) -> None:
        self.file = file
        self.is_over = False
        self._tells = tells
        self._begun = b""

    def read(self) -> list[Event | str]:
        """The lines that are whole by now."""
        try:
            piece = os.read(self.file.fileno(), 65_536)
        except BlockingIOError:
            return []
        self.is_over = not piece
        *lines, self._begun = (self._begun + piece).split(b"\n")
        if not self._tells and len(self._begun) > _LONGEST_LINE:
            lines.append(self._begun)
            self._begun = b""
        return [each for line in lines for each in self._parsed(line)]

    def rest(self) -> list[Event | str]:
        """What it left without a line's end."""
        left, self._begun = self._begun, b""
        return self._parsed(left) if left else []

    def _parsed(self, line: bytes) -> list[Event | str]:
        if not self._tells:
            starts = range(0, max(len(line), 1), _LONGEST_LINE)
            return [line[start : start + _LONGEST_LINE].decode("utf-8", "replace") for start in starts]
        try:
            record = json.loads(line)
            return [Event(record.pop("event"), record)]
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
            return []
