"""A desk with actions, a journal, and everybody who works there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from support.actions import launched
from support.actions.authority import Authority
from support.actions.catalogue import Catalogue
from support.actions.pipeline import Pipeline
from support.actions.request import Request
from support.actions.runs import Run, runs
from support.people import Identity, Person
from support.recorder import Recorder
from tests.support.actions import filejournal
from tests.support.actions.filejournal import FileJournal, TickingClock

PEOPLE = {
    "ana": Person("ana", "Ana Ruiz", roles=("billing",)),
    "ben": Person("ben", "Ben Okafor"),
}
HOST = "desk-7"


@dataclass
class Desk:
    """A desk folder, and one person at it."""

    folder: Path
    pipeline: Pipeline

    @property
    def journal(self) -> FileJournal:
        journal = self.pipeline.recorder.journal
        assert isinstance(journal, FileJournal)
        return journal

    @property
    def runs_folder(self) -> Path:
        return self.pipeline.runs_folder

    def write(self, name: str, text: str) -> Path:
        """A file of actions, loaded."""
        path = self.folder / "actions" / name
        path.write_text(dedent(text), encoding="utf-8")
        path.chmod(0o600)
        self.pipeline.catalogue.load()
        return path

    def seated(self, key: str) -> Desk:
        """Another person at the same desk."""
        person = PEOPLE.get(key)
        identity = Identity(key, person.name if person else key, person, "os")
        recorder = replace(self.pipeline.recorder, identity=identity)
        return replace(self, pipeline=replace(self.pipeline, recorder=recorder))

    def ask(self, action: str, texts: Mapping[str, str] | None = None, **more: Any) -> Run:
        """Ask for it with the reason that it was tested for; look no further."""
        more = {"reason": "other", "notes": "a test of the desk"} | more
        return self.pipeline.perform(Request(action, texts or {}, **more))

    def do(self, action: str, texts: Mapping[str, str] | None = None, **more: Any) -> Run:
        """Say yes to the preview, where it has one, and wait for its end."""
        shows = self.pipeline.catalogue.find(action).previews
        preview = self.pipeline.prepare(action, texts or {}).preview if shows else None
        return self.end_of(self.ask(action, texts, confirmed=preview, **more))

    def end_of(self, run: Run) -> Run:
        """Wait until it is over."""
        for _ in self.pipeline.launched.follow(run.id):
            pass
        return self.run(run.id)

    def run(self, run_id: str) -> Run:
        return next(run for run in runs(self.journal.entries()) if run.id == run_id)

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.journal.entries()]


def pipeline_at(folder: Path, journal: Path, runs_folder: Path) -> Pipeline:
    """Ana is on the rota today, and sits here."""
    return Pipeline(
        catalogue=Catalogue(folder),
        recorder=Recorder(
            FileJournal(journal),
            TickingClock(),
            Identity("ana", "Ana Ruiz", PEOPLE["ana"], "os"),
            "cli",
            HOST,
        ),
        authority=Authority(PEOPLE, lambda: "ana"),
        runs_folder=runs_folder,
        supervisor=(sys.executable, "-I", filejournal.__file__, str(journal), str(runs_folder)),
        environment={**os.environ, "TRELLO_TOKEN": "tok-123"},
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk without actions yet."""
    monkeypatch.setattr(launched, "POLL", 0.02)
    folder = tmp_path / "desk"
    (folder / "actions").mkdir(parents=True, mode=0o700)
    return Desk(folder, pipeline_at(folder, tmp_path / "journal.jsonl", tmp_path / "runs"))


def asking(desk: Desk, action: str, confirmed: str, run_id: str) -> subprocess.Popen[bytes]:
    """Another process, with its own session, that asks for the action; it is about to when this returns."""
    program = [sys.executable, "-m", "tests.support.actions.asker"]
    places = [desk.folder, desk.folder.parent / "journal.jsonl", desk.runs_folder]
    process = subprocess.Popen(
        [*program, *map(str, places), action, confirmed, run_id],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    with process.stdout as said:
        said.readline()
    return process


def until(what: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Wait until it is so; fail when it never is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = what()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to that")


def lines_of(path: Path) -> list[Any]:
    """What a JSON log holds."""
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
