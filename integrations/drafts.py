"""Drafts: texts that a person has typed and not finished, one private file each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from integrations.files import private_folder, replace_file
from support.errors import RotaError
from support.slugs import slug


@dataclass(frozen=True, slots=True)
class FolderDrafts:
    """A DraftStore of JSON files (0600) in one folder."""

    folder: Path

    def save(self, name: str, text: str) -> None:
        """Keep the text under the name, whole or not at all; raises RotaError."""
        with self._explained("kept"):
            private_folder(self.folder)
            replace_file(self._path(name), json.dumps({"name": name, "text": text}).encode("ascii"))

    def load(self, name: str) -> str | None:
        """The kept text, or None."""
        kept = _read(self._path(name))
        return kept[1] if kept else None

    def discard(self, name: str) -> None:
        """Forget it; raises RotaError."""
        with self._explained("removed"):
            self._path(name).unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """The names that are kept, newest first."""
        files = sorted(self.folder.glob("*.json"), key=_changed_at, reverse=True)
        return tuple(kept[0] for kept in map(_read, files) if kept)

    def _path(self, name: str) -> Path:
        mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / f"{slug(name)}-{mark}.json"

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RotaError(
                f"The draft was not {done}: {error.strerror}.", f"Look at {self.folder}."
            ) from error


def _read(path: Path) -> tuple[str, str] | None:
    """Name and text; None where no whole draft is."""
    try:
        kept = json.loads(path.read_bytes())
        return str(kept["name"]), str(kept["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _changed_at(path: Path) -> int:
    """Nanoseconds; a file that was removed meanwhile counts as oldest."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
