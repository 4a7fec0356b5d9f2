"""Runs as processes: what they survive, how they end, what they are told."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from support.actions import launched, supervisor
from support.actions.author import Progress
from support.actions.claims import is_claimed
from support.actions.orders import Order, Task
from support.actions.supervisor import supervise
from support.errors import Denied, Invalid, Refused, Unknown
from tests.support.actions import conftest, filejournal
from tests.support.actions.conftest import Desk, asking, until

SLOW = """
    import os, signal, subprocess, sys, time
    from pathlib import Path
    from support import action, Progress, Refuse

    @action(timeout=20)
    def slow():
        yield "be slow"
        try:
            Path("begun").write_text(str(os.getpid()))
            while not Path("enough").exists():
                time.sleep(0.02)
            Path("ended").touch()
        finally:
            Path("tidied").touch()

    @action(timeout=0.3)
    def hangs():
        yield "hang"
        subprocess.run(["sh", "-c", "trap '' TERM; echo $$ > sleeper; while :; do sleep 0.1; done"])

    @action(timeout=0.3)
    def hangs_before():
        time.sleep(30)
        yield "never"

    @action
    def looks_long():
        Path("begun").touch()
        time.sleep(30)
        yield "never"

    @action
    def stubborn():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        Path("begun").touch()
        time.sleep(30)

    @action
    def dies(how: str):
        if how == "signal":
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "exit":
            os._exit(3)
        sys.exit("gave up")

    @action
    def dies_before():
        os._exit(3)
        yield "never"

    @action
    def babbles():
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b"\\x00{garbage\\n[1]\\n{}\\n")
            except OSError:
                pass
        sys.stdout.buffer.write(b"\\xff\\x1b[2J no line end")

    @action
    def floods():
        for number in range(40_000):
            print(f"line {number:06} " + "x" * 40)

    @action
    def counts():
        yield "count to three"
        for number in (1, 2, 3):
            yield Progress(number, 3)
            yield f"counted {number}"
        print("on stderr", file=sys.stderr)

    @action
    def leaves_a_child():
        subprocess.Popen(["sleep", "5"])

    @action
    def tells_its_surroundings():
        print(sorted(os.environ), os.getcwd(), sys.stdin.read() == "", os.getpgid(0) == os.getpid())
