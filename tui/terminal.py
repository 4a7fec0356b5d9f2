"""The terminal: what rota takes from its environment, and how it is given back when a signal ends rota.

Imports nothing of Textual, which reads its environment when it is imported.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from collections.abc import MutableMapping
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

OPENS_UP = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_DRIVER", "TEXTUAL_PRESS")
"""Variables with which Textual logs keystrokes, runs a foreign module or presses keys by itself."""
PICTURES = "TEXTUAL_SCREENSHOT"
"""Start of the variables with which Textual saves pictures of the screen."""

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
STUCK = 0.5
"""Seconds that a terminal may take to accept the restore sequence."""

RESTORE = (
    "\x1b[?2026l"  # paint at once again
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse
    "\x1b[?1004l\x1b[?2004l\x1b[?2048l"  # focus, paste and size reports
    "\x1b]22;default\x07"  # shape of the mouse pointer
    "\x1b[<u"  # kitty keys; before the alternate screen is left, for each screen has its own
    "\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h"  # line wrap, colours, ordinary screen, cursor
).encode("ascii")
"""Undoes everything that Textual switches on."""


def prepare_environment(environ: MutableMapping[str, str] = os.environ) -> None:
    """Drop Textual's debugging switches, unless ROTA_DEBUG=1, and make new files private (umask 077).

    To be called before Textual is imported.
    """
    os.umask(0o077)
    if environ.get("ROTA_DEBUG") == "1":
        return
    for name in [name for name in environ if name in OPENS_UP or name.startswith(PICTURES)]:
        del environ[name]


def guard_terminal() -> None:
    """From here on TERM, HUP and INT give the terminal back and end the process with 128 + signal.

    To be called in the main thread before `App.run()`. The handlers are `signal.signal`'s own: those of
    an event loop never run while a terminal that nobody reads holds the loop.
    """
    saved = _attributes()

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        _give_back(saved, 128 + number)
        os._exit(128 + number)  # an append cut here was never acknowledged

    for ending in ENDINGS:
        signal.signal(ending, leave)


def _attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, ValueError):
        return None


def _give_back(saved: list[Any] | None, code: int) -> None:
    """Restore echo and modes, as far as the terminal lets us within `STUCK` seconds."""
    signal.signal(signal.SIGALRM, lambda number, frame: os._exit(code))
    signal.setitimer(signal.ITIMER_REAL, STUCK)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # in the background it would stop us for good
    with suppress(termios.error, OSError, ValueError):  # the terminal may be gone
        if saved is not None and sys.__stdin__:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, saved)
    with suppress(OSError, ValueError):
        _write_if_taken(RESTORE)


def _write_if_taken(sequence: bytes) -> None:
    """Write to the terminal that Textual writes to (stderr), if it takes anything at all."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        return
    terminal = sys.__stderr__.fileno()
    _, writable, _ = select.select([], [terminal], [], 0)
    if writable:
        os.write(terminal, sequence)
