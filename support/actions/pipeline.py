"""The one way to a support action, whoever asks: screen, command line or a runbook's link.

Record the request, may this person, look the action up, is the form filled in well; then, in processes of
the run's own: do the circumstances hold, perform, record the result.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from support.actions.authority import Authority
from support.actions.catalogue import Catalogue
from support.actions.child import Event
from support.actions.claims import claim_new, log_path
from support.actions.definition import Definition
from support.actions.endings import told
from support.actions.environment import for_supervisor, for_worker
from support.actions.launch import launch
from support.actions.launched import Launched
from support.actions.ledger import Ledger
from support.actions.masking import mask_all
from support.actions.orders import Order
from support.actions.rehearsal import Prepared, refusal, rehearse, task_of
from support.actions.request import Form, Request
from support.actions.runs import Run
from support.actions.states import RunState
from support.actions.values import read, record, secrets_in, spoken
from support.errors import Denied, JournalUnavailable, Mistake, Mistakes, Refused, Unknown
from support.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Performs actions for one person, and shows them beforehand."""

    catalogue: Catalogue
    recorder: Recorder
    authority: Authority
    runs_folder: Path
    """Private to the person: logs, kept for as long as they are wanted."""
    supervisor: tuple[str, ...]
    """The program, with its arguments, that calls `supervise` with its stdin."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    @property
    def launched(self) -> Launched:
        """What can be done about runs after their launch."""
        return Launched(self.catalogue, self.recorder, self.authority, self.runs_folder)

    def prepare(self, name: str, texts: Mapping[str, str]) -> Prepared:
        """Look without acting: a dry run. Nothing is recorded.

        Raises Unknown, or Mistakes with all that is wrong with the form.
        """
        definition = self.catalogue.find(name)
        values, mistakes = read(definition.parameters, texts)
        if mistakes:
            raise Mistakes(name, mistakes)
        event = self._rehearse(definition, texts)
        if event.kind == "invalid":
            raise Mistakes(name, tuple(Mistake(*each) for each in event.data["mistakes"]))
        event = replace(event, data=mask_all(event.data, secrets_in(definition.parameters, values)))
        return Prepared(
            definition,
            parameters=record(definition.parameters, values),
            target=definition.target(values),
            preview=event.data.get("preview"),
            refusal=refusal(event),
            phrase_to_type=definition.phrase_to_type(values),
        )

    def choices(self, name: str, parameter: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        """What a parameter that `asks` offers, as the form stands; empty before that can be known.

        Raises Unknown, or Refused when its function does not answer.
        """
        definition = self.catalogue.find(name)
        if parameter not in [each.name for each in definition.parameters if each.asks]:
            raise Unknown(f"{name} has no parameter {parameter} that asks for its choices.")
        event = self._rehearse(definition, texts, choices_of=parameter)
        if event.kind != "choices":
            why = event.data.get("result") or told(event.data)
            raise Refused(f"The choices of {parameter} could not be read: {why}")
        return tuple(event.data["choices"])

    def perform(self, request: Request) -> Run:
        """Record the request, then launch the run or record why not; returns at once, with its state.

        Raises Refused for a run that was launched before, and JournalUnavailable; then nothing happens.
        """
        claim = claim_new(self.runs_folder, request.run)
        try:
            run, seq, form = self._record(request)
            try:
                # Who may perform an action is written in its definition: it is looked up first.
                definition = self.catalogue.find(request.action)
                self.authority.require(definition, self.recorder.identity)
                if form.mistakes:
                    raise Mistakes(definition.name, form.mistakes)
                self._launch(definition, form, seq, claim)
            except Denied as error:
                return self._end(run, RunState.DENIED, error.what, error.mend)
            except Unknown as error:
                return self._end(run, RunState.UNKNOWN, error.what, error.mend)
            except Mistakes as error:
                return self._end(run, RunState.INVALID, spoken(error.mistakes))
            except OSError as error:
                return self._end(run, RunState.CANCELLED, f"It could not be started: {error.strerror}.")
            return run
        finally:
            os.close(claim)

    def _record(self, request: Request) -> tuple[Run, int, Form]:
        """The request on disk, before anything is decided about it."""
        known = {each.name: each for each in self.catalogue.definitions}
        form = Form.read(request, known.get(request.action))
        actor, via = self.recorder.identity.key, self.recorder.via
        try:
            return *self._ledger().request(request.run, actor, via, form.record()), form
        except JournalUnavailable:
            log_path(self.runs_folder, request.run).unlink(missing_ok=True)
            raise

    def _launch(self, definition: Definition, form: Form, seq: int, claim: int) -> None:
        order = Order(
            run=form.request.run,
            seq=seq,
            actor=self.recorder.identity.key,
            desk=str(self.catalogue.desk),
            task=task_of(definition, form.request.texts),
            timeout=definition.timeout,
            confirmed=form.request.confirmed,
            secrets=form.secrets,
        )
        launch(self.supervisor, order, claim, for_supervisor(self.environment, self.catalogue.desk))

    def _rehearse(
        self, definition: Definition, texts: Mapping[str, str], choices_of: str | None = None
    ) -> Event:
        environment = for_worker(self.environment, self.catalogue.desk)
        task = task_of(definition, texts, choices_of)
        return rehearse(task, definition.timeout, self.catalogue.desk, environment)

    def _end(self, run: Run, to: RunState, result: str, mend: str = "") -> Run:
        """Record why nothing was done."""
        identity, via = self.recorder.identity, self.recorder.via
        return self._ledger().move(run, to, identity.key, via, result=result, mend=mend)

    def _ledger(self) -> Ledger:
        return Ledger(self.recorder.journal, self.recorder.clock, self.recorder.host)
