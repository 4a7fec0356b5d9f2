"""One incident in full: facts, description, checklists, and everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from support.board import CardDetail, Checklist
from support.feed import Line
from support.incidents import Incident
from support.overview import Overview
from tui.plain import body, one_line, rich_text
from tui.widgets.facts import incident_facts
from tui.widgets.outside import Outside
from tui.words import day_and_time

LONGEST = 16_384
"""Characters of a description, at most: the board allows no more."""
SHOWN = 200
"""The newest things that happened which are drawn; the journal holds all."""


@dataclass(frozen=True, slots=True)
class Read:
    """A card that was read again, with its timeline."""

    detail: CardDetail
    told: tuple[Line, ...]
    """Oldest first."""


class IncidentPane(VerticalScroll):
    """Scrolls; everything on the card that others wrote stands behind a bar or in a column of its own."""

    DEFAULT_CSS = """
    IncidentPane {
        padding: 0 1; border-left: solid $panel; scrollbar-size-vertical: 1;
        &:focus { border-left: solid $primary; }
        & > Static { height: auto; }
        & > .heading { text-style: bold; margin-top: 1; }
        & > .-hidden { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("Select an incident."), id="facts")
        yield Static("Description", classes="heading -hidden")
        yield Outside(Content(""), id="description", classes="-none")
        yield Static(Content(""), id="checklists")
        yield Static("What happened, newest first", classes="heading -hidden")
        yield Static(Content(""), id="happened")
        yield Static(Content(""), id="note")

    def show(self, incident: Incident | None, overview: Overview, read: Read | None, note: str) -> None:
        """Draw it from what is known; `note` says in our words why something is missing."""
        for heading in self.query(".heading"):
            heading.set_class(incident is None, "-hidden")
        if incident is None:
            self._part("facts").update(Content("Select an incident."))
        else:
            self._part("facts").update(incident_facts(incident, overview))
            self.query_one(Outside).show(incident.description, LONGEST, "No description.")
        checklists = read.detail.checklists if read else ()
        self._part("checklists").update(Content("\n").join(map(_checklist, checklists)))
        self._part("happened").update(_happened(read.told if read else (), overview))
        self._part("note").update(Content.styled(note, "$text-muted"))

    def _part(self, name: str) -> Static:
        return self.query_one(f"#{name}", Static)


def _checklist(checklist: Checklist) -> Content:
    done = sum(item.done for item in checklist.items)
    head = Content.assemble(
        "\n", (one_line(checklist.name, 80), "bold"), f"  {done} of {len(checklist.items)} done"
    )
    items = (Content(f"[{'x' if item.done else ' '}] {one_line(item.name)}") for item in checklist.items)
    return Content("\n").join([head, *items])


def _happened(told: tuple[Line, ...], overview: Overview) -> Table | Content:
    """When on the left, who and what on the right: no text can leave its column and pass for an entry."""
    if not told:
        return Content("")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for line in reversed(told[-SHOWN:]):
        who = rich_text(one_line(line.who, 40))
        who.stylize("bold")
        when = Text(day_and_time(line.at, overview.zone, overview.at))
        table.add_row(when, Text.assemble(who, " ", rich_text(body(line.text, LONGEST))))
    return table
