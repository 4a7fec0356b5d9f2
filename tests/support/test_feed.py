from typing import Any

import pytest

from support.feed import Line, lines, timeline
from tests.support.samples import PEOPLE, a_comment, at, journal

CARD = {"card": "card-12", "number": 12, "title": "[/b] Payments"}
ASKED = {
    "action": "billing.cancel",
    "reason": "other",
    "notes": "moved away",
    "requester": "Carl",
    "target": "carl@acme.test",
    "parameters": {},
    "card": "card-12",
}

SAID: list[tuple[str, str, dict[str, Any], str]] = [
    ("desk.trusted", "/desk", {}, "trusted the actions of this desk"),
    ("alarm.acknowledged", "a1", {"name": "QueueLong"}, "acknowledged the alarm QueueLong"),
    ("alarm.raising", "a1", {"name": "QueueLong"}, "asked for an incident for the alarm QueueLong"),
    ("alarm.raised", "a1", {"name": "QueueLong"} | CARD, "raised #12 [/b] Payments for the alarm QueueLong"),
    (
        "incident.commented",
        "card-12",
        CARD | {"text": "*hi*\nyou"},
        "commented on #12 [/b] Payments: *hi*\nyou",
    ),
    (
        "incident.moved",
        "card-12",
        CARD | {"from": "Inbox", "to": "Done"},
        "moved #12 [/b] Payments from Inbox to Done",
    ),
    ("incident.assigned", "card-12", CARD | {"person": "ben"}, "assigned #12 [/b] Payments to Ben Okafor"),
    ("incident.unassigned", "card-12", CARD | {"person": "eve"}, "took eve off #12 [/b] Payments"),
    ("incident.labelled", "card-12", CARD | {"label": "Acme"}, "labelled #12 [/b] Payments Acme"),
    ("incident.created", "card-12", CARD | {"list": "Inbox"}, "created #12 [/b] Payments on Inbox"),
    ("incident.closed", "card-12", CARD, "archived #12 [/b] Payments"),
    (
        "incident.responded",
        "card-12",
        CARD | {"text": "We look."},
        "sent the first response to #12 [/b] Payments: We look.",
    ),
    ("runbook.opened", "card-12", {"name": "acme", "title": "Acme's shop"}, "opened the runbook Acme's shop"),
    (
        "action.requested",
        "run-1",
        ASKED,
        "asked for billing.cancel on carl@acme.test for Carl: other (moved away)",
    ),
    ("action.started", "run-1", {"action": "billing.cancel"}, "started billing.cancel"),
    (
        "action.cancelling",
        "run-1",
        {"action": "billing.cancel", "reason": "wrong one"},
        "asked billing.cancel to stop: wrong one",
    ),
    (
        "action.finished",
        "run-1",
        {"action": "billing.cancel", "state": "succeeded", "result": "cancelled"},
        "ran billing.cancel: succeeded, cancelled",
    ),
    (
        "action.lost",
        "run-1",
        {"action": "billing.cancel"},
        "lost sight of billing.cancel: whether it happened is not known",
    ),
    (
        "action.closed",
        "run-1",
        {"action": "billing.cancel", "outcome": "happened", "notes": "seen"},
        "settled billing.cancel as happened: seen",
    ),
    (
        "postmortem.saved",
        "card-12",
        CARD | {"file": "x.md"},
        "saved the post-mortem of #12 [/b] Payments as x.md",
    ),
    (
        "act.failed",
        "elsewhere",
        {"kind": "incident.moved", "error": "No network."},
        "tried incident.moved, which failed: No network.",
    ),
    ("cat.fed", "Tom", {}, "recorded cat.fed on Tom"),
]


@pytest.mark.parametrize(("kind", "subject", "data", "text"), SAID, ids=[each[0] for each in SAID])
def test_each_kind_of_entry_has_its_sentence(
    kind: str, subject: str, data: dict[str, Any], text: str
) -> None:
    (line,) = lines(journal([(at(9), "ana", kind, subject, data)]), PEOPLE)
    assert (line.seq, line.at, line.who, line.kind, line.subject) == (1, at(9), "Ana Lopez", kind, subject)
    assert line.text == text


@pytest.mark.parametrize("kind", [each[0] for each in SAID])
@pytest.mark.parametrize("junk", [{}, {key: [1] for key in (*CARD, *ASKED, "text", "state", "error")}])
def test_an_entry_without_its_data_still_has_a_sentence(kind: str, junk: dict[str, Any]) -> None:
    (line,) = lines(journal([(at(9), "os:root", kind, "s", junk)]), PEOPLE)
    assert line.who == "os:root"
    assert line.text
    assert line.text == line.text.strip()
    assert "None" not in line.text
    assert "[1]" not in line.text


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("failed", "ran"),
        ("timed out", "ran"),
        ("cancelled", "stopped"),
        ("refused", "did not run"),
        ("denied", "did not run"),
    ],
)
def test_a_run_that_never_began_is_not_said_to_have_run(state: str, verb: str) -> None:
    entries = journal(
        [
            (at(9), "ana", "action.requested", "r", ASKED),
            (at(9), "ana", "action.finished", "r", {"state": state}),
        ]
    )
    newest = lines(entries, PEOPLE)[0]
    assert newest.text == f"{verb} billing.cancel: {state}"
    assert newest.outcome == state


