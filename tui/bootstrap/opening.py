"""Opening a desk: its settings, its board, its journal and its actions, put together for one person."""

from __future__ import annotations

import contextlib
import getpass
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from integrations.alarms import CommandAlarms
from integrations.clock import clock_from
from integrations.drafts import FolderDrafts
from integrations.files import private_folder
from integrations.identity import token_owner
from integrations.paths import state_folder
from integrations.postmortems import PostmortemFolder
from integrations.runbooks import RunbookFolder
from integrations.secrets import trello_access
from integrations.trello.board import TrelloBoard
from integrations.trello.client import connect
from integrations.trello.local.store import LocalStore
from integrations.trello.local.transport import LocalTransport
from integrations.trello.redaction import Redactor
from integrations.trust import is_trusted, trust
from support.actions.authority import Authority
from support.actions.catalogue import Catalogue
from support.actions.pipeline import Pipeline
from support.desk import Desk
from support.errors import Invalid, JournalUnavailable, RotaError
from support.people import Identity, identify
from support.ports import Board, Clock
from support.recorder import Recorder
from support.rota import WeekdayRota
from support.settings import DeskSettings
from tui.bootstrap.state import RUNS, journal_of, remember, settings_of
from tui.session import NAMELESS, Session

SUPERVISOR = (sys.executable, "-I", "-m", "tui", "supervise")
"""What runs an action apart from the screen; `-I` keeps the current folder's modules out."""


def open_session(folder: Path, via: str) -> Session:
    """The desk of that folder, read and checked; raises RotaError."""
    state = state_folder(folder)
    settings = settings_of(folder, state)
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
    folder, clock = settings.folder, clock_from()
    board, token = _board(settings, state, clock)
    identity = _identity(settings, board, token, state)
    recorder = Recorder(journal_of(state), clock, identity, via, platform.node())
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
        remember=lambda overview: remember(overview, folder, state),
    )


def _pipeline(desk: Desk, catalogue: Catalogue, state: Path) -> Pipeline:
    """The way to the actions; what became of runs whose processes died is recorded first."""

    def on_support() -> str | None:
        return desk.rota.read(desk.clock.now()).on_support

    authority = Authority(desk.settings.people, on_support)
    runs = private_folder(state / RUNS)
    pipeline = Pipeline(catalogue, desk.recorder, authority, runs, SUPERVISOR)
    with contextlib.suppress(JournalUnavailable):  # reading it will say so; nothing can be launched
        pipeline.launched.reconcile()
    return pipeline


def _board(settings: DeskSettings, state: Path, clock: Clock) -> tuple[Board, str | None]:
    """The board, and the token that it is reached with; a local board has none."""
    snapshot = state / "board.json"
    if settings.board.file is not None:
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
    trello = token_owner(board, token, state / "token-owner.json") if token else None
    if token and trello is None:
        return Identity(NAMELESS, "the owner of the token", None, "trello")
    return identify(settings.people, trello=trello, os_user=getpass.getuser())


def _local_username(settings: DeskSettings) -> str:
    """Who acts on a local board: the person of this login, else the login itself."""
    os_user = getpass.getuser()
    person = identify(settings.people, trello=None, os_user=os_user).person
    return person.trello or os_user if person else os_user


def redactor() -> Callable[[str], str]:
    """Masks the secrets of this process in a text."""
    try:
        access = trello_access()
    except RotaError:
        access = None
    return Redactor(access.key.reveal(), access.token.reveal()) if access else lambda text: text
