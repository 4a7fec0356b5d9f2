"""The journal in a TinyDB file: shared, chained, and closed to acts it cannot record."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from integrations.tinydb import storage as storage_module
from integrations.tinydb.journal import TinyJournal
from integrations.tinydb.lock_holder import lock_holder
from support.errors import JournalUnavailable
from support.journal import FIRST_PREV, Draft

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def act(kind: str = "incident.commented", **data: object) -> Draft:
    return Draft(at=NOON, actor="ana", via="cli", host="desk", kind=kind, subject="c1", data=data)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.json"


@pytest.fixture
def journal(path: Path) -> TinyJournal:
    return TinyJournal(path)


def test_entries_come_back_as_they_were_sealed(journal: TinyJournal, path: Path) -> None:
    written = tuple(journal.append(act(text=text)) for text in ("one", "tw\u00f6", "\ud800\x1b[2J"))
    assert [entry.seq for entry in written] == [1, 2, 3]
    again = TinyJournal(path)
    assert again.entries() == written
    assert again.entries(after=2) == written[2:]
    assert again.last(2) == written[1:]
    assert again.last(0) == ()
    assert (again.verify().count, again.verify().head) == (3, written[-1].hash)


def test_an_empty_journal_holds(journal: TinyJournal, path: Path) -> None:
    assert journal.entries() == ()
    assert journal.verify().holds
    assert not path.exists()


def test_stock_tinydb_opens_and_queries_it(journal: TinyJournal, path: Path) -> None:
    journal.append(act())
    journal.append(act("rota.covered"))
    table = TinyDB(path).table("journal")
    assert [found.doc_id for found in table.search(Query().kind == "rota.covered")] == [2]
    assert len(table) == 2


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_the_file_is_private_whatever_the_umask(journal: TinyJournal, path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        journal.append(act())
    finally:
        os.umask(before)
    assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from integrations.tinydb.journal import TinyJournal
from support.journal import Draft
journal = TinyJournal(Path(sys.argv[1]))
for number in range(100):
    data = {"n": number, "who": sys.argv[2]}
    entry = journal.append(Draft(datetime.now(UTC), "ana", "cli", "desk", "a.b", "s", data))
    print(entry.seq, entry.hash)
"""


def test_two_processes_lose_nothing_and_the_chain_holds(journal: TinyJournal, path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name], stdout=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    promised = dict(line.split() for writer in writers for line in writer.communicate()[0].splitlines())
    assert [writer.returncode for writer in writers] == [0, 0]
    entries = journal.entries()
    assert {str(entry.seq): entry.hash for entry in entries} == promised
    assert len(promised) == 200
    for name in ("one", "two"):
        assert [entry.data["n"] for entry in entries if entry.data["who"] == name] == list(range(100))
    assert journal.verify().holds


def test_threads_of_one_process_share_it_too(journal: TinyJournal) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: journal.append(act(n=number)), range(40)))
    assert sorted(entry.data["n"] for entry in journal.entries()) == list(range(40))
    assert journal.verify().holds


def edit(path: Path, change: str) -> None:
    document = json.loads(path.read_text())
    exec(change, {"t": document["journal"]})
    path.write_text(json.dumps(document))


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        ("t['2']['actor'] = 'ben'", 2),
        ("del t['2']", 2),
        ("t['2'], t['3'] = t['3'], t['2']", 2),
        ("t['3']['extra'] = 1", 3),
        ("t['1'] = 'nothing'", 1),
    ],
)
def test_an_edit_is_found_and_nothing_is_built_on_a_broken_end(
    journal: TinyJournal, path: Path, change: str, broken_at: int
) -> None:
    for _ in range(3):
        journal.append(act())
    edit(path, change)
    assert journal.verify().broken_at == broken_at


@pytest.mark.parametrize(
    "change",
    ["t['3']['actor'] = 'ben'", "del t['2']", "t['3'] = 1", "t['3']['at'] = 'noon'", "t['x'] = t.pop('3')"],
)
def test_nothing_is_appended_to_a_journal_whose_end_was_changed(
    journal: TinyJournal, path: Path, change: str
) -> None:
    for _ in range(3):
        journal.append(act())
    edit(path, change)
    before = path.read_bytes()
    with pytest.raises(JournalUnavailable, match="rota journal verify"):
        journal.append(act())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b'{"journal": {"1": ', b"[]", b"null", b'{"journal": []}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_broken_file_is_said_in_words_and_left_as_it_is(
    journal: TinyJournal, path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    for use in (lambda: journal.append(act()), journal.entries, lambda: journal.last(5)):
        with pytest.raises(JournalUnavailable, match="is damaged"):
            use()
    verdict = journal.verify()
    assert (verdict.holds, verdict.count, verdict.head) == (False, 0, FIRST_PREV)
    assert "JSON" in verdict.why
    assert path.read_bytes() == content