def test_an_act_that_failed_is_told_on_both_its_lines() -> None:
    entries = journal(
        [
            (at(9), "ana", "incident.moved", "card-12", CARD | {"from": "Inbox", "to": "Done"}),
            (at(9, 1), "ana", "act.failed", "e1", {"kind": "incident.moved", "error": "No network."}),
        ]
    )
    newest, oldest = lines(entries, PEOPLE)
    assert newest.text == "moved #12 [/b] Payments from Inbox to Done, but it failed: No network."
    assert [newest.outcome, oldest.outcome] == ["failed", "failed"]


def test_folding_makes_one_line_of_each_run_at_its_latest_entry() -> None:
    entries = journal(
        [
            (at(9), "ana", "action.requested", "r1", ASKED),
            (at(9, 1), "ben", "action.requested", "r2", ASKED | {"target": "x", "notes": ""}),
            (at(9, 2), "ana", "action.started", "r1", {}),
            (at(9, 3), "ana", "alarm.acknowledged", "a1", {"name": "QueueLong"}),
            (at(9, 4), "os:run", "action.finished", "r1", {"state": "succeeded", "result": "done"}),
        ]
    )
    folded = lines(entries, PEOPLE, fold_runs=True)
    assert [(line.seq, line.who, line.outcome) for line in folded] == [
        (5, "Ana Lopez", "succeeded"),
        (4, "Ana Lopez", ""),
        (2, "Ben Okafor", "requested"),
    ]
    assert folded[0].text == (
        "asked for billing.cancel on carl@acme.test for Carl: other (moved away); "
        "ran billing.cancel: succeeded, done"
    )
    assert [line.seq for line in lines(entries, PEOPLE)] == [5, 4, 3, 2, 1]


def test_a_timeline_holds_everything_about_its_card_and_nothing_else() -> None:
    entries = journal(
        [
            (at(9), "ana", "alarm.raised", "a1", {"name": "QueueLong"} | CARD),
            (at(9, 1), "ana", "incident.moved", "card-99", {"card": "card-99"}),
            (at(9, 2), "ana", "action.requested", "r1", ASKED),
            (at(9, 3), "ana", "action.requested", "r2", ASKED | {"card": "card-99"}),
            (at(9, 4), "ana", "action.finished", "r1", {"state": "succeeded"}),
            (at(9, 5), "ana", "action.finished", "r2", {"state": "succeeded"}),
            (at(9, 6), "ana", "incident.assigned", "card-12", CARD | {"person": "ben"}),
            (at(9, 7), "ana", "act.failed", "e7", {"kind": "incident.assigned", "error": "Offline."}),
            (at(9, 8), "ana", "act.failed", "e2", {"kind": "incident.moved", "error": "Offline."}),
        ]
    )
    told = timeline(
        entries, "card-12", (a_comment("hello", at(9, 3)), a_comment("no", at(9), card="c")), PEOPLE
    )
    assert [line.seq for line in told] == [1, 3, 0, 5, 7, 8]
    assert told[2] == Line(0, at(9, 3), "Client Carl", "incident.commented", "wrote: hello", "card-12")


def test_a_comment_that_the_journal_holds_is_told_once() -> None:
    entries = journal(
        [
            (at(9), "ana", "incident.commented", "card-12", CARD | {"text": "On it. "}),
            (at(10), "ana", "incident.commented", "card-12", CARD | {"text": "Sent again"}),
            (at(10), "ana", "act.failed", "e2", {"error": "Offline."}),
        ]
    )
    comments = (
        a_comment("Sent again", at(11), "Ben"),
        a_comment("On it.", at(9, 1), "Ana"),
        a_comment("On it.", at(8), "Carl"),
    )
    told = timeline(entries, "card-12", comments, PEOPLE)
    assert [(line.seq, line.who) for line in told] == [
        (0, "Carl"),
        (1, "Ana Lopez"),
        (2, "Ana Lopez"),
        (3, "Ana Lopez"),
        (0, "Ben"),
    ]


def test_a_clock_that_was_set_back_does_not_turn_the_journal_round() -> None:
    entries = journal(
        [
            (at(10), "ana", "incident.closed", "card-12", CARD),
            (at(8), "ana", "incident.created", "card-12", CARD),
        ]
    )
    told = timeline(entries, "card-12", (a_comment("between", at(9)), a_comment("after", at(11))), PEOPLE)
    assert [(line.seq, line.at) for line in told] == [(0, at(9)), (1, at(10)), (2, at(8)), (0, at(11))]
