"""Boards that people exported load whole; what is no export is refused in one sentence."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from integrations.trello.local.export import LARGEST_EXPORT, read_export
from integrations.trello.local.store import LocalStore
from support.errors import Invalid
from tests.integrations.trello.local.smallboard import BOARD, INBOX, LOGIN, Trello, export
from tests.integrations.trello.shared import exported_board, shared

COUNTED = re.compile(r"(\d{4}-\S+) +(\d+) \((\d+)\) +(\d+) \((\d+)\) +(\d+) +(\d+) +(\d+) +(\d+)")
BOARDS = ("2014-hermes", "2015-dekk", "2019-testdrive", "2020-kanban-template", "2025-tekken")
EVERYTHING = {
    "cards": "all",
    "lists": "all",
    "members": "all",
    "memberships": "all",
    "labels": "all",
    "labels_limit": 1000,
    "checklists": "all",
    "actions": "all",
    "actions_limit": 1000,
}


def counts(name: str) -> tuple[int, ...]:
    """Cards, open cards, lists, closed lists, actions, members, labels, checklists as SOURCES.txt says."""
    lines = map(COUNTED.match, shared("boards/SOURCES.txt").read_text().splitlines())
    (found,) = (line for line in lines if line and line[1] == name)
    return tuple(map(int, found.groups()[1:]))


def loaded(name: str, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The export, and the board that it became."""
    raw = exported_board(name)
    store = LocalStore.create(folder / "board.json", read_export(shared(f"boards/{name}.json")))
    return raw, Trello(store.path).get(f"boards/{raw['id']}", **EVERYTHING)


@pytest.mark.parametrize("name", BOARDS)
def test_a_real_board_loads_with_everything_in_it(name: str, tmp_path: Path) -> None:
    _, board = loaded(name, tmp_path)
    assert counts(name) == (
        len(board["cards"]),
        sum(not card["closed"] for card in board["cards"]),
        len(board["lists"]),
        sum(row["closed"] for row in board["lists"]),
        len(board["actions"]),
        len(board["members"]),
        len(board["labels"]),
        len(board["checklists"]),
    )


@pytest.mark.parametrize("name", BOARDS)
def test_cards_keep_their_words_dates_and_places(name: str, tmp_path: Path) -> None:
    raw, board = loaded(name, tmp_path)
    cards = {card["id"]: card for card in board["cards"]}
    exactly = ("name", "desc", "due", "dateLastActivity", "idList", "idShort", "pos", "shortLink", "url")
    for card in raw["cards"]:
        kept = cards[card["id"]]
        assert {field: kept[field] for field in exactly} == {field: card[field] for field in exactly}
        assert kept["idMembers"] == card["idMembers"]
        assert [label["name"] for label in kept["labels"]] == [label["name"] for label in card["labels"]]
        assert kept["badges"]["comments"] == card["badges"]["comments"]


@pytest.mark.parametrize("name", BOARDS)
def test_comments_keep_their_words_dates_and_authors(name: str, tmp_path: Path) -> None:
    raw, board = loaded(name, tmp_path)

    def told(actions: list[dict[str, Any]]) -> Counter[tuple[str, ...]]:
        return Counter(
            (each["id"], each["date"], each["data"]["text"], each["memberCreator"]["fullName"])
            for each in actions
            if each["type"] == "commentCard"
        )

    assert told(board["actions"]) == told(raw["actions"])


@pytest.mark.parametrize("name", BOARDS)
def test_check_items_and_attachments_stay_on_their_cards(name: str, tmp_path: Path) -> None:
    raw, _ = loaded(name, tmp_path)
    trello = Trello(tmp_path / "board.json")
    for card in raw["cards"][:10]:
        kept = trello.get(f"cards/{card['id']}", fields="name", checklists="all", attachments="true")
        assert {each["id"] for each in kept["checklists"]} == set(card["idChecklists"])
        assert {each["url"] for each in kept["attachments"]} == {each["url"] for each in card["attachments"]}


def test_labels_without_ids_stay_on_cards_of_2014(tmp_path: Path) -> None:
    _, board = loaded("2014-hermes", tmp_path)
    assert {"green", "yellow"} <= {label["color"] for card in board["cards"] for label in card["labels"]}


