"""One JSON file for several threads and processes."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from integrations.tinydb import storage as module
from integrations.tinydb.storage import SafeStorage


def test_what_is_written_is_read_by_another(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.json"
    assert SafeStorage(path).read() is None
    SafeStorage(path).write({"t": {"1": {"x": "é\ud800"}}})
    assert SafeStorage(path).read() == {"t": {"1": {"x": "é\ud800"}}}
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in path.parent.iterdir()} == {"a.json", "a.json.lock"}


def test_the_document_is_read_again_only_when_it_is_another(tmp_path: Path) -> None:
    mine, other = SafeStorage(tmp_path / "a.json"), SafeStorage(tmp_path / "a.json")
    mine.write({"t": {"1": {}}})
    assert mine.read() is mine.read()
    for number in range(200):
        other.write({"t": {"1": {"n": number % 10}}})
        assert mine.read() == {"t": {"1": {"n": number % 10}}}


def test_a_write_that_fails_leaves_the_old_document_in_the_file_and_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = SafeStorage(tmp_path / "a.json")
    storage.write({"t": {"1": {}}})
    document = storage.read()
    assert document
    document["t"]["2"] = {"never": "written"}

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "replace_file", full)
    with pytest.raises(OSError, match="No space"):
        storage.write(document)
    assert storage.read() == {"t": {"1": {}}}


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "a.json").symlink_to(tmp_path / "other.json")
    with pytest.raises(OSError, match="symbolic links"):
        SafeStorage(tmp_path / "a.json").read()


def test_a_removed_file_is_no_document(tmp_path: Path) -> None:
    storage = SafeStorage(tmp_path / "a.json")
    storage.write({"t": {}})
    (tmp_path / "a.json").unlink()
    assert storage.read() is None
