"""`rota`, and `python -m tui`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """The program; returns its exit code."""
    gc.disable()  # the first paint comes sooner; the app enables it again after that
    from tui.terminal import prepare_environment

    prepare_environment()
    from tui.bootstrap import House
    from tui.reporting import reported

    arguments = sys.argv[1:]
    if not arguments:
        code = reported(lambda: House("tui").screen(None))
    else:
        gc.enable()
        from tui.cli import main as command_line

        code = command_line(arguments, House("cli"))
    from tui.threads import leave

    return leave(code)


if __name__ == "__main__":
    sys.exit(main())
