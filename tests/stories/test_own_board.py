"""A team brings its own Trello board: what is open there is what rota shows, card for card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import full_screen
from tests.tui.cli.twin import rota
from tui.plain import one_line
from tui.screens.triage import Triage

BOARDS = Path(__file__).resolve().parents[3] / "shared" / "trello" / "boards"
NAMES = ("2014-hermes", "2015-dekk", "2019-testdrive", "2020-kanban-template", "2025-tekken")


@pytest.fixture(params=NAMES)
def export(request: pytest.FixtureRequest) -> Path:
    """A board as its owner exported it, of any year."""
    path = BOARDS / f"{request.param}.json"
    if not path.exists():
        pytest.skip(f"../shared is not here: no trello/boards/{path.name}")
    return path


def open_cards(export: Path) -> dict[str, str]:
    """Id and title of what a person sees on the board, told from the export alone."""
    board: dict[str, Any] = json.loads(export.read_bytes())
    open_lists = []
    for each in board["lists"]:
        if not each["closed"]:
            open_lists.append(each["id"])
    found = {}
    for card in board["cards"]:
        if not card["closed"] and card["idList"] in open_lists:
            found[card["id"]] = card["name"]
    return found


async def test_a_board_of_ones_own_is_a_desk_at_once(export: Path, tmp_path: Path) -> None:
    expected = open_cards(export)
    desk = tmp_path / "desk"

    made = rota("init", desk, "--from-export", export)
    assert (made.code, made.err) == (0, "")
    assert made.out == f"Made the desk {desk}.\nNext: cd {desk} && rota\n"

    listed = rota("incidents", "--json", "--desk", desk)
    assert (listed.code, listed.err) == (0, "")
    assert len(listed.json) == len(expected) > 0
    assert {each["id"]: each["title"] for each in listed.json} == expected

    async with full_screen(desk).run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        screen = await shown(pilot)
        rows = {row.id: row.cells for row in screen.incidents.list.rows if row.id}
        assert rows.keys() == {f"incident:{card}" for card in expected}
        for card, title in expected.items():
            assert any(cell.endswith(one_line(title)) for cell in rows[f"incident:{card}"])


async def shown(pilot: Any) -> Triage:
    """Triage, once the board is read."""
    for _ in range(200):
        if isinstance(pilot.app.screen, Triage) and pilot.app.screen.incidents.list.rows:
            return pilot.app.screen
        await pilot.pause(0.02)
    raise AssertionError("triage never showed an incident")


def test_what_was_archived_stays_away(export: Path, tmp_path: Path) -> None:
    board: dict[str, Any] = json.loads(export.read_bytes())
    gone = {card["id"] for card in board["cards"]} - open_cards(export).keys()
    if not gone:
        pytest.skip("nothing on this board was ever archived")
    desk = tmp_path / "desk"
    rota("init", desk, "--from-export", export)

    for card in sorted(gone)[:3]:
        said = rota("comment", card, "Is anybody here?", "--desk", desk)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"rota: No open card is called {card}.")


def no_file(path: Path) -> None:
    """Nothing is there."""


@pytest.mark.parametrize(
    ("write", "why"),
    [
        (lambda path: path.write_text("Dear Sir, the board is attached."), "is not JSON."),
        (
            lambda path: path.write_text('{"name": "no board"}'),
            "is not a Trello export: there is no board",
        ),
        (lambda path: path.write_text('{"id": "5" , "lists": [], "cards": 3}'), "is not a Trello export"),
        (lambda path: path.write_bytes(b"\x80\x81\x82"), "is not JSON."),
        (lambda path: path.write_text("[" * 100_000), "is nested too deeply to be a Trello export."),
        (lambda path: path.mkdir(), "cannot be read: Is a directory."),
        (no_file, "cannot be read: No such file or directory."),
    ],
)
def test_what_is_no_export_becomes_no_desk(tmp_path: Path, write: Any, why: str) -> None:
    export = tmp_path / "export.json"
    write(export)
    before = sorted(tmp_path.iterdir())

    said = rota("init", tmp_path / "new" / "desk", "--from-export", export)

    assert (said.code, said.out) == (2, "")
    what, mend = said.err.splitlines()
    assert what.startswith(f"rota: {export} ")
    assert why in what
    assert mend.strip().endswith(".")
    assert sorted(tmp_path.iterdir()) == before
