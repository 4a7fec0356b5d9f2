"""`rota run`, and what can be done about runs: the same six steps as on the screen, each in the journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ptyrun import Terminal
from tests.tui.cli.twin import ROTA, TwinDesk

ZOE = ("-p", "account=zoe.fairfax@example.com")
CANCEL = ("run", "billing.cancel-subscription", *ZOE)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(desk: TwinDesk) -> None:
    before = desk.sandbox()

    said = desk.rota(*CANCEL, "--dry-run")

    assert (said.code, said.err) == (0, "")
    assert said.out == "Cancel the small box of Zoë Fairfax, end of period\n"
    assert desk.sandbox() == before
    assert desk.kinds() == []


def test_a_run_is_performed_recorded_and_told(desk: TwinDesk) -> None:
    before = desk.sandbox()

    said = desk.rota(
        *CANCEL, "-p", "when=now", "--reason", "moved away", "--for", "Zoë", "--card", 338, "--yes"
    )

    assert (said.code, said.out, said.err) == (0, "succeeded: done\n", "")
    changed = {name for name, content in desk.sandbox().items() if before[name] != content}
    assert changed == {"sandbox/subscriptions.json"}
    shop = json.loads(desk.sandbox()["sandbox/subscriptions.json"])
    assert shop["zoe.fairfax@example.com"]["state"] == "cancelled"
    assert desk.kinds() == ["action.requested", "action.started", "action.finished"]
    (run,) = desk.script("runs")
    assert (run["state"], run["requester"], run["card"]) == ("succeeded", "Zoë", desk.card(338)["id"])
    assert run["preview"] == "Cancel the small box of Zoë Fairfax, now"


def test_twice_is_refused_the_second_time(desk: TwinDesk) -> None:
    assert desk.rota(*CANCEL, "--reason", "fraud", "--yes").code == 0
    after_once = desk.sandbox()

    said = desk.rota(*CANCEL, "--reason", "fraud", "--yes")

    assert (said.code, said.out) == (3, "")
    why = "The subscription of zoe.fairfax@example.com is cancelled, not active."
    assert said.err == f"rota: refused: {why}\n"
    assert desk.sandbox() == after_once
    assert desk.script("runs")[0]["state"] == "refused"
    assert desk.rota(*CANCEL, "--dry-run").err == f"rota: {why}\n"


REFUND = ("run", "tickets.refund-booking", "-p", "booking=FP-77120", "--reason", "goodwill")


@pytest.mark.parametrize(
    ("words", "code", "state", "why"),
    [
        (
            REFUND,
            4,
            "denied",
            "tickets.refund-booking is for finance, which Tom Ashby is not.\n      Ask Helen",
        ),
        (("run", "nope.at-all", "--reason", "x"), 2, "unknown", "There is no action called nope.at-all."),
        (
            ("run", "billing.cancel", "--reason", "x"),
            2,
            "unknown",
            "Did you mean billing.cancel-subscription",
        ),
        (
            (*CANCEL, "-p", "size=2", "--reason", "fraud"),
            2,
            "invalid",
            "size is no parameter of this action.",
        ),
        ((*CANCEL, "-p", "when=soon", "--reason", "fraud"), 2, "invalid", "when is not one of its choices."),
        ((*CANCEL[:2], "--reason", "fraud"), 2, "invalid", "account is missing."),
        (CANCEL, 2, "invalid", "reason is missing. Choose one of: customer asked, moved away, duplicate"),
        ((*CANCEL, "--reason", "bored"), 2, "invalid", "reason is not one of this action's."),
        ((*CANCEL, "--reason", "other"), 2, "invalid", 'notes are needed for "other".'),
        ((*CANCEL[:3], "account=nobody", "--reason", "fraud"), 2, "invalid", "account is not one of its"),
    ],
)
def test_a_request_that_leads_to_nothing_is_a_record_too(
    desk: TwinDesk, words: Any, code: int, state: str, why: str
) -> None:
    before = desk.sandbox()

    said = desk.rota(*words, "--yes")

    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(f"rota: {state}: ")
    assert why in said.err
    assert desk.sandbox() == before
    (run,) = desk.script("runs")
    assert (run["action"], run["state"], run["started_at"]) == (words[1], state, None)
    assert desk.kinds() == ["action.requested", "action.finished"]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        ((*CANCEL[:3], "account"), 2, "-p account has no value.\n      Write it like -p account="),
        ((*CANCEL, "--reason", "fraud"), 2, "Nobody is there to confirm it.\n      Add --yes, or --dry-run"),
        ((*CANCEL, "--reason", "fraud", "--yes", "--card", "#9999"), 2, "No open card is called #9999."),
        ((*REFUND, "--dry-run"), 4, "tickets.refund-booking is for finance"),
        (("run", "nope.at-all", "--dry-run"), 2, "There is no action called nope.at-all."),
        ((*CANCEL[:2], "--dry-run"), 2, "account\n    is missing. Fill it in."),
    ],
)
def test_what_is_no_request_yet_is_no_record(desk: TwinDesk, words: Any, code: int, why: str) -> None:
    before = desk.sandbox()

    said = desk.rota(*words)

    assert (said.code, said.out) == (code, "")
    assert why in said.err
    assert desk.sandbox() == before
    assert desk.kinds() == []


def test_a_run_that_cannot_be_recorded_does_not_happen(
    desk: TwinDesk, a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.sandbox()
    with monkeypatch.context() as patch:
        patch.setattr("integrations.tinydb.storage.replace_file", read_only_disk)
        said = desk.rota(*CANCEL, "--reason", "fraud", "--yes")

    assert (said.code, said.out) == (1, "")
    assert "Read-only file system" in said.err
    assert "Make the disk writable" in said.err
    assert desk.sandbox() == before
    assert desk.script("runs") == []
    assert list(a_home_of_its_own.rglob("*.log")) == []


def read_only_disk(path: Path, content: bytes, **more: Any) -> None:
    raise OSError(30, "Read-only file system", str(path))


@pytest.mark.parametrize(("typed", "code", "states"), [("yes", 0, ["succeeded"]), ("y", 3, [])])
def test_a_person_confirms_in_words(desk: TwinDesk, typed: str, code: int, states: list[str]) -> None:
    with Terminal([ROTA, "--desk", desk.folder, *CANCEL, "--reason", "fraud"]) as terminal:
        terminal.wait_for("Type yes to perform it:")
        assert "Cancel the small box of Zoë Fairfax, end of period" in terminal.text
        terminal.type(f"{typed}\r")
        assert terminal.wait_exit() == code

    assert [run["state"] for run in desk.script("runs")] == states


def test_what_is_dear_is_typed_out(desk: TwinDesk) -> None:
    settings = desk.folder / "rota.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace('roles = ["billing"]\ntrello = "tomashby"', 'roles = ["finance"]'), "utf-8"
    )
    with Terminal([ROTA, "--desk", desk.folder, *REFUND]) as terminal:
        terminal.wait_for("Type FP-77120 to perform it:")
        terminal.type("FP-77120\r")
        assert terminal.wait_exit() == 0

    assert json.loads(desk.sandbox()["sandbox/bookings.json"])["FP-77120"]["refunded"] is True
