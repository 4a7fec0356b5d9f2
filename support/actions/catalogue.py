"""The actions of a desk: every readable one, and why the others are not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from support.actions.definition import Definition
from support.actions.sources import SUFFIXES, definitions_of, read_source, require_own
from support.errors import Invalid, Unknown


@dataclass(frozen=True, slots=True)
class Broken:
    """A file whose actions cannot be offered."""

    file: Path
    why: str
    """What is wrong with it, and the mend."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What a file gave when it was last read."""

    stamp: tuple[int, ...]
    """Differs when the file is another one, or may have other content."""
    definitions: tuple[Definition, ...] = ()
    broken: Broken | None = None


class Catalogue:
    """Reads `actions/*.py` and `actions/*.toml` of a desk. Loading imports them: only for a trusted desk."""

    def __init__(self, desk: Path) -> None:
        self.desk = desk.absolute()
        self.folder = self.desk / "actions"
        self.definitions: tuple[Definition, ...] = ()
        """By name; empty before the first `load`."""
        self.broken: tuple[Broken, ...] = ()
        self._read: dict[Path, _Read] = {}

    def load(self) -> None:
        """Read what changed since the last time; files whose names begin with `_` or `.` are left out."""
        try:
            paths = self._paths()
        except Invalid as error:
            self._read, self.definitions, self.broken = {}, (), (Broken(self.folder, str(error)),)
            return
        self._read = {path: self._file(path) for path in paths}
        known: dict[str, Definition] = {}
        broken = [each.broken for each in self._read.values() if each.broken]
        for path, read in self._read.items():
            taken = [each.name for each in read.definitions if each.name in known]
            if taken:
                broken.append(Broken(path, f"{taken[0]} stands in {known[taken[0]].source.name} already."))
            else:
                known |= {each.name: each for each in read.definitions}
        self.definitions = tuple(sorted(known.values(), key=lambda each: each.name))
        self.broken = tuple(broken)

    def find(self, name: str) -> Definition:
        """The action of that name; raises Unknown, with names that are near."""
        for each in self.definitions:
            if each.name == name:
                return each
        for broken in self.broken:
            if name.partition(".")[0] == broken.file.stem.replace("_", "-"):
                raise Unknown(f"{name[:80]} cannot be offered.", broken.why)
        near = get_close_matches(name[:80], [each.name for each in self.definitions], 3)
        mend = f"Did you mean {' or '.join(near)}?" if near else "See `rota actions`."
        raise Unknown(f"There is no action called {name[:80]}.", mend)

    def _paths(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        require_own(self.folder, self.folder.stat())
        return sorted(
            each
            for each in self.folder.iterdir()
            if each.suffix in SUFFIXES and each.name[0] not in "_." and each.is_file()
        )

    def _file(self, path: Path) -> _Read:
        stamp = _stamp(path)
        known = self._read.get(path)
        if known and known.stamp == stamp:
            return known
        try:
            return _Read(stamp, definitions_of(read_source(path)))
        except Invalid as error:
            return _Read(stamp, broken=Broken(path, str(error)))


def _stamp(path: Path) -> tuple[int, ...]:
    status: os.stat_result = path.stat()
    return (
        status.st_ino,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_size,
        status.st_mode,
        status.st_uid,
    )
