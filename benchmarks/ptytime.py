"""A program in a pseudo terminal beside a stopwatch: when did which bytes come out of it?

All programs meet the same terminal: 120x40, 16 million colours, and no answer to any query.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import TracebackType

COLUMNS, ROWS = 120, 40
GIVE_UP = 60.0
"""Seconds without the wanted text after which a program is taken for broken."""
QUIET = 0.1
"""Seconds without a byte that end a burst of output: longer than the pause between two paints of one key."""


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and where."""

    command: tuple[str, ...]
    """The first is the executable's path."""
    folder: Path
    environment: Mapping[str, str]
    """All of it."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What came out after a key."""

    shown: float
    """Seconds from the key to the wanted text."""
    quiet: float
    """Seconds from the key to the last byte."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Start:
    """What it took from the start to the wanted text."""

    seconds: float
    cpu: float
    """Seconds of processor, user and system."""


class NeverShown(Exception):
    """The program ended, or went on for a minute, without the wanted text."""


class Run:
    """One run of a program; leave the `with` block and it is gone."""

    def __init__(self, program: Program) -> None:
        self.output = bytearray()
        """Every byte that came out."""
        self.ended = False
        """By itself; known once all of its output was read."""
        self.began = perf_counter()
        """When it was started."""
        self.pid, self.master = pty.fork()  # master: where keys go in and bytes come out
        if self.pid == 0:
            _become(program)

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.pid:
            self.kill()
        os.close(self.master)

    @property
    def age(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self.began

    @property
    def last_words(self) -> str:
        """The end of its output, for a person who wonders."""
        return repr(bytes(self.output[-500:]))

    def wait_for(self, text: str, since: int = 0) -> float:
        """Read until the text has come out, `since` bytes after the start; returns that instant.

        Raises NeverShown.
        """
        wanted = text.encode()
        give_up = perf_counter() + GIVE_UP
        while wanted not in self.output[since:]:
            if perf_counter() > give_up or not self._take(GIVE_UP):
                raise NeverShown(f"{text!r} never came; the last of what did: {self.last_words}")
        return perf_counter()

    def press(self, key: str, shows: str) -> Burst:
        """Send a key that makes the text appear, and read until nothing more comes; raises NeverShown."""
        before, pressed = len(self.output), perf_counter()
        os.write(self.master, key.encode())
        shown = self.wait_for(shows, before)
        last = max(shown, self.settle(QUIET))
        return Burst(shown - pressed, last - pressed, len(self.output) - before)

    def settle(self, quiet: float) -> float:
        """Read until nothing came for so many seconds; returns the instant of the last byte, 0 for none."""
        last, give_up = 0.0, perf_counter() + GIVE_UP
        while self._take(quiet) and last < give_up:
            last = perf_counter()
        return last

    def kill(self) -> float:
        """End it at once; returns the seconds of processor that it has used."""
        os.kill(self.pid, signal.SIGKILL)
        _, _, used = os.wait4(self.pid, 0)
        self.pid = 0
        return used.ru_utime + used.ru_stime

    def _take(self, seconds: float) -> bool:
        """Take what is there, or comes within that time; False when nothing did or will."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            self.output += os.read(self.master, 65_536)
        except OSError:
            self.ended = True
            return False
        return True


def start(program: Program, shows: str) -> Start:
    """Start it, wait for the text, end it; raises NeverShown."""
    with Run(program) as run:
        seconds = run.wait_for(shows) - run.began
        return Start(seconds, run.kill())


def _become(program: Program) -> None:
    """Turn the forked child into the program; never returns."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.chdir(program.folder)
        os.execve(program.command[0], program.command, program.environment)
    finally:
        os._exit(127)
