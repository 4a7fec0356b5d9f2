"""The composition root: the one place where the floors are joined."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.paths import find_desk, remember_desk, state_folder, state_root
from tui.bootstrap.state import RUNS, first_page, journal_of, settings_of

if TYPE_CHECKING:
    from tui.session import Session


class House:
    """Everything that a command needs, opened when it is needed."""

    def __init__(self, via: str) -> None:
        self.via = via

    def session(self, desk: Path | None) -> Session:
        """Open the desk: the one of that folder, else the one that is found."""
        from tui.bootstrap.opening import open_session

        return open_session(find_desk(desk, Path.cwd()), self.via)

    def screen(self, desk: Path | None) -> int:
        """Show the full screen; returns the exit code."""
        return show(find_desk(desk, Path.cwd()))

    def demo(self) -> int:
        """Make the sample desk anew and show it full screen; returns the exit code."""
        folder = _sample_desk()
        code = show(folder)
        sys.stdout.write(
            f"The sample desk is in {folder}; rota --desk shows it again, rota demo makes it anew.\n"
        )
        return code

    def init(self, folder: Path, name: str | None, zone: str, export: Path | None) -> Path:
        """Make a new desk, trusted and remembered; returns its folder."""
        import getpass

        from integrations.desks.starter import create_desk
        from integrations.trello.local.export import read_export
        from integrations.trust import trust

        board = read_export(export) if export else None
        called = name or (str(board.get("name") or "") if board else "") or folder.resolve().name
        create_desk(folder, called, zone, getpass.getuser(), board)
        trust(folder)
        remember_desk(folder)
        return folder.resolve()

    def trust(self, desk: Path | None) -> Path:
        """Trust the desk's folder; returns it."""
        return self.session(desk).trust().folder

    def supervise(self) -> int:
        """Be the supervisor of one run, described on standard input; returns the exit code."""
        from integrations.clock import clock_from
        from support.actions.orders import Order
        from support.actions.supervisor import supervise

        request = sys.stdin.buffer.read()
        state = state_folder(Path(Order.from_json(request).desk))
        return supervise(request, journal_of(state), state / RUNS, clock_from())


def show(folder: Path) -> int:
    """The full screen on this desk; returns the exit code. Raises what is wrong with the desk's settings."""
    from integrations.clock import clock_from
    from tui.crash import CrashFile
    from tui.terminal import guard_terminal

    state = state_folder(folder)
    first = first_page(folder, state)
    if first is None:
        settings_of(folder, state)
    from tui.app import RotaApp

    clock = clock_from()
    app = RotaApp(partial(_open, folder), clock.now, first)
    app.crash_file = CrashFile(state / "crash.txt", _redact)
    guard_terminal()
    app.run()
    if app.failure:
        raise app.failure
    return app.return_code or 0


def _open(folder: Path) -> Session:
    from tui.bootstrap.opening import open_session

    return open_session(folder, "tui")


def _redact(text: str) -> str:
    from tui.bootstrap.opening import redactor

    return redactor()(text)


def _sample_desk() -> Path:
    """The sample desk, made anew in the state folder, and trusted."""
    import getpass
    import shutil

    from integrations.clock import clock_from
    from integrations.desks.sample import create_sample
    from integrations.trust import trust

    folder = state_root() / "demo" / "desk"
    if folder.exists():
        shutil.rmtree(folder)
    shutil.rmtree(state_folder(folder))
    create_sample(folder, clock_from().now(), getpass.getuser())
    trust(folder)
    return folder


def settings_reference() -> str:
    """The table of all keys of `rota.toml`, in Markdown."""
    from integrations.deskfile.reference import reference

    return reference()
