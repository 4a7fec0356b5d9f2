"""Text from outside on the painted screen: no crash, nothing that can be clicked, nothing rewritten."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.screen import Screen as AnyScreen
from textual.widgets import TextArea

from integrations.drafts import FolderDrafts
from integrations.paths import state_folder
from support.alarms import Alarm
from tests.desks import NOW, full_screen
from tests.screen import Screen
from tests.stories.bytestream import is_unseen
from tests.stories.samples import all_texts, batches, bundled, of_every_kind
from tests.stories.tour import WIDE
from tests.stories.writtenbyothers import SHOWN_AT_MOST, WrittenByOthers, write
from tui.screens import dialogs
from tui.screens.dialogs import ChooseDialog, ConfirmDialog, WriteDialog
from tui.screens.editor import Editor

TALL = (120, 100)
"""Every row of a list stands on the screen at once."""
ROWS = {"1": 2, "2": 1, "3": 1, "4": 0, "5": 1, "6": 0, "7": 0}
"""The screens, and how often each text has a row of its own there with more about it."""
OWN_ACTS = ("grab", "scroll_up", "scroll_down", "link(")
"""Scrollbars, and links of the desk's own runbooks."""
LONGEST_COMMENT = 16_384


@pytest.fixture(autouse=True)
def _fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())


@asynccontextmanager
async def at(desk: WrittenByOthers, size: tuple[int, int] = TALL) -> AsyncIterator[Screen]:
    app = full_screen(desk.folder)
    async with app.run_test(size=size) as pilot:
        screen = Screen(app, pilot)
        await screen.until(
            lambda: app.session is not None and bool(app.overview and app.overview.alarms), "the desk"
        )
        yield screen


def faults(screen: AnyScreen[object]) -> Iterator[str]:
    """What a painted screen must not hold: links, acts on a click, controls and unseen characters."""
    for strip in screen._compositor.render_strips(screen.size):
        for text, style, _ in strip:
            yield from (f"U+{ord(each):04X} in {text!r}" for each in text if is_unseen(each))
            if style and style.link:
                yield f"a link on {text!r}"
            acts = style.meta.items() if style else ()
            yield from (f"{act} on {text!r}" for name, act in acts if name[0] == "@" and not _own(act))


def _own(act: object) -> bool:
    return isinstance(act, str) and act.startswith(OWN_ACTS)


async def each_screen_is_harmless(desk: WrittenByOthers) -> None:
    """Select every row of every screen, and look at all that is painted."""
    async with at(desk) as screen:
        for key, rows in ROWS.items():
            await screen.press(key)
            await screen.app.workers.wait_for_complete()
            for _ in range(rows * len(desk.texts) + 1):
                assert list(faults(screen.app.screen)) == []
                await screen.pilot.press("down")


async def each_dialog_is_harmless(desk: WrittenByOthers) -> None:
    """Show every text in every dialog: about it, chosen from, written in."""
    async with at(desk) as screen:
        options = [(str(place), text, text) for place, text in enumerate(desk.texts)]
        for text in desk.texts:
            for dialog in (
                WriteDialog("Write", text, "writes it", text),
                ChooseDialog("Which?", text, options, "takes it"),
                ConfirmDialog("Really?", text, "Nothing else.", "does it"),
                Editor(text, text, lambda words: None),
            ):
                screen.app.push_screen(dialog)
                await screen.pilot.pause()
                assert list(faults(screen.app.screen)) == []
                screen.app.pop_screen()
            screen.app.notify(text[:500], markup=False)
            screen.app.clear_notifications()


async def test_no_screen_holds_anything_live(tmp_path: Path) -> None:
    await each_screen_is_harmless(write(tmp_path / "desk", bundled(of_every_kind(1))))


async def test_no_dialog_holds_anything_live(tmp_path: Path) -> None:
    await each_dialog_is_harmless(write(tmp_path / "desk", bundled(of_every_kind(1))))


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("texts", batches(all_texts(), SHOWN_AT_MOST))
async def test_no_text_at_all_is_live_anywhere(tmp_path: Path, texts: list[str]) -> None:
    desk = write(tmp_path / "desk", texts)
    await each_screen_is_harmless(desk)
    await each_dialog_is_harmless(desk)


async def at_rest(screen: Screen) -> None:
    """Wait until no conversation goes on."""
    workers = screen.app.workers
    await screen.until(lambda: all(each.group != "flow" or each.is_finished for each in workers), "the end")


async def each_comment_arrives_as_typed(desk: WrittenByOthers) -> None:
    drafts = FolderDrafts(state_folder(desk.folder) / "drafts")
    titles = {card: part["name"] for card, part in desk.cards.items()}
    expected = [comment["data"]["text"] for comment in desk.board["actions"].values()]
    async with at(desk, WIDE) as screen:
        await screen.press("2")
        for text in desk.texts:
            incident = screen.app.desk_screen.current_incident
            assert incident is not None
            await at_rest(screen)
            kept = f"comment-{incident.id}"
            drafts.save(kept, text)
            await screen.press("c")
            await screen.until(lambda: isinstance(screen.app.screen, WriteDialog), "the dialog")
            held = screen.app.screen.query_one(TextArea).text
            if not held.strip() or len(held) > LONGEST_COMMENT:
                await screen.press("escape")
                continue
            expected.append(held)
            await screen.press("ctrl+s")
            await screen.until(lambda kept=kept: drafts.load(kept) is None, "the comment on the board")
            await screen.press("down")
    written = [
        each["data"]["text"] for each in desk.board["actions"].values() if each["type"] == "commentCard"
    ]
    assert sorted(written) == sorted(expected)
    assert {card: part["name"] for card, part in desk.cards.items()} == titles


async def test_a_comment_arrives_as_typed_and_no_title_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "DEAF", 0.0)
    await each_comment_arrives_as_typed(write(tmp_path / "desk", bundled(of_every_kind(1), 1_500)))


def _is_free(alarm: Alarm | None) -> bool:
    return alarm is not None and alarm.incident is None


async def test_an_incident_raised_for_an_alarm_bears_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "DEAF", 0.0)
    texts = [
        "[/prod] \u202epayments\x1b[2J down",
        "half an emoji \ud83d",
        "\U000e0072un [@click=app.quit]x[/]",
    ]
    desk = write(tmp_path / "desk", texts)
    async with at(desk, WIDE) as screen:
        for _ in texts:
            await screen.press("home")
            await screen.until(lambda: _is_free(screen.app.desk_screen.current_alarm), "the next alarm")
            await screen.press("i")
            await screen.until(lambda: isinstance(screen.app.screen, ConfirmDialog), "the question")
            await screen.press("y")
            await screen.until(lambda: screen.app.current_mode == "triage", "the card")
            await at_rest(screen)
            await screen.press("1")
    raised = [card["name"] for card in desk.cards.values()][len(texts) :]
    assert sorted(raised) == sorted(texts)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("texts", batches(all_texts(), 60))
async def test_every_comment_arrives_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    monkeypatch.setattr(dialogs, "DEAF", 0.0)
    await each_comment_arrives_as_typed(write(tmp_path / "desk", texts))
