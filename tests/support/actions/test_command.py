"""Commands in TOML: each value stays one argument, and none becomes an option."""

from __future__ import annotations

import ast
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from support.actions.command import Command
from support.errors import Invalid
from tests.support.actions.conftest import Desk


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ("tool {it}", ["tool", "a b;c"]),
        ("tool 'x {it}' y", ["tool", "x a b;c", "y"]),
        ("tool --x={it} {it}", ["tool", "--x=a b;c", "a b;c"]),
        ('tool "{{{it}}}" {{}}', ["tool", "{a b;c}", "{}"]),
        ("tool {it:a b;c|d e}", ["tool", "a b;c"]),
        ("tool ''", ["tool", ""]),
    ],
)
def test_the_line_is_split_before_values_come_in(line: str, arguments: list[str]) -> None:
    assert Command.read(line).filled({"it": "a b;c"}) == arguments


@given(some.text())
def test_no_value_ever_becomes_two_arguments(value: str) -> None:
    assert Command.read("tool {it} '{it}' -- {it}").filled({"it": value}) == [
        "tool",
        value,
        value,
        "--",
        value,
    ]


@pytest.mark.parametrize(
    ("line", "exposed"),
    [
        ("tool {it}", {"it"}),
        ("tool --x {it}", {"it"}),
        ("tool {it}.txt", {"it"}),
        ("tool -- {it}", set()),
        ("tool --x={it}", set()),
        ("tool -x{it}", set()),
        ("tool {a} -- {b}", {"a"}),
    ],
)
def test_it_is_known_which_values_could_be_options(line: str, exposed: set[str]) -> None:
    assert Command.read(line).exposed() == exposed


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{it} now",
        "tool {it",
        "tool it}",
        "tool {It}",
        "tool {}",
        "tool -{it}",
        "tool --{it}",
        "tool 'open",
        "tool \ue000",
        "tool\n{it}",
        "sh -c 'echo {it}'",
        "/bin/bash -lc {it}",
        "sudo -u x sh -c 'echo {it}'",
        "python3 -c 'print(\"{it}\")'",
        "perl -e {it}",
    ],
)
def test_a_line_that_could_go_wrong_is_not_read(line: str) -> None:
    with pytest.raises(Invalid):
        Command.read(line)


def test_a_script_takes_its_value_as_an_argument() -> None:
    command = Command.read("""sh -c 'echo "$1"' sh {it}""")
    assert command.filled({"it": "$(id)"}) == ["sh", "-c", 'echo "$1"', "sh", "$(id)"]


HOSTILE = [
    "'; rm -rf /",
    "$(touch owned)",
    "`touch owned`",
    "a && touch owned",
    "| touch owned",
    "> owned",
    "two\nlines",
    "tab\there",
    "*",
    "~",
    '"quoted"',
    "\\",
    "{account}",
    "%s %n",
    "\u202egnp.exe",
    "é" * 9_000,
]


def test_hostile_values_arrive_as_one_argument_each(desk: Desk) -> None:
    values = {f"v{number}": value for number, value in enumerate(HOSTILE)}
    arguments = " ".join(f"--value={{{name}}}" for name in values)
    (desk.folder / "actions" / "_tell.py").write_text(
        "import pathlib, sys\npathlib.Path('told').write_text(repr(sys.argv[1:]))\n"
    )
    desk.write("ops.toml", f"[tell]\nrun = '{sys.executable} actions/_tell.py {arguments}'\n")
    run = desk.do("ops.tell", values)
    assert run.state == "succeeded", run.result
    told = ast.literal_eval((desk.folder / "told").read_text())
    assert told == [f"--value={value}" for value in HOSTILE]
    assert sorted(path.name for path in desk.folder.iterdir()) == ["actions", "told"]


@pytest.mark.parametrize("value", ["--version", "-rf", "-", "nul\0nul", "x" * 100_000, "\ud800", " ", ""])
def test_a_value_that_cannot_be_an_argument_is_refused_with_a_sentence(desk: Desk, value: str) -> None:
    desk.write("ops.toml", '[tell]\nrun = "touch told {value}"\n')
    run = desk.ask("ops.tell", {"value": value})
    assert run.state == "invalid"
    assert run.result.startswith("value ")
    assert not (desk.folder / "told").exists()


def test_circumstances_and_preview_are_programs_too(desk: Desk) -> None:
    desk.write(
        "ops.toml",
        """
        [clear]
        help = "Empty a queue."
        run = "rm -- {queue}"
        only-if = "test -e {queue}"
        preview = "cat {queue}"
        who = "ana"
        reasons = ["stuck"]
        tags = ["queues"]
        timeout = 5
        confirm = "type {queue}"
        """,
    )
    definition = desk.pipeline.catalogue.find("ops.clear")
    assert (definition.help, definition.reasons, definition.timeout) == (
        "Empty a queue.",
        ("stuck", "other"),
        5,
    )
    assert desk.pipeline.prepare("ops.clear", {"queue": "mails"}).refusal == (
        "test -e mails says no (exit code 1)."
    )
    (desk.folder / "mails").write_text("three mails")
    prepared = desk.pipeline.prepare("ops.clear", {"queue": "mails"})
    assert (prepared.preview, prepared.phrase_to_type) == ("three mails", "mails")
    assert desk.do("ops.clear", {"queue": "mails"}).state == "succeeded"
    assert not (desk.folder / "mails").exists()


@pytest.mark.parametrize(
    ("run", "code", "ended_by", "result"),
    [
        ("sh -c 'echo no such mail >&2; exit 4'", 4, None, "sh ended with exit code 4."),
        ("sh -c 'kill -9 $$'", None, "SIGKILL", "sh was ended by SIGKILL."),
    ],
)
def test_a_program_that_fails_fails_the_run(
    desk: Desk, run: str, code: int | None, ended_by: str | None, result: str
) -> None:
    desk.write("ops.toml", f'[it]\nrun = """{run}"""\n')
    ended = desk.do("ops.it")
    assert (ended.state, ended.exit_code, ended.signal, ended.result) == ("failed", code, ended_by, result)


def test_a_program_that_is_not_there_fails_the_run(desk: Desk) -> None:
    desk.write("ops.toml", '[it]\nrun = "no-such-program-here"\n')
    run = desk.do("ops.it")
    assert run.state == "failed"
    assert "no-such-program-here" in run.result
