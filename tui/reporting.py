"""How a command ends: its exit code, and on standard error what happened, then the mend."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from support.errors import (
    Denied,
    Invalid,
    JournalUnavailable,
    Mistakes,
    Offline,
    Refused,
    RotaError,
)
from tui.plain import one_line

OK, FAILED, INVALID, REFUSED, DENIED, WAITING, OFFLINE, TIMED_OUT, CANCELLED = 0, 1, 2, 3, 4, 5, 6, 124, 130
"""The exit codes, a contract with scripts."""

_CODES: tuple[tuple[type[RotaError], int], ...] = (
    (Invalid, INVALID),
    (Denied, DENIED),
    (Refused, REFUSED),
    (JournalUnavailable, FAILED),
    (Offline, OFFLINE),
)


def reported(command: Callable[[], int]) -> int:
    """Do it; returns its exit code, or that of the error that ended it, which is said."""
    try:
        code = command()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _drop_output()
        return FAILED
    except KeyboardInterrupt:
        return CANCELLED
    except Exception as error:
        if os.environ.get("ROTA_DEBUG") == "1":
            raise
        _drop_output()
        known = _in_words(error)
        complain(known)
        return exit_code(known)


def exit_code(error: RotaError) -> int:
    """The exit code of an error that ended a command."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)


def complain(error: RotaError) -> None:
    """What happened, then the mend, to standard error."""
    sys.stderr.write(f"rota: {one_line(error.what, 2_000)}\n")
    if isinstance(error, Mistakes):
        for mistake in error.mistakes:
            place, what, mend = (one_line(text, 400) for text in (mistake.place, mistake.what, mistake.mend))
            sys.stderr.write(f"  {place}\n    {what.rstrip('.')}. {mend}\n")
    elif error.mend:
        sys.stderr.write(f"      {one_line(error.mend, 2_000)}\n")


def _in_words(error: Exception) -> RotaError:
    """The error as a person may see it: what happened, and the mend."""
    if isinstance(error, RotaError):
        return error
    mend = "Set ROTA_DEBUG=1 to see all of it."
    if isinstance(error, OSError) and error.strerror:
        return RotaError(f"{error.filename or 'The output'}: {error.strerror}.", mend)
    from tui.crash import place_of

    place = place_of(error.__traceback__)
    return RotaError(f"rota stopped at a mistake of its own: {type(error).__name__} {place}.", mend)


def _drop_output() -> None:
    """What cannot be written is not tried again when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
