"""Today: who is on, what fires, what is open, oldest promise first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from tui.screens.incidentkeys import IncidentKeys
from tui.widgets.rotapanel import RotaPanel
from tui.widgets.rows import CALL_COLUMNS, RowList

if TYPE_CHECKING:
    from support.alarms import Alarm
    from support.incidents import Incident
    from support.overview import Overview
    from tui.widgets.glance import Glance


class Today(IncidentKeys):
    """The first screen: everything that may want the rota person now, in one list."""

    SCOPES = ("incident", "alarm", "list")
    TITLE_WORD = "today"
    CSS_PATH = "today.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._glance: Glance | None = None

    def compose_body(self) -> Iterable[Widget]:
        yield RotaPanel()
        yield Horizontal(RowList(CALL_COLUMNS, empty="Opening the desk …", id="calls"), id="desk")

    @property
    def calls(self) -> RowList:
        """The list of alarms and incidents."""
        return self.query_one("#calls", RowList)

    def on_mount(self) -> None:
        super().on_mount()
        first = self.rota.first
        if first is not None and self.overview is None:
            self.query_one(RotaPanel).lines = first.panel
            self.calls.show(first.rows)

    def show_overview(self, overview: Overview) -> None:
        from tui.screens.drawing import panel_lines, today_rows

        self.query_one(RotaPanel).lines = panel_lines(overview)
        self.calls.empty = "Nothing fires and nothing is open."
        self.calls.show(today_rows(overview))
        self._show_glance()

    @property
    def current_incident(self) -> Incident | None:
        kind, _, key = self.calls.selected.partition(":")
        return self.overview.incident(key) if self.overview and kind == "incident" else None

    @property
    def current_alarm(self) -> Alarm | None:
        kind, _, key = self.calls.selected.partition(":")
        return self.overview.alarm(key) if self.overview and kind == "alarm" else None

    def on_row_list_highlighted(self) -> None:
        self._show_glance()
        self.refresh_keys()

    def on_row_list_chosen(self) -> None:
        if self.current_incident:
            self.rota.open_incident(self.current_incident.id)
        elif self.current_alarm and self.current_alarm.incident:
            self.rota.open_incident(self.current_alarm.incident)
        elif self.current_alarm:
            self.notify("This alarm has no incident yet: i raises one.", markup=False)

    def do_list_filter(self) -> None:
        """Triage has the list that can be filtered."""
        self.rota.filter_triage()

    def _show_glance(self) -> None:
        """Show what is selected beside the list, as soon as the desk is known."""
        if self.overview is None:
            return
        from tui.widgets.glance import Glance

        if self._glance is None:
            self._glance = Glance()
            self.query_one("#desk").mount(self._glance)
            self.call_after_refresh(self._show_glance)
        if not self._glance.is_mounted:
            return
        self._glance.show(self.current_incident or self.current_alarm, self.overview)
