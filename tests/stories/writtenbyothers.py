"""A desk on which everything that somebody else may write holds given texts."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from integrations.desks.emptyboard import STEP, Part, empty_board, new_id
from integrations.desks.folder import write_desk
from integrations.drafts import FolderDrafts
from integrations.paths import state_folder
from integrations.tinydb.journal import TinyJournal
from integrations.trello.local.ids import stamp
from integrations.trust import trust
from support.journal import Draft, Entry
from tests.desks import NOW

OPENED = NOW - timedelta(days=30)
EACH_CARD = 3
"""Comments and checklist items on a card."""
SHOWN_AT_MOST = 40
"""Lists, labels, alarms, runbooks and entries of the journal: as many as a screen can hold."""
ACTION = "outside.show"
"""One yes is enough for it; `outside.wipe` wants a phrase. Both leave a line in `ran.txt`."""

SETTINGS = """
name = "A desk"
[people.tom]
name = "Tom Ashby"
trello = "tomashby"
os_user = {login}
[rota.weekdays]
fri = "tom"
[hours]
zone = "Europe/London"
[board]
kind = "local"
[board.lists]
new = ["Inbox"]
[[alarms]]
name = "monitor"
command = ["cat", "alarms.jsonl"]
"""

ACTIONS = '''
import json
from typing import Annotated
from support import Account, Done, action, choices

TEXTS = json.loads({texts})

def accounts():
    return ["client 1", *TEXTS]

def show(account: Annotated[Account, choices(accounts)], words: str = {first}):
    yield "\\n".join(TEXTS)
    ran("show")
    for text in TEXTS:
        yield text
    return Done(TEXTS[0])

def wipe(account: Account = "client 1"):
    """Needs a phrase."""
    yield "Wipe it"
    ran("wipe")

def ran(name):
    with open("ran.txt", "a") as file:
        file.write(name + "\\n")

wipe = action(confirm="type {{account}}")(wipe)
show.__doc__ = TEXTS[0]
WORDS = [text for text in TEXTS if text.strip()]
show = action(reasons=WORDS, tags=WORDS)(show)
'''
BROKEN_ACTIONS = "raise RuntimeError({text})\n"


@dataclass(frozen=True, slots=True)
class WrittenByOthers:
    """A desk in a folder, trusted, and the texts that stand everywhere on it."""

    folder: Path
    texts: tuple[str, ...]

    @property
    def journal(self) -> tuple[Entry, ...]:
        """Everything recorded on it."""
        return TinyJournal(state_folder(self.folder) / "journal.json").entries()

    @property
    def ran(self) -> list[str]:
        """The actions that were performed, in order."""
        file = self.folder / "ran.txt"
        return file.read_text("utf-8").split() if file.exists() else []

    @property
    def board(self) -> Any:
        """The rows of its board, by table and id."""
        return json.loads((self.folder / "board.json").read_bytes())

    @property
    def cards(self) -> dict[str, Part]:
        """Its cards, by id, as they stand on the board."""
        return dict(self.board["cards"])


def write(folder: Path, texts: Sequence[str]) -> WrittenByOthers:
    """A desk in that folder on which the texts stand in every place; `$ROTA_NOW` must be NOW."""
    some = [text for text in texts if len(text) <= 20_000][:SHOWN_AT_MOST] or ["x"]
    files = {
        "rota.toml": SETTINGS.format(login=json.dumps(getpass.getuser())).encode(),
        "alarms.jsonl": "".join(_alarms(some)).encode(),
        "actions/outside.py": _filled(ACTIONS, some).encode(),
        "actions/broken.py": BROKEN_ACTIONS.format(text=ascii(some[0])).encode(),
        **{f"runbooks/book-{place}.md": _runbook(text) for place, text in enumerate(some)},
        **{
            f"postmortems/2026-01-{place % 28 + 1:02}-{place}.md": _file(text)
            for place, text in enumerate(some)
        },
    }
    write_desk(folder, files, _board(texts, some))
    trust(folder)
    desk = WrittenByOthers(folder, tuple(texts))
    _fill_journal(desk, some)
    _fill_drafts(desk, "\n".join(some))
    return desk


def _fill_drafts(desk: WrittenByOthers, text: str) -> None:
    """What was begun on the first card and not finished: pasted words of others."""
    drafts = FolderDrafts(state_folder(desk.folder) / "drafts")
    card = next(iter(desk.cards))
    drafts.save(f"comment-{card}", text)
    drafts.save(f"postmortem-{card}", json.dumps({"text": text, "over": None}))


def _filled(source: str, texts: Sequence[str]) -> str:
    return source.format(texts=repr(json.dumps(texts)), first=ascii(texts[0]))


def _file(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _runbook(text: str) -> bytes:
    names = ("title", "client", "owner", "alarms", "labels", "tags", "reviewed")
    front = "".join(f"{name}: {json.dumps(text[:500])}\n" for name in names)
    return _file(f"---\n{front}---\n# {text}\n\n{text}\n\n- {text}\n\n[{text}]({text})\n\n```\n{text}\n```\n")


def _alarms(texts: Sequence[str]) -> Iterator[str]:
    for place, text in enumerate(each[:2_000] for each in texts):
        named = {"name": text or "-", "severity": text or "-", "client": text, "runbook": text}
        started = {"started_at": stamp(NOW - timedelta(minutes=place))}
        yield (
            json.dumps({"id": f"alarm-{place}", "summary": text, "labels": {text: text}} | named | started)
            + "\n"
        )


def _board(texts: Sequence[str], some: Sequence[str]) -> Part:
    members = {f"member{place}": text for place, text in enumerate(some)}
    board = empty_board(
        texts[0],
        OPENED,
        lists=["Inbox", *dict.fromkeys(some)],
        labels=dict.fromkeys(some, "red"),
        members={"tomashby": "Tom Ashby", **members},
        desc=texts[0],
    )
    for place, text in enumerate(texts):
        _add_card(board, place, text, [texts[(place + step) % len(texts)] for step in range(EACH_CARD)])
    return board


def _add_card(board: Part, place: int, text: str, others: Sequence[str]) -> None:
    opened = OPENED + timedelta(minutes=place)
    member = board["members"][place % len(board["members"])]
    card = {
        "id": new_id(opened, "card", str(place)),
        "idShort": place + 1,
        "name": text,
        "desc": text,
        "idBoard": board["id"],
        "idList": board["lists"][place % len(board["lists"])]["id"],
        "pos": place * STEP,
        "idLabels": [each["id"] for each in board["labels"][place % len(board["labels"]) :][:EACH_CARD]],
        "idMembers": [member["id"]],
    }
    board["cards"].append(card)
    board["checklists"].append(_checklist(card, text, others))
    board["actions"] += [
        _comment(card, member, each, opened + timedelta(minutes=number)) for number, each in enumerate(others)
    ]


def _checklist(card: Part, name: str, lines: Sequence[str]) -> Part:
    items = [
        {"id": new_id(OPENED, card["id"], str(place)), "name": line, "state": "incomplete"}
        for place, line in enumerate(lines)
    ]
    checklist_id = new_id(OPENED, "checklist", card["id"])
    return {
        "id": checklist_id,
        "name": name,
        "idBoard": card["idBoard"],
        "idCard": card["id"],
        "checkItems": items,
    }


def _comment(card: Part, member: Part, text: str, at: Any) -> Part:
    return {
        "id": new_id(at, "comment", card["id"]),
        "type": "commentCard",
        "date": stamp(at),
        "idMemberCreator": member["id"],
        "memberCreator": member,
        "data": {"text": text, "card": {"id": card["id"]}, "board": {"id": card["idBoard"]}},
    }


def _fill_journal(desk: WrittenByOthers, texts: Sequence[str]) -> None:
    """What colleagues, actions and older versions may have recorded."""
    journal = TinyJournal(state_folder(desk.folder) / "journal.json")
    cards = list(desk.cards)
    for place, text in enumerate(texts):
        card = {"card": cards[place % len(cards)], "number": place, "title": text}
        told = {"reason": text, "notes": text, "requester": text, "target": text, "parameters": {text: text}}
        run = f"{place:032x}"
        for kind, subject, data in (
            ("incident.commented", card["card"], card | {"text": text}),
            ("incident.moved", card["card"], card | {"from": text, "to": text}),
            ("action.requested", run, {"action": text} | told),
            ("action.finished", run, {"state": "failed", "result": text, "mend": text, "action": text}),
            (f"odd.{text[:40]}", text[:200], {"text": text}),
        ):
            journal.append(Draft(NOW, text[:200] or "-", "tui", "host", kind, str(subject), data))