@pytest.mark.parametrize("name", BOARDS)
def test_a_new_card_gets_the_next_number_of_a_real_board(name: str, tmp_path: Path) -> None:
    raw, _ = loaded(name, tmp_path)
    made = Trello(tmp_path / "board.json").send("POST", "cards", {"idList": raw["lists"][0]["id"]})
    assert made["idShort"] > max(card["idShort"] for card in raw["cards"])


def test_labels_and_checklists_inside_cards_are_found(tmp_path: Path) -> None:
    board = export()
    label = board["labels"][0]
    card = {"id": LOGIN, "idList": INBOX, "name": "x", "labels": [label]}
    card["checklists"] = [{"id": "65f000000000000000000059", "name": "Inside"}]
    board |= {"cards": [card], "checklists": None}
    trello = Trello(LocalStore.create(tmp_path / "board.json", board).path)
    kept = trello.get(f"cards/{LOGIN}", checklists="all")
    assert kept["idLabels"] == [label["id"]]
    assert kept["idChecklists"] == ["65f000000000000000000059"]
    assert kept["checklists"][0]["name"] == "Inside"


ODD: dict[str, Any] = {
    "badges": None,
    "labels": None,
    "idMembers": [None, 7],
    "checkItemStates": None,
    "pos": "top",
    "closed": None,
    "due": 12,
    "idShort": 1e999,
    "attachments": [{"id": 1}, None],
    "somethingNew": {"deep": [1, 2]},
}


@pytest.mark.parametrize("field", ODD)
def test_an_odd_value_on_a_card_is_no_reason_to_refuse_the_board(field: str, tmp_path: Path) -> None:
    board = export()
    board["cards"][0][field] = ODD[field]
    trello = Trello(LocalStore.create(tmp_path / "board.json", board).path)
    answer = trello.get(f"boards/{BOARD}", **EVERYTHING)
    assert len(answer["cards"]) == 4
    trello.send("POST", f"cards/{LOGIN}/actions/comments", {"text": "still works"})


@pytest.mark.parametrize("part", ["members", "labels", "checklists", "actions", "memberships"])
@pytest.mark.parametrize("value", [None, {}, "x", [None, 1, {}, {"id": "short"}]])
def test_a_missing_or_odd_part_of_the_board_loads_as_nothing(part: str, value: Any, tmp_path: Path) -> None:
    board = export() | {part: value}
    trello = Trello(LocalStore.create(tmp_path / "board.json", board).path)
    assert trello.get(f"boards/{BOARD}", **EVERYTHING)[part] == []


NO_EXPORTS = {
    "empty": (b"", "is not JSON"),
    "half": (b'{"id": "65f0', "is not JSON"),
    "not-utf-8": (b"\xff\xfe\x00", "is not JSON"),
    "not-a-number": (b'{"pos": NaN}', "is not JSON"),
    "endless-number": (b'{"pos": 1e999}', "is not JSON"),
    "too-deep": (b"[" * 200_000, "is nested too deeply"),
    "another-thing": (b"[1, 2]", "is not a Trello export"),
    "no-cards": (json.dumps({"id": BOARD, "lists": []}).encode(), "its cards are missing"),
    "cards-without-ids": (json.dumps({"id": BOARD, "lists": [], "cards": [{}]}).encode(), "have no ids"),
}


@pytest.mark.parametrize("name", NO_EXPORTS)
def test_what_is_no_export_is_refused_with_its_name_and_the_mend(name: str, tmp_path: Path) -> None:
    content, said = NO_EXPORTS[name]
    path = tmp_path / f"{name}.json"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        read_export(path)
    assert str(path) in refused.value.what
    assert said in refused.value.what
    assert "Export as JSON" in refused.value.mend
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read: No such file"):
        read_export(tmp_path / "none.json")


def test_a_file_that_is_too_big_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(LARGEST_EXPORT + 1)
    with pytest.raises(Invalid, match="larger than 64 MB"):
        read_export(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "windows.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(export()).encode())
    assert read_export(path)["id"] == BOARD
