"""Reading a runbook: the one that fits what is selected, and the links in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from support.alarms import Alarm
from support.errors import Refused
from support.incidents import Incident
from tui.links import ActionForm, Refusal, RunbookPage, WebPage, open_link, read_link
from tui.screens.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from tui.stage import Stage


async def read_runbook(app: Stage, subject: Incident | Alarm) -> None:
    """Show the runbook that fits best, and remember what it was opened for."""
    desk = app.opened.desk
    runbook = await app.fetch(lambda: desk.runbook_for(subject))
    if runbook is None:
        what = f"alarm {subject.name}" if isinstance(subject, Alarm) else f"incident #{subject.number}"
        app.say_failed(Refused(f"No runbook fits {what}.", "3 shows all of them; / searches in them."))
        return
    if await app.fetch(lambda: desk.opened_runbook(runbook, subject.id)):
        app.page_incident = _incident(app, subject)
        app.open_runbook(runbook.name)


async def follow_link(app: Stage, target: str, runbook_name: str) -> None:
    """Do what the link allows, once the person has seen where it leads."""
    folder = app.opened.runbooks_folder
    verdict = read_link(target, page=folder / f"{runbook_name}.md", folder=folder)
    if isinstance(verdict, Refusal):
        app.say_failed(Refused(verdict.why))
    elif isinstance(verdict, RunbookPage):
        app.open_runbook(_name(verdict.path))
    elif isinstance(verdict, ActionForm):
        from tui.flows.launching import launch

        await launch(app, app.page_incident, verdict.name, verdict.parameters)
    else:
        await _open_web(app, verdict)


async def _open_web(app: Stage, page: WebPage) -> None:
    note = "" if page.encrypted else "It is not encrypted: others on the network can read along."
    address = f"{page.host}\n{page.url}"
    question = ConfirmDialog("Open this page in the browser?", address, note, "opens it")
    if not await app.ask(question):
        return
    try:
        open_link(page)
    except Refused as error:
        app.say_failed(error)
        return
    app.notify(f"Opened {page.host}.", markup=False)


def _incident(app: Stage, subject: Incident | Alarm) -> Incident | None:
    if isinstance(subject, Incident):
        return subject
    return app.overview.incident(subject.incident) if app.overview and subject.incident else None


def _name(path: Path) -> str:
    return path.name.removesuffix(".md")
