"""Drafts survive, stay private, and never leave their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from integrations.drafts import FolderDrafts
from support.errors import RotaError


def test_a_draft_is_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    drafts = FolderDrafts(tmp_path / "drafts")
    assert drafts.load("respond 42") is None
    drafts.save("respond 42", "Dear \ud800 client,\n\x1b[2J")
    assert FolderDrafts(tmp_path / "drafts").load("respond 42") == "Dear \ud800 client,\n\x1b[2J"
    drafts.save("respond 42", "Dear client")
    assert drafts.load("respond 42") == "Dear client"
    drafts.discard("respond 42")
    drafts.discard("respond 42")
    assert drafts.names() == ()


def test_the_newest_name_comes_first(tmp_path: Path) -> None:
    drafts = FolderDrafts(tmp_path)
    for seconds, name in enumerate(("first", "second", "third")):
        drafts.save(name, name)
        (file,) = tmp_path.glob(f"{name}-*.json")
        os.utime(file, (seconds, seconds))
    assert drafts.names() == ("third", "second", "first")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "", "a" * 5000, "\0", "..", "-rf", "\ud800"]
)
def test_any_name_stays_inside_the_folder_and_private(tmp_path: Path, name: str) -> None:
    drafts = FolderDrafts(tmp_path / "drafts")
    drafts.save(name, "text")
    (file,) = (tmp_path / "drafts").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert not file.name.startswith("-")
    assert drafts.names() == (name,)


def test_names_that_look_alike_as_files_stay_apart(tmp_path: Path) -> None:
    drafts = FolderDrafts(tmp_path)
    drafts.save("Card 1", "one")
    drafts.save("card-1", "two")
    assert (drafts.load("Card 1"), drafts.load("card-1")) == ("one", "two")


def test_a_broken_file_is_no_draft(tmp_path: Path) -> None:
    drafts = FolderDrafts(tmp_path)
    drafts.save("card", "text")
    (file,) = tmp_path.iterdir()
    file.write_text('{"name": "card"')
    assert drafts.load("card") is None
    assert drafts.names() == ()


def test_a_draft_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").touch()
    with pytest.raises(RotaError, match="The draft was not kept"):
        FolderDrafts(tmp_path / "drafts").save("card", "text")
