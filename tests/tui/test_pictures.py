"""One picture of each screen at both sizes; what it must say is asserted too: a picture is no proof."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.desks import NOW, full_screen, sample_desk
from tests.screen import Screen
from tui.app import RotaApp
from tui.screens.dialogs import DEAF

SIZES = [(120, 40), (80, 24)]
Compare = Callable[..., bool]

SCREENS = {
    "today": ([], ["Alarms: 1 firing", "x acknowledge"]),
    "triage": (["2"], ["#332 Refund for the Hartley family never arrived", "Owner     Isla"]),
    "runbooks": (["3"], ["fenland-playhouse.md", "A theatre of 380 seats"]),
    "actions": (["4"], ["billing.cancel-subscription", "may perform it"]),
    "postmortems": (["5"], ["No post-mortem yet"]),
    "activity": (["x", "6"], ["Tom Ashby", "acknowledged the alarm"]),
    "metrics": (["7"], ["No action has been asked for"]),
    "help": (["question_mark"], ["Keys of rota", "Who is on, what fires"]),
    "comment": (["j", "c"], ["Comment on the card"]),
    "raise": (["i"], ["Raise an incident for this alarm?"]),
    "launcher": (["a"], ["Which action?", "tickets.refund-booking"]),
}
"""The keys that lead to each screen, and words that show it has arrived."""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RotaApp:
    """rota on the sample desk, at a fixed moment."""
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    return full_screen(sample_desk(tmp_path / "desk"))


def walk(name: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press the keys that lead there, wait for what must be seen, and stop every blinking cursor."""
    keys, words = SCREENS[name]

    async def go(pilot: Pilot[None]) -> None:
        app: Any = pilot.app
        screen = Screen(app, pilot)
        await screen.sees("Alarms: 1 firing")
        await screen.until(lambda: app.session is not None, "the desk is open")
        await asyncio.sleep(DEAF)
        for key in keys:
            await screen.press(key)
        await screen.sees(*words)
        app.clear_notifications()
        for field in app.screen.query("Input, TextArea"):
            field.cursor_blink = False
        await pilot.pause(0.2)

    return go


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, size: tuple[int, int], app: RotaApp, snap_compare: Compare) -> None:
    assert snap_compare(app, terminal_size=size, run_before=walk(name))


def test_today_without_colour(app: RotaApp, snap_compare: Compare) -> None:
    from textual.filter import Monochrome

    app._filters.append(Monochrome())
    assert snap_compare(app, terminal_size=(80, 24), run_before=walk("today"))
