"""Commands that write to the board: recorded before they are done, and done to what was meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integrations.desks.emptyboard import empty_board
from integrations.trello.local.store import LocalStore
from tests import hostile
from tests.desks import NOW
from tests.tui.cli.twin import Meanwhile, TwinDesk

ONE_OF_EACH_KIND = {
    each.kind: each.text for each in hostile.everything() if each.text.strip() and len(each.text) < 10_000
}


def test_a_comment_is_on_the_card_as_it_was_typed(desk: TwinDesk) -> None:
    before = desk.comments_on(356)

    said = desk.rota("comment", 356, "Gwen, we look *now*.\nNext word at 11.")

    assert (said.code, said.err) == (0, "")
    assert said.out == "Commented on #356 Customers charged twice for this week's box?.\n"
    assert desk.comments_on(356) == [*before, "Gwen, we look *now*.\nNext word at 11."]
    (entry,) = desk.script("journal", "list")
    assert (entry["kind"], entry["actor"], entry["via"]) == ("incident.commented", "tom", "cli")
    assert entry["subject"] == desk.card(356)["id"]
    assert entry["data"]["text"] == "Gwen, we look *now*.\nNext word at 11."


def test_whatever_is_typed_arrives_untouched(desk: TwinDesk) -> None:
    for text in ONE_OF_EACH_KIND.values():
        said = desk.rota("comment", "356", "--", text)
        assert (said.code, said.err) == (0, ""), repr(text)

    assert desk.comments_on(356) == list(ONE_OF_EACH_KIND.values())
    entries = desk.script("journal", "list")
    assert [entry["data"]["text"] for entry in entries] == list(ONE_OF_EACH_KIND.values())


def test_a_card_moves_to_the_list(desk: TwinDesk) -> None:
    said = desk.rota("move", 356, "triage")

    assert (said.code, said.err) == (0, "")
    assert desk.list_of(356) == "Triage"
    (entry,) = desk.script("journal", "list")
    assert entry["kind"] == "incident.moved"
    assert entry["data"]["from"] == "Inbox"
    assert next(each["list"] for each in desk.script("incidents") if each["number"] == 356) == "Triage"


def test_a_card_is_given_to_one_person_and_taken_from_the_team_s_others(desk: TwinDesk) -> None:
    assert desk.members_of(332) == {"islabrennan"}

    said = desk.rota("assign", 332, "ravi")

    assert (said.code, said.err) == (0, "")
    assert said.out == "#332 Refund for the Hartley family never arrived is with ravi.\n"
    assert desk.members_of(332) == {"ravimenon"}
    assert desk.kinds() == ["incident.assigned"]
    assert next(each["owner"] for each in desk.script("incidents") if each["number"] == 332) == "ravi"


NAMES: dict[str, Callable[[dict[str, Any]], str]] = {
    "number": lambda card: str(card["idShort"]),
    "number with its sign": lambda card: f"#{card['idShort']}",
    "id": lambda card: card["id"],
    "short link": lambda card: card["shortLink"],
    "address": lambda card: card["url"],
    "short address": lambda card: card["shortUrl"],
    "address with more": lambda card: f"{card['shortUrl']}/341-a-title-that-changed?filter=x#comment-1",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_card_is_found_by_whatever_people_call_it(desk: TwinDesk, name: str) -> None:
    said = desk.rota("comment", NAMES[name](desk.card(341)), "here")

    assert (said.code, said.err) == (0, "")
    assert desk.comments_on(341)[-1] == "here"


ACTS = [
    (("comment", 356, "We look at it."), "incident.commented"),
    (("move", 356, "Triage"), "incident.moved"),
    (("assign", 356, "maya"), "incident.assigned"),
]


@pytest.mark.parametrize(("words", "kind"), ACTS)
def test_an_act_is_in_the_journal_before_it_is_done(desk: TwinDesk, words: Any, kind: str) -> None:
    on_the_board = desk.board_file.read_bytes()
    seen: list[bytes] = []

    said = desk.rota(*words, house=Meanwhile(kind, lambda: seen.append(desk.board_file.read_bytes())))

    assert said.code == 0
    assert seen == [on_the_board]
    assert desk.board_file.read_bytes() != on_the_board
    assert desk.kinds() == [kind]


@pytest.mark.parametrize(("words", "kind"), ACTS)
def test_an_act_that_cannot_be_recorded_is_not_done(
    desk: TwinDesk, words: Any, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_board = desk.board_file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("integrations.tinydb.storage.replace_file", disk_is_full)
        said = desk.rota(*words)

    assert (said.code, said.out) == (1, "")
    assert "No space left on device" in said.err
    assert "Make room on the disk; until then nothing is done." in said.err
    assert desk.board_file.read_bytes() == on_the_board
    assert desk.kinds() == []


def disk_is_full(path: Path, content: bytes, **more: Any) -> None:
    raise OSError(28, "No space left on device", str(path))


def archive_triage(desk: TwinDesk) -> None:
    with desk.board.changing() as tables:
        triage = next(row for row in tables.all("lists") if row["name"] == "Triage")
        tables.drop("lists", [triage["id"]])


def another_board(desk: TwinDesk) -> None:
    desk.board_file.unlink()
    LocalStore.create(desk.board_file, empty_board("Theirs", NOW, lists=["Inbox"], labels={}, members={}))


def no_board(desk: TwinDesk) -> None:
    desk.board_file.unlink()


def board_out_of_reach(desk: TwinDesk) -> None:
    desk.board_file.rename(desk.folder / "elsewhere.json")
    desk.board_file.symlink_to(desk.folder / "elsewhere.json")


def broken_board(desk: TwinDesk) -> None:
    desk.board_file.write_text("{}")


@pytest.mark.parametrize(
    ("words", "kind", "fault", "code"),
    [
        (("move", 356, "Triage"), "incident.moved", archive_triage, 1),
        (("move", 356, "Triage"), "incident.moved", another_board, 1),
        (("comment", 356, "We look."), "incident.commented", another_board, 1),
        (("assign", 356, "maya"), "incident.assigned", another_board, 1),
        (("comment", 356, "We look."), "incident.commented", no_board, 2),
        (("comment", 356, "We look."), "incident.commented", board_out_of_reach, 6),
        (("comment", 356, "We look."), "incident.commented", broken_board, 2),
    ],
)
def test_an_act_that_fails_is_recorded_as_failed(
    desk: TwinDesk, words: Any, kind: str, fault: Callable[[TwinDesk], None], code: int
) -> None:
    shutil.copy(desk.board_file, desk.folder / "board.bak")

    said = desk.rota(*words, house=Meanwhile(kind, lambda: fault(desk)))

    assert (said.code, said.out) == (code, "")
    what = said.err.splitlines()[0].removeprefix("rota: ")
    shutil.move(desk.folder / "board.bak", desk.board_file)
    intent, failed = desk.script("journal", "list")
    assert (intent["kind"], failed["kind"]) == (kind, "act.failed")
    assert failed["subject"] == intent["id"]
    assert failed["data"]["error"] == what
    assert "failed" in desk.rota("feed").out.splitlines()[0]


def test_acts_of_two_processes_at_once_are_both_done_and_both_recorded(desk: TwinDesk) -> None:
    other = Meanwhile("incident.commented", lambda: desk.rota("comment", 356, "second"))

    assert desk.rota("comment", 356, "first", house=other).code == 0

    assert set(desk.comments_on(356)) == {"first", "second"}
    assert desk.kinds() == ["incident.commented"] * 2
    assert json.loads(desk.rota("journal", "verify", "--json").out)["holds"] is True
