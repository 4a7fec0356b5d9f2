"""The composition root: the one place where the floors are joined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.files import private_folder
from integrations.paths import DESK_FILE, find_desk, remember_desk, state_folder, state_root
from support.errors import Invalid, RotaError
from support.version import VERSION

if TYPE_CHECKING:
    from support.actions.catalogue import Catalogue
    from support.actions.pipeline import Pipeline
    from support.desk import Desk
    from support.overview import Overview
    from support.people import Identity
    from support.ports import Board, Clock, Journal
    from support.settings import DeskSettings
    from tui.screens.firstpage import FirstPage
    from tui.session import Session

FIRST_PAGE = "first-page.json"
"""In the desk's state folder: what the next start paints first."""
FOUND_RIGHT = "found-right"
"""In the desk's state folder: which version of rota last found which `rota.toml` right."""
RUNS = "runs"
"""In the desk's state folder: the logs of runs."""
SUPERVISOR = (sys.executable, "-I", "-m", "tui", "supervise")
"""What runs an action apart from the screen; `-I` keeps the current folder's modules out."""


class House:
    """Everything that a command needs, opened when it is needed."""

    def __init__(self, via: str) -> None:
        self.via = via

    def session(self, desk: Path | None) -> Session:
        """Open the desk: the one of that folder, else the one that is found."""
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
        return supervise(request, _journal(state), state / RUNS, clock_from())


def show(folder: Path) -> int:
    """The full screen on this desk; returns the exit code. Raises what is wrong with the desk's settings."""
    from integrations.clock import clock_from
    from tui.crash import CrashFile
    from tui.terminal import guard_terminal

    state = state_folder(folder)
    first = _first_page(folder, state)
    if first is None:
        _settings(folder, state)
    from tui.app import RotaApp

    clock = clock_from()
    app = RotaApp(lambda: open_session(folder, "tui"), clock.now, first)
    app.crash_file = CrashFile(state / "crash.txt", lambda text: _redactor()(text))
    guard_terminal()
    app.run()
    if app.failure:
        raise app.failure
    return app.return_code or 0


def open_session(folder: Path, via: str) -> Session:
    """The desk of that folder, read and checked; raises RotaError."""
    from integrations.trust import is_trusted, trust
    from support.actions.catalogue import Catalogue

    state = state_folder(folder)
    settings = _settings(folder, state)
    trusted = is_trusted(folder)
    catalogue = Catalogue(folder)
    if trusted:
        catalogue.load()

    def trust_and_open() -> Session:
        session.desk.recorder.record("desk.trusted", str(folder), {})
        trust(folder)
        return open_session(folder, via)

    session = _session(settings, state, via, catalogue, trusted, trust_and_open)
    return session


def _session(
    settings: DeskSettings,
    state: Path,
    via: str,
    catalogue: Catalogue,
    trusted: bool,
    trust: Callable[[], Session],
) -> Session:
    import platform

    from integrations.alarms import CommandAlarms
    from integrations.clock import clock_from
    from integrations.drafts import FolderDrafts
    from integrations.postmortems import PostmortemFolder
    from integrations.runbooks import RunbookFolder
    from support.desk import Desk
    from support.recorder import Recorder
    from support.rota import WeekdayRota
    from tui.session import Session

    folder, clock = settings.folder, clock_from()
    board, token = _board(settings, state, clock)
    identity = _identity(settings, board, token, state)
    recorder = Recorder(_journal(state), clock, identity, via, platform.node())
    desk = Desk(
        settings=settings,
        recorder=recorder,
        board=board,
        rota=WeekdayRota(settings.weekdays, settings.hours),
        alarm_sources=tuple(CommandAlarms(each, folder) for each in settings.alarms) if trusted else (),
        runbooks=RunbookFolder(folder / "runbooks"),
        postmortems=PostmortemFolder(folder / "postmortems"),
    )
    return Session(
        desk=desk,
        catalogue=catalogue,
        pipeline=_pipeline(desk, catalogue, state),
        drafts=FolderDrafts(state / "drafts"),
        folder=folder,
        trusted=trusted,
        trust=trust,
        remember=lambda overview: _remember(overview, folder, state),
    )


