"""The one question before a desk's own programs may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import DeskOpened
from tui.screens.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from tui.app import RotaApp


async def ask_trust(app: RotaApp) -> None:
    """Ask once for this folder; without it everything else of the desk works."""
    session = app.opened
    about = (
        f"{session.folder}\n\n"
        "Its actions and monitors are programs that run under your name.\n"
        "Agree only if you know who may change this folder. The rest works without."
    )
    if await app.ask(ConfirmDialog("May this desk's own programs run?", about, "trusts this folder")):
        trusted = await app.fetch(session.trust)
        if trusted:
            app.post_message(DeskOpened(trusted))
