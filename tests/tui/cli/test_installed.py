"""The installed program, as a shell and a script meet it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.twin import ROTA, Said, TwinDesk


def shell(desk: TwinDesk, *words: object, **more: Any) -> Said:
    """The installed program in a process of its own."""
    command = [str(word) for word in (ROTA, "--desk", desk.folder, *words)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=30, **more)
    return Said(ended.returncode, ended.stdout, ended.stderr)


def test_it_says_in_a_process_of_its_own_what_it_says_in_ours(worked: TwinDesk) -> None:
    assert shell(worked, "incidents", "--json") == worked.rota("incidents", "--json")
    assert shell(worked, "comment", 9999, "hello") == worked.rota("comment", 9999, "hello")


def test_the_module_is_the_same_program_and_the_nearest_desk_is_found(worked: TwinDesk) -> None:
    below = worked.folder / "runbooks"
    command = [sys.executable, "-m", "tui", "today", "--json"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=below, timeout=30)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["person"] == "tom"


def test_a_comment_is_there_for_the_next_process(desk: TwinDesk) -> None:
    said = shell(desk, "comment", "#356", "--", "--not an option\x1b[2J")

    assert (said.code, said.err) == (0, "")
    assert desk.comments_on(356) == ["--not an option\x1b[2J"]


def test_a_reader_that_leaves_early_is_told_no_error(worked: TwinDesk) -> None:
    command = [ROTA, "--desk", worked.folder, "incidents", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == b""
        assert started.wait(10) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_said_in_words(worked: TwinDesk) -> None:
    command = [ROTA, "--desk", worked.folder, "today"]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)

    assert ended.returncode == 1
    assert ended.stderr.startswith("rota: The output: No space left on device.\n")
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


def test_a_terminal_without_a_letter_shows_a_question_mark(worked: TwinDesk) -> None:
    said = shell(worked, "incidents", env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert (said.code, said.err) == (0, "")
    assert "Account of Zo? Fairfax" in said.out


def test_where_no_file_may_grow_nothing_is_done(desk: TwinDesk) -> None:
    board, sandbox = desk.board_file.read_bytes(), desk.sandbox()
    shell(desk, "today")

    def only_tiny_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    run = ("run", "mail.resend-invoice", "-p", "account=wherry-books", "-p", "invoice=WB-1004", "--yes")
    for words in (("comment", 356, "We look."), (*run, "--reason", "bounced")):
        # Python cuts off the byte code that it writes under such a limit, and keeps it.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        said = shell(desk, *words, preexec_fn=only_tiny_files, env=environment)
        assert (said.code, said.out) == (1, "")
        assert "journal.json cannot be used: File too large." in said.err
        assert "Raise the limit on file sizes (ulimit -f)." in said.err
        assert "Traceback" not in said.err
    assert (desk.board_file.read_bytes(), desk.sandbox()) == (board, sandbox)
    assert desk.kinds() == []
