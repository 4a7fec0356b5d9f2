"""The sample desk's board: its description in TOML, told from now, becomes a Trello export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from integrations.desks.emptyboard import STEP, Part, empty_board, new_id
from integrations.desks.officetime import OfficeTime
from integrations.trello.local.ids import stamp
from support.people import Person

BOARD_AGE = "260d"
"""How long the board has stood: a year of working days."""


def sample_board(
    content: Mapping[str, Any], people: Mapping[str, Person], on_rota: str, time: OfficeTime
) -> Part:
    """The export of the board that `content` describes; `on_rota` is the key of whom it calls "rota"."""
    board = empty_board(
        content["name"],
        time.ago(BOARD_AGE),
        lists=content["lists"],
        labels=content["labels"],
        members={person.trello: person.name for person in people.values() if person.trello},
        desc=content["desc"],
    )
    writer = _Writer(board, {**people, "rota": people[on_rota]}, time)
    oldest_first = sorted(enumerate(content["cards"]), key=lambda pair: time.ago(pair[1]["opened"]))
    for number, (place, card) in enumerate(oldest_first, start=content["first_number"]):
        writer.add(card, number, place)
    board["cards"].sort(key=lambda card: card["pos"])
    board["actions"].sort(key=lambda action: (action["date"], action["id"]), reverse=True)
    board["dateLastActivity"] = board["actions"][0]["date"]
    return board


class _Writer:
    """Puts cards on the board, one after the other."""

    def __init__(self, board: Part, people: Mapping[str, Person], time: OfficeTime) -> None:
        self._board = board
        self._time = time
        self._lists = {each["name"]: each for each in board["lists"]}
        self._labels = {each["name"]: each for each in board["labels"]}
        members = {each["username"]: each for each in board["members"]}
        self._members = {key: members[person.trello] for key, person in people.items()}

    def add(self, content: Mapping[str, Any], number: int, place: int) -> None:
        """One card with its checklists, and the actions that tell its history."""
        opened = self._time.ago(content["opened"])
        card = self._card(content, opened, number, place)
        checklists = list(self._checklists(content.get("checklists", {}), card, opened))
        comments = list(self._comments(content.get("comments", ()), card))
        card["idChecklists"] = [each["id"] for each in checklists]
        card["dateLastActivity"] = max([stamp(opened), *(comment["date"] for comment in comments)])
        card["badges"] = _badges(card, checklists, comments)
        self._board["cards"].append(card)
        self._board["checklists"] += checklists
        self._board["actions"].append(self._action("createCard", card, content.get("by", "rota"), opened))
        self._board["actions"] += comments

    def _card(self, content: Mapping[str, Any], opened: datetime, number: int, place: int) -> Part:
        due = content.get("due", {})
        return {
            "id": new_id(opened, "card", content["title"]),
            "idShort": number,
            "name": content["title"],
            "desc": _description(content),
            "idBoard": self._board["id"],
            "idList": self._lists[content["list"]]["id"],
            "pos": (place + 1) * STEP,
            "due": stamp(self._time.on(due["day"], due["at"])) if due else None,
            "dueComplete": due.get("done", False),
            "idLabels": [self._labels[name]["id"] for name in content["labels"]],
            "idMembers": [self._members[key]["id"] for key in content.get("members", ())],
        }

    def _checklists(self, content: Mapping[str, list[str]], card: Part, opened: datetime) -> Iterator[Part]:
        for place, (name, lines) in enumerate(content.items(), start=1):
            checklist_id = new_id(opened, "checklist", card["id"], name)
            items = [
                {
                    "id": new_id(opened, "item", checklist_id, line),
                    "idChecklist": checklist_id,
                    "name": line.removeprefix("x "),
                    "pos": line_place * STEP,
                    "state": "complete" if line.startswith("x ") else "incomplete",
                }
                for line_place, line in enumerate(lines, start=1)
            ]
            yield {
                "id": checklist_id,
                "name": name,
                "idBoard": card["idBoard"],
                "idCard": card["id"],
                "pos": place * STEP,
                "checkItems": items,
            }

    def _comments(self, content: list[Mapping[str, str]], card: Part) -> Iterator[Part]:
        for comment in content:
            at = self._time.ago(comment["ago"])
            yield self._action("commentCard", card, comment["by"], at, text=comment["text"])

    def _action(self, kind: str, card: Part, by: str, at: datetime, **data: str) -> Part:
        member = self._members[by]
        about = {"card": card, "list": self._list_of(card), "board": self._board}
        return {
            "id": new_id(at, kind, card["id"], *data.values()),
            "type": kind,
            "date": stamp(at),
            "idMemberCreator": member["id"],
            "memberCreator": {name: member[name] for name in ("id", "username", "fullName", "initials")},
            "data": data | {name: _reference(part) for name, part in about.items()},
        }

    def _list_of(self, card: Part) -> Part:
        return next(each for each in self._lists.values() if each["id"] == card["idList"])


def _description(content: Mapping[str, Any]) -> str:
    words = str(content["desc"]).strip()
    return f"From {content['from']}:\n\n{words}" if "from" in content else words


def _badges(card: Part, checklists: list[Part], comments: list[Part]) -> Part:
    states = [item["state"] for checklist in checklists for item in checklist["checkItems"]]
    return {
        "comments": len(comments),
        "checkItems": len(states),
        "checkItemsChecked": states.count("complete"),
        "description": bool(card["desc"]),
        "due": card["due"],
        "dueComplete": card["dueComplete"],
    }


def _reference(part: Part) -> Part:
    return {name: part[name] for name in ("id", "name", "idShort") if name in part}