"""


@pytest.fixture
def slow(desk: Desk) -> Desk:
    desk.write("slow.py", SLOW)
    return desk


def begun(desk: Desk) -> Path:
    until((desk.folder / "begun").exists)
    return desk.folder / "begun"


def states(desk: Desk, run_id: str) -> list[str]:
    return [state.value for state, _ in desk.run(run_id).states]


def test_a_run_survives_the_death_of_the_one_that_asked(slow: Desk) -> None:
    asker = asking(slow, "slow.slow", "be slow", "c" * 32)
    begun(slow)
    os.killpg(asker.pid, signal.SIGKILL)
    asker.wait()
    run_id = "c" * 32
    assert states(slow, run_id) == ["requested", "running"]
    assert slow.pipeline.launched.reconcile() == ()
    (slow.folder / "enough").touch()
    assert slow.end_of(slow.run(run_id)).state == "succeeded"
    assert (slow.folder / "ended").exists()


def test_it_is_recorded_as_running_before_it_acts(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    started = next(entry for entry in slow.journal.entries() if entry.kind == "action.started")
    assert started.subject == run.id
    assert Path(f"/proc/{started.data['pid']}/stat").read_text().rpartition(")")[2].split()[19] == str(
        started.data["process_started"]
    )
    (slow.folder / "enough").touch()
    assert slow.end_of(run).state == "succeeded"


def test_a_worker_ends_with_its_supervisor(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    os.kill(until(lambda: slow.run(run.id).pid), signal.SIGKILL)
    until((slow.folder / "tidied").exists)
    (slow.folder / "enough").touch()
    time.sleep(0.1)
    assert not (slow.folder / "ended").exists()


def test_a_killed_supervisor_leaves_a_lost_run_that_a_person_settles(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    os.kill(until(lambda: slow.run(run.id).pid), signal.SIGKILL)
    until(lambda: not is_claimed(slow.runs_folder, run.id))

    (lost,) = slow.pipeline.launched.reconcile()
    assert lost.state == "lost"
    assert states(slow, run.id) == ["requested", "running", "lost"]
    assert slow.pipeline.launched.reconcile() == ()

    with pytest.raises(Invalid):
        slow.pipeline.launched.close(run.id, "perhaps", "looked")
    with pytest.raises(Invalid):
        slow.pipeline.launched.close(run.id, "happened", " ")
    slow.seated("ben").pipeline.launched.close(run.id[:8], "not-happened", "looked at the account")
    closed = slow.run(run.id)
    assert (closed.state, closed.outcome, closed.closed_by) == ("lost", "not-happened", "ben")
    with pytest.raises(Refused):
        slow.pipeline.launched.close(run.id, "happened", "looked again")


def test_a_process_that_died_before_it_began_did_nothing(slow: Desk) -> None:
    silent = replace(slow.pipeline, supervisor=(sys.executable, "-I", "-c", "import sys; sys.stdin.read()"))
    run = replace(slow, pipeline=silent).ask("slow.dies", {"how": "exit"})
    until(lambda: not is_claimed(slow.runs_folder, run.id))
    (settled,) = slow.pipeline.launched.reconcile()
    assert settled.state == "cancelled"
    assert "nothing was done" in settled.result


def test_runs_of_other_machines_are_left_alone(slow: Desk) -> None:
    there = replace(slow.pipeline.recorder, host="desk-8")
    run = replace(slow, pipeline=replace(slow.pipeline, recorder=there)).ask("slow.slow", confirmed="be slow")
    entries = slow.journal.entries()
    assert launched.lost_runs(entries, "desk-7", lambda run_id: False) == ()
    assert [each.id for each in launched.lost_runs(entries, "desk-8", lambda run_id: False)] == [run.id]
    with pytest.raises(Refused, match="another machine"):
        slow.pipeline.launched.cancel(run.id, "wrong one")
    (slow.folder / "enough").touch()
    until(lambda: slow.run(run.id).is_over)


def test_a_run_is_stopped_with_who_and_why(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    with pytest.raises(Invalid):
        slow.pipeline.launched.cancel(run.id, " ")
    with pytest.raises(Denied):
        slow.seated("ben").pipeline.launched.cancel(run.id, "I want to")
    slow.pipeline.launched.cancel(run.id, "wrong account")
    run = slow.end_of(run)
    assert states(slow, run.id) == ["requested", "running", "cancelling", "cancelled"]
    assert (run.cancelled_by, run.cancel_reason) == ("ana", "wrong account")
    assert (slow.folder / "tidied").exists()
    assert not (slow.folder / "ended").exists()
    with pytest.raises(Refused, match="over"):
        slow.pipeline.launched.cancel(run.id, "again")
    assert sorted(path.suffix for path in slow.runs_folder.iterdir()) == [".log"]


def test_a_run_is_stopped_before_it_began(slow: Desk) -> None:
    run = slow.ask("slow.looks-long")
    begun(slow)
    slow.pipeline.launched.cancel(run.id, "changed my mind")
    run = slow.end_of(run)
    assert states(slow, run.id) == ["requested", "cancelled"]
    assert (run.cancelled_by, run.cancel_reason) == ("ana", "changed my mind")


def test_a_machine_that_shuts_down_stops_the_run(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    os.kill(until(lambda: slow.run(run.id).pid), signal.SIGTERM)
    run = slow.end_of(run)
    assert run.state == "cancelled"
    assert "told to stop" in run.cancel_reason


def test_one_that_will_not_stop_is_ended(slow: Desk) -> None:
    run = slow.ask("slow.stubborn")
    begun(slow)
    asked = time.monotonic()
    slow.pipeline.launched.cancel(run.id, "too slow")
    assert slow.end_of(run).state == "cancelled"
    assert supervisor.GRACE < time.monotonic() - asked < supervisor.GRACE + 2


def test_a_run_that_takes_too_long_is_timed_out_with_all_it_started(slow: Desk) -> None:
    run = slow.do("slow.hangs")
    assert (run.state, run.result) == ("timed out", "It was stopped after 0.3 seconds.")
    assert run.exit_code is None
    sleeper = (slow.folder / "sleeper").read_text().strip()
    until(lambda: not Path(f"/proc/{sleeper}").exists())


def test_circumstances_that_take_too_long_do_not_hold(slow: Desk) -> None:
    assert "were not known after 0.3 seconds" in (
        slow.pipeline.prepare("slow.hangs-before", {}).refusal or ""
    )
    run = slow.end_of(slow.ask("slow.hangs-before"))
    assert states(slow, run.id) == ["requested", "refused"]


@pytest.mark.parametrize(
    ("how", "result", "ended_by"),
    [
        ("signal", "Its process ended without a result: SIGKILL.", "SIGKILL"),
        ("exit", "Its process ended without a result: exit code 3.", None),
        ("leave", "SystemExit: it called sys.exit('gave up')", None),
    ],
)
def test_a_worker_that_dies_has_failed(slow: Desk, how: str, result: str, ended_by: str | None) -> None:
    run = slow.do("slow.dies", {"how": how})
    assert (run.state, run.result, run.signal) == ("failed", result, ended_by)


def test_a_worker_that_dies_before_it_began_did_nothing(slow: Desk) -> None:
    run = slow.end_of(slow.ask("slow.dies-before"))
    assert states(slow, run.id) == ["requested", "refused"]


def test_garbage_is_only_output(slow: Desk) -> None:
    run = slow.do("slow.babbles")
    assert run.state == "succeeded"
    assert run.output == "\N{REPLACEMENT CHARACTER}\x1b[2J no line end"
    log = (slow.runs_folder / f"{run.id}.log").read_bytes()
    assert b"\x1b" not in log


def test_a_flood_keeps_its_head_and_tail(slow: Desk) -> None:
    run = slow.do("slow.floods")
    log = slow.runs_folder / f"{run.id}.log"
    assert run.state == "succeeded"
    assert 900_000 < log.stat().st_size < 1_100_000
    assert log.stat().st_mode & 0o777 == 0o600
    assert slow.runs_folder.stat().st_mode & 0o777 == 0o700
    lines = conftest.lines_of(log)
    assert lines[0].startswith("line 000000")
    assert lines[-1].startswith("line 039999")
    assert any("bytes were left out here" in line for line in lines)
    assert run.output.endswith("x" * 40)
    assert len(run.output) <= 4_000


def test_a_run_is_followed_live(slow: Desk) -> None:
    run = slow.do("slow.counts")
    heard = list(slow.pipeline.launched.follow(run.id))
    assert [each for each in heard if isinstance(each, Progress)] == [Progress(n, 3) for n in (1, 2, 3)]
    assert [each for each in heard if isinstance(each, str)] == [
        "counted 1",
        "counted 2",
        "counted 3",
        "on stderr",
    ]
    with pytest.raises(Unknown):
        next(slow.pipeline.launched.follow("f" * 32))


def test_what_a_run_leaves_behind_does_not_hold_it(slow: Desk) -> None:
    before = time.monotonic()
    assert slow.do("slow.leaves-a-child").state == "succeeded"
    assert time.monotonic() - before < 4


def test_an_action_sees_no_token_no_input_and_the_desk_as_its_folder(slow: Desk) -> None:
    output = slow.do("slow.tells-its-surroundings").output
    assert "TOKEN" not in output
    assert "ROTA_DESK" in output
    assert output.endswith(f"{slow.folder} True True")


def test_a_result_waits_for_a_journal_that_cannot_take_it(slow: Desk) -> None:
    run = slow.ask("slow.slow", confirmed="be slow")
    begun(slow)
    full = slow.folder.parent / "journal.full"
    full.touch()
    (slow.folder / "enough").touch()
    until((slow.folder / "ended").exists)
    time.sleep(0.3)
    full.unlink()
    assert slow.end_of(run).state == "succeeded"


def test_an_order_without_its_request_is_not_carried_out(slow: Desk) -> None:
    run = slow.ask("slow.plainly-unknown")
    with pytest.raises(Invalid):
        supervise(b'{"run": "', slow.journal, slow.runs_folder, filejournal.TickingClock())
    order = Order(run.id, 1, "ana", str(slow.folder), Task("a.b", "x", "", {}), 1.0, None, ())
    with pytest.raises(Refused):
        supervise(order.to_json(), slow.journal, slow.runs_folder, filejournal.TickingClock())
