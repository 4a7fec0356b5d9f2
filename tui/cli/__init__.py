"""The command line: the plain twin of the full screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from support.errors import RotaError
from tui.cli.output import CANCELLED, FAILED, complain, exit_code
from tui.cli.verbs import parser
from tui.session import House


def main(arguments: Sequence[str], house: House) -> int:
    """Do what the arguments say; returns the exit code, and says errors on standard error."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.handler(house, options)
        sys.stdout.flush()
        return code
    except RotaError as error:
        if os.environ.get("ROTA_DEBUG") == "1":
            raise
        complain(error)
        return exit_code(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return CANCELLED
