import os
from contextlib import suppress
from pathlib import Path

import pytest

from integrations.postmortems import PostmortemFolder
from support.errors import Invalid, Refused, Unknown
from support.postmortems import filename
from tests.hostile import of_kind
from tests.support.samples import an_incident, at

NAME = "2026-11-20-payments-down-1a2b3c4d.md"
NASTY = [hostile.text for hostile in of_kind("path")] + [
    "../x.md",
    "a/../../x.md",
    "/tmp/x.md",
    "link/x.md",
    "a\0.md",
    "x\n.md",
    "-rf.md",
    ".md",
    "\udc80.md",
    "x" * 300 + ".md",
    "\u202egpj.md",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "postmortems"


@pytest.fixture
def kept(folder: Path) -> PostmortemFolder:
    return PostmortemFolder(folder)


def files_under(place: Path) -> set[Path]:
    return {path for path in place.rglob("*") if not path.is_dir()}


def test_what_is_saved_is_listed_and_read(kept: PostmortemFolder) -> None:
    assert kept.names() == ()
    kept.save(NAME, "# Café\n")
    kept.save("2026-11-21-b.md", "x")
    assert kept.names() == ("2026-11-21-b.md", NAME)
    assert kept.read(NAME) == "# Café\n"


def test_ones_own_can_be_saved_again_and_keeps_its_mode(kept: PostmortemFolder, folder: Path) -> None:
    kept.save(NAME, "one")
    (folder / NAME).chmod(0o640)
    kept.save(NAME, "two", over="one")
    kept.save(NAME, "three", over="two")
    assert (folder / NAME).read_text() == "three"
    assert (folder / NAME).stat().st_mode & 0o777 == 0o640
    assert files_under(folder) == {folder / NAME}


def test_what_was_read_can_be_saved(kept: PostmortemFolder, folder: Path) -> None:
    kept.save(NAME, "one")
    another = PostmortemFolder(folder)
    another.save(NAME, "two", over=another.read(NAME))
    assert (folder / NAME).read_text() == "two"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    kept: PostmortemFolder, folder: Path
) -> None:
    kept.save(NAME, "mine")
    (folder / NAME).write_text("theirs")
    with pytest.raises(Refused, match="changed by somebody else meanwhile") as refused:
        kept.save(NAME, "mine again", over="mine")
    assert refused.value.mend
    assert (folder / NAME).read_text() == "theirs"
    kept.save(NAME, "both", over=kept.read(NAME))
    assert (folder / NAME).read_text() == "both"


def test_a_file_that_was_there_before_is_not_overwritten(kept: PostmortemFolder, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / NAME).write_text("theirs")
    with pytest.raises(Refused):
        kept.save(NAME, "mine")
    assert (folder / NAME).read_text() == "theirs"


def test_a_file_that_somebody_removed_is_made_anew(kept: PostmortemFolder, folder: Path) -> None:
    kept.save(NAME, "one")
    (folder / NAME).unlink()
    kept.save(NAME, "two", over="one")
    assert kept.read(NAME) == "two"


@pytest.mark.parametrize("target", ["outside.md", "missing.md"])
def test_a_link_is_never_followed(kept: PostmortemFolder, folder: Path, tmp_path: Path, target: str) -> None:
    folder.mkdir(parents=True)
    (tmp_path / "outside.md").write_text("theirs")
    (folder / NAME).symlink_to(tmp_path / target)
    with pytest.raises(Invalid):
        kept.save(NAME, "mine")
    with pytest.raises(Invalid):
        kept.read(NAME)
    assert (tmp_path / "outside.md").read_text() == "theirs"
    assert not (tmp_path / "missing.md").exists()


@pytest.mark.parametrize("nasty", NASTY, ids=repr)
def test_no_name_leaves_the_folder(kept: PostmortemFolder, folder: Path, tmp_path: Path, nasty: str) -> None:
    folder.mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path)
    before = files_under(tmp_path)
    kept.save(filename(an_incident(nasty, id=nasty), at(15)), "titled")
    with suppress(Invalid):
        kept.save(nasty, "named")
    made = files_under(tmp_path) - before
    assert 1 <= len(made) <= 2
    assert {path.parent for path in made} == {folder}


def test_what_is_not_there_is_unknown(kept: PostmortemFolder) -> None:
    with pytest.raises(Unknown):
        kept.read(NAME)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_says_so(kept: PostmortemFolder, folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o500)
    with pytest.raises(Refused, match="was not saved"):
        kept.save(NAME, "x")


def test_a_full_disk_leaves_nothing_behind(
    kept: PostmortemFolder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    kept.save(NAME, "old")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Refused, match="No space left"):
            kept.save(NAME, "new", over="old")
        with pytest.raises(Refused, match="No space left"):
            kept.save("2026-11-21-b.md", "new")
    assert files_under(folder) == {folder / NAME}
    kept.save(NAME, "newer", over="old")
    assert kept.read(NAME) == "newer"
