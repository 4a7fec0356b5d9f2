"""Slow boards, full disks, hasty keys: nothing is lost, and nothing is said that is not so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import tui.app
from integrations.drafts import FolderDrafts
from support.desk import Desk
from support.errors import RotaError
from support.overview import Overview
from tests.desks import NOW, full_screen, sample_desk
from tests.screen import Screen
from tui.screens.dialogs import DEAF


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    return sample_desk(tmp_path / "desk")


@pytest.fixture
async def screen(desk: Path) -> AsyncIterator[Screen]:
    app = full_screen(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.sees("#332 NOW Refund", "x acknowledge")
        yield screen


def kinds(screen: Screen) -> list[str]:
    assert screen.app.session
    return [entry.kind for entry in screen.app.session.desk.journal.entries()]


async def test_a_draft_that_cannot_be_kept_is_not_left(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(drafts: FolderDrafts, name: str, text: str) -> None:
        raise RotaError("The draft was not kept: No space left on device.", "Make room.")

    await screen.press("j", "p")
    await screen.sees("Post-mortem of #332", "ctrl+s save")
    monkeypatch.setattr(FolderDrafts, "save", full)
    await screen.type("words that matter")
    await screen.press("escape")
    await screen.sees("The draft is NOT kept", "words that matter", "ctrl+s save")


async def test_looking_at_a_post_mortem_leaves_no_draft(screen: Screen) -> None:
    await screen.press("j", "p")
    await screen.sees("Post-mortem of #332", "ctrl+s save")
    await screen.press("escape")
    await screen.press("5")
    await screen.sees("No post-mortem yet")


async def test_a_board_slower_than_the_looks_is_seen_all_the_same(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Desk.look

    def slow(self: Desk) -> Overview:
        time.sleep(0.5)
        return look(self)

    monkeypatch.setattr(Desk, "look", slow)
    monkeypatch.setattr(tui.app, "LOOK_EVERY", 0.1)
    app = full_screen(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await Screen(app, pilot).sees("#332 NOW Refund", "Alarms: 1 firing")


async def test_acknowledging_twice_in_a_hurry_is_one_record(screen: Screen) -> None:
    await screen.press("x", "x", "x")
    await screen.sees("acknowledged by Tom Ashby")
    await screen.press("x")
    await screen.sees("It is acknowledged already.")
    assert kinds(screen) == ["alarm.acknowledged"]


async def test_ctrl_q_in_a_dialog_loses_no_words(screen: Screen) -> None:
    await screen.press("j", "c")
    await screen.sees("Comment on the card")
    await screen.type("half a sentence")
    await screen.press("ctrl+q")
    await screen.sees("esc leaves this first", "half a sentence")


async def test_enter_on_an_alarm_without_incident_says_how_to_raise_one(screen: Screen) -> None:
    await screen.press("enter")
    await screen.sees("This alarm has no incident yet: i raises one.")


async def test_the_filter_of_today_is_that_of_triage(screen: Screen) -> None:
    await screen.press("slash")
    await screen.sees("rota · triage")
    await screen.type("invoices")
    await screen.sees("#341 NOW VAT is missing on invoi")
    await screen.sees_no("#332 NOW Refund for")
    await screen.type(" zzz")
    await screen.sees("No row has these words; esc shows all.")


async def test_what_somebody_may_not_is_recorded_when_they_try(screen: Screen) -> None:
    await screen.press("a")
    await screen.sees("Which action?")
    await asyncio.sleep(DEAF)
    await screen.type("refund")
    await screen.press("enter")
    await screen.sees("is for finance, which Tom Ashby is not", "nothing is done yet")
    await asyncio.sleep(DEAF)
    await screen.press("tab", "enter", "down", "enter", "ctrl+s")
    await screen.until(lambda: "action.finished" in kinds(screen), "the denial on record")
    await screen.sees("is for finance, which Tom Ashby is not")
    assert screen.app.session
    (run,) = screen.app.session.pipeline.launched.all()
    assert run.state == "denied"


async def test_the_palette_says_why_not(screen: Screen) -> None:
    await screen.press("ctrl+p")
    await screen.sees("Search for commands")
    await screen.type("comment")
    await screen.sees("Select an incident first.")
