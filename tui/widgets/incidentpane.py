"""One incident in full: facts, description, checklists, and everything that happened to it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from support.board import CardDetail, Checklist
from support.feed import Line
from support.incidents import Incident
from support.overview import Overview
from tui.plain import one_line
from tui.widgets.glance import incident_facts, outside
from tui.words import day_and_time

SHOWN = 200
"""The newest things that happened which are drawn; the journal holds all."""


class IncidentPane(VerticalScroll):
    """Scrolls; everything on the card that others wrote stands behind a bar."""

    DEFAULT_CSS = """
    IncidentPane { padding: 0 1; border-left: solid $panel; scrollbar-size-vertical: 1; }
    IncidentPane:focus { border-left: solid $primary; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content("Select an incident."), id="incident")

    def show(self, incident: Incident | None, overview: Overview, read: Read | None, note: str = "") -> None:
        """Draw it from what is known; `note` says in our words why something is missing."""
        if incident is None:
            self._draw([Content.styled("Select an incident.", "$text-muted")])
            return
        parts = [
            incident_facts(incident, overview),
            _heading("Description"),
            outside(incident.description, 16_384),
        ]
        if read is not None:
            parts += [part for each in read.detail.checklists for part in _checklist(each)]
            parts += [_heading("What happened, newest first"), _timeline(read.told, overview)]
        if note:
            parts.append(Content.styled(f"\n{note}", "$text-muted"))
        self._draw(parts)

    def _draw(self, parts: list[Content]) -> None:
        self.query_one("#incident", Static).update(Content("\n").join(parts))


class Read:
    """A card that was read again, with its timeline."""

    def __init__(self, detail: CardDetail, told: tuple[Line, ...]) -> None:
        self.detail = detail
        self.told = told


def _heading(text: str) -> Content:
    return Content.assemble("\n", (text, "bold"))


def _checklist(checklist: Checklist) -> list[Content]:
    done = sum(item.done for item in checklist.items)
    head = Content.assemble(
        "\n", (one_line(checklist.name, 80), "bold"), f"  {done} of {len(checklist.items)} done"
    )
    return [
        head,
        *(Content(f"[{'x' if item.done else ' '}] {one_line(item.name)}") for item in checklist.items),
    ]


def _timeline(told: tuple[Line, ...], overview: Overview) -> Content:
    if not told:
        return Content.styled("Nothing yet.", "$text-muted")
    return Content("\n").join(_moment(line, overview) for line in reversed(told[-SHOWN:]))


def _moment(line: Line, overview: Overview) -> Content:
    when = day_and_time(line.at, overview.zone, overview.at)
    head = Content.assemble((f"{when}  ", "$text-muted"), (one_line(line.who, 40), "bold"), " ")
    first, *rest = line.text.split("\n")
    said = Content.assemble(head, one_line(first))
    return Content("\n").join([said, outside("\n".join(rest))]) if any(rest) else said