def _pipeline(desk: Desk, catalogue: Catalogue, state: Path) -> Pipeline:
    """The way to the actions; what became of runs whose processes died is recorded first."""
    from support.actions.authority import Authority
    from support.actions.pipeline import Pipeline

    def on_support() -> str | None:
        return desk.rota.read(desk.clock.now()).on_support

    authority = Authority(desk.settings.people, on_support)
    runs = private_folder(state / RUNS)
    pipeline = Pipeline(catalogue, desk.recorder, authority, runs, SUPERVISOR)
    pipeline.launched.reconcile()
    return pipeline


def _board(settings: DeskSettings, state: Path, clock: Clock) -> tuple[Board, str | None]:
    """The board, and the token that it is reached with; a local board has none."""
    from integrations.secrets import trello_access
    from integrations.trello.board import TrelloBoard
    from integrations.trello.client import connect

    snapshot = state / "board.json"
    if settings.board.file is not None:
        from integrations.trello.local.store import LocalStore
        from integrations.trello.local.transport import LocalTransport

        store = LocalStore(settings.board.file)
        transport = LocalTransport(store, _local_username(settings), clock)
        client = connect("local", "local", transport=transport)
        return TrelloBoard(client, store.board_id, snapshot, clock), None
    access = trello_access()
    if access is None:
        raise Invalid(
            "This desk's board is on Trello, and no key and token are given.",
            "Set TRELLO_API_KEY and TRELLO_TOKEN (or NAME_FILE, NAME_COMMAND).",
        )
    token = access.token.reveal()
    client = connect(access.key.reveal(), token, access.base_url)
    return TrelloBoard(client, settings.board.id or "", snapshot, clock), token


def _identity(settings: DeskSettings, board: Board, token: str | None, state: Path) -> Identity:
    import getpass

    from integrations.identity import token_owner
    from support.people import identify

    trello = token_owner(board, token, state / "token-owner.json") if token else None
    return identify(settings.people, trello=trello, os_user=getpass.getuser())


def _local_username(settings: DeskSettings) -> str:
    """Who acts on a local board: the person of this login, else the login itself."""
    import getpass

    from support.people import identify

    os_user = getpass.getuser()
    person = identify(settings.people, trello=None, os_user=os_user).person
    return person.trello or os_user if person else os_user


def _settings(folder: Path, state: Path) -> DeskSettings:
    """The desk's settings; a `rota.toml` once found right is not held against its schema again."""
    from integrations.config import digest, read_settings
    from integrations.files import replace_file

    note = state / FOUND_RIGHT
    version, _, found_right = _text(note).partition(" ")
    before = digest(folder)
    settings = read_settings(folder, found_right=found_right if version == VERSION else "")
    if digest(folder) == before != found_right:
        replace_file(note, f"{VERSION} {before}".encode())
    return settings


def _first_page(folder: Path, state: Path) -> FirstPage | None:
    """What the last sitting saw, if `rota.toml` is still the one it was seen with."""
    from tui.screens.firstpage import from_json

    return from_json(_text(state / FIRST_PAGE), _stamp(folder))


def _remember(overview: Overview, folder: Path, state: Path) -> None:
    from integrations.files import replace_file
    from tui.screens.drawing import first_page
    from tui.screens.firstpage import to_json

    replace_file(state / FIRST_PAGE, to_json(first_page(overview), _stamp(folder)).encode())


def _stamp(folder: Path) -> str:
    """What tells one `rota.toml` from another without reading it."""
    status = (folder / DESK_FILE).stat()
    return f"{VERSION} {status.st_ino} {status.st_mtime_ns} {status.st_size}"


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


def _journal(state: Path) -> Journal:
    from integrations.tinydb.journal import TinyJournal

    return TinyJournal(state / "journal.json")


def _redactor() -> Callable[[str], str]:
    """Masks the secrets of this process in a text."""
    from integrations.secrets import trello_access
    from integrations.trello.redaction import Redactor

    try:
        access = trello_access()
    except RotaError:
        access = None
    return Redactor(access.key.reveal(), access.token.reveal()) if access else lambda text: text


def _text(path: Path) -> str:
    """The file's text; empty where there is none."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def settings_reference() -> str:
    """The table of all keys of `rota.toml`, in Markdown."""
    from integrations.deskfile.reference import reference

    return reference()
