"""However rota ends, the terminal is given back, and nothing private is left on it."""

import os
import re
import select
import signal
import stat
import sys
import time
from pathlib import Path

import pytest

from tests.ptyrun import Terminal
from tui.terminal import RESTORE, prepare_environment

ROOT = Path(__file__).resolve().parents[2]
TINY = Path(__file__).with_name("tiny.py")
SECRET = "s3cret-token"
ON_WHILE_IT_RUNS = (b"?1049", b"?1000", b"?1003", b"?1006", b"?1004", b"?2004")
ON_BEFORE_AND_AFTER = (b"?25", b"?7")


def tiny(crash_file: Path, place: str = "nowhere", **environ: str) -> Terminal:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(crash_file.parent), **environ}
    return Terminal([sys.executable, TINY, crash_file, place], size=(100, 30), env=env)


def given_back(terminal: Terminal) -> bool:
    """Whether every mode that was switched on is off, the cursor shown, lines wrapped and typing echoed."""
    out = bytes(terminal.output)

    def last(mode: bytes, switch: bytes) -> int:
        return out.rfind(b"\x1b[" + mode + switch)

    off = all(last(mode, b"l") > last(mode, b"h") for mode in ON_WHILE_IT_RUNS)
    on = all(last(mode, b"h") > last(mode, b"l") for mode in ON_BEFORE_AND_AFTER)
    kitty_keys_off = last(b"<", b"u") > last(b">", b"")
    return off and on and kitty_keys_off and terminal.echoes


def takes_more(terminal: Terminal) -> bool:
    return bool(select.select([], [terminal.slave], [], 0)[1])


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "loop stands still"])
def test_a_signal_gives_the_terminal_back(tmp_path: Path, ending: int, code: int, busy: bool) -> None:
    with tiny(tmp_path / "crash.txt") as terminal:
        terminal.wait_for("the desk is open")
        assert not terminal.echoes
        if busy:
            terminal.press("s")
            terminal.read(0.2)
        os.kill(terminal.process.pid, ending)
        assert terminal.wait_exit(2.0) == code
        assert given_back(terminal)


def test_closing_the_window_ends_it(tmp_path: Path) -> None:
    with tiny(tmp_path / "crash.txt") as terminal:
        terminal.wait_for("the desk is open")
        terminal.hang_up()
        assert terminal.wait_exit(2.0) == 129


def test_a_terminal_that_nobody_reads_cannot_hold_it(tmp_path: Path) -> None:
    with tiny(tmp_path / "crash.txt") as terminal:
        terminal.wait_for("the desk is open")
        for columns in range(40, 200):  # each size is painted anew, until the terminal is full
            terminal.resize(columns, 30)
            time.sleep(0.02)
            if not takes_more(terminal):
                break
        assert not takes_more(terminal)
        os.kill(terminal.process.pid, signal.SIGTERM)
        terminal.process.wait(2.0)
        assert terminal.process.returncode == 143
        assert terminal.echoes


def test_leaving_by_key_is_no_failure(tmp_path: Path) -> None:
    with tiny(tmp_path / "crash.txt") as terminal:
        terminal.wait_for("the desk is open")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert given_back(terminal)
        assert not (tmp_path / "crash.txt").exists()


@pytest.mark.parametrize("place", ["key", "worker", "compose"])
def test_a_crash_says_what_where_and_the_mend_and_no_secret(tmp_path: Path, place: str) -> None:
    crash_file = tmp_path / "crash.txt"
    with tiny(crash_file, place) as terminal:
        if place != "compose":
            terminal.wait_for("the desk is open")
            terminal.press("x")
        assert terminal.wait_exit() == 1
        assert given_back(terminal)
        assert "rota stopped at a mistake of its own: ValueError in tiny.py, line " in terminal.text
        assert "Start rota again" in terminal.text
        assert SECRET.encode() not in terminal.output
    details = crash_file.read_text(encoding="utf-8")
    assert "ValueError: refused: [secret]" in details
    assert SECRET not in details
    assert stat.S_IMODE(crash_file.stat().st_mode) == 0o600


def test_a_crash_in_a_style_sheet_says_so_too(tmp_path: Path) -> None:
    with tiny(tmp_path / "crash.txt", "style") as terminal:
        assert terminal.wait_exit() == 1
        assert b"rota stopped at a mistake of its own: StylesheetParseError in " in terminal.output


def test_a_crash_whose_details_cannot_be_kept_is_said_all_the_same(tmp_path: Path) -> None:
    crash_file = tmp_path / "crash.txt"
    crash_file.symlink_to(tmp_path / "elsewhere.txt")
    with tiny(crash_file, "key") as terminal:
        terminal.wait_for("the desk is open")
        terminal.press("x")
        assert terminal.wait_exit() == 1
        assert b"Its details could not be kept: OSError." in terminal.output
    assert not (tmp_path / "elsewhere.txt").exists()


def test_switches_that_log_or_press_keys_are_not_obeyed(tmp_path: Path) -> None:
    switches = {"TEXTUAL_LOG": str(tmp_path / "log.txt"), "TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_DRIVER": "os:x"}
    with tiny(tmp_path / "crash.txt", **switches) as terminal:
        terminal.wait_for("the desk is open")
        terminal.read(0.3)
        assert terminal.process.poll() is None
    assert not (tmp_path / "log.txt").exists()


def test_debugging_switches_go_unless_they_are_asked_for() -> None:
    switches = {
        "TEXTUAL": "debug",
        "TEXTUAL_LOG": "x",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": "/",
    }
    kept = {"TEXTUAL_THEME": "nord", "PATH": "/bin"}
    environ = switches | kept
    prepare_environment(environ)
    assert environ == kept
    asked = switches | {"ROTA_DEBUG": "1"}
    prepare_environment(asked)
    assert asked.keys() == {*switches, "ROTA_DEBUG"}


def test_new_files_are_private() -> None:
    before = os.umask(0o022)
    try:
        prepare_environment({})
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)


def test_everything_that_textual_switches_on_is_switched_off_again(tmp_path: Path) -> None:
    with tiny(tmp_path / "crash.txt") as terminal:
        terminal.wait_for("the desk is open")
        switched_on = set(re.findall(rb"\x1b\[\?(\d+)h", terminal.output)) - {b"7", b"25"}
    assert switched_on
    for mode in switched_on:
        assert b"\x1b[?" + mode + b"l" in RESTORE
