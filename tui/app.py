"""The full screen: owns what is known of the desk, and hands it down to the screens."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on, work
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import get_current_worker

from support.errors import RotaError
from tui.commands import BY_ID, Command, bindings
from tui.guard import OutputGuard
from tui.messages import DeskNotOpened, DeskOpened, DeskSeen
from tui.modes import MODES
from tui.screens.base import DeskScreen
from tui.screens.today import Today
from tui.stage import Stage
from tui.threads import Unawaited

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from support.incidents import Incident
    from tui.screens.firstpage import FirstPage
    from tui.session import Session

T = TypeVar("T")

LOOK_EVERY = 30.0
"""Seconds between two looks at the board and the monitors."""
TICK = 10.0
"""Seconds between two repaints of ages."""


def _palette() -> type[Provider]:
    from tui.palette import RotaCommands

    return RotaCommands


class RotaApp(Stage):
    """rota, in one terminal."""

    TITLE = "rota"
    CSS_PATH = ["app.tcss", "screens/today.tcss"]  # one parse for the first paint
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = bindings("desk")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = MODES
    DEFAULT_MODE = "today"

    def __init__(
        self, open_desk: Callable[[], Session], now: Callable[[], datetime], first: FirstPage | None = None
    ) -> None:
        """`first` is what was known at the end of the last sitting: it is painted before anything is read."""
        super().__init__()
        self._open_desk = open_desk
        self._now = now
        self._output_guard = OutputGuard()
        self.first = first
        self.set_reactive(RotaApp.time, now())

    # What is known

    def get_default_screen(self) -> Screen[Any]:
        """Today comes this way, not as a mode: Textual would parse all styles and paint twice."""
        return Today()

    def on_mount(self) -> None:
        self.add_mode(self.DEFAULT_MODE, Today)
        asyncio.get_running_loop().set_default_executor(Unawaited())
        self.call_after_refresh(self._begin)
        self.set_interval(TICK, self._tick)

    def _begin(self) -> None:
        gc.enable()
        gc.freeze()
        self.open_desk()

    def _tick(self) -> None:
        self.time = self._now()

    @work(thread=True, group="open", exclusive=True)
    def open_desk(self) -> None:
        """Read and check the desk's files; then show what is known, then look."""
        try:
            session = self._open_desk()
            known = session.desk.last_known()
        except (RotaError, OSError) as error:
            self.post_message(DeskNotOpened(error))
            return
        if known.board_at is not None:
            self.post_message(DeskSeen(known))
        self.post_message(DeskOpened(session))

    def _look_if_idle(self) -> None:
        """A look that takes long is waited for: it alone can say that nobody answers."""
        if not any(each.group == "look" and not each.is_finished for each in self.workers):
            self.look()

    @work(thread=True, group="look", exclusive=True)
    def look(self) -> None:
        """Ask the board and the monitors; keep what the next start paints first."""
        session = self.session
        if session is None:
            return
        worker = get_current_worker()
        try:
            overview = session.desk.look()
        except (RotaError, OSError) as error:
            self.post_message(DeskNotOpened(error))
            return
        if worker.is_cancelled:
            return  # a later look is under way: this one may show what was before an act
        self.post_message(DeskSeen(overview))
        with contextlib.suppress(RotaError, OSError):  # the next start paints a little later, and that is all
            session.remember(overview)

    @on(DeskOpened)
    def _desk_opened(self, message: DeskOpened) -> None:
        first = self.session is None
        self.session = message.session
        self._refresh_keys()
        self.look()
        if first:
            self.set_interval(LOOK_EVERY, self._look_if_idle)
        if not message.session.trusted:
            self.start(self._ask_trust())

    @on(DeskSeen)
    def _desk_seen(self, message: DeskSeen) -> None:
        self.time = self._now()
        self.overview = message.overview
        self.problems = message.overview.problems
        if self.session is not None and self.session.nameless and not message.overview.problems:
            self.open_desk()  # the board answers now, and will say whose token it is

    @on(DeskNotOpened)
    def _desk_not_opened(self, message: DeskNotOpened) -> None:
        if self.session is None:
            self.exit(return_code=2, message=None)
            self.failure = message.error
            return
        self.problems = (str(message.error),)

    failure: Exception | None = None
    """Why the desk could not be opened; said after the screen is given back."""

    # Commands

    def action_command(self, command_id: str) -> None:
        """Do the command on the screen that is shown, or say why not."""
        command = BY_ID[command_id]
        reason = self.why_not(command)
        if reason:
            self.notify(reason, title=f"Not now: {command.label}", severity="warning", markup=False)
            return
        handler = getattr(self.screen, command.method, None) or getattr(self, command.method)
        handler()

    def why_not(self, command: Command) -> str | None:
        """Why the command cannot be done now, in a sentence; None when it can."""
        return self.desk_screen.why_not(command)

    def go(self, mode: str) -> None:
        """Show another screen; esc leads back."""
        if mode == self.current_mode:
            self.desk_screen.show_wanted()
            return
        self._came_from = [*self._came_from[-9:], self.current_mode]
        self.switch_mode(mode)

    def do_desk_today(self) -> None:
        self.go("today")

    def do_desk_triage(self) -> None:
        self.go("triage")

    def filter_triage(self) -> None:
        """Show triage, ready for the words to look for."""
        self.filter_wanted = True
        self.go("triage")

    def do_desk_runbooks(self) -> None:
        self.page_incident = None
        self.go("runbooks")

    def do_desk_actions(self) -> None:
        self.go("actions")

    def do_desk_postmortems(self) -> None:
        self.go("postmortems")

    def do_desk_activity(self) -> None:
        self.go("activity")

    def do_desk_metrics(self) -> None:
        self.go("metrics")

    def do_desk_back(self) -> None:
        if self._came_from:
            self.switch_mode(self._came_from.pop())

    def do_desk_refresh(self) -> None:
        self.look()

    def do_desk_palette(self) -> None:
        self.action_command_palette()

    async def action_quit(self) -> None:
        """Textual's own ctrl+q."""
        self.do_desk_quit()

    def do_desk_quit(self) -> None:
        if self.screen is not self.desk_screen:
            self.notify("esc leaves this first; then q.", markup=False)
            return
        if self.acting and not self._asked_to_leave:
            self._asked_to_leave = True
            self.notify(
                "The last command is still at work. q once more leaves without its result.", markup=False
            )
            return
        self.exit()

    def do_desk_help(self) -> None:
        from tui.screens.help import Help

        self.push_screen(Help())

    def do_desk_launch(self) -> None:
        from tui.flows.launching import launch

        alarm = self.desk_screen.current_alarm
        raised = (
            self.overview.incident(alarm.incident) if self.overview and alarm and alarm.incident else None
        )
        self.start(launch(self, self.current_incident or raised))

    def do_desk_runbook(self) -> None:
        screen = self.desk_screen
        subject = screen.current_incident or screen.current_alarm
        if subject:
            from tui.flows.reading import read_runbook

            self.start(read_runbook(self, subject))

    # Which screen is shown

    @property
    def desk_screen(self) -> DeskScreen:
        """The full screen of the current mode, under any dialog."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, DeskScreen))

    @property
    def current_incident(self) -> Incident | None:
        """The incident that commands speak of now."""
        return self.desk_screen.current_incident

    def acted(self) -> None:
        """Something was done: look again, and let the screen read what tells of it."""
        self.look()
        self.desk_screen.acted()

    async def _ask_trust(self) -> None:
        from tui.flows.trusting import ask_trust

        await ask_trust(self)

    def _refresh_keys(self) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.refresh_keys()

    def get_driver_class(self) -> type[Driver]:
        """Keys come from a person, never from what a terminal answers."""
        from tui.driver import RotaDriver

        return RotaDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every painted line passes the output guard."""
        return [*super().get_line_filters(), self._output_guard]
