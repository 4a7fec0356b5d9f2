"""A small board, and a client that talks to it as to Trello."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from integrations.clock import FixedClock
from integrations.trello.local.store import LocalStore
from integrations.trello.local.transport import LocalTransport

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
STAMP = "2026-11-20T09:00:00.000Z"
HEADERS = {"Authorization": 'OAuth oauth_consumer_key="KEY", oauth_token="TOKEN"'}

BOARD = "65f00000000000000000b0a2"
INBOX, DOING, ARCHIVED = (f"65f0000000000000000000{n}" for n in ("11", "12", "13"))
ANNA, BEN = (f"65f0000000000000000000{n}" for n in ("21", "22"))
CLIENT, URGENT = (f"65f0000000000000000000{n}" for n in ("31", "32"))
LOGIN, INVOICE, OLD, HIDDEN = (f"65f0000000000000000000{n}" for n in ("41", "42", "43", "44"))
CHECKLIST, ITEM = (f"65f0000000000000000000{n}" for n in ("51", "52"))
ATTACHMENT = "65f000000000000000000061"
CREATED, COMMENT = (f"65f0000000000000000000{n}" for n in ("71", "72"))
NOBODY = "65f0000000000000000000ff"


def card(id: str, number: int, name: str, list_id: str, **more: Any) -> dict[str, Any]:
    """A card of an export."""
    known = {
        "id": id,
        "idShort": number,
        "name": name,
        "idList": list_id,
        "idBoard": BOARD,
        "pos": number * 100,
    }
    return known | {"shortLink": f"card000{number}", "dateLastActivity": "2024-03-12T08:00:00.000Z"} | more


ATTACHED = {
    "id": ATTACHMENT,
    "name": "log",
    "url": "https://example.com/log",
    "pos": 1,
    "date": "2024-03-12T07:30:00.000Z",
    "idMember": ANNA,
}


def export() -> dict[str, Any]:
    """A board of three lists and four cards; one card is archived, another lies on an archived list."""
    part = {"id": LOGIN, "name": "Login fails", "idShort": 1, "shortLink": "card0001"}
    anna = {"id": ANNA, "username": "anna", "fullName": "Anna Ek", "initials": "AE"}
    told = {"idMemberCreator": ANNA, "memberCreator": anna}
    return {
        "id": BOARD,
        "name": "Support",
        "shortLink": "board001",
        "lists": [
            {"id": INBOX, "name": "Inbox", "pos": 100, "closed": False, "idBoard": BOARD},
            {"id": DOING, "name": "In progress", "pos": 200, "closed": False, "idBoard": BOARD},
            {"id": ARCHIVED, "name": "Long ago", "pos": 50, "closed": True, "idBoard": BOARD},
        ],
        "members": [anna, {"id": BEN, "username": "ben", "fullName": "Ben Oja", "initials": "BO"}],
        "memberships": [{"id": "65f000000000000000000081", "idMember": ANNA, "memberType": "admin"}],
        "labels": [
            {"id": CLIENT, "idBoard": BOARD, "name": "Nordwind", "color": "sky"},
            {"id": URGENT, "idBoard": BOARD, "name": "urgent", "color": "red"},
        ],
        "cards": [
            card(
                LOGIN,
                1,
                "Login fails",
                INBOX,
                idLabels=[CLIENT],
                idMembers=[ANNA],
                badges={"comments": 1, "checkItems": 1, "attachments": 1},
                idChecklists=[CHECKLIST],
                attachments=[ATTACHED],
            ),
            card(INVOICE, 2, "Invoice is wrong", DOING),
            card(OLD, 3, "Solved", INBOX, closed=True),
            card(HIDDEN, 4, "Nobody sees me", ARCHIVED),
        ],
        "checklists": [
            {
                "id": CHECKLIST,
                "name": "Steps",
                "idCard": LOGIN,
                "idBoard": BOARD,
                "pos": 1,
                "checkItems": [{"id": ITEM, "name": "Call back", "state": "incomplete", "pos": 1}],
            }
        ],
        "actions": [
            told
            | {
                "id": COMMENT,
                "type": "commentCard",
                "date": "2024-03-12T08:00:00.000Z",
                "data": {"text": "Since today.", "card": part, "list": {"id": INBOX, "name": "Inbox"}},
            },
            told
            | {
                "id": CREATED,
                "type": "createCard",
                "date": "2024-03-12T07:06:56.500Z",
                "data": {"card": part},
            },
        ],
    }


class Trello:
    """Asks the board in a file, as one member."""

    def __init__(self, path: Path, me: str = "anna", at: datetime = NOW) -> None:
        self.store = LocalStore(path)
        transport = LocalTransport(self.store, me, FixedClock(at))
        self.http = httpx.Client(base_url="https://api.trello.com/1", transport=transport, headers=HEADERS)

    def get(self, path: str, **query: object) -> Any:
        """The answer of a GET that succeeds."""
        return self._good(self.http.get(path, params={name: str(value) for name, value in query.items()}))

    def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The answer of a write that succeeds; the body travels as JSON."""
        return self._good(self.http.request(method, path, json=body))

    def refusal(self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: object) -> str:
        """Status and text of a request that fails: `404 The requested ...`."""
        params = {name: str(value) for name, value in query.items()}
        answer = self.http.request(method, path, json=body, params=params)
        assert answer.status_code != 200, answer.text
        return f"{answer.status_code} {answer.text}"

    def told(self, card: str) -> list[dict[str, Any]]:
        """What happened to the card, oldest first, without what the export tells."""
        known = (CREATED, COMMENT)
        return [
            each
            for each in reversed(self.get(f"cards/{card}/actions", filter="all"))
            if each["id"] not in known
        ]

    @staticmethod
    def _good(answer: httpx.Response) -> Any:
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer.json()


def ids(rows: list[dict[str, Any]]) -> list[str]:
    """The ids, in order."""
    return [row["id"] for row in rows]
