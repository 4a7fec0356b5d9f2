"""What a person does with an incident or an alarm: comment, move, assign, acknowledge, raise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from support.alarms import Alarm
from support.incidents import Incident
from tui.screens.dialogs import ChooseDialog, ConfirmDialog, WriteDialog

if TYPE_CHECKING:
    from tui.stage import Stage


async def comment(app: Stage, incident: Incident) -> None:
    """Write a comment; what was typed is kept until it is on the card."""
    desk, drafts = app.opened.desk, app.opened.drafts
    kept = f"comment-{incident.id}"
    found = await app.fetch(lambda: (drafts.load(kept),))
    text = found[0] or "" if found else ""
    while True:
        dialog = WriteDialog(
            "Comment on the card; everybody on the board sees it", _name(incident), "write it", text
        )
        typed = await app.ask(dialog)
        text = typed if typed is not None else dialog.left_text
        if text.strip():
            await app.fetch(partial(drafts.save, kept, text))
        if typed is None:
            return
        if await app.attempt(partial(desk.comment, incident, typed), f"Commented on #{incident.number}."):
            await app.fetch(partial(drafts.discard, kept))
            return


async def move(app: Stage, incident: Incident) -> None:
    """Move the card to a list that the person chooses."""
    desk = app.opened.desk
    lists = await app.fetch(desk.lists)
    if lists is None:
        return
    options = [(name, name, status or "") for name, status in lists if name != incident.list]
    chosen = await app.ask(ChooseDialog("Move the card to which list?", _name(incident), options, "moves it"))
    if chosen:
        await app.attempt(lambda: desk.move(incident, chosen), f"Moved #{incident.number} to {chosen}.")


async def assign(app: Stage, incident: Incident) -> None:
    """Give the card to one person of the team."""
    desk, overview = app.opened.desk, app.overview
    if overview is None:
        return
    options = [
        (key, name, f"{sum(each.owner == key for each in overview.open_incidents)} open")
        for key, name in overview.people.items()
    ]
    chosen = await app.ask(ChooseDialog("Who takes it?", _name(incident), options, "assigns it"))
    if chosen:
        name = overview.person(chosen)
        await app.attempt(lambda: desk.assign(incident, chosen), f"#{incident.number} is with {name}.")


async def acknowledge(app: Stage, alarm: Alarm) -> None:
    """Say that somebody is looking."""
    await app.attempt(lambda: app.opened.desk.acknowledge(alarm), f"Acknowledged: {alarm.name}.")


async def raise_incident(app: Stage, alarm: Alarm) -> None:
    """Make a card for the alarm, after a question, and show it."""
    about = alarm.summary or alarm.name
    note = "A card is made on the list for new incidents; cannot be undone."
    if not await app.ask(ConfirmDialog("Raise an incident for this alarm?", about, note, "makes the card")):
        return
    raised = await app.attempt(
        lambda: app.opened.desk.raise_incident(alarm), lambda card: f"Raised #{card.number}."
    )
    if raised:
        app.open_incident(raised[0].id)


def _name(incident: Incident) -> str:
    return f"#{incident.number} {incident.title}"
