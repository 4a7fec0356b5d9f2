"""Writing a post-mortem: drafted from the timeline, kept as typed, saved in the desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from support.errors import Refused
from support.incidents import Incident
from support.postmortems import check

if TYPE_CHECKING:
    from support.desk import Desk
    from support.ports import DraftStore
    from tui.stage import Stage

DRAFT = "postmortem-"
"""What the name of a draft begins with; the card's id follows."""


class Draft(NamedTuple):
    """What is being written, and the saved text that it started from."""

    text: str
    over: str | None


def load_draft(drafts: DraftStore, card_id: str) -> Draft | None:
    """The draft of that card's post-mortem."""
    kept = drafts.load(DRAFT + card_id)
    try:
        return Draft(**json.loads(kept)) if kept else None
    except (ValueError, TypeError):
        return None


async def write(app: Stage, incident: Incident) -> None:
    """Open the editor on what was typed before, else on what was saved, else on a first draft."""
    from tui.screens.editor import Editor

    desk, drafts = app.opened.desk, app.opened.drafts
    started = await app.fetch(lambda: _start(desk, drafts, incident))
    if started is None:
        return
    (text, over), note = started

    def keep(words: str) -> None:
        drafts.save(DRAFT + incident.id, json.dumps(Draft(words, over)._asdict()))

    while True:
        editor = Editor(f"#{incident.number} {incident.title}", text, keep, note)
        finished: str | None = await app.push_screen_wait(editor)
        if finished is None:
            if await app.fetch(lambda: load_draft(drafts, incident.id)):
                app.notify("The draft is kept: p on the incident, or 5, goes on with it.", markup=False)
            return
        if await _save(app, incident, finished, over):
            return
        text, note = finished, "Not saved yet; your words are here."
        theirs = await app.fetch(lambda: (_saved_text(desk, incident),))
        if theirs is not None and theirs[0] != over:
            (over,) = theirs
            note = "Somebody changed the file meanwhile. Look at it on screen 5; saving again replaces it."


async def change_saved(app: Stage, name: str) -> None:
    """Change a saved one: its incident is found through the journal."""
    found = await app.fetch(lambda: (app.opened.desk.incident_of_postmortem(name),))
    if found is None:
        return
    (incident,) = found
    if incident is None:
        why = "Its card is not on the board, or it was not written with rota."
        app.say_failed(Refused(f"{name} can be read here, but not changed. {why}", "Edit the file itself."))
        return
    await write(app, incident)


def _start(desk: Desk, drafts: DraftStore, incident: Incident) -> tuple[Draft, str]:
    """What the editor opens on, and what it says of that."""
    typed = load_draft(drafts, incident.id)
    if typed is not None:
        return typed, "Going on with your draft."
    saved = _saved_text(desk, incident)
    if saved is None:
        return Draft(desk.draft_postmortem(incident), None), ""
    return Draft(saved, saved), "Changing what was saved."


def _saved_text(desk: Desk, incident: Incident) -> str | None:
    saved = desk.saved_postmortem(incident)
    return desk.postmortems.read(saved) if saved else None


async def _save(app: Stage, incident: Incident, text: str, over: str | None) -> bool:
    desk, drafts = app.opened.desk, app.opened.drafts

    def save() -> str:
        name = desk.save_postmortem(incident, text, over)
        drafts.discard(DRAFT + incident.id)
        return name

    saved = await app.attempt(save, lambda name: f"Saved as postmortems/{name}.")
    missing = ", ".join(check(text))
    if saved and missing:
        app.notify(
            f"It is saved without: {missing}", title="Headings missing", severity="warning", markup=False
        )
    return saved is not None
