"""Runbooks: find one, read it; from an incident or an alarm, the one that fits is open already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Markdown

from support.errors import RotaError
from support.incidents import Incident
from support.overview import Overview
from support.runbooks import Runbook, Section, search
from tui.plain import one_line
from tui.screens.base import NOT_OPEN, DeskScreen
from tui.widgets.rows import Column, Row, RowList
from tui.widgets.runbookview import RunbookView

COLUMNS = (Column("runbook", 0), Column("client", 18, from_width=50))


@dataclass
class RunbooksRead(Message):
    """The desk's runbooks were read."""

    runbooks: tuple[Runbook, ...]


@dataclass
class RunbooksNotRead(Message):
    """The desk's runbooks could not be read."""

    error: RotaError


class Runbooks(DeskScreen):
    """A list that narrows as you type, and the runbook beside it."""

    SCOPES = ("runbook", "list")
    TITLE_WORD = "runbooks"
    CSS_PATH = "runbooks.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._runbooks: tuple[Runbook, ...] = ()
        self._found: dict[str, tuple[Runbook, Section | None]] = {}

    def compose_body(self) -> Iterable[Widget]:
        yield Container(
            Container(
                Input(placeholder="/ search in all runbooks", id="words"),
                RowList(COLUMNS, empty="Reading the runbooks …", id="runbooks"),
                id="finder",
            ),
            RunbookView(),
            id="desk",
        )

    @property
    def current_incident(self) -> Incident | None:
        """The incident that the runbook was opened for."""
        return self.rota.page_incident

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.app, "session", self._opened, init=True)
        self.list.focus()

    @property
    def list(self) -> RowList:
        """The runbooks that have the words."""
        return self.query_one("#runbooks", RowList)

    def show_wanted(self) -> None:
        self._opened()

    def _opened(self) -> None:
        if self.rota.session is not None:
            self.read_runbooks()
        else:
            self.list.empty = NOT_OPEN

    @work(thread=True, exclusive=True, group="runbooks")
    def read_runbooks(self) -> None:
        """Read the files that changed."""
        try:
            runbooks = self.rota.opened.desk.runbooks.all()
        except RotaError as error:
            self.post_message(RunbooksNotRead(error))
            return
        self.post_message(RunbooksRead(runbooks))

    @on(RunbooksRead)
    def _read(self, message: RunbooksRead) -> None:
        self._runbooks = message.runbooks
        self.list.empty = (
            "No runbook has these words." if message.runbooks else "This desk has no runbooks/*.md yet."
        )
        self._narrow()
        wanted = self.rota.wanted_runbook
        if wanted and not self.list.select(wanted):
            self.query_one(Input).value = ""
            self._narrow()
            self.list.select(wanted)
        self.rota.wanted_runbook = ""
        self._show()

    @on(RunbooksNotRead)
    def _not_read(self, message: RunbooksNotRead) -> None:
        self.rota.say_failed(message.error)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._narrow()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.list.focus()

    @on(RowList.Highlighted)
    def _highlighted(self) -> None:
        self._show()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.query_one(RunbookView).focus()

    @on(Markdown.LinkClicked)
    def _link_clicked(self, event: Markdown.LinkClicked) -> None:
        from tui.flows.reading import follow_link

        self.rota.start(follow_link(self.rota, event.href, self.list.selected))

    def do_list_filter(self) -> None:
        self.query_one(Input).focus()

    def do_runbook_read(self) -> None:
        self.query_one(RunbookView).focus()

    def show_overview(self, overview: Overview) -> None:
        self._narrow()

    def _narrow(self) -> None:
        words = self.query_one(Input).value.strip()
        found = search(self._runbooks, words) if words else tuple((each, None) for each in self._runbooks)
        self._found = {runbook.name: (runbook, section) for runbook, section in found}
        self.list.show([self._row(runbook, section) for runbook, section in found])

    def _row(self, runbook: Runbook, section: Section | None) -> Row:
        client = self.overview.client(runbook.client) if self.overview else runbook.client
        where = f"{runbook.title}: {section.heading}" if section else runbook.title
        return Row(runbook.name, (one_line(where), one_line(client or "-")))

    def _show(self) -> None:
        runbook, section = self._found.get(self.list.selected, (None, None))
        self.query_one(RunbookView).show(runbook, section)
