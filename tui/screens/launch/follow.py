"""Following a run: what it prints, how far it is, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from support.actions.author import Progress
from support.actions.runs import Run
from support.errors import RotaError
from tui.plain import one_line
from tui.screens.dialogs import Dialog

KEPT = 500
"""Lines of output that are shown; the run's log keeps more."""


@dataclass
class Printed(Message):
    """The run printed a line, or came further."""

    what: str | Progress


@dataclass
class Ended(Message):
    """The run is over, or can no longer be followed."""

    run: Run | None
    error: RotaError | None = None


@dataclass
class NotStopped(Message):
    """The wish to stop it could not be left."""

    error: RotaError


class FollowDialog(Dialog[Run]):
    """Leaving it leaves the run alone: it goes on, and its result is recorded without this screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "stop", show=False),
        Binding("enter", "leave", show=False),
    ]

    def __init__(
        self,
        run: Run,
        follow: Callable[[], Iterator[str | Progress]],
        result: Callable[[], Run],
        stop: Callable[[], Run],
    ) -> None:
        super().__init__(run.action, "x stop it · esc leave, the run goes on")
        self.run_now = run
        self._follow, self._result, self._stop = follow, result, stop
        self._lines: list[str] = []

    def compose_question(self) -> ComposeResult:
        yield Static(Content("At work …"), id="state")
        with VerticalScroll(id="output"):
            yield Static("", id="lines", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.follow_run()

    @work(thread=True)
    def follow_run(self) -> None:
        """Read along until the run is over or this dialog is left."""
        worker = get_current_worker()
        try:
            for what in self._follow():
                if worker.is_cancelled:
                    return
                self.post_message(Printed(what))
            self.post_message(Ended(self._result()))
        except RotaError as error:
            self.post_message(Ended(None, error))

    @on(Printed)
    def _printed(self, message: Printed) -> None:
        if isinstance(message.what, Progress):
            done, total = message.what.done, message.what.total
            self._say(f"running, {done:g} of {total:g}")
            return
        self._lines = [*self._lines[-KEPT + 1 :], one_line(message.what)]
        self.query_one("#lines", Static).update(Content("\n".join(self._lines)))
        self.query_one("#output").scroll_end(animate=False)

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if message.run is None:
            self._say(f"It can no longer be followed. {message.error}")
            return
        self.run_now = message.run
        mend = f" {message.run.mend}" if message.run.mend else ""
        self._say(f"{message.run.state}: {message.run.result or 'no word'}{mend}")
        self.query_one("#hint", Static).update(Content("enter or esc close"))

    def action_leave(self) -> None:
        self.dismiss(self.run_now)

    def action_stop(self) -> None:
        if not self.run_now.is_over:
            self.stop_run()

    @work(thread=True, group="stop")
    def stop_run(self) -> None:
        """Ask it to stop; what came of that is followed like everything else."""
        try:
            self._stop()
        except RotaError as error:
            self.post_message(NotStopped(error))

    @on(NotStopped)
    def _not_stopped(self, message: NotStopped) -> None:
        self._say(f"It was not stopped. {message.error}")

    def _say(self, state: str) -> None:
        self.query_one("#state", Static).update(Content(one_line(state)))
