"""What the commands that only look say: to a person in lines, to a script in shapes that stay."""

from __future__ import annotations

import json
import re
from types import UnionType
from typing import Any

import pytest

from tests.tui.cli.twin import TwinDesk

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
TIMES = {
    "at", "until", "set_at", "opened_at", "due_at", "first_response_at", "next_update_due_at", "started_at",
    "snoozed_until", "ended_at", "last_performed",
}  # fmt: skip
MAYBE = str | None
ENTRY: dict[str, type | UnionType] = {
    "seq": int, "id": str, "at": str, "actor": str, "via": str, "host": str, "kind": str, "subject": str,
    "data": dict, "prev": str, "hash": str,
}  # fmt: skip
SHAPES: dict[str, dict[str, type | UnionType]] = {
    "today": {
        "person": MAYBE, "until": MAYBE, "next": MAYBE, "cover": MAYBE, "source": str, "set_by": MAYBE,
        "set_at": MAYBE, "warnings": list,
    },
    "incidents": {
        "id": str, "number": int, "title": str, "url": str, "list": str, "status": MAYBE, "client": MAYBE,
        "priority": MAYBE, "owner": MAYBE, "members": list, "labels": list, "opened_at": str, "due_at": MAYBE,
        "first_response_at": MAYBE, "next_update_due_at": MAYBE, "comments": int, "waiting": int,
    },
    "alarms": {
        "id": str, "name": str, "severity": str, "state": str, "started_at": str, "acknowledged_by": MAYBE,
        "snoozed_until": MAYBE, "incident": MAYBE, "runbook": MAYBE,
    },
    "actions": {
        "name": str, "help": str, "tags": list, "reasons": list, "parameters": list, "allowed": bool,
        "why_not": MAYBE,
    },
    "runs": {
        "id": str, "action": str, "state": str, "states": list, "performer": str, "requester": MAYBE,
        "reason": str, "notes": str, "target": MAYBE, "parameters": dict, "exit_code": int | None,
        "started_at": MAYBE, "ended_at": MAYBE, "output": str,
    },
    "feed": ENTRY,
    "journal list": ENTRY,
    "metrics": {
        "action": str, "requested": int, "performed": int, "last_performed": MAYBE, "performers": list,
        "requesters": list, "accounts": list, "reasons": list, "other_share": float | None, "refused": int,
        "denied": int, "failed": int,
    },
    "runbooks": {"name": str, "title": str, "heading": MAYBE, "client": MAYBE, "owner": MAYBE},
    "journal verify": {"holds": bool, "count": int, "head": str, "broken_at": int | None, "why": MAYBE},
}  # fmt: skip
"""Keys may be added, never renamed; absent is null."""


@pytest.mark.parametrize("command", SHAPES)
def test_a_script_reads_shapes_that_stay(worked: TwinDesk, command: str) -> None:
    said = worked.rota(*command.split(), "--json")

    assert (said.code, said.err) == (0, "")
    assert said.out.isascii()
    records = said.json if isinstance(said.json, list) else [said.json]
    assert records
    for record in records:
        assert SHAPES[command].keys() - record.keys() == set()
        wrong = {
            key: record[key] for key, kind in SHAPES[command].items() if not isinstance(record[key], kind)
        }
        assert wrong == {}
    assert [at for at in times_in(records) if not TIME.fullmatch(at)] == []


def times_in(thing: Any) -> list[str]:
    """Every time in it, however deep."""
    if isinstance(thing, list):
        return [at for each in thing for at in times_in(each)]
    if not isinstance(thing, dict):
        return []
    own = [value for key, value in thing.items() if key in TIMES and value is not None]
    return own + times_in(list(thing.values()))


def test_every_command_with_json_is_held_to_its_shape() -> None:
    from tui.cli.verbs import VERBS

    assert {verb.name for verb in VERBS if verb.json} == SHAPES.keys()


@pytest.mark.parametrize(
    ("command", "lines"),
    [
        ("today", ["On support today: Tom Ashby until 17:00 (from rota.toml)", "Next: Maya Okafor"]),
        ("incidents", ["NUMBER  PROMISE", "#356    -          responded    Thornley Veg"]),
        ("alarms", ["SEVERITY  STATE", "error     firing  11 min  Thornley Veg  12 orders have waited"]),
        ("feed", ["10:30", "Tom Ashby commented on #356 Customers charged twice for this week's box?"]),
        ("journal list", ["10:30", "Tom Ashby commented on #356"]),
        ("metrics", ["ACTION", "billing.cancel-subscription  1          0        0       0       10:30  0%"]),
        ("actions", ["ACTION", "tickets.refund-booking       finance  no   Give the money of one booking"]),
        ("runbooks", ["NAME               TITLE", "thornley-veg       Thornley Veg"]),
        ("runbooks outbox", ["NAME", "TITLE", "HEADING"]),
        ("runs", ["RUN       WHEN", "succeeded  tom        billing.cancel-subscription  done"]),
        ("journal verify", ["The chain holds: 6 entries, head "]),
    ],
)
def test_a_person_reads_lines(worked: TwinDesk, command: str, lines: list[str]) -> None:
    said = worked.rota(*command.split())

    assert (said.code, said.err) == (0, "")
    for line in lines:
        assert line in said.out


def test_today_tells_who_is_on(worked: TwinDesk) -> None:
    today = worked.script("today")

    assert today["person"] == "tom"
    assert today["until"] == "2026-11-20T17:00:00Z"
    assert today["next"] == "maya"
    assert today["source"] == "rota.toml"
    assert today["warnings"] == []
    assert [today[key] for key in ("cover", "set_by", "set_at")] == [None, None, None]


