"""What is left of a crash: its type, its place and the mend on the terminal; the rest in a private file."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.worker import WorkerFailed

from tui.plain import one_line

HOUSE = Path(__file__).resolve().parents[1]
FLOORS = tuple(HOUSE / floor for floor in ("tui", "integrations", "support"))


@dataclass(frozen=True, slots=True)
class CrashFile:
    """Where the details of a crash go."""

    path: Path
    """Its folder exists and is private; the file becomes 0600."""
    redact: Callable[[str], str]
    """Masks the secrets in a text."""

    def keep(self, error: BaseException) -> str:
        """Write the traceback, without locals; a sentence that says where it is, or why it is not."""
        try:
            _write_private(self.path, self.redact("".join(traceback.format_exception(error))))
        except Exception as problem:  # nothing may hide the crash itself
            return f"Its details could not be kept: {type(problem).__name__}."
        return f"Its details are in {one_line(self.path)}, readable by you alone."


class FatalErrors(App[None]):
    """An app whose crash shows no local variables, and ends with return code 1.

    Overrides `_fatal_error` of Textual 8.2.8, and `panic`: both would print them.
    """

    crash_file: CrashFile | None = None
    """Set by the composition root; without it only type and place are said."""

    def _fatal_error(self) -> None:
        error = self._exception or RuntimeError()
        self._stop(*self._farewell(error.error if isinstance(error, WorkerFailed) else error))

    def panic(self, *renderables: RenderableType) -> None:
        """End the app, whatever it is told to show.

        Textual calls it for errors that draw themselves, and when its driver cannot read the terminal.
        """
        if self._exception:
            self._fatal_error()
        else:
            self._stop("rota stopped: the terminal can no longer be read.")

    def _stop(self, *lines: str) -> None:
        mend = "Start rota again: what was written and what runs is not touched."
        self._return_code = 1
        self._exit_renderables[:] = [Text("\n".join([*lines, mend]), no_wrap=True, overflow="ignore")]
        self._close_messages_no_wait()

    def _farewell(self, error: BaseException) -> Iterator[str]:
        yield f"rota stopped at a mistake of its own: {type(error).__name__} {place_of(error.__traceback__)}."
        if self.crash_file:
            yield self.crash_file.keep(error)


def place_of(trace: TracebackType | None) -> str:
    """`in tui/app.py, line 12`: the innermost line of the house, else the innermost of all."""
    frames = traceback.extract_tb(trace)
    own = [frame for frame in frames if any(Path(frame.filename).is_relative_to(floor) for floor in FLOORS)]
    if own:
        return f"in {one_line(Path(own[-1].filename).relative_to(HOUSE))}, line {own[-1].lineno}"
    if frames:
        return f"in {one_line(Path(frames[-1].filename).name)}, line {frames[-1].lineno}"
    return "at an unknown place"


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
        os.fchmod(handle, 0o600)
        file.write(text)
