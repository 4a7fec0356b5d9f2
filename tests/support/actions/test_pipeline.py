"""The six steps: every request is a record, whatever becomes of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from support.actions.author import declare
from support.actions.authority import Authority
from support.actions.definition import Source
from support.actions.request import Request
from support.actions.runs import Run
from support.errors import JournalUnavailable, Mistakes, Offline, Refused, Unknown
from support.people import Identity
from tests.support.actions.conftest import PEOPLE, Desk

COUNTER = """
    from pathlib import Path
    from support import action, Refuse, Account, secret, choices
    from typing import Annotated

    @action(reasons=["asked"], who=["rota", "billing"])
    def add(account: Account, by: int = 1):
        count = Path("count")
        now = int(count.read_text()) if count.exists() else 0
        if now > 9:
            raise Refuse("The counter is full.", "Empty it.")
        try:
            yield f"{account}: {now} + {by}"
            count.write_text(str(now + by))
        finally:
            Path("touched").touch()

    @action(who="anyone")
    def plain(account: Account):
        raise Refuse("Not on a Friday.")

    @action(who="anyone")
    def late(account: Account):
        yield "go on"
        raise Refuse("Somebody was quicker.")

    @action(who="anyone")
    def faulty(account: Account):
        {}["nothing"]
        yield "never"

    @action(who="anyone")
    def settled():
        if True:
            return "all is well already"
        yield "never"

    def plans_of(account):
        return {"acme": ["pro", "team"]}.get(account, [])

    @action(who="anyone")
    def choose(account: Account, plan: Annotated[str, choices(plans_of)]):
        Path("chosen").write_text(plan)

    @action(who="anyone")
    def choose_in_vain(plan: Annotated[str, choices(lambda: 1 / 0)]):
        pass

    @action(who="anyone")
    def sign_in(account: Account, password: Annotated[str, secret]):
        yield f"sign in with {password}"
        print("using", password, flush=True)
        raise ValueError(password)
