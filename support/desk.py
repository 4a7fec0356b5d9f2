"""The desk: what a person on support can do, one method a sentence.

Every act is recorded before it is performed. Methods may wait for disk and network: call them from a worker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from support import alarms as alarming
from support.alarms import Alarm
from support.answering import Answering
from support.board import Card, CardDetail, Comment, Snapshot
from support.directory import Directory
from support.errors import Refused, Unknown, WorldError
from support.feed import Line, timeline
from support.incidents import Incident, by_promise, read_board
from support.journal import Entry
from support.overview import Overview
from support.ports import AlarmSource, Board, Clock, Journal, PostmortemStore, RotaSource, RunbookStore
from support.postmortems import draft, filename
from support.recorder import Recorder
from support.runbooks import Runbook, for_alarm, for_incident
from support.settings import DeskSettings


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk, as one person sits at it."""

    settings: DeskSettings
    recorder: Recorder
    board: Board
    rota: RotaSource
    alarm_sources: tuple[AlarmSource, ...]
    runbooks: RunbookStore
    postmortems: PostmortemStore

    @property
    def journal(self) -> Journal:
        """The audit trail."""
        return self.recorder.journal

    @property
    def clock(self) -> Clock:
        """The desk's clock."""
        return self.recorder.clock

    # What it looks like

    def last_known(self) -> Overview:
        """The desk without asking anybody: the board as last loaded here."""
        return self._overview(self.board.last_known(), (), [])

    def look(self) -> Overview:
        """The desk as it is now; what cannot be read is named in `problems`, the rest is shown."""
        silent: list[str] = []
        firing = self._firing(silent)
        problems = list(silent)
        try:
            snapshot: Snapshot | None = self.board.load()
        except WorldError as error:
            problems.append(str(error))
            snapshot = self.board.last_known()
        return replace(self._overview(snapshot, firing, problems), silent_monitors=tuple(silent))

    def detail(self, incident: Incident) -> tuple[CardDetail, tuple[Line, ...]]:
        """The incident's card, read again, and everything that happened to it, oldest first."""
        detail = self.board.detail(incident.id)
        told = timeline(self.journal.entries(), incident.id, detail.comments, self.settings.people)
        return detail, told

    def find(self, words: str) -> Incident:
        """The incident of a card's id, short link, number or address; raises Unknown."""
        snapshot = self.board.load()
        incidents = self._incidents(snapshot, self.journal.entries())
        wanted = words.strip().rstrip("/")
        number = wanted.lstrip("#")
        for card in snapshot.open_cards():
            link = f"/c/{card.short_link}"
            if wanted in (card.id, card.short_link, card.url) or number == str(card.number) or link in wanted:
                return next(incident for incident in incidents if incident.id == card.id)
        raise Unknown(f"No open card is called {words}.", "Give its number, id, short link or address.")

    def runbook_for(self, subject: Incident | Alarm) -> Runbook | None:
        """The runbook that fits best, or None."""
        runbooks = self.runbooks.all()
        if isinstance(subject, Alarm):
            return for_alarm(runbooks, self.settings, subject)
        return for_incident(runbooks, self.settings, subject)

    def lists(self) -> tuple[tuple[str, str | None], ...]:
        """The board's open lists, in its order, and the status that each means."""
        means = {
            name.casefold(): status for status, names in self.settings.board.lists.items() for name in names
        }
        return tuple((name, means.get(name.casefold())) for name in self._directory().list_names())

    def incident_of_postmortem(self, name: str) -> Incident | None:
        """The incident that the saved post-mortem is about, while its card is on the board."""
        entries = self.journal.entries()
        about = [entry.subject for entry in entries if entry.data.get("file") == name]
        snapshot = self.board.last_known()
        incidents = self._incidents(snapshot, entries) if snapshot else ()
        return next((incident for incident in incidents if incident.id in about), None)

    # What a person does

    def comment(self, incident: Incident, text: str) -> Comment:
        """Write a comment on the card."""
        if not text.strip():
            raise Refused("A comment needs words.", "Write some.")
        return self.recorder.act(
            "incident.commented",
            incident.id,
            _about(incident) | {"text": text},
            lambda: self.board.comment(incident.id, text),
        )

    def move(self, incident: Incident, list_name: str) -> None:
        """Move the card to another open list, by name."""
        target = self._directory().list_named(list_name)
        now = self.board.detail(incident.id).card.list_id
        if now == target.id:
            raise Refused(f"It is on {target.name} already.")
        if now != self._directory().list_named(incident.list).id:
            raise Refused("Somebody moved it meanwhile; nothing was done.", "Look again, then move it.")
        self.recorder.act(
            "incident.moved",
            incident.id,
            _about(incident) | {"from": incident.list, "to": target.name},
            lambda: self.board.move(incident.id, target.id),
        )

    def assign(self, incident: Incident, person_key: str) -> None:
        """Make one person of the team the owner; the team's others are taken off the card."""
        directory = self._directory()
        member_id = directory.member_id(person_key)
        on_it = self.board.detail(incident.id).card.member_ids
        others = [each for each in on_it if each in directory.team_ids() - {member_id}]

        def perform() -> None:
            self.board.assign(incident.id, member_id)
            for other in others:
                self.board.unassign(incident.id, other)

        data = _about(incident) | {"person": person_key, "from": incident.owner}
        self.recorder.act("incident.assigned", incident.id, data, perform)

    def acknowledge(self, alarm: Alarm) -> Entry:
        """Say that somebody is looking at the alarm; raises Refused when somebody is already."""
        return self._answering().acknowledge(alarm)

    def raise_incident(self, alarm: Alarm) -> Card:
        """Make a card for the alarm, or join the one that somebody made for it meanwhile."""
        return self._answering().raise_incident(alarm)

    def opened_runbook(self, runbook: Runbook, subject: str) -> Entry:
        """Remember what a runbook was opened for."""
        return self.recorder.record("runbook.opened", subject, {"name": runbook.name, "title": runbook.title})

    def draft_postmortem(self, incident: Incident) -> str:
        """The first draft: four headings, the timeline filled in."""
        _, told = self.detail(incident)
        return draft(incident, told, self.clock.now(), self.recorder.identity.name, self.settings)

    def save_postmortem(self, incident: Incident, text: str, over: str | None) -> str:
        """Keep it in the desk, over the saved text it was written from; returns the file's name."""
        name = self._postmortem_name(incident)
        data = _about(incident) | {"file": name}
        self.recorder.act(
            "postmortem.saved", incident.id, data, lambda: self.postmortems.save(name, text, over)
        )
        return name

    def saved_postmortem(self, incident: Incident) -> str | None:
        """The file name of the incident's post-mortem, if it has one."""
        saved = [
            str(entry.data["file"])
            for entry in self.journal.entries()
            if entry.kind == "postmortem.saved" and entry.subject == incident.id
        ]
        return next((name for name in reversed(saved) if name in self.postmortems.names()), None)

    # How it finds things

    def _overview(
        self, snapshot: Snapshot | None, firing: tuple[Alarm, ...], problems: list[str]
    ) -> Overview:
        now = self.clock.now()
        entries = self.journal.entries()
        settings = self.settings
        return Overview(
            at=now,
            desk=settings.name,
            me=self.recorder.identity.key,
            rota=self.rota.read(now),
            zone=settings.hours.zone,
            people={key: person.name for key, person in settings.people.items()},
            clients={key: client.name for key, client in settings.clients.items()},
            alarms=alarming.with_history(firing, entries),
            incidents=self._incidents(snapshot, entries) if snapshot else (),
            board_at=snapshot.fetched_at if snapshot else None,
            problems=tuple(problems),
        )

    def _incidents(self, snapshot: Snapshot, entries: tuple[Entry, ...]) -> tuple[Incident, ...]:
        return by_promise(read_board(snapshot, self.settings, entries))

    def _firing(self, problems: list[str]) -> tuple[Alarm, ...]:
        firing: list[Alarm] = []
        for source in self.alarm_sources:
            try:
                firing.extend(source.firing())
            except WorldError as error:
                problems.append(str(error))
        return tuple(firing)

    def _postmortem_name(self, incident: Incident) -> str:
        today = self.settings.hours.local(self.clock.now())
        return self.saved_postmortem(incident) or filename(incident, today)

    def _answering(self) -> Answering:
        return Answering(self.settings, self.recorder, self.board)

    def _directory(self) -> Directory:
        return Directory(self.board.last_known() or self.board.load(), self.settings)


def _about(incident: Incident) -> dict[str, Any]:
    return {"card": incident.id, "number": incident.number, "title": incident.title}
