"""A board full of what outsiders might write: JSON stays JSON, and no terminal is given an order."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from integrations.trust import trust
from tests import hostile
from tests.desks import NOW
from tests.tui.cli.twin import TwinDesk

TEXTS = tuple(dict.fromkeys(each.text for each in hostile.everything()))
LONG = 1_000
"""Characters of an alarm; a monitor that prints a megabyte is not listened to."""
FIRST = 1_000
"""The number of the first hostile card."""


@pytest.fixture(scope="session")
def written_by_others(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A desk whose board, alarms and journal hold every hostile text, and its state folder."""
    place = tmp_path_factory.mktemp("hostile")
    desk = TwinDesk(shutil.copytree(untouched, place / "desk"))
    rename_everything(desk)
    lines = [alarm(number, text[:LONG]) for number, text in enumerate(TEXTS)]
    (desk.folder / "alarms.jsonl").write_text("\n".join(lines), "ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROTA_NOW", NOW.isoformat())
        patch.setenv("ROTA_STATE_DIR", str(place / "state"))
        trust(desk.folder)
        for number in range(FIRST, FIRST + len(TEXTS), 100):
            desk.rota("move", number, "Triage")
        desk.rota("comment", FIRST, "\x1b]0;owned\x07\u202e")
        desk.rota("run", "\x1b[2J\u202enope", "--reason", "\x9b31m", "--for", "\x07", "--yes")
    return desk.folder, place / "state"


def rename_everything(desk: TwinDesk) -> None:
    """A card for each text; members, labels and the board bear hostile names too."""
    with desk.board.changing() as tables:
        model = next(row for row in tables.all("cards") if not row["closed"])
        bait = "\x1b[2J\u202e\x9b[/red]"
        cards = [
            model | {"id": f"{number:024x}", "shortLink": f"x{number}", "idShort": number, "name": text}
            for number, text in enumerate(TEXTS, start=FIRST)
        ]
        tables.add("cards", cards)
        for table, field in (("members", "fullName"), ("labels", "name"), ("board", "name")):
            for row in tables.all(table):
                tables.put(table, {**row, field: f"{bait}{row[field]}"})


def alarm(number: int, text: str) -> str:
    told = {"id": f"a{number}", "name": text or "-", "severity": "error", "summary": text or "-"}
    return json.dumps(told | {"started_at": "2026-11-20T10:00:00Z", "labels": {"host": text}})


@pytest.fixture
def desk(written_by_others: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> TwinDesk:
    folder, state = written_by_others
    monkeypatch.setenv("ROTA_STATE_DIR", str(state))
    return TwinDesk(folder)


def orders(text: str) -> set[str]:
    """The characters that a terminal obeys, or that a person cannot see."""
    return {each for each in text if each != "\n" and unicodedata.category(each).startswith("C")}


@pytest.mark.parametrize(
    "words", ["today", "incidents", "alarms", "feed --last 500", "journal list", "metrics", "runs"]
)
def test_no_line_holds_a_control_byte(desk: TwinDesk, words: str) -> None:
    said = desk.rota(*words.split())

    assert said.code == 0
    assert orders(said.out + said.err) == set()


@pytest.mark.parametrize(
    "words", ["today", "incidents", "alarms", "feed --last 500", "journal list", "metrics", "runs"]
)
def test_a_script_gets_ascii_that_it_can_parse(desk: TwinDesk, words: str) -> None:
    said = desk.rota(*words.split(), "--json")

    assert said.code == 0
    assert said.out.isascii()
    assert orders(said.out) == set()
    assert said.json


def test_the_alarms_are_as_hostile_as_the_cards(desk: TwinDesk) -> None:
    summaries = {each["summary"] for each in desk.script("alarms")}

    assert len(summaries) > len(TEXTS) / 2
    assert any(orders(summary) for summary in summaries)


def test_a_script_gets_the_titles_as_they_were_written(desk: TwinDesk) -> None:
    titles = {each["number"]: each["title"] for each in desk.script("incidents")}

    assert [titles[number] for number in range(FIRST, FIRST + len(TEXTS))] == list(TEXTS)


def test_a_title_cannot_make_a_second_row(desk: TwinDesk) -> None:
    rows = desk.rota("incidents").out.splitlines()

    assert len(rows) == 1 + len(desk.script("incidents"))
    assert all(row.startswith("#") for row in rows[1:])


@pytest.mark.parametrize(
    "words",
    [
        ("comment", FIRST, "seen"),
        ("comment", "\x1b[2J\u202e", "x"),
        ("move", FIRST, "\x1b]52;c;eA==\x07"),
        ("assign", FIRST, "\x9b31m"),
        ("run", "\x1b[2J.x", "--reason", "y", "--yes"),
        ("run", "billing.cancel-subscription", "-p", "\x1b[2J"),
        ("cancel", "\x1b[2J", "--why", "x"),
        ("comment", FIRST, "-\x1b[2J"),
        ("\x1b[2J",),
        ("today", "--\x1b[2J\u202e"),
        ("feed", "--last", "\x1b[2J"),
    ],
)
def test_no_answer_gives_an_order_of_its_arguments_back(desk: TwinDesk, words: tuple[object, ...]) -> None:
    said = desk.rota(*words)

    assert said.out + said.err != ""
    assert orders(said.out + said.err) == set()
    assert "Traceback" not in said.err
