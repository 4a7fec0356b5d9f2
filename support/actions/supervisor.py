"""The process that sees one run through, whatever becomes of the screen that asked for it.

It starts the worker, keeps the time, stops it when told to, and records what came of it. It never imports
the desk's code.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

from support.actions import cancellations
from support.actions.author import Progress
from support.actions.cancellations import Cancellation
from support.actions.child import Child, Event, TooLong
from support.actions.claims import log_path
from support.actions.endings import Ending, after_acting, after_looking, not_checked, stopped_before
from support.actions.environment import for_worker
from support.actions.ledger import Ledger, find
from support.actions.logs import LogWriter
from support.actions.masking import mask, mask_all
from support.actions.orders import Order
from support.actions.proc import start_time
from support.actions.runs import Run
from support.actions.states import RunState
from support.errors import JournalUnavailable, Refused
from support.ports import Clock, Journal

GRACE = 2.0
"""Seconds between asking a worker to end and ending it."""
PATIENCE = (0.1, 0.5, 2.0, 8.0, 30.0)
"""Seconds to wait before a result is offered to the journal once more."""
VIA = "run"
_TOLD_TO_STOP = "Its supervisor was told to stop, as when the machine shuts down."


def supervise(request: bytes, journal: Journal, runs_folder: Path, clock: Clock) -> int:
    """See the ordered run through; 0 when its result is recorded.

    Raises Invalid for an order that is not whole, Refused for one whose request the journal does not hold,
    JournalUnavailable when the result could not be recorded.
    """
    order = Order.from_json(request)
    run = find(journal.entries(order.seq - 1), order.run)
    if run is None or run.state is not RunState.REQUESTED or run.digest != order.task.digest:
        raise Refused(f"The journal holds no open request for the run {order.run}: nothing was done.")
    ledger = Ledger(journal, clock, run.host)
    log = LogWriter(log_path(runs_folder, run.id))
    try:
        with _told_to_stop() as told:
            _Supervision(order, run, ledger, log, runs_folder, told).conduct()
    finally:
        log.close()
        cancellations.forget(runs_folder, run.id)
    return 0


@dataclass(slots=True)
class _Told:
    """Whether a SIGTERM came."""

    to_stop: bool = False


@contextmanager
def _told_to_stop() -> Iterator[_Told]:
    told = _Told()

    def stop(number: int, frame: FrameType | None) -> None:
        told.to_stop = True

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield told
    finally:
        signal.signal(signal.SIGTERM, before)


@dataclass(slots=True)
class _Supervision:
    """One run, from its request to its result."""

    order: Order
    run: Run
    ledger: Ledger
    log: LogWriter
    folder: Path
    told: _Told

    def conduct(self) -> None:
        """Look at the circumstances, act, record."""
        environment = for_worker(os.environ, Path(self.order.desk))
        try:
            child = Child(self.order.task, folder=Path(self.order.desk), environment=environment)
        except OSError as error:
            self._record(Ending(RunState.REFUSED, {"result": f"It could not be started: {error.strerror}."}))
            return
        with child:
            ending = self._look(child)
            if ending is None:
                self._begin(child)
                ending = self._act(child)
        self._record(ending)

    def _look(self, child: Child) -> Ending | None:
        """Wait for the circumstances and the preview; None when it may act."""
        try:
            for heard in child.look(self.order.timeout):
                if isinstance(heard, Event):
                    said = replace(heard, data=mask_all(heard.data, self.order.secrets))
                    return after_looking(said, self.order.confirmed)
                if heard is not None:
                    self._print(heard)
                if cancellation := self._cancellation():
                    return stopped_before(cancellation)
        except TooLong as error:
            return not_checked(str(error))
        return not_checked(f"its process ended with {child.how_it_ended}")

    def _begin(self, child: Child) -> None:
        """Record that it runs, and only then let it act."""
        own = os.getpid()
        started = {"pid": own, "process_started": start_time(own), "worker": child.pid}
        self.run = self.ledger.move(self.run, RunState.RUNNING, self.order.actor, VIA, **started)
        child.go()

    def _act(self, child: Child) -> Ending:
        """Follow it to its end, which is at the latest some seconds after the timeout or a cancellation."""
        deadline = time.monotonic() + self.order.timeout
        stopped: RunState | None = None
        last: Event | None = None
        for heard in child.listen():
            if heard is not None:
                last = self._take(heard) or last
            elif stopped is None:
                stopped = self._reason_to_stop(deadline)
                if stopped:
                    child.terminate()
                    deadline = time.monotonic() + GRACE
            elif time.monotonic() > deadline:
                child.kill()
        if stopped:
            # What it started may have outlived it.
            child.kill()
        return after_acting(last, stopped, child, self.order)

    def _reason_to_stop(self, deadline: float) -> RunState | None:
        cancellation = self._cancellation()
        if cancellation and self._record_cancelling(cancellation):
            return RunState.CANCELLED
        return RunState.TIMED_OUT if time.monotonic() > deadline else None

    def _record_cancelling(self, wish: Cancellation) -> bool:
        """Whether it could be recorded; else the wish still stands at the next tick."""
        try:
            self.run = self.ledger.move(
                self.run, RunState.CANCELLING, wish.actor, wish.via, reason=wish.reason
            )
        except JournalUnavailable:
            return False
        return True

    def _cancellation(self) -> Cancellation | None:
        if self.told.to_stop:
            return Cancellation(self.order.actor, VIA, _TOLD_TO_STOP)
        return cancellations.asked(self.folder, self.run.id)

    def _take(self, heard: Event | str) -> Event | None:
        """Keep what it prints; an event that ends it is handed back."""
        if isinstance(heard, str):
            self._print(heard)
        elif heard.kind == "progress":
            self.log.progress(Progress(heard.data["done"], heard.data["total"]))
        else:
            return heard
        return None

    def _print(self, line: str) -> None:
        self.log.line(mask(line, self.order.secrets))

    def _record(self, ending: Ending) -> None:
        """Record the result of what is done by now: a journal that cannot take it is asked again."""
        output = {"output": self.log.excerpt()}
        data: Mapping[str, Any] = mask_all(dict(ending.data), self.order.secrets) | output
        for pause in (*PATIENCE, None):
            try:
                self.run = self.ledger.move(self.run, ending.state, self.order.actor, VIA, **data)
                return
            except JournalUnavailable:
                if pause is None:
                    raise
                time.sleep(pause)
