"""Answering alarms: say that somebody looks, and make one incident of each, however often it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from support.alarms import Alarm, with_history
from support.board import Card, Snapshot
from support.directory import Directory
from support.errors import Refused
from support.journal import Entry
from support.ports import Board
from support.recorder import Recorder
from support.settings import DeskSettings

_FINGERPRINT = "Fingerprint: "
"""What stands before an alarm's id in the description of its card."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What one person does with alarms; the journal and the board say what was done already."""

    settings: DeskSettings
    recorder: Recorder
    board: Board

    def acknowledge(self, alarm: Alarm) -> Entry:
        """Say that somebody is looking at the alarm; raises Refused when somebody is already."""
        known = self._known(alarm)
        if known.state != "firing":
            raise Refused(f"{alarm.name} is acknowledged already.")
        return self.recorder.record("alarm.acknowledged", alarm.id, {"name": alarm.name})

    def raise_incident(self, alarm: Alarm) -> Card:
        """Make a card for the alarm, or join the one that somebody made for it meanwhile."""
        if self._known(alarm).incident:
            raise Refused("This alarm has its incident already.", "Open it in triage.")
        snapshot = self.board.load()
        joined = _card_of(alarm, snapshot)
        card = joined or self._create(alarm, Directory(snapshot, self.settings))
        made = {"name": alarm.name, "title": card.title, "card": card.id, "number": card.number}
        self.recorder.record("alarm.raised", alarm.id, made)
        return card

    def _create(self, alarm: Alarm, directory: Directory) -> Card:
        title = alarm.summary or alarm.name
        list_id, labels = directory.inbox(), directory.labels_for(alarm)
        return self.recorder.act(
            "alarm.raising",
            alarm.id,
            {"name": alarm.name, "title": title},
            lambda: self.board.create(list_id, title, _text(alarm), labels),
        )

    def _known(self, alarm: Alarm) -> Alarm:
        """The alarm as the journal has it by now; the screen may show what was."""
        return with_history((alarm,), self.recorder.journal.entries())[0]


def _card_of(alarm: Alarm, snapshot: Snapshot) -> Card | None:
    """The open card that was made since this alarm began to fire."""
    mark = _FINGERPRINT + alarm.id
    cards = (card for card in snapshot.open_cards() if mark in card.description.splitlines())
    return next((card for card in cards if card.opened_at >= alarm.started_at), None)


def _text(alarm: Alarm) -> str:
    facts = [
        f"Alarm: {alarm.name} ({alarm.severity})",
        f"Started: {alarm.started_at.isoformat(timespec='minutes')}",
        *(f"{name}: {value}" for name, value in sorted(alarm.labels.items())),
        f"{_FINGERPRINT}{alarm.id}",
    ]
    return "\n".join([alarm.summary, "", *facts])
