"""rota.toml, read and checked: the settings of a desk, or everything that is wrong with them at once."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrations.deskfile.build import build
from integrations.deskfile.checks import cross_faults
from integrations.deskfile.fault import Fault, dotted
from integrations.deskfile.lines import Lines
from integrations.ownership import fault as ownership_fault
from integrations.paths import DESK_FILE
from support.errors import Invalid, Mistake, Mistakes
from support.settings import DeskSettings

SIZE_CAP = 1_000_000
"""Bytes."""


def read_settings(folder: Path, *, found_right: str = "") -> DeskSettings:
    """The desk's settings; raises Mistakes with all that is wrong, or Invalid when the file cannot be read.

    `found_right` is the `digest` of a rota.toml that passed before: the same bytes are not held against the
    schema again, which saves loading pydantic. What depends on other files is always checked.
    """
    content, unsafe = _read(folder)
    text, desk = _parse(content)
    faults = [*cross_faults(desk, folder)]
    if _digest(content) != found_right:
        from integrations.deskfile.shape import shape_faults

        faults = [*shape_faults(desk), *faults]
    mistakes = (*unsafe, *_placed(faults, text))
    if mistakes:
        raise Mistakes(DESK_FILE, mistakes)
    return build(desk, folder)


def digest(folder: Path) -> str:
    """SHA-256, in hex, of the bytes of the desk's rota.toml."""
    return _digest(_read(folder)[0])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(folder: Path) -> tuple[bytes, tuple[Mistake, ...]]:
    """The bytes, and whether somebody else could have changed them or the folder."""
    path = folder / DESK_FILE
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise Invalid(f"{path} is no ordinary file.", "Put the desk's settings there.")
            content = file.read(SIZE_CAP + 1)
        found = [ownership_fault(folder, folder.stat()), ownership_fault(path, status)]
    except OSError as error:
        mend = "Put the file itself there, not a link." if path.is_symlink() else "Make a desk: rota init DIR"
        raise Invalid(f"{path} cannot be read: {error.strerror}.", mend) from error
    if len(content) > SIZE_CAP:
        raise Invalid(
            f"{path} is larger than a megabyte.", "Put the desk's settings there, and nothing else."
        )
    return content, tuple(Mistake(DESK_FILE, what, mend) for what, mend in filter(None, found))


def _parse(content: bytes) -> tuple[str, dict[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
        return text, tomllib.loads(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line, what, mend = (
            content[: error.start].count(b"\n") + 1,
            "it is not UTF-8",
            "Save the file as UTF-8.",
        )
    except RecursionError:
        line, what, mend = None, "it is nested too deep", "Remove the nested brackets."
    except ValueError as error:
        at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(at[1]) if at and at[1] else None
        what = str(error)[: at.start()] if at else str(error)
        mend = "Correct the line: key = value, texts in double quotes, tables as [name]."
    raise Mistakes(DESK_FILE, (Mistake(_place("", line), f"This is not TOML: {what}.", mend),))


def _placed(faults: list[Fault], text: str) -> Iterator[Mistake]:
    """The faults with their lines, in the order of the file; what is missing altogether comes last."""
    lines = Lines(text)
    known = [(lines.of(fault.path), fault) for fault in faults]
    for line, fault in sorted(known, key=lambda each: each[0] or len(text)):
        what = f"{fault.what[0].upper()}{fault.what[1:]}."
        yield Mistake(_place(dotted(fault.path), line), what, fault.mend)


def _place(keys: str, line: int | None) -> str:
    """`rota.toml: people.ana.roles (line 12)`."""
    place = f"{DESK_FILE}: {keys}" if keys else DESK_FILE
    return f"{place} (line {line})" if line else place