def test_incidents_come_as_the_board_has_them_oldest_promise_first(worked: TwinDesk) -> None:
    incidents = worked.script("incidents")
    rows = worked.board.reading()
    shut = {row["id"] for row in rows.all("lists") if row["closed"]}
    on_board = {c["id"]: c for c in rows.all("cards") if not c["closed"] and c["idList"] not in shut}

    assert {each["id"] for each in incidents} == on_board.keys()
    for each in incidents:
        card = on_board[each["id"]]
        assert (each["number"], each["title"], each["url"]) == (card["idShort"], card["name"], card["url"])
    due = sorted(card["due"] for card in on_board.values() if card["due"] and not card["dueComplete"])
    assert len(due) > 1
    assert [each["due_at"][:16] for each in incidents[: len(due)]] == [at[:16] for at in due]
    assert incidents[1]["owner"] == "tom"
    assert incidents[1]["members"] == ["Tom Ashby"]
    assert incidents[1]["first_response_at"] is not None


def test_an_alarm_names_its_client_and_its_runbook(worked: TwinDesk) -> None:
    (alarm,) = worked.script("alarms")

    assert alarm["state"] == "firing"
    assert alarm["started_at"] == "2026-11-20T10:19:00Z"
    assert (alarm["client"], alarm["runbook"], alarm["incident"]) == ("thornley", "thornley-veg", None)


def test_actions_say_whether_you_may_and_who_may(worked: TwinDesk) -> None:
    actions = {each["name"]: each for each in worked.script("actions")}

    cancel, refund = actions["billing.cancel-subscription"], actions["tickets.refund-booking"]
    assert (cancel["allowed"], cancel["why_not"]) == (True, None)
    assert cancel["tags"] == ["subscriptions"]
    assert cancel["reasons"][-1] == "other"
    assert [each["name"] for each in cancel["parameters"]] == ["account", "when"]
    assert refund["allowed"] is False
    assert (
        refund["why_not"] == "tickets.refund-booking is for finance, which Tom Ashby is not. Ask Helen Marsh."
    )


def test_runs_come_newest_first_with_all_their_states(worked: TwinDesk) -> None:
    denied, succeeded = worked.script("runs")

    assert (denied["state"], denied["started_at"]) == ("denied", None)
    assert [each["state"] for each in succeeded["states"]] == ["requested", "running", "succeeded"]
    assert succeeded["performer"] == "tom"
    assert (succeeded["requester"], succeeded["reason"]) == ("Zoë Fairfax", "moved away")
    assert succeeded["target"] == "zoe.fairfax@example.com"
    assert succeeded["parameters"] == {"account": "zoe.fairfax@example.com", "when": "end of period"}
    assert succeeded["started_at"] == succeeded["ended_at"] == "2026-11-20T10:30:00.000000Z"


def test_feed_and_journal_are_the_same_entries(worked: TwinDesk) -> None:
    entries = worked.script("journal", "list")

    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert worked.script("feed") == entries[::-1]
    assert {entry["via"] for entry in entries} == {"cli", "run"}
    assert worked.script("journal", "verify")["head"] == entries[-1]["hash"]


@pytest.mark.parametrize(("command", "newest"), [("feed", [6, 5]), ("journal list", [5, 6])])
def test_only_as_many_as_are_wanted(worked: TwinDesk, command: str, newest: list[int]) -> None:
    assert [entry["seq"] for entry in worked.script(*command.split(), "--last", 2)] == newest
    assert len(worked.script("runs", "--last", 1)) == 1
    assert len(worked.rota(*command.split(), "--last", 2).out.splitlines()) == 2


def test_metrics_count_what_was_done_and_what_was_denied(worked: TwinDesk) -> None:
    cancel, refund = worked.script("metrics")

    assert (cancel["performed"], cancel["other_share"]) == (1, 0.0)
    assert cancel["requesters"] == [{"name": "Zoë Fairfax", "count": 1}]
    assert cancel["reasons"] == [{"name": "moved away", "count": 1}]
    assert (refund["performed"], refund["denied"], refund["last_performed"]) == (0, 1, None)


def test_words_find_the_part_of_a_runbook_that_has_them(worked: TwinDesk) -> None:
    found = worked.script("runbooks", "box", "orders", "stuck")

    assert (found[0]["name"], found[0]["heading"]) == ("thornley-veg", "Box orders stuck")
    assert worked.script("runbooks", "no runbook says this") == []


def test_one_runbook_alone_is_shown_in_full(worked: TwinDesk) -> None:
    said = worked.rota("runbooks", "Cromer")

    text = (worked.folder / "runbooks" / "wherry-books.md").read_text("utf-8")
    assert said.code == 0
    assert said.out.startswith("# Wherry Books\n")
    assert text.endswith(said.out)


def test_a_desk_that_is_not_trusted_does_not_pass_for_a_quiet_one(untouched: Any) -> None:
    desk = TwinDesk(untouched)

    alarms = desk.rota("alarms", "--json")
    assert (alarms.code, alarms.json) == (0, [])
    assert "The monitors were not asked: the desk is not trusted." in alarms.err
    assert "type `rota trust`" in desk.script("today")["warnings"][0]
    assert desk.rota("trust").out == f"The programs of {desk.folder} may run.\n"
    assert len(desk.script("alarms")) == 1
    assert json.loads(desk.rota("actions", "--json").out)
