"""What the desk's state folder holds: the journal, the runs' logs, and what the next start needs to know."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.paths import DESK_FILE
from support.version import VERSION

if TYPE_CHECKING:
    from support.overview import Overview
    from support.ports import Journal
    from support.settings import DeskSettings
    from tui.screens.firstpage import FirstPage

RUNS = "runs"
"""The logs of runs."""
FIRST_PAGE = "first-page.json"
"""What the next start paints first."""
FOUND_RIGHT = "found-right"
"""Which version of rota last found which `rota.toml` right."""


def settings_of(folder: Path, state: Path) -> DeskSettings:
    """The desk's settings; a `rota.toml` once found right is not held against its schema again."""
    from integrations.config import digest, read_settings
    from integrations.files import replace_file

    note = state / FOUND_RIGHT
    version, _, found_right = _text(note).partition(" ")
    before = digest(folder)
    settings = read_settings(folder, found_right=found_right if version == VERSION else "")
    if digest(folder) == before != found_right:
        with contextlib.suppress(OSError):  # the next start checks it once more
            replace_file(note, f"{VERSION} {before}".encode())
    return settings


def first_page(folder: Path, state: Path) -> FirstPage | None:
    """What the last sitting saw, if `rota.toml` is still the one it was seen with."""
    from tui.screens.firstpage import from_json

    return from_json(_text(state / FIRST_PAGE), _stamp(folder))


def remember(overview: Overview, folder: Path, state: Path) -> None:
    from integrations.files import replace_file
    from tui.screens.drawing import first_page as drawn
    from tui.screens.firstpage import to_json

    replace_file(state / FIRST_PAGE, to_json(drawn(overview), _stamp(folder)).encode())


def _stamp(folder: Path) -> str:
    """What tells one `rota.toml` from another without reading it."""
    status = (folder / DESK_FILE).stat()
    return f"{VERSION} {status.st_ino} {status.st_mtime_ns} {status.st_size}"


def _text(path: Path) -> str:
    """The file's text; empty where there is none."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def journal_of(state: Path) -> Journal:
    """The journal of that state folder."""
    from integrations.tinydb.journal import TinyJournal

    return TinyJournal(state / "journal.json")
