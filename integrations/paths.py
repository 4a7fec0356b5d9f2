"""Where things are: the desk that a team shares, and the folder that is one person's own."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from pathlib import Path

from integrations.files import private_folder, replace_file
from integrations.ownership import require_own
from support.errors import Invalid, RotaError, Unknown
from support.slugs import slug

DESK_FILE = "rota.toml"
"""What makes a folder a desk."""


class NoDesk(Unknown):
    """No desk was named, found or chosen: the first run."""


def find_desk(named: Path | None, start: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The desk: the named one, else `$ROTA_DESK`, else the nearest at `start` or above, else the remembered.

    Raises Unknown when the desk that was asked for is not there, NoDesk when none was asked for or found.
    """
    if named is not None:
        return _desk_at(named, "--desk names", "Give --desk a folder with a rota.toml")
    if environment.get("ROTA_DESK"):
        return _desk_at(Path(environment["ROTA_DESK"]), "$ROTA_DESK names", "Correct ROTA_DESK or unset it")
    start = start.absolute()
    for folder in (start, *start.parents):
        if _is_desk(folder):
            return folder.resolve()
    remembered = _remembered(environment)
    if remembered is None:
        raise NoDesk(
            f"No desk was found: no --desk, no $ROTA_DESK, no {DESK_FILE} in {start} or above it, "
            "and none chosen before.",
            "Make one with `rota init DIR`, look around with `rota demo`, or go to the desk's folder.",
        )
    return _desk_at(remembered, "The desk chosen earlier was", "Go to the desk's folder, or give --desk DIR")


def remember_desk(folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Use this desk from now on wherever no other is named or near."""
    path = private_folder(state_root(environment)) / "desk"
    try:
        replace_file(path, os.fsencode(folder.resolve()))
    except OSError as error:
        raise RotaError(f"The choice of desk was not kept: {error.strerror}.", f"Look at {path}.") from error


def state_root(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this person's own files are, for all desks: `$ROTA_STATE_DIR`, else the XDG state folder."""
    if environment.get("ROTA_STATE_DIR"):
        return Path(environment["ROTA_STATE_DIR"]).absolute()
    from platformdirs import user_state_path

    return user_state_path("rota")


def state_folder(desk: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """This person's own folder for one desk, made when it is not there (0700).

    Raises Invalid when it cannot be made, or when others could write to it.
    """
    resolved = desk.resolve()
    mark = f"{zlib.crc32(os.fsencode(resolved)):08x}"  # hashlib would cost the first paint eight milliseconds
    root = state_root(environment)
    folder = root / "desks" / f"{slug(resolved.name)}-{mark}"
    try:
        for level in (root, folder.parent, folder):
            private_folder(level)
            require_own(level)
    except OSError as error:
        raise Invalid(
            f"The state folder {folder} cannot be made: {error.strerror}.",
            "Mend that, or set ROTA_STATE_DIR to a folder of your own.",
        ) from error
    return folder


def _desk_at(folder: Path, who: str, mend: str) -> Path:
    if not _is_desk(folder):
        what = (
            f"{folder}, which has no {DESK_FILE}"
            if os.path.isdir(folder)
            else f"{folder}, which is no folder"
        )
        raise Unknown(f"{who} {what}.", f"{mend}, or make one: rota init {folder}")
    return folder.resolve()


def _is_desk(folder: Path) -> bool:
    """Unlike Path.is_file, a folder that may not be entered is simply no desk."""
    return os.path.isfile(folder / DESK_FILE)


def _remembered(environment: Mapping[str, str]) -> Path | None:
    try:
        return Path(os.fsdecode((state_root(environment) / "desk").read_bytes()))
    except OSError:
        return None
