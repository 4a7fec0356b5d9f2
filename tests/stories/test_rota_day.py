"""A day at the desk, from an alarm to a post-mortem, with keys alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from integrations.trello.local.store import LocalStore
from support.journal import Entry
from tests.desks import NOW, full_screen, sample_desk
from tests.screen import Screen
from tui.screens.dialogs import DEAF


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample desk on a Friday at 10:30; Tom is on the rota."""
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    return sample_desk(tmp_path / "desk")


@pytest.fixture
async def screen(desk: Path) -> AsyncIterator[Screen]:
    """rota, opened on that desk."""
    app = full_screen(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        yield Screen(app, pilot)


async def read_dialog(screen: Screen, *words: str) -> None:
    """Wait for the dialog, and as long as a person needs to see that it is there."""
    await screen.sees(*words)
    await asyncio.sleep(DEAF + 0.05)


def journal(screen: Screen) -> tuple[Entry, ...]:
    """What was recorded so far."""
    assert screen.app.session
    return screen.app.session.desk.journal.entries()


def kinds(screen: Screen) -> list[str]:
    """What was recorded so far, by kind."""
    return [entry.kind for entry in journal(screen)]


def card(desk: Path, number: int) -> dict[str, object]:
    """The card as the board's file holds it."""
    cards = LocalStore(desk / "board.json").reading().all("cards")
    return next(card for card in cards if card["idShort"] == number)


async def test_the_day_opens_with_who_is_on_what_fires_and_what_is_open(screen: Screen) -> None:
    text = await screen.sees("Tom Ashby (you) until 17:00", "next: Maya Okafor", "Alarms: 1 firing")
    await screen.sees("1 critical · 1 without a first response · 1 late · 4 mine")
    assert "oldest promise first" in text
    first = text.index("late 17 h")
    assert first < text.index("due 16:00") < text.index("open 14 min")


async def test_from_alarm_to_post_mortem(screen: Screen, desk: Path) -> None:
    # 10:30 an alarm: acknowledged by one key, raised after a question
    await screen.sees("12 orders have waited", "x acknowledge")
    await screen.press("x")
    await screen.sees("acknowledged by Tom Ashby")
    await screen.press("i")
    await read_dialog(screen, "Raise an incident for this alarm?", "cannot be undone")
    await screen.press("y")

    # the new incident is what triage shows
    await screen.sees("rota · triage", "#357 12 orders have waited", "Fingerprint:")
    await screen.press("c")
    await read_dialog(screen, "Comment on the card")
    await screen.type("Looking into it. Next update 11:30.")
    await screen.press("ctrl+s")
    await screen.sees("commented on it: Looking into it.")

    await screen.press("m")
    await read_dialog(screen, "Move the card to which list?")
    await screen.type("prog")
    await screen.press("enter")
    await screen.sees("In progress (assigned)")

    await screen.press("s")
    await read_dialog(screen, "Who takes it?")
    await screen.type("tom")
    await screen.press("enter")
    await screen.sees("Owner     Tom Ashby", "5 mine")

    # its runbook is open at once
    await screen.press("r")
    await screen.sees("rota · runbooks", "thornley-veg.md")

    # an action: three letters, enter, form, preview, reason, confirm, result
    await screen.press("a")
    await read_dialog(screen, "Which action?", "For #357")
    await screen.type("can")
    await screen.press("enter")
    await read_dialog(screen, "billing.cancel-subscription", "nothing is done yet")
    await screen.press("enter")
    await screen.sees("zoe.fairfax@example.com")
    await screen.press("down", "enter", "tab", "tab", "enter")
    await screen.sees("customer asked")
    await screen.press("down", "enter", "ctrl+s")
    await read_dialog(screen, "Perform billing.cancel-subscription?", "Cancel the small box of Zoë Fairfax")
    assert "billing.resume-subscription" in screen.text, "the way back is named before it is needed"
    await screen.press("y")
    await screen.sees("succeeded: done")
    await screen.press("enter")
    shop = json.loads((desk / "sandbox" / "subscriptions.json").read_text("utf-8"))
    assert shop["zoe.fairfax@example.com"]["state"] == "cancelled"

    # back on the incident, the post-mortem is drafted from what happened
    await screen.press("escape")
    await screen.sees("rota · triage", "ran billing.cancel-subscription")
    await screen.press("p")
    text = await screen.sees("Post-mortem of #357", "## What happened?", "## Action items")
    assert "Looking into it" in text
    await screen.press("ctrl+end")
    await screen.type("\n- alarm on the first stuck order")
    await screen.press("ctrl+s")
    await screen.sees("Saved as")
    (saved,) = (desk / "postmortems").glob("*.md")
    written = saved.read_text("utf-8")
    assert "- alarm on the first stuck order" in written
    for heading in ("What happened?", "What went well?", "What didn't go well?", "Action items"):
        assert f"## {heading}" in written

    # every act is in the feed, in order, and the chain holds
    assert kinds(screen) == [
        "alarm.acknowledged",
        "alarm.raising",
        "alarm.raised",
        "incident.commented",
        "incident.moved",
        "incident.assigned",
        "runbook.opened",
        "action.requested",
        "action.started",
        "action.finished",
        "postmortem.saved",
    ]
    await screen.press("6")
    told = await screen.sees("rota · activity", "saved the post-mortem", "acknowledged the alarm")
    asked = told.index("asked for billing.cancel-subscription on zoe.fairfax@example.com")
    assert told.index("saved the post-mortem") < asked < told.index("acknowledged the alarm")
    assert screen.app.session
    assert screen.app.session.desk.journal.verify().holds
    await screen.press("7")
    await screen.sees("rota · metrics", "billing.cancel-subscription")

    raised = card(desk, 357)
    assert (
        raised["name"] == "12 orders have waited in the queue of the Thornley shop for more than ten minutes"
    )


async def test_what_cannot_be_done_says_why(screen: Screen) -> None:
    await screen.sees("Alarms: 1 firing", "c comment")
    await screen.press("c")
    await screen.sees("Not now: comment", "Select an incident first.")
    assert kinds(screen) == []


async def test_somebody_without_the_right_reads_who_has_it(screen: Screen) -> None:
    await screen.sees("Alarms: 1 firing", "x acknowledge")
    await screen.press("a")
    await read_dialog(screen, "Which action?")
    await screen.type("refund")
    await screen.sees("not you: for finance")
    await screen.press("enter")
    await screen.sees("is for finance, which Tom Ashby is not", "Ask Helen Marsh")


async def test_a_draft_outlives_the_screen(desk: Path) -> None:
    app = full_screen(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.sees("#332 NOW Refund", "x acknowledge")
        await screen.press("j", "p")
        await screen.sees("Post-mortem of #332")
        await screen.press("ctrl+end")
        await screen.type("typed and never saved")
        await screen.sees("Draft kept.")
    # the program is gone without a word; the next start offers the draft again
    app = full_screen(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        screen = Screen(app, pilot)
        await screen.sees("#332 NOW Refund", "x acknowledge")
        await screen.press("5")
        await screen.sees("#332 Refund for the Hartley family", "draft", "typed and never saved")
        await screen.press("enter")
        await screen.sees("Going on with your draft.", "typed and never saved")


async def test_a_comment_that_cannot_be_sent_is_kept(screen: Screen, desk: Path) -> None:
    await screen.sees("#332 NOW Refund", "x acknowledge")
    await screen.press("j", "c")
    await read_dialog(screen, "Comment on the card")
    await screen.type("Your money is on its way.")
    board = desk / "board.json"
    board.rename(desk / "elsewhere.json")
    await screen.press("ctrl+s")
    await screen.sees("Not done", "Your money is on its way.")
    (desk / "elsewhere.json").rename(board)
    await read_dialog(screen, "Comment on the card")
    await screen.press("ctrl+s")
    await screen.sees("Commented on #332.")
    assert kinds(screen) == ["incident.commented", "act.failed", "incident.commented"]


async def test_a_lost_board_is_a_banner_and_the_last_known_board_stays(screen: Screen, desk: Path) -> None:
    await screen.sees("#332 NOW Refund", "x acknowledge")
    (desk / "board.json").rename(desk / "elsewhere.json")
    await screen.press("ctrl+r")
    await screen.sees("! ", "board.json", "#332 NOW Refund")
    (desk / "elsewhere.json").rename(desk / "board.json")
    await screen.press("ctrl+r")
    await screen.sees_no("! ")
