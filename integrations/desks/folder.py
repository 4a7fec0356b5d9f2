"""A new desk's folder: all of its files, or none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from integrations.deskfile.build import BOARD_FILE
from integrations.paths import DESK_FILE
from support.errors import Invalid, Refused


def write_desk(folder: Path, files: Mapping[str, bytes], export: Mapping[str, Any]) -> None:
    """Write the files, named by their paths in the desk, and a local board with the content of the export.

    The folder is made when it is not there. Raises Refused when something is in the way, Invalid when
    the folder cannot be written; whatever was made until then is taken away again.
    """
    if os.path.lexists(folder / DESK_FILE):
        raise Refused(f"{folder} is a desk already.", "Open it with --desk, or choose another folder.")
    try:
        _write_all(folder, {**files, BOARD_FILE: _board_file(export)})
    except FileExistsError as error:
        what = f"{error.filename} is in the way."
        raise Refused(what, "Choose an empty folder, or move it away.") from error
    except OSError as error:
        what = f"{folder} cannot become a desk: {error.strerror}."
        raise Invalid(what, "Choose a folder that you may write to.") from error


def shipped(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file below a folder that came with rota, by its path in there."""
    for each in folder.iterdir():
        if each.is_file():
            yield f"{prefix}{each.name}", each.read_bytes()
        elif each.name != "__pycache__":
            yield from shipped(each, f"{prefix}{each.name}/")


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    with ExitStack() as undo:
        # rota.toml is what makes a folder a desk, so it comes last.
        for name in sorted(files, key=lambda name: (name == DESK_FILE, name)):
            _make_folder((folder / name).parent, undo)
            _write(folder / name, files[name], undo)
        undo.pop_all()


def _board_file(export: Mapping[str, Any]) -> bytes:
    from integrations.trello.local.store import LocalStore

    with TemporaryDirectory(prefix="rota-") as place:
        return LocalStore.create(Path(place) / BOARD_FILE, export).path.read_bytes()


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent, undo)
        folder.mkdir(mode=0o755)
        undo.callback(_remove_folder, folder)


def _write(path: Path, content: bytes, undo: ExitStack) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    undo.callback(path.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def _remove_folder(folder: Path) -> None:
    # Somebody else may have put something into it meanwhile.
    with suppress(OSError):
        folder.rmdir()
