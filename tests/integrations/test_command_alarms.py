"""Alarms that a command prints."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import integrations.process
from integrations.alarms import CommandAlarms
from support.errors import BadAnswer, Offline
from support.settings import AlarmSettings

LINE: dict[str, Any] = {
    "id": "a1",
    "name": "QueueDepth",
    "severity": "critical",
    "summary": "[/prod] queue is \u001b[2J deep",
    "started_at": "2026-11-20T09:10:00+01:00",
    "labels": {"host": "web-1"},
    "client": "harbour",
    "runbook": "queues",
}


def monitor(folder: Path, *command: str) -> CommandAlarms:
    return CommandAlarms(AlarmSettings("monitor", command), folder)


def printing(folder: Path, *lines: object) -> CommandAlarms:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "alarms.jsonl").write_text(text)
    return monitor(folder, "cat", "alarms.jsonl")


def python(folder: Path, code: str) -> CommandAlarms:
    return monitor(folder, sys.executable, "-c", code)


def test_each_line_is_an_alarm_exactly_as_written(tmp_path: Path) -> None:
    short = {key: LINE[key] for key in ("id", "name", "severity", "summary", "started_at")}
    first, second = printing(tmp_path, LINE, "", short | {"id": "a2", "extra": 1}).firing()
    assert first.summary == "[/prod] queue is \x1b[2J deep"
    assert first.started_at == datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
    assert (first.labels, first.client, first.runbook) == ({"host": "web-1"}, "harbour", "queues")
    assert (second.id, second.labels, second.client, second.state) == ("a2", {}, None, "firing")


def test_no_line_is_no_alarm(tmp_path: Path) -> None:
    assert printing(tmp_path).firing() == ()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("not json", "not JSON"),
        ("[]", "not an object"),
        ("[" * 100_000, "too deep"),
        (LINE | {"id": ""}, "id is missing"),
        (LINE | {"name": 7}, "name is missing or no text"),
        (LINE | {"started_at": "yesterday"}, "no point in time"),
        (LINE | {"started_at": "0001-01-01T00:00:00+14:00"}, "no point in time"),
        (LINE | {"labels": {"a": 1}}, "labels"),
        (LINE | {"labels": [1]}, "labels"),
        (LINE | {"client": 3}, "client is no text"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(tmp_path: Path, wrong: object, why: str) -> None:
    with pytest.raises(BadAnswer, match="Line 2 of the alarms of monitor is wrong") as caught:
        printing(tmp_path, LINE, wrong).firing()
    assert why in caught.value.what
    assert caught.value.mend.startswith("Print ")


def test_a_command_that_fails_tells_its_first_complaint(tmp_path: Path) -> None:
    with pytest.raises(Offline, match=r"failed \(3\): no route to host\."):
        python(
            tmp_path, "import sys; print('\\nno route to host\\nmore', file=sys.stderr); sys.exit(3)"
        ).firing()


def test_a_command_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Offline, match="cannot be started: No such file") as caught:
        monitor(tmp_path, "no-such-monitor").firing()
    assert "no-such-monitor" in caught.value.mend


def test_the_command_is_an_argument_list_and_not_a_shell_line(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer):
        monitor(tmp_path, "echo", "$(touch canary); touch canary").firing()
    assert not (tmp_path / "canary").exists()


def test_the_command_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRELLO_TOKEN", "hunter2")
    monkeypatch.setenv("ANYTHING_ELSE", "hunter2")
    with pytest.raises(Offline) as caught:
        python(tmp_path, "import os, sys; sys.exit(str(dict(os.environ)))").firing()
    assert "PATH" in caught.value.what
    assert "hunter2" not in caught.value.what


def test_a_slow_command_is_ended_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrations.process.run, "__kwdefaults__", {"timeout": 0.5})
    started = time.monotonic()
    with pytest.raises(Offline, match="did not end within"):
        monitor(tmp_path, "sh", "-c", "(sleep 2; touch canary) & sleep 30").firing()
    assert time.monotonic() - started < 2
    time.sleep(2.2)
    assert not (tmp_path / "canary").exists()


def test_a_flood_is_cut_off(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="more than 1,000,000 bytes"):
        monitor(tmp_path, "yes").firing()
