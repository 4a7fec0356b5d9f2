"""The desk's post-mortems: Markdown files in one folder, shared with a team that edits them too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from integrations.files import replace_file, sync_folder
from support.errors import Invalid, Refused, Unknown

T = TypeVar("T")

LONGEST_NAME = 255
"""Bytes of a file's name."""


class PostmortemFolder:
    """A PostmortemStore: a file is only replaced while it still holds what the writer started from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """The file names, newest first: they begin with the day. Raises Invalid."""
        try:
            return tuple(sorted(filter(_is_name, os.listdir(self.folder)), reverse=True))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise Invalid(
                f"{self.folder} cannot be read: {error.strerror}.", "Let yourself read the folder."
            ) from None

    def read(self, name: str) -> str:
        """The text of a kept one; raises Unknown, or Invalid where it cannot be read."""
        content = self._content(_checked(name))
        if content is None:
            raise Unknown(f"There is no post-mortem {name}.", f"Look into {self.folder}.")
        return _text(content)

    def save(self, name: str, text: str, over: str | None = None) -> None:
        """Keep the text under that file name, whole or not at all; `over` is the text it takes the place of.

        Raises Refused when the file holds something else meanwhile, or it cannot be written.
        """
        path = self.folder / _checked(name)
        content = text.encode("utf-8", errors="replace")
        present = self._content(name)
        if present is None:
            self._writing(name, lambda: _create(path, content))
        elif over is not None and _text(present) == over:
            mode = path.stat().st_mode & 0o777
            self._writing(name, lambda: replace_file(path, content, mode=mode))
        elif present != content:
            raise _changed(name)

    def _content(self, name: str) -> bytes | None:
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(handle, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Invalid(
                f"{name} cannot be read: {error.strerror}.", "It must be an ordinary file, and yours to read."
            ) from None

    def _writing(self, name: str, write: Callable[[], T]) -> T:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return write()
        except FileExistsError:
            raise _changed(name) from None
        except OSError as error:
            raise Refused(
                f"{name} was not saved: {error.strerror}.", f"Make room in {self.folder} and save it again."
            ) from None


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="replace")


def _create(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, flags, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _is_name(name: str) -> bool:
    plain = name.isprintable() and "/" not in name and not name.startswith((".", "-"))
    return plain and name.endswith(".md") and len(name.encode()) <= LONGEST_NAME


def _checked(name: str) -> str:
    if _is_name(name):
        return name
    raise Invalid("That is no file name for a post-mortem.", "Use letters, digits and `-`, ending in `.md`.")


def _changed(name: str) -> Refused:
    return Refused(
        f"{name} was changed by somebody else meanwhile; nothing was saved.",
        "Open the file, bring its words and yours together, and save again.",
    )
