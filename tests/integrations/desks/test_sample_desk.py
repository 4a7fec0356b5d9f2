"""The sample desk of `rota demo`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from integrations.clock import FixedClock
from integrations.config import read_settings
from integrations.desks.sample import create_sample
from integrations.runbooks import RunbookFolder
from integrations.trello.board import TrelloBoard
from integrations.trello.client import connect
from integrations.trello.local.store import LocalStore
from integrations.trello.local.transport import LocalTransport
from support.alarms import Alarm
from support.board import Snapshot
from support.errors import Invalid, Refused
from support.hours import OfficeHours
from support.incidents import Incident, read_board
from support.rota import WeekdayRota
from support.runbooks import for_alarm

FRIDAY = datetime(2026, 11, 20, 10, 7, tzinfo=UTC)
MOMENTS = (
    FRIDAY,
    datetime(2026, 11, 16, 9, 1, tzinfo=UTC),
    datetime(2026, 11, 17, 16, 59, 59, 999_999, tzinfo=UTC),
    datetime(2026, 11, 19, 3, 30, tzinfo=UTC),
    datetime(2026, 11, 22, 14, 0, tzinfo=UTC),
    datetime(2027, 3, 29, 8, 15, tzinfo=UTC),
)
"""A working morning, the first minute and the last of a day, a night, a Sunday, the start of summer time."""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    create_sample(tmp_path / "desk", FRIDAY, "sam")
    return tmp_path / "desk"


def snapshot(desk: Path, now: datetime = FRIDAY) -> Snapshot:
    """The board as rota's own Trello adapter reads it."""
    clock = FixedClock(now)
    board_id = next(iter(json.loads((desk / "board.json").read_bytes())["board"]))
    client = connect(
        "key", "token", transport=LocalTransport(LocalStore(desk / "board.json"), "helenmarsh", clock)
    )
    try:
        return TrelloBoard(client, board_id, desk.parent / "snapshot.json", clock).load()
    finally:
        client.close()


def incidents(desk: Path, now: datetime = FRIDAY) -> tuple[Incident, ...]:
    return read_board(snapshot(desk, now), read_settings(desk))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_same_moment_gives_the_same_bytes(tmp_path: Path, now: datetime) -> None:
    create_sample(tmp_path / "one", now, "sam")
    create_sample(tmp_path / "two", now.astimezone(ZoneInfo("Asia/Tokyo")), "sam")

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_moment_gives_another_board(tmp_path: Path, desk: Path) -> None:
    create_sample(tmp_path / "later", FRIDAY + timedelta(hours=1), "sam")

    later = contents(tmp_path / "later")
    differing = {name for name, content in contents(desk).items() if later[name] != content}
    assert differing == {"board.json", "alarms.jsonl"}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_its_settings_are_right_at_any_moment(tmp_path: Path, now: datetime) -> None:
    create_sample(tmp_path / "desk", now, "sam")

    settings = read_settings(tmp_path / "desk")
    assert len(settings.people) == 5
    assert len(settings.clients) == 3
    assert {each.name for each in snapshot(tmp_path / "desk").members} == {
        person.name for person in settings.people.values()
    }


def test_whoever_is_on_the_rota_that_day_is_sitting_here(tmp_path: Path) -> None:
    for day in range(5):
        now = datetime(2026, 11, 16 + day, 10, tzinfo=UTC)
        create_sample(tmp_path / str(day), now, "sam")
        settings = read_settings(tmp_path / str(day))
        on_rota = WeekdayRota(settings.weekdays, settings.hours).read(now).person
        assert [key for key, person in settings.people.items() if person.os_user == "sam"] == [on_rota]


def test_at_a_weekend_the_desk_works_that_day_too(tmp_path: Path) -> None:
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    create_sample(tmp_path / "desk", saturday, 'we"ird')

    settings = read_settings(tmp_path / "desk")
    on_rota = WeekdayRota(settings.weekdays, settings.hours).read(saturday)
    assert on_rota.person
    assert not on_rota.warnings
    assert settings.people[on_rota.person].os_user == 'we"ird'


def test_a_login_name_that_no_desk_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="login name"):
        create_sample(tmp_path / "desk", FRIDAY, "two words")

    assert not list(tmp_path.iterdir())