"""


@pytest.fixture
def counter(desk: Desk) -> Desk:
    desk.write("counter.py", COUNTER)
    return desk


def only(run: Run) -> list[str]:
    return [state.value for state, _ in run.states]


def test_who_may_not_is_denied_and_told_who_may(counter: Desk) -> None:
    run = counter.seated("ben").ask("counter.add", {"account": "acme"})
    assert only(run) == ["requested", "denied"]
    assert run.performer == "ben"
    assert "Ben Okafor" in run.result
    assert run.mend == "Ask Ana Ruiz."
    assert counter.run(run.id) == run


def test_an_unknown_action_is_a_record_that_says_what_was_near(counter: Desk) -> None:
    run = counter.ask("counter.ad", {"password": "hunter2"})
    assert only(run) == ["requested", "unknown"]
    assert "counter.add" in run.mend
    assert run.parameters == {"password": "given"}


def test_everything_wrong_with_a_request_is_said_at_once(counter: Desk) -> None:
    texts = {"by": "many", "account": "  ", "colour": "red"}
    run = counter.ask("counter.add", texts, reason="other", notes="short")
    assert only(run) == ["requested", "invalid"]
    for part in (
        "by is not a whole number",
        "account is missing",
        "colour is no parameter",
        "notes are needed",
    ):
        assert part in run.result
    assert run.parameters == {"by": "many", "account": "  ", "colour": "given"}


@pytest.mark.parametrize(("reason", "what"), [("", "reason is missing"), (".", "reason is not one of")])
def test_a_reason_is_one_of_the_listed(counter: Desk, reason: str, what: str) -> None:
    run = counter.ask("counter.add", {"account": "acme"}, reason=reason)
    assert only(run) == ["requested", "invalid"]
    assert what in run.result


def test_a_listed_reason_needs_no_notes(counter: Desk) -> None:
    assert counter.do("counter.add", {"account": "acme"}, reason="asked", notes="").state == "succeeded"


def test_nothing_is_done_before_the_request_is_on_disk(counter: Desk) -> None:
    preview = counter.pipeline.prepare("counter.add", {"account": "acme"}).preview
    full = counter.folder.parent / "journal.full"
    full.touch()
    request = Request("counter.add", {"account": "acme"}, "asked", confirmed=preview)
    with pytest.raises(JournalUnavailable):
        counter.pipeline.perform(request)
    full.unlink()
    assert counter.end_of(counter.pipeline.perform(request)).state == "succeeded"
    assert (counter.folder / "count").read_text() == "1"


def test_the_circumstances_are_checked_again(counter: Desk) -> None:
    preview = counter.pipeline.prepare("counter.add", {"account": "acme"}).preview
    (counter.folder / "count").write_text("10")
    run = counter.end_of(counter.ask("counter.add", {"account": "acme"}, confirmed=preview))
    assert only(run) == ["requested", "refused"]
    assert (run.result, run.mend) == ("The counter is full.", "Empty it.")


def test_a_preview_that_changed_is_shown_again(counter: Desk) -> None:
    preview = counter.pipeline.prepare("counter.add", {"account": "acme"}).preview
    (counter.folder / "count").write_text("5")
    run = counter.end_of(counter.ask("counter.add", {"account": "acme"}, confirmed=preview))
    assert only(run) == ["requested", "refused"]
    assert (run.preview, run.preview_now) == ("acme: 0 + 1", "acme: 5 + 1")
    assert (counter.folder / "count").read_text() == "5"
    run = counter.end_of(counter.ask("counter.add", {"account": "acme"}, confirmed=run.preview_now))
    assert run.state == "succeeded"


def test_a_preview_that_nobody_confirmed_is_not_performed(counter: Desk) -> None:
    run = counter.end_of(counter.ask("counter.add", {"account": "acme"}))
    assert only(run) == ["requested", "refused"]
    assert run.preview_now == "acme: 0 + 1"


def test_a_dry_run_has_no_effect_and_leaves_no_record(counter: Desk) -> None:
    prepared = counter.pipeline.prepare("counter.add", {"account": "acme", "by": "3"})
    assert prepared.preview == "acme: 0 + 3"
    assert prepared.parameters == {"account": "acme", "by": 3}
    assert sorted(path.name for path in counter.folder.iterdir()) == ["actions"]
    assert counter.kinds() == []


def test_a_form_is_checked_before_anything_is_looked_at(counter: Desk) -> None:
    with pytest.raises(Mistakes) as caught:
        counter.pipeline.prepare("counter.add", {"by": "x"})
    assert [each.place for each in caught.value.mistakes] == ["account", "by"]
    with pytest.raises(Unknown):
        counter.pipeline.prepare("counter.subtract", {})


def test_an_action_without_preview_may_refuse_when_it_runs(counter: Desk) -> None:
    run = counter.do("counter.plain", {"account": "acme"})
    assert only(run) == ["requested", "running", "refused"]
    assert run.result == "Not on a Friday."


def test_to_refuse_after_the_preview_is_to_fail(counter: Desk) -> None:
    run = counter.do("counter.late", {"account": "acme"})
    assert only(run) == ["requested", "running", "failed"]
    assert run.result == "Somebody was quicker."


def test_circumstances_that_cannot_be_checked_do_not_hold(counter: Desk) -> None:
    prepared = counter.pipeline.prepare("counter.faulty", {"account": "acme"})
    assert prepared.refusal == "The circumstances could not be checked: KeyError: 'nothing'."
    run = counter.end_of(counter.ask("counter.faulty", {"account": "acme"}))
    assert only(run) == ["requested", "refused"]


def test_when_there_is_nothing_to_do_nothing_is_done(counter: Desk) -> None:
    assert counter.pipeline.prepare("counter.settled", {}).refusal == (
        "There is nothing to do: all is well already."
    )


def test_choices_come_from_a_function_that_knows_the_form(counter: Desk) -> None:
    offered = counter.pipeline.choices("counter.choose", "plan", {"account": "acme"})
    assert offered == ("pro", "team")
    assert counter.pipeline.choices("counter.choose", "plan", {}) == ()
    with pytest.raises(Unknown):
        counter.pipeline.choices("counter.choose", "account", {})
    with pytest.raises(Refused, match="ZeroDivisionError: division by zero"):
        counter.pipeline.choices("counter.choose-in-vain", "plan", {})


def test_what_was_not_offered_is_not_taken(counter: Desk) -> None:
    with pytest.raises(Mistakes) as caught:
        counter.pipeline.prepare("counter.choose", {"account": "acme", "plan": "gold"})
    assert caught.value.mistakes[0].mend == "Choose one of: pro, team."
    run = counter.end_of(counter.ask("counter.choose", {"account": "acme", "plan": "gold"}))
    assert only(run) == ["requested", "invalid"]
    assert not (counter.folder / "chosen").exists()
    assert counter.do("counter.choose", {"account": "acme", "plan": "team"}).state == "succeeded"


def test_a_secret_is_in_no_record_and_no_log(counter: Desk) -> None:
    run = counter.do("counter.sign-in", {"account": "acme", "password": "hunter2 "})
    assert run.state == "failed"
    assert run.parameters["password"] == "given"
    assert run.preview == "sign in with [secret]"
    assert run.result == "ValueError: [secret]"
    for path in counter.folder.parent.rglob("*"):
        assert not path.is_file() or b"hunter2" not in path.read_bytes(), path


def test_one_launch_of_many_at_once_runs(counter: Desk) -> None:
    prepared = counter.pipeline.prepare("counter.add", {"account": "acme"})
    request = Request(
        "counter.add", {"account": "acme"}, "asked", confirmed=prepared.preview, run=prepared.run
    )
    refused = []

    def press() -> None:
        try:
            counter.pipeline.perform(request)
        except Refused as error:
            refused.append(error)

    presses = [threading.Thread(target=press) for _ in range(8)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(refused) == 7
    assert counter.end_of(counter.run(prepared.run)).state == "succeeded"
    assert (counter.folder / "count").read_text() == "1"
    assert counter.kinds().count("action.requested") == 1


def test_a_file_that_changed_since_it_was_read_is_not_run(counter: Desk) -> None:
    preview = counter.pipeline.prepare("counter.add", {"account": "acme"}).preview
    source = counter.folder / "actions" / "counter.py"
    source.write_text(source.read_text() + "\n# harmless\n")
    run = counter.end_of(counter.ask("counter.add", {"account": "acme"}, confirmed=preview))
    assert only(run) == ["requested", "refused"]
    assert run.result == "counter.py was changed meanwhile."


def test_a_supervisor_that_cannot_be_started_leaves_a_cancelled_run(counter: Desk, tmp_path: Path) -> None:
    broken = replace(counter, pipeline=replace(counter.pipeline, supervisor=(str(tmp_path / "none"),)))
    run = broken.ask("counter.plain", {"account": "acme"})
    assert only(run) == ["requested", "cancelled"]


def test_today_is_asked_anew_each_time_and_trouble_with_it_denies() -> None:
    answers = iter(["ana", "ben"])
    authority = Authority(PEOPLE, lambda: next(answers))
    definition = Source(Path("a.py"), b"", "").define(
        "b", declare(), help="", parameters=(), perform=lambda: None
    )
    ana = Identity("ana", "Ana Ruiz", PEOPLE["ana"], "os")
    assert authority.why_not(definition, ana) is None
    assert "Ask Ben Okafor." in (authority.why_not(definition, ana) or "")

    def offline() -> str | None:
        raise Offline("Slack does not answer.")

    assert "Slack does not answer." in (Authority(PEOPLE, offline).why_not(definition, ana) or "")
