"""A command in a pseudo terminal: keys go in, every byte that comes out is kept and drawn on a screen.

The terminal answers no query, as the plainest of terminals.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

KEYS = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "delete": "\x1b[3~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip
"""What a terminal sends for keys that are not characters."""


class Terminal:
    """One command in one pseudo terminal; leave the `with` block and it is gone."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (120, 40),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """`size` is columns, rows; `env` is the whole environment, TERM is added where it is missing."""
        self.output = bytearray()
        self.closed = False
        self._undrawn = b""
        self.screen = _Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.master, self.slave = pty.openpty()
        self.resize(*size)
        environment = dict(os.environ if env is None else env)
        environment.setdefault("TERM", "xterm-256color")
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environment,
            cwd=cwd,
            preexec_fn=_own_terminal,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.hang_up()
        os.close(self.slave)

    @property
    def text(self) -> str:
        """The screen as a person sees it, one line a row, right edges trimmed."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, as a shell expects it to."""
        return bool(termios.tcgetattr(self.slave)[3] & termios.ECHO)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the command is told by SIGWINCH."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def press(self, *keys: str) -> None:
        """Press keys by name (`enter`, `ctrl+p`, see KEYS) or by their one character, 20 ms apart."""
        for key in keys:
            self.type(KEYS.get(key, key))
            self.read(0.02)

    def type(self, text: str) -> None:
        """Send characters all at once."""
        os.write(self.master, text.encode())

    def read(self, seconds: float) -> None:
        """Take what comes out for that long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._take(left):
            pass

    def wait_for(self, text: str, seconds: float = 10.0) -> None:
        """Read until the text is on the screen; an AssertionError shows the screen that never had it."""
        self._wait(lambda: text in self.text, seconds, f"{text!r} did not appear")

    def wait_gone(self, text: str, seconds: float = 10.0) -> None:
        """Read until the text is no longer on the screen."""
        self._wait(lambda: text not in self.text, seconds, f"{text!r} did not go")

    def wait_bytes(self, sequence: bytes, seconds: float = 10.0) -> None:
        """Read until these bytes came out, at any time since the start."""
        self._wait(lambda: sequence in self.output, seconds, f"{sequence!r} was not sent")

    def wait_exit(self, seconds: float = 10.0) -> int:
        """Read until the command has ended; its exit code, negative for a signal that killed it."""
        self._wait(lambda: self.process.poll() is not None, seconds, "the command did not end")
        self.read(0.05)
        assert self.process.returncode is not None
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the window: what runs in it gets SIGHUP."""
        if not self.closed:
            self.closed = True
            os.close(self.master)

    def _wait(self, holds: Callable[[], bool], seconds: float, complaint: str) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"{complaint} in {seconds} s; the screen:\n{self.text}"
            self._take(0.05)

    def _take(self, seconds: float) -> bool:
        """Take one portion of output; False when there will be no more."""
        if self.closed:
            time.sleep(seconds)
            return False
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            portion = os.read(self.master, 65_536)
        except OSError:
            return False
        self.output += portion
        self._draw(portion)
        return bool(portion)

    def _draw(self, portion: bytes) -> None:
        waiting = self._undrawn + portion
        cut = _UNFINISHED.search(waiting)
        drawable, self._undrawn = (waiting[: cut.start()], cut[0]) if cut else (waiting, b"")
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", drawable))


_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
_UNFINISHED = re.compile(rb"\x1b(?:\[[^a-zA-Z]*)?\Z")


class _Screen(pyte.Screen):
    """Pyte's screen, empty whenever the alternate screen is entered or left; it answers nothing."""

    ALTERNATE = 1049

    @property
    def display(self) -> list[str]:
        """Each row; pyte's own cannot draw one where half of a wide character was painted over."""
        return [
            "".join(self.buffer[row][column].data for column in range(self.columns))
            for row in range(self.lines)
        ]

    def set_mode(self, *modes: int, private: bool = False, **rest: Any) -> None:
        super().set_mode(*modes, private=private, **rest)
        self._turn_page(modes, private)

    def reset_mode(self, *modes: int, private: bool = False, **rest: Any) -> None:
        super().reset_mode(*modes, private=private, **rest)
        self._turn_page(modes, private)

    def write_process_input(self, data: str) -> None:
        """Where pyte would answer a query."""

    def _turn_page(self, modes: tuple[int, ...], private: bool) -> None:
        if private and self.ALTERNATE in modes:
            self.erase_in_display(2)
            self.cursor_position()


def _own_terminal() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
