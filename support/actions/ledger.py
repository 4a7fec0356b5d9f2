"""The one place where entries about runs are written; an illegal transition never reaches the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from support.actions.runs import Run, after, runs, transition
from support.actions.states import RunState
from support.journal import Draft, Entry
from support.ports import Clock, Journal

_KINDS = {
    RunState.RUNNING: "action.started",
    RunState.CANCELLING: "action.cancelling",
    RunState.LOST: "action.lost",
}
"""The kind of entry that brings a run into a state; any other is brought by `action.finished`."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes entries about runs. Only who holds a run's claim (see `claims`) may write about it."""

    journal: Journal
    clock: Clock
    host: str

    def request(self, run_id: str, actor: str, via: str, data: Mapping[str, Any]) -> tuple[Run, int]:
        """Record the intent; the run, and the place of its entry in the journal."""
        entry = self._append("action.requested", run_id, actor, via, data)
        return runs([entry])[0], entry.seq

    def move(self, run: Run, to: RunState, actor: str, via: str, **data: Any) -> Run:
        """Record the run's next state; raises IllegalTransition, or JournalUnavailable."""
        transition(run, to, self.clock.now())
        told = {key: value for key, value in data.items() if value not in (None, "", {})}
        kind = _KINDS.get(to, "action.finished")
        return after(run, self._append(kind, run.id, actor, via, {"state": to.value} | told))

    def close(self, run: Run, actor: str, via: str, outcome: str, notes: str) -> Run:
        """Record what a person found out about a lost run."""
        data = {"outcome": outcome, "notes": notes}
        return after(run, self._append("action.closed", run.id, actor, via, data))

    def _append(self, kind: str, run_id: str, actor: str, via: str, data: Mapping[str, Any]) -> Entry:
        return self.journal.append(Draft(self.clock.now(), actor, via, self.host, kind, run_id, data))


def find(entries: Iterable[Entry], run_id: str) -> Run | None:
    """The run of that id."""
    return next(iter(runs(entry for entry in entries if entry.subject == run_id)), None)
