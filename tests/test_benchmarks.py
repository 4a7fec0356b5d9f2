"""The benchmarks' own measure: stopwatch, desk and report say what is so. No timings are judged."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from benchmarks import ptytime
from benchmarks.__main__ import main
from benchmarks.apps import app
from benchmarks.desks import environment, make_desk, title
from benchmarks.first_paint import EMPTY_SHOWS
from benchmarks.ptytime import NeverShown, Program, Run, start
from benchmarks.report import Comparison, p95


def program(code: str, folder: Path) -> Program:
    """A few lines of Python as a program in the terminal."""
    return Program((sys.executable, "-c", code), folder, environment(folder))


def test_the_clock_runs_until_the_text_is_there_and_no_longer(tmp_path: Path) -> None:
    waits = "import time; time.sleep(0.2); print('ready', flush=True); time.sleep(60)"
    assert 0.2 <= start(program(waits, tmp_path), "ready").seconds < 30


def test_processor_time_is_counted_and_waiting_is_not(tmp_path: Path) -> None:
    works = "import time\nwhile time.process_time() < 0.2: pass\nprint('ready', flush=True)\ntime.sleep(60)"
    waits = "import time; time.sleep(1); print('ready', flush=True); time.sleep(60)"
    assert start(program(works, tmp_path), "ready").cpu >= 0.2
    assert start(program(waits, tmp_path), "ready").cpu < 1


def test_a_text_that_comes_in_pieces_is_seen(tmp_path: Path) -> None:
    pieces = "import time\nfor piece in ('rea', 'dy'): print(piece, end='', flush=True); time.sleep(0.1)\n"
    with Run(program(pieces + "time.sleep(60)", tmp_path)) as run:
        run.wait_for("ready")
        assert bytes(run.output) == b"ready"


def test_every_program_meets_the_same_terminal(tmp_path: Path) -> None:
    asks = "import os, sys; print(os.get_terminal_size(), os.ttyname(0) == os.ttyname(2), os.getcwd(), '.')"
    with Run(program(asks, tmp_path)) as run:
        run.wait_for("\n")
        assert run.output.decode().split(" . ")[0].strip() == (
            f"os.terminal_size(columns=120, lines=40) True {tmp_path} ."
        )


def test_no_variable_of_the_caller_reaches_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert {name for name in environment(tmp_path) if name.startswith("PYTHON")} == set()


def test_a_program_that_ends_without_the_text_is_said_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(NeverShown, match="a mistake"):
        start(program("print('a mistake')", tmp_path), "ready")


def test_a_program_that_cannot_be_started_is_said(tmp_path: Path) -> None:
    with pytest.raises(NeverShown):
        start(Program((str(tmp_path / "nothing"),), tmp_path, {}), "ready")


def test_nothing_is_left_running(tmp_path: Path) -> None:
    with Run(program("import time; print('ready', flush=True); time.sleep(60)", tmp_path)) as run:
        pid = run.pid
        run.wait_for("ready")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


ANSWERS = """
import sys, time, tty
tty.setraw(0)
print('ready', end='', flush=True)
while key := sys.stdin.read(1):
    print(f'<{key}', end='', flush=True)
    time.sleep(0.03)
    print('>', end='', flush=True)
"""


def test_a_key_is_measured_to_the_last_byte_of_what_it_paints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ptytime, "QUIET", 2.0)  # however busy the machine is, both bytes belong together
    with Run(program(ANSWERS, tmp_path)) as run:
        run.wait_for("ready")
        burst = run.press("j", "<j")
    assert burst.size == len("<j>")
    assert burst.quiet >= 0.03
    assert 0 < burst.shown < burst.quiet


def test_what_was_shown_before_the_key_does_not_count(tmp_path: Path) -> None:
    with Run(program(ANSWERS, tmp_path)) as run:
        run.wait_for("ready")
        os.write(run.master, b"jk")
        run.wait_for("<k>")
        run.press("j", "<j")
        assert run.output.count(b"<j") == 2


def test_the_empty_app_is_painted(tmp_path: Path) -> None:
    assert start(app("empty", tmp_path, environment(tmp_path)), EMPTY_SHOWS).seconds > 0


def test_the_app_of_one_widget_counts_its_key(tmp_path: Path) -> None:
    with Run(app("counter", tmp_path, environment(tmp_path))) as run:
        run.wait_for("pressed 0000")
        run.settle(0.5)
        assert run.press("j", "pressed 0001").size < 1_000


def test_a_desk_has_its_cards_on_the_first_screen_of_the_second_start(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 30)
    with desk.open():
        pass
    assert len(json.loads((desk.folder / "board.json").read_text("utf-8"))["cards"]) == 30
    with Run(desk.rota) as run:
        run.wait_for(title(20))
        assert b"Opening the desk" not in run.output


def test_a_rota_that_cannot_open_the_desk_is_said_at_once(tmp_path: Path) -> None:
    desk = make_desk(tmp_path, 1)
    (desk.folder / "rota.toml").write_text("nonsense = 1\n", "utf-8")
    with pytest.raises(NeverShown, match="nonsense"):
        desk.open()


def comparison(ours: float, theirs: float, bar: float | None = None) -> Comparison:
    return Comparison("a thing", "ms", (ours, ours / 2, ours * 2), (theirs, theirs / 2, theirs * 2), bar)


def test_a_ratio_is_of_medians_and_held_against_its_bar() -> None:
    assert comparison(12, 10, bar=1.2).holds
    assert not comparison(13, 10, bar=1.2).holds
    assert comparison(99, 10).holds


def test_a_line_has_the_ratio_the_bar_and_what_they_come_from() -> None:
    assert comparison(13, 10, bar=1.2).line().split(maxsplit=2)[2] == (
        "1.30 x  p95  1.30 x  bar 1.20: BROKEN  "
        "(median 13.0 to 10.0; min 6.5 to 5.0; p95 26.0 to 20.0 ms; n = 3)"
    )
    assert "bar" not in comparison(13, 10).line()


def test_the_95th_of_a_hundred_is_p95() -> None:
    assert p95([float(each) for each in range(100, 0, -1)]) == 95
    assert p95([1.0, 2.0]) == 2


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    assert "no benchmark is called nothing; there are first_paint, keys" in capsys.readouterr().err
