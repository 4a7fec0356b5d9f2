"""The actions that the documents show, run for real."""

from __future__ import annotations

from support.actions.runs import to_record
from support.actions.states import RunState
from tests.support.actions.conftest import Desk

BILLING = '''
    import json
    from pathlib import Path
    from typing import Literal
    from support import action, Refuse, Done, Account

    BOOKS = Path("books.json")

    @action(reasons=["customer asked", "duplicate", "fraud"], who="billing", tags=["subscriptions"])
    def cancel_subscription(account: Account, when: Literal["now", "period end"] = "period end"):
        """Cancel an active subscription."""
        plans = json.loads(BOOKS.read_text())
        plan = plans.get(account)
        if plan is None:
            raise Refuse(f"{account} has no active subscription")
        yield f"Cancel {plan} of {account}, {when}"
        del plans[account]
        BOOKS.write_text(json.dumps(plans))
        return Done("cancelled", undo="billing.resume_subscription")
'''


def test_the_example_of_the_design_runs_from_its_preview_to_its_undo(desk: Desk) -> None:
    desk.write("billing.py", BILLING)
    books = desk.folder / "books.json"
    books.write_text('{"acme": "pro"}')

    prepared = desk.pipeline.prepare("billing.cancel-subscription", {"account": "acme"})
    assert prepared.preview == "Cancel pro of acme, period end"
    assert prepared.target == "acme"
    assert books.read_text() == '{"acme": "pro"}'

    run = desk.ask(
        "billing.cancel-subscription",
        {"account": "acme"},
        reason="duplicate",
        notes="",
        requester="Dora of Acme",
        card="c1",
        confirmed=prepared.preview,
        run=prepared.run,
    )
    assert run.state is RunState.REQUESTED
    run = desk.end_of(run)

    assert books.read_text() == "{}"
    assert (run.state, run.result, run.undo) == ("succeeded", "cancelled", "billing.resume_subscription")
    assert run.parameters == {"account": "acme", "when": "period end"}
    assert (run.performer, run.requester, run.target, run.card) == ("ana", "Dora of Acme", "acme", "c1")
    assert [state for state, _ in run.states] == ["requested", "running", "succeeded"]
    assert run.requested_at <= (run.started_at or run.requested_at) <= (run.ended_at or run.requested_at)

    again = desk.pipeline.prepare("billing.cancel-subscription", {"account": "acme"})
    assert again.refusal == "acme has no active subscription"
    assert again.preview is None


def test_three_lines_of_python_are_an_action(desk: Desk) -> None:
    desk.write(
        "mail.py",
        """
        from support import *
        @action
        def note_down(account: Account):
            open("noted", "w").write(account)
        """,
    )
    definition = desk.pipeline.catalogue.find("mail.note-down")
    assert (definition.reasons, definition.who, definition.previews) == (("other",), ("rota",), False)
    run = desk.do("mail.note-down", {"account": "acme"})
    assert (run.state, run.result, run.exit_code) == ("succeeded", "done", None)
    assert (desk.folder / "noted").read_text() == "acme"


def test_two_lines_of_toml_are_an_action(desk: Desk) -> None:
    desk.write(
        "ops.toml",
        """
        [restart-worker]
        run = "touch restarted-{worker:web|mail}"
        """,
    )
    assert desk.pipeline.prepare("ops.restart-worker", {"worker": "mail"}).preview == "touch restarted-mail"
    run = desk.do("ops.restart-worker", {"worker": "mail"})
    assert (run.state, run.exit_code) == ("succeeded", 0)
    assert (desk.folder / "restarted-mail").exists()


def test_a_run_is_printed_as_the_design_says(desk: Desk) -> None:
    desk.write("ops.toml", '[say]\nrun = "echo {words}"\nundo = "ops.unsay"\n')
    printed = to_record(desk.do("ops.say", {"words": "hello there"}))
    promised = (
        "id action state states performer requester reason notes target parameters exit_code "
        "started_at ended_at output"
    )
    assert set(promised.split()) <= set(printed)
    assert printed["output"] == "hello there"
    assert printed["undo"] == "ops.unsay"
    assert printed["requester"] is None
    assert [each["state"] for each in printed["states"]] == ["requested", "running", "succeeded"]
    assert printed["ended_at"].endswith("Z")
