import os
import time
from datetime import date
from pathlib import Path

import pytest

from integrations.runbooks import LARGEST, RunbookFolder
from support.errors import Invalid
from support.runbooks import Runbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "runbooks"
    made.mkdir()
    return made


def only(folder: Path) -> Runbook:
    (runbook,) = RunbookFolder(folder).all()
    return runbook


def test_a_file_with_front_matter_becomes_a_runbook(folder: Path) -> None:
    (folder / "acme.md").write_bytes(
        b"\xef\xbb\xbf---\r\nclient: acme\r\nalarms: [QueueLong, NO]\r\n"
        b"tags: [1.10]\r\nreviewed: 2026-11-01\r\n---\r\n\r\n# Acme\r\n\r\nCall \xff.\r\n"
    )
    assert only(folder) == Runbook(
        "acme",
        "Acme",
        "# Acme\n\nCall \ufffd.\n",
        client="acme",
        alarms=("QueueLong", "NO"),
        tags=("1.10",),
        reviewed=date(2026, 11, 1),
    )


def test_runbooks_come_by_name_and_other_files_are_left_alone(folder: Path) -> None:
    for name in ("b.md", "a.md", "notes.txt", ".hidden.md", "c.md~"):
        (folder / name).write_text("x")
    assert [runbook.name for runbook in RunbookFolder(folder).all()] == ["a", "b"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert RunbookFolder(tmp_path / "none").all() == ()


def test_a_folder_that_is_a_file_is_said_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "runbooks").write_text("x")
    with pytest.raises(Invalid, match="cannot be read"):
        RunbookFolder(tmp_path / "runbooks").all()


BROKEN = {
    "a colon too many": "---\ntitle: a: b\n---\n# Still here\n",
    "a list": "---\n- a\n---\n# Still here\n",
    "a text": "---\nWelcome.\n---\n# Still here\n",
    "too long": "---\n" + "a: b\n" * 5000 + "---\n# Still here\n",
    "too deep": "---\na: " + "[" * 4000 + "\n---\n# Still here\n",
    "too deep with dashes": "---\n" + "- " * 2000 + "a\n---\n# Still here\n",
    "a key that is itself": "---\n? &a [*a]\n: b\n---\n# Still here\n",
    "a zero byte": "---\na: \0\n---\n# Still here\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_broken_front_matter_hides_nothing_and_is_said(folder: Path, text: str) -> None:
    (folder / "x.md").write_text(text)
    runbook = only(folder)
    assert runbook.title == "Still here"
    assert runbook.text == text
    assert "front matter" in runbook.warning


@pytest.mark.parametrize("merge", ["", "<<: "])
def test_an_alias_bomb_is_quick_and_dull(folder: Path, merge: str) -> None:
    rows = ["a0: &a0 {x: y}"]
    for row in range(1, 20):
        rows.append(f"a{row}: &a{row} {{{merge or 'k: '}[{', '.join([f'*a{row - 1}'] * 9)}]}}")
    (folder / "x.md").write_text("\n".join(["---", *rows, "tags: *a19", "---", "# Bomb", ""]))
    begun = time.perf_counter()
    runbook = only(folder)
    assert time.perf_counter() - begun < 20  # not a benchmark: the way it must not go takes minutes
    assert (runbook.title, runbook.tags) == ("Bomb", ())
    assert "tags" in runbook.warning


def test_front_matter_runs_nothing(folder: Path, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    (folder / "x.md").write_text(f'---\ntags: !!python/object/apply:os.mkdir ["{canary}"]\n---\nx')
    only(folder)
    assert not canary.exists()


def test_only_what_changed_is_read_again(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text("# One")
    runbooks = RunbookFolder(folder)
    first_a, first_b = runbooks.all()
    (folder / "b.md").write_text("# Another")
    again_a, again_b = runbooks.all()
    assert again_a is first_a
    assert (first_b.title, again_b.title) == ("One", "Another")
    (folder / "a.md").unlink()
    assert runbooks.all() == (again_b,)


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_read(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret")
    (folder / "out.md").symlink_to(secret)
    (folder / "up.md").symlink_to("../secret.md")
    (folder / "gone.md").symlink_to(tmp_path / "nothing")
    (folder / "real.md").write_text("# Real")
    (folder / "same.md").symlink_to("real.md")
    found = {runbook.name: runbook for runbook in RunbookFolder(folder).all()}
    assert found["same"].title == "Real"
    for name in ("out", "up", "gone"):
        assert found[name].text == ""
        assert "link out of the folder" in found[name].warning


@pytest.mark.timeout(10)
def test_what_is_no_ordinary_file_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    (folder / "round.md").symlink_to("round.md")
    found = {runbook.name: runbook for runbook in RunbookFolder(folder).all()}
    assert set(found) == {"pipe", "folder", "round"}
    assert all(runbook.warning and not runbook.text for runbook in found.values())


def test_a_file_too_large_is_not_read(folder: Path) -> None:
    (folder / "x.md").write_text("x" * (LARGEST + 1))
    runbook = only(folder)
    assert runbook.text == ""
    assert "1,000,000 bytes" in runbook.warning
