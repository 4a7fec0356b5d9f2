"""What becomes of runs: out of time, failed, cancelled, lost; followed and settled from the command line."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.tui.cli.twin import ROTA, TwinDesk

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""All but the line end."""
SLOW = '''
"""Actions that take their time."""

import time

from support import action


@action(reasons=["a test"], who="anyone", timeout=1)
def outlast():
    """Take longer than it may."""
    time.sleep(60)


@action(reasons=["a test"], who="anyone")
def wait():
    """Take a minute."""
    print("waiting", flush=True)
    time.sleep(60)


@action(reasons=["a test"], who="anyone")
def fail():
    """Fail, \x1b[2J with words that are not nice."""
    raise ValueError("the shop burnt down \x1b[2J\u202e")
'''


@pytest.fixture
def slow(desk: TwinDesk) -> TwinDesk:
    """The desk with actions that time out, wait and fail."""
    (desk.folder / "actions" / "slow.py").write_text(SLOW, "utf-8")
    return desk


def test_a_run_that_outlasts_its_time_is_stopped(slow: TwinDesk) -> None:
    said = slow.rota("run", "slow.outlast", "--reason", "a test", "--yes")

    assert (said.code, said.out) == (124, "")
    assert said.err == "rota: timed out: It was stopped after 1 seconds.\n"
    assert slow.script("runs")[0]["state"] == "timed out"


def test_a_run_that_fails_says_how_and_no_control_byte_of_it_reaches_the_terminal(slow: TwinDesk) -> None:
    said = slow.rota("run", "slow.fail", "--reason", "a test", "--yes")

    assert said.code == 1
    assert not CONTROL.search(said.out)
    assert said.err == "rota: failed: ValueError: the shop burnt down ␛[2J�\n"
    assert slow.script("runs")[0]["result"] == "ValueError: the shop burnt down \x1b[2J\u202e"


def waiting_run(desk: TwinDesk) -> subprocess.Popen[str]:
    """The installed program, while what it started waits."""
    words = [ROTA, "--desk", desk.folder, "run", "slow.wait", "--reason", "a test", "--yes"]
    started = subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "waiting\n"
    return started


def test_whoever_follows_a_run_is_told_that_it_was_cancelled(slow: TwinDesk) -> None:
    with waiting_run(slow) as follower:
        run = slow.script("runs")[0]["id"]

        said = slow.rota("cancel", run[:8])

        assert (said.code, said.err) == (0, "")
        assert said.out == f"{run[:8]} slow.wait: cancelled. It was stopped.\n"
        assert follower.communicate(timeout=10) == ("", "rota: cancelled: It was stopped.\n")
        assert follower.returncode == 130
    again = slow.rota("cancel", run)
    assert (again.code, again.out, again.err) == (3, "", "rota: It is over: cancelled.\n")


def test_ctrl_c_leaves_the_run_alone(slow: TwinDesk) -> None:
    with waiting_run(slow) as follower:
        follower.send_signal(signal.SIGINT)
        assert follower.communicate(timeout=10) == ("", "")
        assert follower.returncode == 130

    assert slow.script("runs")[0]["state"] == "running"
    assert slow.rota("cancel", slow.script("runs")[0]["id"], "--why", "the test is over").code == 0
    (run,) = slow.script("runs")
    assert (run["state"], run["cancel_reason"]) == ("cancelled", "the test is over")


def test_a_lost_run_is_settled_by_a_person(slow: TwinDesk) -> None:
    with waiting_run(slow) as follower:
        supervisor = slow.script("runs")[0]["pid"]
        follower.kill()
    kill_and_wait(supervisor)

    (lost,) = slow.script("runs")
    assert lost["state"] == "lost"
    said = slow.rota("close", lost["id"], "--outcome", "not-happened", "--notes", "the shop's log is empty")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{lost['id'][:8]} slow.wait: settled, it did not happen.\n"
    assert slow.script("runs")[0]["outcome"] == "not-happened"
    assert slow.rota("close", lost["id"], "--outcome", "happened", "--notes", "no, look").code == 3


def kill_and_wait(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)
