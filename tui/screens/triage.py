"""Triage: the incidents and support requests, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.containers import Container
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from support.errors import RotaError
from support.incidents import Incident
from support.overview import Overview
from tui.screens.incidentkeys import IncidentKeys
from tui.widgets.filterlist import FilterList
from tui.widgets.incidentpane import IncidentPane, Read
from tui.widgets.incidentrows import incident_row
from tui.widgets.rows import CALL_COLUMNS, RowList

SETTLE = 0.15
"""Seconds the cursor must rest on a card before it is read again."""


@dataclass
class CardRead(Message):
    """A card was read again."""

    card_id: str
    read: Read


@dataclass
class CardNotRead(Message):
    """A card could not be read."""

    card_id: str
    error: RotaError


class Triage(IncidentKeys):
    """A list that can be filtered, and the selected incident in full."""

    SCOPES = ("incident", "list")
    TITLE_WORD = "triage"
    CSS_PATH = "triage.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[str, Read] = {}
        self._settling: Timer | None = None

    def compose_body(self) -> Iterable[Widget]:
        yield Container(
            FilterList(CALL_COLUMNS, empty="No open incident has these words.", id="incidents"),
            IncidentPane(),
            id="desk",
        )

    @property
    def incidents(self) -> FilterList:
        """The list on the left."""
        return self.query_one("#incidents", FilterList)

    @property
    def current_incident(self) -> Incident | None:
        key = self.incidents.selected.partition(":")[2]
        return self.overview.incident(key) if self.overview else None

    def show_overview(self, overview: Overview) -> None:
        shown = sorted(overview.incidents, key=lambda incident: not incident.open)
        self.incidents.show([incident_row(incident, overview) for incident in shown])
        self._draw()
        self.show_wanted()

    def show_wanted(self) -> None:
        wanted = self.rota.wanted_incident
        if wanted and self.incidents.select(f"incident:{wanted}"):
            self.rota.wanted_incident = ""
        if self.rota.filter_wanted:
            self.rota.filter_wanted = False
            self.do_list_filter()
        self._settle()

    def acted(self) -> None:
        self._settle()

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self.query_one(IncidentPane).scroll_home(animate=False)
        self._draw()
        self._settle()
        self.refresh_keys()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.query_one(IncidentPane).focus()

    def do_list_filter(self) -> None:
        self.incidents.open_filter()

    def _settle(self) -> None:
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLE, self._read_again)

    def _read_again(self) -> None:
        incident = self.current_incident
        if incident is not None and self.rota.session is not None:
            self.read_card(incident)

    @work(thread=True, exclusive=True, group="card")
    def read_card(self, incident: Incident) -> None:
        """Read comments, checklists and history of the selected card."""
        worker = get_current_worker()
        try:
            detail, told = self.rota.opened.desk.detail(incident)
        except RotaError as error:
            self.post_message(CardNotRead(incident.id, error))
            return
        if not worker.is_cancelled:
            self.post_message(CardRead(incident.id, Read(detail, told)))

    @on(CardRead)
    def _card_read(self, message: CardRead) -> None:
        self._read[message.card_id] = message.read
        self._draw()

    @on(CardNotRead)
    def _card_not_read(self, message: CardNotRead) -> None:
        if self.current_incident and self.current_incident.id == message.card_id:
            self._draw(f"Comments and history could not be read. {message.error}")

    def _draw(self, note: str = "") -> None:
        overview = self.overview
        if overview is None:
            return
        incident = self.current_incident
        read = self._read.get(incident.id) if incident else None
        waiting = "" if read or incident is None else "Reading comments and history …"
        self.query_one(IncidentPane).show(incident, overview, read, note or waiting)
