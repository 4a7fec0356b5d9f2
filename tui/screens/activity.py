"""Activity: everything done on this desk, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from support.errors import RotaError
from support.feed import Line, lines
from support.overview import Overview
from tui.plain import one_line
from tui.screens.base import DeskScreen
from tui.widgets.filterlist import FilterList
from tui.widgets.outside import Outside
from tui.widgets.rows import Column, Row, RowList
from tui.words import day_and_time, day_or_time

COLUMNS = (Column("when", 6), Column("who", 13), Column("what", 0), Column("outcome", 10))
LINE = 1_000
"""Characters of a line that are shown in full."""
FOLLOW_EVERY = 2.0
"""Seconds between two looks into the journal while the feed is shown."""


@dataclass
class FeedRead(Message):
    """The journal was read."""

    told: tuple[Line, ...]


class Activity(DeskScreen):
    """The feed; it follows the journal while it is shown."""

    SCOPES = ("list",)
    TITLE_WORD = "activity"
    CSS_PATH = "activity.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, Line] = {}

    def compose_body(self) -> Iterable[Widget]:
        yield FilterList(COLUMNS, empty="Nothing has been done on this desk yet.", id="feed")
        yield Outside(Content(""), id="line", classes="-none")

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(FOLLOW_EVERY, self._follow)

    @on(RowList.Highlighted)
    def _show_line(self) -> None:
        """The selected line in full, with its exact time."""
        line, overview = self._told.get(self.query_one(FilterList).selected), self.overview
        when = day_and_time(line.at, overview.zone, overview.at) if line and overview else ""
        text = f"{when}  {line.who} {line.text}" if line else ""
        self.query_one("#line", Outside).show(text, LINE, "")

    def show_wanted(self) -> None:
        self._follow()

    def show_overview(self, overview: Overview) -> None:
        self._follow()

    def _follow(self) -> None:
        if self.is_current and self.rota.session is not None:
            self.read_feed()

    @work(thread=True, exclusive=True, group="feed")
    def read_feed(self) -> None:
        """Tell the journal, each run in one line."""
        desk = self.rota.opened.desk
        try:
            told = lines(desk.journal.entries(), desk.settings.people, fold_runs=True)
        except RotaError as error:
            self.app.call_from_thread(self.rota.say_failed, error)
            return
        self.post_message(FeedRead(told))

    @on(FeedRead)
    def _read(self, message: FeedRead) -> None:
        self._told = {str(line.seq): line for line in message.told}
        self.query_one(FilterList).show([self._row(line) for line in message.told])

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        line = self._told.get(message.row_id)
        if line and self.overview and self.overview.incident(line.subject):
            self.rota.open_incident(line.subject)

    def do_list_filter(self) -> None:
        self.query_one(FilterList).open_filter()

    def _row(self, line: Line) -> Row:
        overview = self.overview
        when = day_or_time(line.at, overview.zone, overview.at) if overview else f"{line.at:%H:%M}"
        bad = line.outcome in ("failed", "refused", "denied", "lost", "timed out", "invalid", "unknown")
        cells = (one_line(when), one_line(line.who), one_line(line.text), one_line(line.outcome or "-"))
        return Row(str(line.seq), cells, tone="alert" if bad else "")
