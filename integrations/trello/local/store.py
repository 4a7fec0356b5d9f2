"""The board's file: TinyDB tables whose keys are Trello's ids, shared by threads and processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeGuard

from filelock import Timeout
from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from integrations.tinydb.storage import SafeStorage
from integrations.trello.local.export import rows_of
from integrations.trello.local.shapes import Row
from support.errors import Invalid, Offline

Tree = dict[str, dict[str, Any]]
"""A TinyDB document: table, then id, then row."""


class _InMemory(MemoryStorage):
    def __init__(self, tree: Tree) -> None:
        self.memory = tree


class _Rows(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB allows it; its annotation says int


class _Database(TinyDB):
    table_class = _Rows


class Tables:
    """The tables as one request sees them.

    Rows are copies; what is nested in them is shared with other readers, so never edit it in place.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        """Everything, as it stands in the file."""
        self._database = _Database(storage=lambda: _InMemory(tree))

    def all(self, table: str) -> list[Row]:
        """Every row, in the order they came."""
        return list(self._database.table(table).all())

    def get(self, table: str, id: str) -> Row | None:
        """The row of that id."""
        rows: Any = self._database.table(table)
        found: Row | None = rows.get(doc_id=id)
        return found

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Put new rows in; of equal ids the last one stays."""
        documents: dict[str, Any] = {row["id"]: Document(row, row["id"]) for row in rows}
        self._database.table(table).insert_multiple(documents.values())

    def put(self, table: str, row: Row) -> None:
        """Put the row in the place of the one with its id, or after the last."""
        self._database.table(table).upsert(Document(row, row["id"]))

    def drop(self, table: str, ids: Iterable[Any]) -> None:
        """Take the rows out."""
        self._database.table(table).remove(doc_ids=list(ids))

    def count_up(self, name: str) -> int:
        """The next number of that name; none is ever given twice."""
        counter = self.get("counters", name) or {"id": name, "last": 0}
        self.put("counters", {**counter, "last": counter["last"] + 1})
        return int(counter["last"]) + 1


class LocalStore:
    """One board in one file.

    Reading and changing raise Offline when the file cannot be reached, Invalid when it is no board.
    """

    def __init__(self, path: Path) -> None:
        """Open the board; raises Invalid when there is no such file."""
        if not path.is_file():
            raise Invalid(f"There is no local board at {path}.", "Create one from a Trello export.")
        self.path = path
        self._storage = SafeStorage(path)

    @classmethod
    def create(cls, path: Path, export: Mapping[str, Any]) -> LocalStore:
        """Make the file from the content of an export.

        Raises Invalid for what is no export or when the file is there already, OSError when it fails.
        """
        tables = Tables({})
        for table, rows in rows_of(export).items():
            tables.add(table, rows)
        storage = SafeStorage(path)
        with storage.locked():
            if path.exists():
                raise Invalid(f"{path} is there already.", "Open it, or choose another name.")
            storage.write(tables.tree)
        storage.close()
        return cls(path)

    @property
    def board_id(self) -> str:
        """The id of the one board that is kept here."""
        return str(self.reading().all("board")[0]["id"])

    def close(self) -> None:
        """Let go of the file; the next request opens it again."""
        self._storage.close()

    def reading(self) -> Tables:
        """The board as it is now; what others write later does not show in it."""
        return Tables(self._read())

    @contextmanager
    def changing(self) -> Iterator[Tables]:
        """The board while nobody else writes; kept when the block ends well, else nothing is."""
        try:
            with self._storage.locked():
                tables = Tables(_own_rows(self._read()))
                yield tables
                self._write(tables.tree)
        except Timeout as error:
            raise Offline(f"{self.path} is in use by another program.", "Try again in a moment.") from error
        except OSError as error:
            what = f"{self.path} cannot be changed: {error.strerror}."
            raise Offline(what, "Let yourself write to the desk's folder.") from error

    def _read(self) -> Tree:
        try:
            tree: Any = self._storage.read()
        except OSError as error:
            raise Offline(f"{self.path} cannot be read: {error.strerror}.", "Check the file.") from error
        except (ValueError, RecursionError) as error:
            raise self._damaged() from error
        if not _is_board(tree):
            raise self._damaged()
        return tree

    def _write(self, tree: Tree) -> None:
        try:
            self._storage.write(tree)
        except OSError as error:
            what = f"{self.path} cannot be written: {error.strerror}."
            raise Offline(what, "Check the disk and the file's permissions.", sent=True) from error

    def _damaged(self) -> Invalid:
        return Invalid(
            f"{self.path} is not a local board.", "Restore it, or create a new one from an export."
        )


def _is_board(tree: Any) -> TypeGuard[Tree]:
    """Whether these are tables of rows, with the board among them."""
    if not isinstance(tree, dict) or not tree.get("board"):
        return False
    tables = tree.values()
    return all(
        isinstance(rows, dict) and all(isinstance(row, dict) for row in rows.values()) for rows in tables
    )


def _own_rows(tree: Tree) -> Tree:
    """Rows that may be changed without changing those that others are reading."""
    return {table: {id: dict(row) for id, row in rows.items()} for table, rows in tree.items()}
