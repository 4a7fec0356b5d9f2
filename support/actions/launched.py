"""Runs after their launch: looking, following, stopping, and settling what was lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support.actions import cancellations
from support.actions.author import Progress
from support.actions.authority import Authority
from support.actions.cancellations import Cancellation
from support.actions.catalogue import Catalogue
from support.actions.claims import claim_left, is_claimed, log_path
from support.actions.ledger import Ledger, find
from support.actions.logs import LogReader
from support.actions.runs import Run, after, runs
from support.actions.states import RunState
from support.errors import Denied, Invalid, Refused, RotaError, Unknown
from support.journal import Entry
from support.recorder import Recorder

POLL = 0.1
"""Seconds between two looks at a run that is followed."""
OUTCOMES = ("happened", "not-happened")
"""What a person may find out about a lost run."""
_UNSTARTED = frozenset({RunState.REQUESTED})
_STARTED = frozenset({RunState.RUNNING, RunState.CANCELLING})


def lost_runs(entries: Iterable[Entry], host: str, alive: Callable[[str], bool]) -> tuple[Run, ...]:
    """The runs of this machine that have no result, and no living process that will record one.

    `alive` says of a run's id whether such a process is there.
    """
    open_runs = (run for run in runs(entries) if run.state in _UNSTARTED | _STARTED and run.host == host)
    return tuple(run for run in open_runs if not alive(run.id))


@dataclass(frozen=True, slots=True)
class Launched:
    """What one person can do about runs."""

    catalogue: Catalogue
    recorder: Recorder
    authority: Authority
    folder: Path
    """Where the logs are."""

    def all(self) -> tuple[Run, ...]:
        """Every run, oldest first."""
        return runs(self.recorder.journal.entries())

    def run(self, run_id: str) -> Run:
        """The run of that id, or of the only one that begins so; raises Unknown."""
        return _only(self.all(), run_id)

    def follow(self, run_id: str) -> Iterator[str | Progress]:
        """What the run prints, from its first line on, until it is over; raises Unknown.

        A run whose process died meanwhile is recorded as lost.
        """
        entries = self.recorder.journal.entries()
        run = _only(runs(entries), run_id)
        seen = entries[-1].seq
        reader = LogReader(log_path(self.folder, run.id))
        while True:
            # Looked at before the log is read: all that the run printed is then surely there.
            alive = is_claimed(self.folder, run.id)
            for entry in self.recorder.journal.entries(seen):
                seen = entry.seq
                run = after(run, entry) if entry.subject == run.id else run
            yield from reader.new()
            if run.is_over:
                return
            if not alive and run.host == self.recorder.host:
                self._settle(run.id)
            time.sleep(POLL)

    def cancel(self, run_id: str, reason: str) -> Run:
        """Ask the run to stop; returns at once, follow it for what came of that.

        Raises Unknown, Invalid without a reason, Denied, or Refused where it cannot be stopped.
        """
        run = self.run(run_id)
        if not reason.strip():
            raise Invalid("Stopping a run needs a reason.", "Say why.")
        self._require_may_stop(run)
        if run.is_over:
            raise Refused(f"It is over: {run.state}.")
        if run.host != self.recorder.host:
            raise Refused(f"It runs on another machine: {run.host}.", "Stop it there.")
        if not is_claimed(self.folder, run.id):
            self._settle(run.id)
            raise Refused("Its process died; what it did is not known.", "See `rota close`.")
        wish = Cancellation(self.recorder.identity.key, self.recorder.via, reason.strip())
        try:
            cancellations.ask(self.folder, run.id, wish)
        except OSError as error:
            raise RotaError(f"The wish to stop it could not be left: {error.strerror}.") from error
        return run

    def close(self, run_id: str, outcome: str, notes: str) -> Run:
        """Settle a lost run by what a person found out; it stays lost. Raises Unknown, Invalid or Refused."""
        run = self.run(run_id)
        if outcome not in OUTCOMES:
            raise Invalid(f"{outcome!r} is no outcome.", f"Choose one of: {', '.join(OUTCOMES)}.")
        if not notes.strip():
            raise Invalid("Settling a run needs notes.", "Say how you found out.")
        if run.state is not RunState.LOST or run.outcome:
            raise Refused(f"Only a lost run is settled, and once; this one is {run.outcome or run.state}.")
        ledger, identity = self._ledger(), self.recorder.identity
        return ledger.close(run, identity.key, self.recorder.via, outcome, notes.strip())

    def reconcile(self) -> tuple[Run, ...]:
        """Record what became of this machine's runs whose processes died: call it at every start.

        One that had begun is lost, and never run again by itself; one that had not is cancelled.
        """
        entries = self.recorder.journal.entries()
        gone = lost_runs(entries, self.recorder.host, lambda run_id: is_claimed(self.folder, run_id))
        settled = [self._settle(run.id) for run in gone]
        return tuple(run for run in settled if run)

    def _settle(self, run_id: str) -> Run | None:
        """Record the end of a run that nobody works on; None when somebody does, or it has ended."""
        with claim_left(self.folder, run_id) as is_ours:
            # Read again, now that nobody else can write about it.
            run = find(self.recorder.journal.entries(), run_id) if is_ours else None
            if run is None or run.state not in _UNSTARTED | _STARTED:
                return None
            if run.state in _STARTED:
                to, result = RunState.LOST, "Its process died. Find out what it did before you run it again."
            else:
                to, result = RunState.CANCELLED, "Its process died before it began: nothing was done."
            identity = self.recorder.identity
            return self._ledger().move(run, to, identity.key, self.recorder.via, result=result)

    def _require_may_stop(self, run: Run) -> None:
        """The performer may, and whoever may perform the action."""
        identity = self.recorder.identity
        if identity.key == run.performer:
            return
        try:
            definition = self.catalogue.find(run.action)
        except Unknown as error:
            raise Denied(f"Only {run.performer} may stop it.") from error
        self.authority.require(definition, identity)

    def _ledger(self) -> Ledger:
        return Ledger(self.recorder.journal, self.recorder.clock, self.recorder.host)


def _only(known: Iterable[Run], run_id: str) -> Run:
    found = [run for run in known if run_id and run.id.startswith(run_id)]
    if len(found) == 1:
        return found[0]
    what = f"More than one run begins with {run_id[:40]}." if found else f"There is no run {run_id[:40]}."
    raise Unknown(what, "See `rota runs`.")
