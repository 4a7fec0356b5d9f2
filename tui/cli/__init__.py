"""The command line: the plain twin of the full screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from support.errors import RotaError
from tui.cli.output import CANCELLED, FAILED, complain, exit_code
from tui.cli.verbs import parser
from tui.session import House


def main(arguments: Sequence[str], house: House) -> int:
    """Do what the arguments say; returns the exit code, and says errors on standard error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without that letter is no reason to stop
    try:
        options = parser().parse_args(arguments)
        code: int = options.handler(house, options)
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
