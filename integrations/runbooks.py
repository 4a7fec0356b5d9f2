"""The desk's runbooks: Markdown files in one folder, read as data."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from support.errors import Invalid
from support.runbooks import Runbook, parse

LARGEST = 1_000_000
"""Bytes of a file; a larger one is not read."""

_Stamp = tuple[int, int, int]


class RunbookFolder:
    """A RunbookStore over `*.md` in a folder; a file that cannot be read still shows, with a warning."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[_Stamp, Runbook]] = {}

    def all(self) -> tuple[Runbook, ...]:
        """Every runbook, by name; only files that changed are read again. Raises Invalid."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.folder) if _is_runbook(entry.name))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise Invalid(
                f"{self.folder} cannot be read: {error.strerror}.", "Let yourself read the folder."
            ) from None
        known = {name: self._known(name) for name in names}
        self._read = {name: each for name, each in known.items() if each is not None}
        return tuple(runbook for _, runbook in self._read.values())

    def _known(self, name: str) -> tuple[_Stamp, Runbook] | None:
        """The file with its stamp; None when it went away meanwhile."""
        title = name.removesuffix(".md")
        try:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder.resolve()):
                warning = "It is a link out of the folder and was not read: put the file itself here."
                return (0, 0, 0), parse(title, "", {}, warning)
            return self._fresh(name, path)
        except FileNotFoundError:
            return None
        except (OSError, RuntimeError) as error:
            why = getattr(error, "strerror", None) or "its links go round in a circle"
            return (0, 0, 0), parse(title, "", {}, f"It could not be read: {why}.")

    def _fresh(self, name: str, path: Path) -> tuple[_Stamp, Runbook]:
        # Not waiting: a pipe that calls itself a runbook would never open.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(file.fileno())
            stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
            before = self._read.get(name)
            if before and before[0] == stamp:
                return before
            if not stat.S_ISREG(found.st_mode):
                return stamp, parse(name.removesuffix(".md"), "", {}, "It is no ordinary file.")
            content = file.read(LARGEST + 1)
        return stamp, _runbook(name.removesuffix(".md"), content)


def _is_runbook(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".")


def _runbook(name: str, content: bytes) -> Runbook:
    from integrations.front_matter import read_page

    if len(content) > LARGEST:
        return parse(name, "", {}, f"It is larger than {LARGEST:,} bytes and was not read: split it.")
    text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    page = read_page(text)
    return parse(name, page.text, page.meta, page.warning)
