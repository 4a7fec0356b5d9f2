"""The journal in a TinyDB file: table `journal`, one document an entry, its id is the entry's seq."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from integrations.ownership import require_own
from integrations.tinydb.lock_holder import lock_holder
from integrations.tinydb.storage import LOCK_TIMEOUT, SafeStorage
from support.errors import Invalid, JournalUnavailable
from support.journal import (
    FIRST_PREV,
    Draft,
    Entry,
    Verdict,
    check_chain,
    digest,
    from_record,
    seal,
    to_record,
)

TABLE = "journal"

Records = Mapping[str, Mapping[str, Any]]
"""The entries as stored, by document id, in the order of the file."""

_MENDS = {
    errno.ENOSPC: "Make room on the disk; until then nothing is done.",
    errno.EDQUOT: "Make room in your quota; until then nothing is done.",
    errno.EFBIG: "Raise the limit on file sizes (ulimit -f).",
    errno.EROFS: "Make the disk writable, or set ROTA_STATE_DIR to a folder that is.",
    errno.ELOOP: "Put the file itself there, not a link.",
}


class DamagedJournal(JournalUnavailable):
    """The file is there and can be read, and what it holds is no journal any more."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The journal {path} is damaged: {why}.",
            "Look with `rota journal verify`; put a backup in its place, or move it away to begin anew.",
        )
        self.why = why


class TinyJournal:
    """A Journal that the stock `TinyDB(path).table("journal")` opens and queries too."""

    def __init__(self, path: Path) -> None:
        """Touches nothing yet: what is wrong with the place shows at the first use."""
        self.path = path
        self._storage = SafeStorage(path)

    def append(self, draft: Draft) -> Entry:
        """Make the draft an entry, durably; raises JournalUnavailable, and then the old file is whole."""
        with self._failing_closed(), self._storage.locked():
            entry = seal(draft, self._newest(self._records()))
            database = TinyDB(storage=lambda: self._storage)
            database.table(TABLE).insert(Document(to_record(entry), doc_id=entry.seq))
            return entry

    def entries(self, after: int = 0) -> tuple[Entry, ...]:
        """All entries whose seq is greater than `after`, oldest first; raises JournalUnavailable."""
        with self._failing_closed():
            return self._parsed(each for each in self._records().values() if each["seq"] > after)

    def last(self, count: int) -> tuple[Entry, ...]:
        """The newest `count` entries, oldest first; raises JournalUnavailable."""
        with self._failing_closed():
            return self._parsed(list(self._records().values())[-count:] if count > 0 else ())

    def verify(self) -> Verdict:
        """Check the chain from the first entry to the last; raises JournalUnavailable for no access."""
        try:
            with self._failing_closed():
                return check_chain(self._records().values())
        except DamagedJournal as error:
            return Verdict(0, FIRST_PREV, broken_at=1, why=error.why)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        self._storage.close()

    def _records(self) -> Records:
        """Every entry as stored, from the file as it is now."""
        require_own(self.path)
        try:
            document = self._storage.read()
        except (ValueError, RecursionError) as error:
            raise self._damaged("it is no readable JSON object") from error
        records: Records = document.get(TABLE, {}) if document else {}
        if not isinstance(records, dict):
            raise self._damaged("it is JSON, but its journal is no TinyDB table")
        return records

    def _newest(self, records: Records) -> Entry | None:
        """The last entry, on which the next one is sealed; refuses to build on a broken one."""
        if not records:
            return None
        if list(records) != [str(number) for number in range(1, len(records) + 1)]:
            raise self._damaged("entries were removed, added or moved")
        record = records[str(len(records))]
        (entry,) = self._parsed([record])
        if digest(record) != entry.hash or entry.seq != len(records):
            raise self._damaged("its last entry was changed")
        return entry

    def _parsed(self, records: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
        try:
            return tuple(map(from_record, records))
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged("one of its entries is not an entry") from error

    @contextmanager
    def _failing_closed(self) -> Iterator[None]:
        try:
            yield
        except Invalid as error:
            raise JournalUnavailable(error.what, error.mend) from error
        except TimeoutError as error:
            raise self._locked() from error
        except OSError as error:
            what = f"The journal {self.path} cannot be used: {error.strerror or error}."
            mend = _MENDS.get(error.errno or 0, f"Look at the permissions of {self.path.parent}.")
            raise JournalUnavailable(what, mend) from error

    def _locked(self) -> JournalUnavailable:
        pid = lock_holder(self._storage.lock_path)
        holder = f"process {pid}" if pid else "another process"
        mend = f"Look at it with: ps -fp {pid}" if pid else "End the other rota, or wait for it."
        what = f"The journal is locked by {holder} for more than {LOCK_TIMEOUT:.0f} seconds."
        return JournalUnavailable(what, mend)

    def _damaged(self, why: str) -> DamagedJournal:
        return DamagedJournal(self.path, why)
