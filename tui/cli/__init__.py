"""The command line: the plain twin of the full screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from tui.reporting import reported
from tui.session import House


def main(arguments: Sequence[str], house: House) -> int:
    """Do what the arguments say; returns the exit code, and says errors on standard error."""
    from tui.cli.verbs import parser

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without that letter is no reason to stop

    def command() -> int:
        options = parser().parse_args(arguments)
        code: int = options.handler(house, options)
        return code

    return reported(command)
