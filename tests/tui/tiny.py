"""The smallest app that ends as rota does; started in a pseudo terminal by the tests.

Arguments: the crash file, and where to fail (`nowhere`, `key`, `compose`, `worker`, `style`).
"""

import sys
import time
from pathlib import Path

from tui.terminal import guard_terminal, prepare_environment

prepare_environment()

from textual import work  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.widgets import Static  # noqa: E402

from tui.crash import CrashFile, FatalErrors  # noqa: E402

SECRET = "s3cret" + "-token"


class Tiny(FatalErrors):
    BINDINGS = [("x", "fail", "fail"), ("s", "stall", "stall")]

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        if place == "style":
            self.stylesheet.add_source("Static { color: nonsense }", read_from=("tiny", ""))

    def compose(self) -> ComposeResult:
        if self.place == "compose":
            self.fail(SECRET)
        yield Static("the desk is open", markup=False)

    def action_fail(self) -> None:
        if self.place == "worker":
            self.run_apart()
        else:
            self.fail(SECRET)

    def action_stall(self) -> None:
        time.sleep(60)

    @work(thread=True)
    def run_apart(self) -> None:
        self.fail(SECRET)

    def fail(self, token: str) -> None:
        raise ValueError(f"refused: {token}")


if __name__ == "__main__":
    guard_terminal()
    app = Tiny(sys.argv[2])
    app.crash_file = CrashFile(Path(sys.argv[1]), lambda text: text.replace(SECRET, "[secret]"))
    app.run()
    sys.exit(app.return_code)
