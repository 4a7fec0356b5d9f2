"""The command line on one desk: called in-process, or as the installed program."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from integrations.trello.local.store import LocalStore
from support.board import Snapshot
from support.errors import Offline
from support.journal import Draft, Entry
from tui.bootstrap import House
from tui.cli import main
from tui.session import Session

ROTA = Path(sys.executable).with_name("rota")
"""The installed console script."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What a script reads."""
        return json.loads(self.out)


def rota(*words: object, house: House | None = None) -> Said:
    """The command line, in this process."""
    out, err = _Pipe(), _Pipe()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words], house or House("cli"))
    return Said(code, out.text, err.text)


class _Pipe(TextIOWrapper):
    """Takes what a terminal would: UTF-8, and no lone surrogates."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        super().__init__(self._bytes, "utf-8", newline="", write_through=True)

    @property
    def text(self) -> str:
        """All that was written."""
        return self._bytes.getvalue().decode("utf-8")


@dataclass(frozen=True, slots=True)
class TwinDesk:
    """One desk folder, and what its files hold."""

    folder: Path

    def rota(self, *words: object, house: House | None = None) -> Said:
        """A command on this desk."""
        return rota("--desk", self.folder, *words, house=house)

    def script(self, *words: object) -> Any:
        """What a script reads of a command that must go well."""
        said = self.rota(*words, "--json")
        assert (said.code, said.err) == (0, "")
        return said.json

    @property
    def board_file(self) -> Path:
        return self.folder / "board.json"

    @property
    def board(self) -> LocalStore:
        """The board as its file is now."""
        return LocalStore(self.board_file)

    def card(self, number: int) -> dict[str, Any]:
        """The card's row."""
        return next(row for row in self.board.reading().all("cards") if row["idShort"] == number)

    def list_of(self, number: int) -> str:
        """The name of the card's list."""
        row = self.board.reading().get("lists", self.card(number)["idList"])
        assert row is not None
        return str(row["name"])

    def members_of(self, number: int) -> set[str]:
        """The usernames of those on the card."""
        ids = self.card(number)["idMembers"]
        return {row["username"] for row in self.board.reading().all("members") if row["id"] in ids}

    def comments_on(self, number: int) -> list[str]:
        """The texts of its comments, as they came."""
        card, actions = self.card(number)["id"], self.board.reading().all("actions")
        about = [row for row in actions if row["type"] == "commentCard" and row["data"]["card"]["id"] == card]
        return [row["data"]["text"] for row in about]

    def kinds(self) -> list[str]:
        """The kinds of all entries of the journal, oldest first."""
        return [entry["kind"] for entry in self.script("journal", "list")]

    def sandbox(self) -> dict[str, bytes]:
        """Everything that the sample desk's actions may change."""
        files = [path for path in (self.folder / "sandbox").rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}


@dataclass(frozen=True, slots=True)
class _Journal:
    """A journal with something that happens right after an entry of one kind."""

    real: Any
    kind: str
    happens: Callable[[], object]

    def append(self, draft: Draft) -> Entry:
        entry: Entry = self.real.append(draft)
        if draft.kind == self.kind:
            self.happens()
        return entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class Meanwhile(House):
    """The house of somebody who is unlucky: the world changes between the record and the act."""

    def __init__(self, kind: str, happens: Callable[[], object]) -> None:
        super().__init__("cli")
        self.kind, self.happens = kind, happens

    def session(self, desk: Path | None) -> Session:
        session = super().session(desk)
        journal = _Journal(session.desk.journal, self.kind, self.happens)
        recorder = replace(session.desk.recorder, journal=journal)
        return replace(session, desk=replace(session.desk, recorder=recorder))


@dataclass(frozen=True, slots=True)
class _Unreachable:
    """A board behind a cable that somebody pulled."""

    seen_before: Snapshot | None

    def load(self) -> Snapshot:
        raise Offline("Trello could not be reached.", "Check the network, then try again.")

    def last_known(self) -> Snapshot | None:
        return self.seen_before


class WithoutNetwork(House):
    """The house while the board cannot be reached."""

    def __init__(self, *, seen_before: bool) -> None:
        super().__init__("cli")
        self.seen_before = seen_before

    def session(self, desk: Path | None) -> Session:
        session = super().session(desk)
        board: Any = _Unreachable(session.desk.board.load() if self.seen_before else None)
        return replace(session, desk=replace(session.desk, board=board))
