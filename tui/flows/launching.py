"""Launching a support action: choose, fill in, look once more, perform, follow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from support.actions.definition import Definition
from support.actions.rehearsal import Prepared
from support.actions.request import Request
from support.errors import Denied, Mistakes, Unknown
from support.incidents import Incident
from tui.screens.dialogs import ChooseDialog
from tui.screens.launch.confirm import PerformDialog
from tui.screens.launch.follow import FollowDialog
from tui.screens.launch.form import REASON, Filled, FormDialog

if TYPE_CHECKING:
    from support.actions.runs import Run
    from tui.stage import Stage

UNTRUSTED = Denied(
    "This desk is not trusted: its actions are programs, and none was read.",
    "Type `rota trust`, or start rota again and agree.",
)
STOPPED_HERE = "Stopped from the screen that followed it."


async def launch(
    app: Stage, incident: Incident | None, name: str = "", texts: Mapping[str, str] | None = None
) -> None:
    """From the choice of an action to its result; leaving any step leaves everything undone."""
    if not app.opened.trusted:
        app.say_failed(UNTRUSTED)
        return
    await app.fetch(app.opened.catalogue.load)
    chosen = name or await _choose(app, incident)
    if not chosen:
        return
    definition = await app.fetch(lambda: app.opened.catalogue.find(chosen))
    if definition is not None:
        client = app.overview.client(incident.client) if app.overview and incident else ""
        filled = Filled(dict(texts or {}), "", "", client)
        await _Launch(app, definition, incident).conduct(filled)


async def _choose(app: Stage, incident: Incident | None) -> str | None:
    catalogue = app.opened.catalogue
    if not catalogue.definitions:
        broken = f" {catalogue.broken[0].file.name}: {catalogue.broken[0].why}" if catalogue.broken else ""
        app.say_failed(
            Unknown(f"This desk has no action that can be launched.{broken}", "Write one in actions/.")
        )
        return None
    options = [(each.name, f"{each.name}  {each.help}", _remark(app, each)) for each in catalogue.definitions]
    about = f"For #{incident.number} {incident.title}" if incident else "For no incident in particular"
    return await app.ask(ChooseDialog("Which action?", about, options, "opens its form"))


def _remark(app: Stage, definition: Definition) -> str:
    pipeline = app.opened.pipeline
    denied = pipeline.authority.why_not(definition, pipeline.recorder.identity)
    return f"not you: for {', '.join(definition.who)}" if denied else ", ".join(definition.tags)


class _Launch:
    """One action on its way."""

    def __init__(self, app: Stage, definition: Definition, incident: Incident | None) -> None:
        self.app = app
        self.definition = definition
        self.incident = incident
        self.pipeline = app.opened.pipeline

    async def conduct(self, filled: Filled) -> None:
        """Ask, check, show, perform; once more from the form for whatever is wrong."""
        errors: dict[str, str] = {}
        problem = self._denied or ""
        while True:
            form = FormDialog(self.definition, filled, self._offer, errors, problem)
            answer = await self.app.ask(form)
            if answer is None:
                return
            filled, errors, problem = answer, {}, ""
            if not filled.reason:
                errors = {REASON: "Choose one; `other` is always there."}
                continue
            if self._denied:
                problem = await self._record_no(filled)
                continue
            prepared = await self._prepare(filled, errors)
            if prepared is None:
                continue
            if prepared.refusal:
                problem = await self._record_no(filled)
                continue
            await self._confirm(prepared, filled)
            return

    @property
    def _denied(self) -> str | None:
        """Why this person may not, in sentences."""
        return self.pipeline.authority.why_not(self.definition, self.pipeline.recorder.identity)

    async def _record_no(self, filled: Filled) -> str:
        """Let the pipeline record what cannot be done, and say why; nothing is performed."""
        run = await self.app.fetch(partial(self.pipeline.perform, self._request(None, filled)))
        ended = await self.app.fetch(partial(self._ended, run)) if run else None
        return f"{ended.result} {ended.mend}".strip() if ended else "It was not recorded, and not done."

    def _ended(self, run: Run) -> Run:
        """The run once it is over; these end before they begin."""
        for _ in self.pipeline.launched.follow(run.id):
            pass
        return self.pipeline.launched.run(run.id)

    async def _prepare(self, filled: Filled, errors: dict[str, str]) -> Prepared | None:
        """Check the form and the circumstances; what is wrong with a field goes into `errors`."""

        def look() -> Prepared | Mistakes:
            try:
                return self.pipeline.prepare(self.definition.name, filled.texts)
            except Mistakes as mistakes:
                return mistakes

        looked = await self.app.fetch(look)
        if isinstance(looked, Mistakes):
            errors.update({each.place: f"It {each.what}. {each.mend}".strip() for each in looked.mistakes})
            return None
        return looked

    async def _confirm(self, prepared: Prepared, filled: Filled) -> None:
        """Perform it after one yes; when it would do something else by now, show that and ask again."""
        identity = self.pipeline.recorder.identity
        performer = f"{identity.name} (as the {'board' if identity.source == 'trello' else 'login'} says)"
        changed = ""
        while await self.app.ask(PerformDialog(prepared, filled, performer, changed)):
            request = self._request(prepared, filled)
            run = await self.app.fetch(partial(self.pipeline.perform, request))
            ended = await self._follow(run) if run else None
            again = await self._prepare(filled, {}) if ended and ended.preview_now else None
            if again is None or again.refusal:
                return
            prepared, changed = again, "It would do something else by now. Nothing was done; look again."

    def _request(self, prepared: Prepared | None, filled: Filled) -> Request:
        token = {"run": prepared.run} if prepared else {}
        return Request(
            action=self.definition.name,
            texts=filled.texts,
            reason=filled.reason,
            notes=filled.notes,
            requester=filled.requester or None,
            card=self.incident.id if self.incident else None,
            confirmed=prepared.preview if prepared else None,
            **token,
        )

    async def _follow(self, run: Run) -> Run | None:
        launched = self.pipeline.launched
        dialog = FollowDialog(
            run,
            follow=lambda: launched.follow(run.id),
            result=lambda: launched.run(run.id),
            stop=lambda: launched.cancel(run.id, STOPPED_HERE),
        )
        ended = await self.app.ask(dialog)
        self.app.acted()
        return ended

    def _offer(self, parameter: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        return self.pipeline.choices(self.definition.name, parameter, texts)
