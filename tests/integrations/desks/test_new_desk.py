"""The desk that `rota init` makes."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.config import read_settings
from integrations.desks import guesses, toml
from integrations.desks.emptyboard import empty_board
from integrations.desks.starter import create_desk
from integrations.runbooks import RunbookFolder
from integrations.trello.local.store import LocalStore
from support.errors import Invalid, Refused, RotaError
from tests import hostile

SHARED_BOARDS = Path(__file__).resolve().parents[3].parent / "shared" / "trello" / "boards"
FILES = {
    ".gitignore",
    "actions/notes.py",
    "board.json",
    "rota.toml",
    "runbooks/on-the-rota.md",
    "templates/first-response.md",
    "templates/update.md",
}


def board_of(lists: list[str], labels: list[str] | None = None, **members: str) -> dict[str, Any]:
    """An export with these lists, labels and members (username=full name)."""
    colours = dict.fromkeys(labels or [], "red")
    opened = datetime(2026, 5, 1, tzinfo=UTC)
    return empty_board("Theirs", opened, lists=lists, labels=colours, members=members)


def new_desk(folder: Path, export: Any = None, os_user: str = "sam") -> Path:
    create_desk(folder, "Quayside support", "Europe/London", os_user, export)
    return folder


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_new_desk_is_complete_and_right(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "team" / "desk")
    settings = read_settings(desk)

    assert names(desk) == FILES
    assert settings.name == "Quayside support"
    assert settings.hours.zone.key == "Europe/London"
    assert {key: person.os_user for key, person in settings.people.items()} == {"sam": "sam"}
    assert settings.weekdays == dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "sam")
    assert settings.board.lists == {
        "new": ("Inbox",),
        "assigned": ("In progress", "Waiting on client"),
        "resolved": ("Done",),
        "backlogged": ("Backlog",),
    }
    assert settings.priorities["office hours"] == ("office hours",)
    assert [each.warning for each in RunbookFolder(desk / "runbooks").all()] == [""]


def test_its_board_is_empty_and_knows_who_sits_here(tmp_path: Path) -> None:
    tables = LocalStore(new_desk(tmp_path / "desk") / "board.json").reading()

    assert [each["name"] for each in tables.all("board")] == ["Quayside support"]
    assert [each["name"] for each in tables.all("lists")] == [
        "Inbox",
        "In progress",
        "Waiting on client",
        "Done",
        "Backlog",
    ]
    assert [each["username"] for each in tables.all("members")] == ["sam"]
    assert tables.all("cards") == []


def test_nobody_else_could_write_to_it(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")

    assert [path for path in [desk, *desk.rglob("*")] if path.stat().st_mode & 0o022] == []


def test_a_folder_with_other_files_may_become_a_desk(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    (tmp_path / ".gitignore").write_text("*.swp\n")

    new_desk(tmp_path)

    assert names(tmp_path) == FILES | {"README.md"}
    assert (tmp_path / ".gitignore").read_text() == "*.swp\n"


def test_a_desk_is_never_made_twice(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk")
    (desk / "rota.toml").write_text("ours now")

    with pytest.raises(Refused, match="is a desk already"):
        new_desk(desk)

    assert (desk / "rota.toml").read_text() == "ours now"


def test_a_file_is_never_overwritten_and_half_a_desk_never_left_behind(tmp_path: Path) -> None:
    (tmp_path / "desk" / "templates").mkdir(parents=True)
    (tmp_path / "desk" / "templates" / "update.md").write_text("ours")

    with pytest.raises(Refused, match=r"update\.md is in the way"):
        new_desk(tmp_path / "desk")

    assert names(tmp_path) == {"desk/templates/update.md"}
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["templates"]
    assert (tmp_path / "desk" / "templates" / "update.md").read_text() == "ours"


def test_a_link_that_leads_nowhere_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "board.json").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused, match=r"board\.json is in the way"):
        new_desk(tmp_path / "desk")

    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("place", ["taken", "taken/desk"])
def test_a_file_cannot_become_a_desk(tmp_path: Path, place: str) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(RotaError, match="taken"):
        new_desk(tmp_path / place)

    assert (tmp_path / "taken").read_text() == "a file"


@pytest.mark.parametrize(
    ("name", "zone", "os_user", "said"),
    [
        ("", "Europe/London", "sam", "no name"),
        ("Two\nlines", "Europe/London", "sam", "no name"),
        ("Quayside", "Europe/Norwich", "sam", "no time zone"),
        ("Quayside", "../../etc/passwd", "sam", "no time zone"),
        ("Quayside", "Europe/London", "", "not one word"),
    ],
)
def test_what_no_desk_can_be_called_is_refused(
    tmp_path: Path, name: str, zone: str, os_user: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        create_desk(tmp_path / "desk", name, zone, os_user)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("export", [{}, {"id": "x", "lists": []}, {"lists": 1}])
def test_what_is_no_export_is_refused(tmp_path: Path, export: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="not a Trello export"):
        new_desk(tmp_path / "desk", export)

    assert not list(tmp_path.iterdir())


def test_lists_whose_names_tell_get_a_status_and_the_others_are_named(tmp_path: Path) -> None:
    lists = ["To Do", "Doing (max 3)", "DONE 🎉", "Icebox", "Archive", "Rituals", "Not done", "done 🎉", " "]
    desk = new_desk(tmp_path / "desk", board_of(lists))

    assert read_settings(desk).board.lists == {
        "new": ("To Do",),
        "assigned": ("Doing (max 3)",),
        "resolved": ("DONE 🎉",),
        "backlogged": ("Icebox",),
        "closed": ("Archive",),
    }
    written = (desk / "rota.toml").read_text("utf-8")
    assert '#   "Rituals"\n#   "Not done"\n' in written


def test_archived_lists_are_left_out(tmp_path: Path) -> None:
    export = board_of(["Inbox", "Done"])
    export["lists"][1]["closed"] = True

    assert read_settings(new_desk(tmp_path / "desk", export)).board.lists == {"new": ("Inbox",)}


def test_members_become_people_and_whoever_is_logged_in_is_one_of_them(tmp_path: Path) -> None:
    export = board_of(["Inbox"], AnaLopez="Ana López", ben_m="Ben [ops] 🎉")
    settings = read_settings(new_desk(tmp_path / "desk", export, os_user="analopez"))

    assert {(each.key, each.name, each.trello, each.os_user) for each in settings.people.values()} == {
        ("analopez", "Ana López", "AnaLopez", "analopez"),
        ("ben-m", "ben_m", "ben_m", None),
    }
    assert set(settings.weekdays.values()) == {"analopez"}


def test_somebody_new_joins_the_board(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk", board_of(["Inbox"], ana="Ana Lopez"))

    assert set(read_settings(desk).people) == {"sam", "ana"}
    tables = LocalStore(desk / "board.json").reading()
    assert {each["username"] for each in tables.all("members")} == {"sam", "ana"}
    assert len(tables.all("memberships")) == 2


def test_usernames_that_make_the_same_key_are_numbered() -> None:
    members = [{"username": name, "fullName": name} for name in ("a.b", "A-b", "a_b", "a.b")]

    people, left_out = guesses.people_of(members, "a b".replace(" ", ""))

    assert [each.key for each in people] == ["ab", "a-b", "a-b-2", "a-b-3"]
    assert left_out == ["a.b"]


def test_labels_named_like_a_priority_mean_it_and_the_others_are_named(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "desk", board_of(["Inbox"], ["Critical", "Harbour\nBooks", "Office hours"]))

    assert read_settings(desk).priorities == {
        "critical": ("Critical",),
        "office hours": ("Office hours",),
    }
    assert '#   "Harbour\\u000aBooks"\n' in (desk / "rota.toml").read_text("utf-8")


def test_hostile_names_on_a_board_stay_data(tmp_path: Path) -> None:
    texts = [each.text for each in hostile.everything()]
    export = board_of([f"Inbox [{text}]" for text in texts] + texts, texts)
    export["members"] += [
        {"id": f"{number:024x}", "username": text, "fullName": text} for number, text in enumerate(texts)
    ]
    settings = read_settings(new_desk(tmp_path / "desk", export))

    tables = LocalStore(tmp_path / "desk" / "board.json").reading()
    on_board = {each["name"] for each in tables.all("lists")}
    mapped = [name for each in settings.board.lists.values() for name in each]
    assert set(mapped) <= on_board
    assert len(mapped) > len(texts) / 2


@given(st.text(st.characters()))
def test_any_text_reads_back_from_toml(text: str) -> None:
    line = f"value = {toml.string(text)}"
    read = tomllib.loads(line)["value"]

    assert line.isprintable()
    assert toml.can_hold(text) == (read == text)
    assert len(read) == len(text)


@pytest.mark.parametrize(
    "board", ["2014-hermes", "2015-dekk", "2019-testdrive", "2020-kanban-template", "2025-tekken"]
)
def test_a_real_export_becomes_a_desk(tmp_path: Path, board: str) -> None:
    path = SHARED_BOARDS / f"{board}.json"
    if not path.exists():
        pytest.skip("../shared is not here: no exported boards to read")
    export = json.loads(path.read_bytes())

    settings = read_settings(new_desk(tmp_path / "desk", export, os_user="user1"))

    assert {person.trello for person in settings.people.values()} == {
        member["username"] for member in export["members"]
    }
    tables = LocalStore(tmp_path / "desk" / "board.json").reading()
    assert len(tables.all("cards")) == len(export["cards"])
