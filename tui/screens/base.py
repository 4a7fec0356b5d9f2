"""What every full screen of the desk has: headline, banner, footer, and commands that say why not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui.commands import Command, bindings, in_scopes
from tui.widgets.banner import Banner
from tui.widgets.headline import Headline
from tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from support.alarms import Alarm
    from support.incidents import Incident
    from support.overview import Overview
    from tui.stage import Stage

NOT_OPEN = "The desk is still being opened; this works in a moment."


class DeskScreen(Screen[None]):
    """A screen of the desk; subclasses compose their body and handle their commands."""

    AUTO_FOCUS = "RowList"

    SCOPES: ClassVar[tuple[str, ...]] = ()
    """The scopes of commands, beside those that work everywhere, that work here."""
    TITLE_WORD: ClassVar[str] = ""
    """The screen's name in the headline."""
    NEEDS_DESK: ClassVar[frozenset[str]] = frozenset({"desk.launch", "desk.runbook", "desk.refresh"})

    def __init_subclass__(cls, **kwargs: object) -> None:
        cls.BINDINGS: list[BindingType] = bindings(*cls.SCOPES)  # type: ignore[misc]
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]

    def __init__(self) -> None:
        super().__init__(classes="-wide -tall")  # the common case; the first resize has nothing to restyle

    @property
    def rota(self) -> Stage:
        """The app, under its own type."""
        return cast("Stage", self.app)

    @property
    def overview(self) -> Overview | None:
        """The desk as last seen."""
        return self.rota.overview

    def compose(self) -> ComposeResult:
        yield Headline(self.TITLE_WORD)
        yield Banner(classes="-none")
        yield from self.compose_body()
        yield KeyBar((*in_scopes(*self.SCOPES), *in_scopes("desk")), self.why_not)

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between banner and footer."""
        return ()

    def on_mount(self) -> None:
        self.watch(self.app, "overview", self._show_overview, init=True)
        self.watch(self.app, "problems", self._show_problems, init=True)
        self.watch(self.app, "time", self._show_time, init=True)

    def show_overview(self, overview: Overview) -> None:
        """Draw what was seen; called at once and on each new look."""

    def why_not(self, command: Command) -> str | None:
        """Why the command cannot be done now, in a sentence; None when it can."""
        if self.rota.session is None and command.scope in ("incident", "alarm"):
            return NOT_OPEN
        if self.rota.session is None and command.id in self.NEEDS_DESK:
            return NOT_OPEN
        if command.scope == "incident" and self.current_incident is None:
            return "Select an incident first."
        if command.scope == "alarm" and self.current_alarm is None:
            return "Select an alarm first."
        if command.id == "alarm.raise" and self.current_alarm and self.current_alarm.incident:
            return "This alarm has its incident already."
        if command.id == "alarm.acknowledge" and self.current_alarm and self.current_alarm.state != "firing":
            return "It is acknowledged already."
        if command.id == "desk.runbook" and self.current_incident is None and self.current_alarm is None:
            return "Select an incident or an alarm first; 3 shows all runbooks."
        return None

    @property
    def current_incident(self) -> Incident | None:
        """The incident that commands here speak of."""
        return None

    @property
    def current_alarm(self) -> Alarm | None:
        """The alarm that commands here speak of."""
        return None

    def show_wanted(self) -> None:
        """Show what another screen asked for."""

    def acted(self) -> None:
        """Something was done: read again what tells of it."""

    def on_screen_resume(self) -> None:
        self.show_wanted()

    def refresh_keys(self) -> None:
        """Draw the footer anew: what can be done may have changed."""
        for bar in self.query(KeyBar):
            bar.look_again()

    def _show_overview(self, overview: Overview | None) -> None:
        headline = self.query_one(Headline)
        if overview is None:
            headline.facts = self.rota.first.facts if self.rota.first else None
            return
        from tui.screens.drawing import headline_facts

        headline.facts = headline_facts(overview)
        self.show_overview(overview)
        self.refresh_keys()

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        self.query_one(Banner).problems = problems

    def _show_time(self) -> None:
        self.query_one(Headline).now = self.rota.time