def failing(journal: TinyJournal, what: str) -> JournalUnavailable:
    with pytest.raises(JournalUnavailable, match=what) as caught:
        journal.append(act())
    assert caught.value.mend
    return caught.value


def test_a_file_where_the_folder_should_be_fails_closed(journal: TinyJournal, path: Path) -> None:
    path.parent.touch()
    failing(journal, "cannot be used")


def test_a_folder_where_the_file_should_be_fails_closed(journal: TinyJournal, path: Path) -> None:
    path.mkdir(parents=True)
    failing(journal, "Is a directory")


@pytest.mark.parametrize("linked", ["journal.json", "journal.json.lock"])
def test_a_link_is_refused_and_its_target_untouched(journal: TinyJournal, path: Path, linked: str) -> None:
    target = path.parent.parent / "target"
    target.write_text("{}")
    path.parent.mkdir()
    (path.parent / linked).symlink_to(target)
    failing(journal, "symbolic link")
    assert target.read_text() == "{}"


def test_a_file_that_others_may_change_is_refused(journal: TinyJournal, path: Path) -> None:
    journal.append(act())
    path.chmod(0o666)
    assert failing(journal, "Others may write").mend == f"Type: chmod go-w {path}"


LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # a module cut off by the limit would stay
from datetime import UTC, datetime
from pathlib import Path
from integrations.tinydb.journal import TinyJournal
from support.errors import JournalUnavailable
from support.journal import Draft
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
journal, promised = TinyJournal(Path(sys.argv[1])), 0
try:
    while True:
        journal.append(Draft(datetime.now(UTC), "ana", "cli", "desk", "a.b", "s"))
        promised += 1
except JournalUnavailable as error:
    assert len(journal.entries()) == promised, "an entry shows that was never promised"
    print(promised, error)
"""


def test_a_file_that_may_not_grow_keeps_what_was_promised(journal: TinyJournal, path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", LIMITED, path], capture_output=True, text=True, check=True)
    promised, _, said = ended.stdout.partition(" ")
    assert int(promised) > 3
    assert "File too large" in said
    assert len(journal.entries()) == int(promised)
    assert journal.verify().holds
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]
    assert journal.append(act()).seq == int(promised) + 1


def fill(journal: TinyJournal) -> int:
    """How many entries were promised until no more fit."""
    for promised in range(1000):
        try:
            journal.append(act(text="x" * 200))
        except JournalUnavailable:
            return promised
    raise AssertionError("it never filled up")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32k,mode=700", "none", folder], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: needs root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_nothing_is_lost(small_disk: Path) -> None:
    with closing(TinyJournal(small_disk / "journal.json")) as journal:
        promised = fill(journal)
        assert "Make room" in failing(journal, "No space left").mend
        assert journal.verify().count == len(journal.entries()) == promised > 3


def test_a_read_only_disk_is_said(small_disk: Path) -> None:
    with closing(TinyJournal(small_disk / "journal.json")) as journal:
        journal.append(act())
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        failing(journal, "Read-only file system")
        assert journal.verify().count == 1


def test_a_lock_that_is_held_is_waited_for_then_its_holder_named(
    journal: TinyJournal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_module, "LOCK_TIMEOUT", 0.3)
    path.parent.mkdir()
    with (path.parent / "journal.json.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said = failing(journal, "is locked by")
        assert not path.exists()
    if Path("/proc/locks").exists():
        assert f"process {os.getpid()}" in said.what
    assert journal.append(act()).seq == 1


def test_a_holder_is_found_by_the_inode_of_its_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    inode = lock.stat().st_ino
    table = tmp_path / "locks"
    table.write_text(
        f"1: POSIX  ADVISORY  WRITE 11 08:01:{inode} 0 EOF\n"
        f"2: -> FLOCK  ADVISORY  WRITE 12 08:01:{inode} 0 EOF\n"
        f"3: FLOCK  ADVISORY  WRITE 13 08:01:{inode} 0 EOF\n"
    )
    assert lock_holder(lock, table) == 13
    assert lock_holder(tmp_path / "gone", table) is None
    assert lock_holder(lock, tmp_path / "gone") is None
