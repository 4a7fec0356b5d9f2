"""Which states may follow which, and how runs are folded from the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support.actions.ledger import Ledger
from support.actions.runs import Run, runs, to_record, transition
from support.actions.states import IllegalTransition, RunState
from tests.support.actions.filejournal import FileJournal, TickingClock

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LEGAL = """
    requested -> denied, unknown, invalid, refused, awaiting approval, running, cancelled
    awaiting approval -> running, rejected, expired, refused, cancelled
    running -> succeeded, failed, timed out, cancelling, lost, refused
    cancelling -> cancelled, failed, timed out, lost, succeeded
"""
LEGAL_PAIRS = {
    (before.strip(), after.strip())
    for before, _, afters in (line.partition("->") for line in LEGAL.strip().splitlines())
    for after in afters.split(",")
}
NOTHING = Run("a" * 32, "ops.x", "ana", "cli", "h", "other", "", None, None, None, {}, None, None)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(FileJournal(tmp_path / "journal"), TickingClock(), "h")


@pytest.mark.parametrize("before", RunState)
def test_a_run_goes_only_where_the_table_says(before: RunState) -> None:
    run = replace(NOTHING, states=((before, NOW),))
    for after in RunState:
        if (before.value, after.value) in LEGAL_PAIRS:
            assert transition(run, after, NOW).states == ((before, NOW), (after, NOW))
        else:
            with pytest.raises(IllegalTransition):
                transition(run, after, NOW)


def test_an_illegal_transition_does_not_reach_the_journal(ledger: Ledger) -> None:
    run, _ = ledger.request("a" * 32, "ana", "cli", {"action": "ops.x"})
    run = ledger.move(run, RunState.DENIED, "ana", "cli", result="no")
    before = ledger.journal.entries()
    with pytest.raises(IllegalTransition):
        ledger.move(run, RunState.RUNNING, "ana", "run", pid=1)
    assert ledger.journal.entries() == before


def test_an_entry_that_cannot_follow_changes_nothing(ledger: Ledger) -> None:
    run, _ = ledger.request("a" * 32, "ana", "cli", {"action": "ops.x"})
    ledger.move(run, RunState.REFUSED, "ana", "run", result="no")
    ledger.move(run, RunState.RUNNING, "ana", "run", pid=1)
    ledger.close(run, "ana", "cli", "happened", "looked")
    (folded,) = runs(ledger.journal.entries())
    assert [state for state, _ in folded.states] == ["requested", "refused"]
    assert folded.outcome is None


def test_who_stopped_a_run_and_why_is_kept(ledger: Ledger) -> None:
    run, _ = ledger.request("a" * 32, "ana", "cli", {"action": "ops.x"})
    run = ledger.move(run, RunState.RUNNING, "ana", "run", pid=1)
    run = ledger.move(run, RunState.CANCELLING, "ben", "tui", reason="wrong account")
    ledger.move(run, RunState.CANCELLED, "ana", "run", result="It was stopped.")
    (folded,) = runs(ledger.journal.entries())
    assert (folded.state, folded.performer) == ("cancelled", "ana")
    assert (folded.cancelled_by, folded.cancel_reason) == ("ben", "wrong account")


def test_a_run_that_never_began_has_no_start(ledger: Ledger) -> None:
    run, _ = ledger.request("a" * 32, "ana", "cli", {"action": "ops.x"})
    printed = to_record(ledger.move(run, RunState.DENIED, "ana", "cli", result="no"))
    assert printed["started_at"] is None
    assert printed["ended_at"] is not None
