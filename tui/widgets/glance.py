"""What is selected, at a glance: the facts, and the outside's own words in a marked region."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from support.alarms import Alarm
from support.incidents import Incident
from support.overview import Overview
from tui.widgets.facts import alarm_facts, incident_facts
from tui.widgets.outside import Outside

SHOWN = 2_000
"""Characters of a description; triage shows all."""


class Glance(Vertical):
    """The selected alarm or incident, without leaving the list."""

    DEFAULT_CSS = """
    Glance { height: 1fr; padding: 0 1; border-left: solid $panel; }
    Glance #facts { height: auto; margin-bottom: 1; }
    """

    def compose(self) -> ComposeResult:
        yield Static(Content(""), id="facts")
        yield Outside(Content(""), id="words", classes="-none")

    def show(self, subject: Incident | Alarm | None, overview: Overview) -> None:
        """Draw it from what is known."""
        facts, words = self.query_one("#facts", Static), self.query_one("#words", Outside)
        if isinstance(subject, Incident):
            facts.update(incident_facts(subject, overview))
            words.show(subject.description, SHOWN, "No description.")
            return
        facts.update(
            alarm_facts(subject, overview) if subject else Content("Select an alarm or an incident.")
        )
        words.show("", SHOWN, "")
