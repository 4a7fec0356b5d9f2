"""What a person on support does: recorded before it is done, once, and never claimed in vain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from support.alarms import Alarm
from support.desk import Desk
from support.errors import Gone, JournalUnavailable, Offline, Refused, Unknown
from support.feed import UNSURE, lines
from support.journal import Draft
from support.people import Identity, Person
from support.recorder import Recorder
from support.rota import WeekdayRota
from support.settings import Client
from tests.support.fakes import MemoryBoard, MemoryJournal, StandingClock, a_card
from tests.support.samples import SETTINGS, an_incident, at

ANA = Person("ana", "Ana Lopez", trello="analopez")
BEN = Person("ben", "Ben Okafor", trello="benok")
ALARM = Alarm("f1", "queue stuck", "error", "12 orders wait", at(10), {"queue": "orders"}, client="acme")


class Scene:
    """A desk with everything in memory."""

    def __init__(self) -> None:
        self.board, self.journal = MemoryBoard(), MemoryJournal()
        clients = {"acme": Client("acme", "Acme", ())}
        settings = replace(SETTINGS, people={"ana": ANA, "ben": BEN}, clients=clients)
        identity = Identity("ana", "Ana Lopez", ANA, "os")
        recorder = Recorder(self.journal, StandingClock(), identity, "cli", "host")
        rota = WeekdayRota(settings.weekdays, settings.hours)
        unused: Any = None
        self.desk = Desk(settings, recorder, self.board, rota, (), unused, unused)

    @property
    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.journal.entries()]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_what_cannot_be_recorded_is_not_done(scene: Scene) -> None:
    def full(draft: Draft) -> None:
        raise JournalUnavailable("The disk is full.", "Make room.")

    scene.journal.fail = full
    with pytest.raises(JournalUnavailable):
        scene.desk.move(an_incident(), "Done")
    assert scene.board.cards["card-12"].list_id == "l-in"


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), Gone("It is gone.")])
def test_an_act_that_fails_for_any_cause_is_recorded_as_failed(scene: Scene, error: Exception) -> None:
    def fails() -> None:
        raise error

    scene.board.wish = fails
    with pytest.raises(type(error)):
        scene.desk.comment(an_incident(), "hello")
    assert scene.kinds == ["incident.commented", "act.failed"]
    assert lines(scene.journal.entries(), {})[0].outcome == "failed"


def test_a_write_that_may_have_arrived_is_not_called_failed(scene: Scene) -> None:
    def cut_off() -> None:
        raise Offline("Trello did not answer in time.", sent=True)

    scene.board.wish = cut_off
    with pytest.raises(Offline):
        scene.desk.comment(an_incident(), "hello")
    told = lines(scene.journal.entries(), {})
    assert told[1].outcome == UNSURE
    assert "whether it arrived is not known" in told[0].text


def test_an_alarm_is_acknowledged_once(scene: Scene) -> None:
    scene.desk.acknowledge(ALARM)
    with pytest.raises(Refused, match="acknowledged already"):
        scene.desk.acknowledge(ALARM)
    assert scene.kinds == ["alarm.acknowledged"]


def test_the_same_alarm_firing_anew_can_be_acknowledged_again(scene: Scene) -> None:
    scene.desk.acknowledge(ALARM)
    scene.desk.acknowledge(replace(ALARM, started_at=at(10, 31)))
    assert scene.kinds == ["alarm.acknowledged"] * 2


def test_an_alarm_makes_one_card_however_often_it_is_raised(scene: Scene) -> None:
    card = scene.desk.raise_incident(ALARM)
    with pytest.raises(Refused, match="has its incident already"):
        scene.desk.raise_incident(ALARM)
    assert scene.kinds == ["alarm.raising", "alarm.raised"]
    assert list(scene.board.cards) == ["card-12", card.id]


def test_an_alarm_that_a_colleague_raised_joins_their_card(scene: Scene) -> None:
    made = scene.desk.raise_incident(ALARM)
    scene.journal.kept.clear()  # as a colleague's journal knows nothing of it
    assert scene.desk.raise_incident(ALARM).id == made.id
    assert scene.kinds == ["alarm.raised"]
    assert len(scene.board.cards) == 2


def test_a_card_of_an_earlier_firing_is_not_joined(scene: Scene) -> None:
    old = a_card(50, description="x\nFingerprint: f1", opened_at=at(9))
    scene.board.cards[old.id] = old
    assert scene.desk.raise_incident(ALARM).id != old.id


def test_a_move_that_somebody_made_meanwhile_is_not_claimed(scene: Scene) -> None:
    scene.board.move("card-12", "l-done")
    with pytest.raises(Refused, match="It is on Done already"):
        scene.desk.move(an_incident(), "done")
    assert scene.kinds == []


def test_a_card_that_somebody_moved_elsewhere_is_not_moved_from_under_them(scene: Scene) -> None:
    scene.board.cards["card-12"] = a_card(list_id="l-third")
    with pytest.raises(Refused, match="Somebody moved it meanwhile"):
        scene.desk.move(an_incident(), "Done")
    assert scene.kinds == []


def test_assigning_takes_the_teams_others_off(scene: Scene) -> None:
    scene.board.assign("card-12", "m-ben")
    scene.board.assign("card-12", "m-client")
    scene.desk.assign(an_incident(), "ana")
    assert set(scene.board.cards["card-12"].member_ids) == {"m-client", "m-ana"}


def test_assigning_a_card_that_has_left_the_board_is_an_error_and_no_record(scene: Scene) -> None:
    scene.board.cards.clear()
    with pytest.raises(Gone):
        scene.desk.assign(an_incident(), "ana")
    assert scene.kinds == []


def test_nobody_is_assigned_who_is_nobody(scene: Scene) -> None:
    with pytest.raises(Unknown, match="nobody of this desk"):
        scene.desk.assign(an_incident(), "zoe")


def test_a_blank_comment_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="needs words"):
        scene.desk.comment(an_incident(), " \n ")
    assert scene.kinds == []


@pytest.mark.parametrize("words", ["12", "#12", "card-12", "link12", "https://trello.com/c/link12/12-x"])
def test_a_card_is_found_by_any_of_its_names(scene: Scene, words: str) -> None:
    assert scene.desk.find(words).id == "card-12"


def test_a_card_that_is_not_there_is_said(scene: Scene) -> None:
    with pytest.raises(Unknown, match="No open card is called 99"):
        scene.desk.find("99")
