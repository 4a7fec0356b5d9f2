"""Metrics: how often each action is performed, by whom, for whom and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from support.errors import RotaError
from support.metrics import ActionFigures, Tally, by_action
from support.overview import Overview
from tui.plain import one_line
from tui.screens.base import DeskScreen
from tui.widgets.rows import Column, Row, RowList, heading
from tui.words import ago

COLUMNS = (
    Column("action", 0),
    Column("done", 4),
    Column("refused", 7),
    Column("denied", 6),
    Column("failed", 6),
    Column("last", 6),
    Column("performer", 14, from_width=110),
    Column("requester", 16, from_width=150),
    Column("account", 16, from_width=110),
    Column("reason", 16, from_width=110),
    Column("other", 5),
)


@dataclass
class FiguresCounted(Message):
    """The journal was counted."""

    figures: tuple[ActionFigures, ...]


class Metrics(DeskScreen):
    """One line an action; the names are those that occur most."""

    SCOPES = ()
    TITLE_WORD = "metrics"
    CSS_PATH = "metrics.tcss"

    def compose_body(self) -> Iterable[Widget]:
        yield Static(
            "Actions, most performed first. `other` is the share of reasons without a name of their own."
        )
        yield RowList(COLUMNS, empty="No action has been asked for on this desk yet.", id="figures")

    def show_wanted(self) -> None:
        if self.rota.session is not None:
            self.count()

    def show_overview(self, overview: Overview) -> None:
        self.show_wanted()

    @work(thread=True, exclusive=True, group="metrics")
    def count(self) -> None:
        """Count the journal."""
        try:
            figures = by_action(self.rota.opened.desk.journal.entries())
        except RotaError as error:
            self.app.call_from_thread(self.rota.say_failed, error)
            return
        self.post_message(FiguresCounted(figures))

    @on(FiguresCounted)
    def _counted(self, message: FiguresCounted) -> None:
        rows = [self._row(figures) for figures in message.figures]
        self.query_one(RowList).show([heading(COLUMNS), *rows] if rows else [])

    def _row(self, figures: ActionFigures) -> Row:
        now = self.overview.at if self.overview else None
        last = ago(now - figures.last_performed) if now and figures.last_performed else "-"
        share = "-" if figures.other_share is None else f"{figures.other_share:.0%}"
        cells = (
            figures.action,
            figures.performed,
            figures.refused,
            figures.denied,
            figures.failed,
            last,
            self._top(figures.performers),
            self._top(figures.requesters),
            self._top(figures.accounts),
            self._top(figures.reasons),
            share,
        )
        return Row(figures.action, tuple(one_line(str(cell)) for cell in cells))

    def _top(self, tallies: tuple[Tally, ...]) -> str:
        if not tallies:
            return "-"
        name = self.overview.person(tallies[0].name) if self.overview else tallies[0].name
        return f"{name} {tallies[0].count}"