def test_a_desk_is_never_overwritten(desk: Path) -> None:
    before = contents(desk)

    with pytest.raises(Refused, match="is a desk already"):
        create_sample(desk, FRIDAY, "sam")

    assert contents(desk) == before


def test_exactly_one_request_of_a_client_waits_for_its_first_response(desk: Path) -> None:
    settings = read_settings(desk)
    wrote = [each for each in incidents(desk) if each.description.startswith("From ")]

    unanswered = [each for each in wrote if each.first_response_at is None]
    assert len(wrote) > 30
    assert [each.status for each in unanswered] == ["new"]
    assert unanswered[0].client in settings.clients
    assert [each for each in incidents(desk) if each.open and each.first_response_at is None] == unanswered


def test_the_board_shows_the_life_of_a_desk(desk: Path) -> None:
    found = incidents(desk)

    assert 35 <= len(found) <= 45
    assert max(len(each.title) for each in found) <= 70
    assert {each.status for each in found} >= {
        "new",
        "responded",
        "prioritised",
        "assigned",
        "resolved",
        "backlogged",
    }
    assert [each.status for each in found if each.priority == "critical"] == ["assigned", "resolved"]
    assert any(each.due_at and each.due_at < FRIDAY for each in found if each.open)
    assert datetime(2026, 11, 20, 16, tzinfo=UTC) in {each.due_at for each in found}
    assert any("[staging]" in each.title for each in found)
    assert any(not each.title.isascii() for each in found)
    assert len({each.number for each in found}) == len(found)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_everything_on_the_board_happened_in_working_hours_in_its_order(
    tmp_path: Path, now: datetime
) -> None:
    create_sample(tmp_path / "desk", now, "sam")
    board = snapshot(tmp_path / "desk", now)
    hours: OfficeHours = read_settings(tmp_path / "desk").hours
    opened = {card.id: card.opened_at for card in board.cards}

    moments = [*opened.values(), *(comment.at for comment in board.comments)]
    assert all(hours.is_open(at - timedelta(seconds=1)) or hours.is_open(at) for at in moments)
    assert max(moments) < now
    assert all(opened[comment.card_id] < comment.at for comment in board.comments)
    assert all(int(card.id[:8], 16) == card.opened_at.timestamp() for card in board.cards)
    assert [card.number for card in sorted(board.cards, key=lambda card: card.opened_at)] == sorted(
        card.number for card in board.cards
    )


def test_card_counts_are_those_of_the_cards(desk: Path) -> None:
    board = snapshot(desk)

    for card in board.cards:
        assert card.comment_count == sum(comment.card_id == card.id for comment in board.comments)
    assert sum(bool(card.checklist_ids) for card in board.cards) == 3


def test_one_alarm_fires_and_has_its_runbook(desk: Path) -> None:
    settings = read_settings(desk)
    [monitor] = settings.alarms
    assert monitor.command == ("cat", "alarms.jsonl")
    [line] = (desk / "alarms.jsonl").read_text().splitlines()
    told = json.loads(line)
    started = datetime.fromisoformat(told["started_at"])
    alarm = Alarm(**{**told, "started_at": started})

    assert timedelta(minutes=5) < FRIDAY - started < timedelta(hours=1)
    assert alarm.client in settings.clients
    runbooks = RunbookFolder(desk / "runbooks").all()
    found = for_alarm(runbooks, settings, alarm)
    assert found
    assert found.name == alarm.runbook
    assert alarm.name in found.alarms


def test_each_client_has_a_runbook_without_fault(desk: Path) -> None:
    runbooks = {each.name: each for each in RunbookFolder(desk / "runbooks").all()}

    clients = read_settings(desk).clients.values()
    assert {client.runbook for client in clients} == set(runbooks)
    assert [each.warning for each in runbooks.values()] == [""] * 3
    assert all(runbooks[client.runbook or ""].client == client.key for client in clients)


def test_it_has_templates(desk: Path) -> None:
    assert sorted(each.name for each in (desk / "templates").iterdir()) == ["first-response.md", "update.md"]


def test_nobody_else_could_write_to_it(desk: Path) -> None:
    assert [path for path in [desk, *desk.rglob("*")] if path.stat().st_mode & 0o022] == []
