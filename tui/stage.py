"""What screens and flows stand on: what is known of the desk, and how to ask, act and go elsewhere."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from textual.reactive import var
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from support.errors import RotaError, WorldError
from tui.commands import Command
from tui.crash import FatalErrors
from tui.plain import one_line

if TYPE_CHECKING:
    from support.incidents import Incident
    from support.overview import Overview
    from tui.screens.firstpage import FirstPage
    from tui.session import Session

T = TypeVar("T")


class Stage(FatalErrors):
    """The part of the app that screens and flows may know."""

    overview: var[Overview | None] = var["Overview | None"](None)
    problems: var[tuple[str, ...]] = var[tuple[str, ...]](())
    time: var[datetime | None] = var[datetime | None](None)
    """UTC; grows every few seconds."""
    session: var[Session | None] = var["Session | None"](None)
    """None until the desk is open."""

    first: FirstPage | None = None
    """What was known at the end of the last sitting."""
    page_incident: Incident | None = None
    """The incident that a runbook was opened from."""
    wanted_runbook: str = ""
    """The runbook that its screen is to show when it comes up."""
    filter_wanted: bool = False
    """Whether triage is to open its filter when it comes up."""
    wanted_incident: str = ""
    """The incident that triage is to show when it comes up."""

    def __init__(self) -> None:
        super().__init__()
        self._came_from: list[str] = []
        self._said_busy: Worker[None] | None = None
        self._asked_to_leave = False

    @property
    def acting(self) -> bool:
        """Whether something is being done or read for a person at this moment."""
        return any(each.group == "act" and not each.is_finished for each in self.workers)

    @property
    def opened(self) -> Session:
        """The session; commands that need it are held back until there is one."""
        if self.session is None:
            raise RuntimeError("the desk is not open")
        return self.session

    def start(self, flow: Coroutine[Any, Any, None]) -> None:
        """Run a conversation of dialogs and acts; one at a time: a key held down begins no second one."""
        busy = next((each for each in self.workers if each.group == "flow" and not each.is_finished), None)
        if busy is None:
            self._asked_to_leave = False
            self.run_worker(flow, group="flow")
            return
        flow.close()
        if busy is not self._said_busy:
            self._said_busy = busy
            self.notify("The last command is still at work.", markup=False)

    async def ask(self, dialog: ModalScreen[T]) -> T | None:
        """Show the dialog and wait for its answer; None when the person left it."""
        return await self.push_screen_wait(dialog)

    async def fetch(self, read: Callable[[], T]) -> T | None:
        """Read apart from the screen; None when it failed, which is said."""
        worker = self.run_worker(read, thread=True, exit_on_error=False, group="act")
        try:
            return await worker.wait()
        except WorkerCancelled:  # the app ends, or the dialog that asked is gone
            raise CancelledError from None
        except WorkerFailed as failed:
            if not isinstance(failed.error, RotaError):
                raise
            self.say_failed(failed.error)
            return None

    async def attempt(self, act: Callable[[], T], done: Callable[[T], str] | str) -> tuple[T] | None:
        """Do the act apart from the screen, and say how it went; None when it failed."""
        result = await self.fetch(lambda: (act(),))
        if result is None:
            return None
        (answer,) = result
        self.notify(one_line(done(answer) if callable(done) else done), markup=False)
        self.acted()
        return result

    def acted(self) -> None:
        """Something was done: look again, and let the screen read what tells of it."""
        raise NotImplementedError

    def look(self) -> object:
        """Ask the board and the monitors, apart from the screen."""
        raise NotImplementedError

    def why_not(self, command: Command) -> str | None:
        """Why the command cannot be done now, in a sentence; None when it can."""
        raise NotImplementedError

    def action_command(self, command_id: str) -> None:
        """Do the command on the screen that is shown, or say why not."""
        raise NotImplementedError

    def go(self, mode: str) -> None:
        """Show another screen; esc leads back."""
        raise NotImplementedError

    def filter_triage(self) -> None:
        """Show triage, ready for the words to look for."""
        raise NotImplementedError

    def say_failed(self, error: Exception) -> None:
        """What happened, then the mend."""
        what = error.what if isinstance(error, RotaError) else type(error).__name__
        mend = error.mend if isinstance(error, RotaError) else ""
        title = "Not done"
        if isinstance(error, WorldError) and error.sent:
            title, mend = "It may have arrived", "Look at the card before you send it again."
        text = f"{one_line(what)}\n{one_line(mend)}" if mend else one_line(what)
        self.notify(text, title=title, severity="error", timeout=10, markup=False)

    def open_incident(self, card_id: str) -> None:
        """Show the incident in triage."""
        self.wanted_incident = card_id
        self.go("triage")

    def open_runbook(self, name: str) -> None:
        """Show the runbook."""
        self.wanted_runbook = name
        self.go("runbooks")
