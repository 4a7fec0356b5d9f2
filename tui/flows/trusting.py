"""The one question before a desk's own programs may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import DeskOpened
from tui.screens.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from tui.stage import Stage


async def ask_trust(app: Stage) -> None:
    """Ask once for this folder; without it everything else of the desk works."""
    session = app.opened
    note = (
        "Its actions and monitors are programs that run under your name.\n"
        "Agree only if you know who may change this folder. The rest works without."
    )
    question = ConfirmDialog(
        "May this desk's own programs run?", str(session.folder), note, "trusts this folder"
    )
    if await app.ask(question):
        trusted = await app.fetch(session.trust)
        if trusted:
            app.post_message(DeskOpened(trusted))
