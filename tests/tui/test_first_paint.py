"""What is painted first is what is known already, and nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from integrations.paths import state_folder
from tests.desks import NOW, full_screen, sample_desk
from tests.screen import Screen
from tui.bootstrap import show
from tui.bootstrap.state import first_page
from tui.plain import one_line
from tui.screens.firstpage import FirstPage, from_json, to_json
from tui.widgets.headline import Facts
from tui.widgets.rotapanel import Line
from tui.widgets.rows import Row

HEAVY = (
    "argparse",
    "hashlib",
    "httpx",
    "pydantic",
    "requests",
    "support.board",
    "tinydb",
    "trello",
)
"""Each costs the first paint more than it may take."""

START = f"""
import asyncio, sys, threading
from datetime import UTC, datetime
from pathlib import Path
import tui.bootstrap, tui.reporting
from tui.app import RotaApp
from integrations.clock import clock_from
clock_from()
first = tui.bootstrap.first_page(Path(sys.argv[1]), tui.bootstrap.state_folder(Path(sys.argv[1])))
assert first is not None, "the last sitting left no first page"
painted = threading.Event()
app = RotaApp(painted.wait, lambda: datetime.now(UTC), first)
async def main():
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print("Refund for the Hartley" in app.export_screenshot().replace("&#160;", " "))
        print([name for name in {HEAVY!r} if name in sys.modules])
        painted.set()
        app.exit()
asyncio.run(main())
"""


@pytest.fixture
async def known_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk that was looked at before."""
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    desk = sample_desk(tmp_path / "desk")
    app = full_screen(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = Screen(app, pilot)
        await screen.sees("#332 NOW Refund")
        await screen.until(lambda: first_page(desk, state_folder(desk)) is not None, "a first page")
    return desk


async def test_the_last_known_rows_are_painted_without_loading_anything_heavy(known_desk: Path) -> None:
    command = [sys.executable, "-c", START, str(known_desk)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.stdout.splitlines() == ["True", "[]"], ended.stderr


async def test_another_rota_toml_is_not_painted_from_memory(known_desk: Path) -> None:
    settings = known_desk / "rota.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# a comment\n", "utf-8")
    assert first_page(known_desk, state_folder(known_desk)) is None


async def test_a_rota_toml_that_became_wrong_is_said_before_the_screen_opens(known_desk: Path) -> None:
    (known_desk / "rota.toml").write_text("nonsense = 1\n", "utf-8")
    with pytest.raises(Exception, match=r"rota\.toml has \d+ mistakes"):
        show(known_desk)


def test_a_page_survives_the_file_and_a_broken_file_is_no_page() -> None:
    fetched = datetime(2026, 11, 20, tzinfo=UTC).timestamp()
    facts = Facts(one_line("Desk"), one_line("Ana until 17:00"), 3, fetched)
    row = Row("incident:1", (one_line("a"), one_line("b")), "alert")
    page = FirstPage(facts, (Line("On:", "Ana"),), (row,))
    text = to_json(page, "stamp")
    assert from_json(text, "stamp") == page
    assert from_json(text, "another") is None
    for broken in ("", "{}", text[:-5], "[" * 10_000, '{"settings": "stamp", "facts": 1}'):
        assert from_json(broken, "stamp") is None
