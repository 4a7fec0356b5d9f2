"""The actions that the sample and the starter desk come with."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from integrations.config import read_settings
from integrations.desks.sample import create_sample
from integrations.desks.starter import create_desk
from support.actions.author import Done
from support.actions.catalogue import Catalogue
from support.errors import Refused

NOW = datetime(2026, 11, 20, 10, 7, tzinfo=UTC)
WORKS = {
    "billing.cancel-subscription": {"account": "zoe.fairfax@example.com", "when": "now"},
    "billing.resume-subscription": {"account": "hartleys@example.com"},
    "mail.resend-invoice": {"account": "wherry-books", "invoice": "WB-1004"},
    "tickets.refund-booking": {"booking": "FP-77120"},
}
"""What each action of the sample desk can be done to."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    create_sample(tmp_path / "desk", NOW, "sam")
    # A run's process has the desk as its folder.
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def actions(desk: Path) -> Catalogue:
    catalogue = Catalogue(desk)
    catalogue.load()
    return catalogue


def begin(desk: Path, name: str, values: dict[str, str]) -> Generator[str, None, Done | None]:
    steps: Generator[str, None, Done | None] = actions(desk).find(name).perform(**values)
    return steps


def perform(desk: Path, name: str, values: dict[str, str]) -> list[str]:
    return list(begin(desk, name, values))


def written(desk: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}


def stored(desk: Path, name: str) -> Any:
    return json.loads((desk / "sandbox" / name).read_text("utf-8"))


def test_every_action_loads(desk: Path) -> None:
    catalogue = actions(desk)

    assert catalogue.broken == ()
    assert {each.name for each in catalogue.definitions} == set(WORKS)
    assert all(each.help and each.previews and len(each.reasons) > 2 for each in catalogue.definitions)


def test_the_person_here_may_perform_some_actions_and_not_others(desk: Path) -> None:
    [me] = [person for person in read_settings(desk).people.values() if person.os_user]

    mine = {"rota", me.key, *me.roles}
    denied = {each.name for each in actions(desk).definitions if not mine & set(each.who)}
    assert denied == {"tickets.refund-booking"}


@pytest.mark.parametrize("name", WORKS)
def test_a_dry_run_says_what_it_would_do_and_changes_nothing(desk: Path, name: str) -> None:
    before = written(desk)

    steps = begin(desk, name, WORKS[name])
    preview = next(steps)
    steps.close()

    assert preview
    assert written(desk) == before


@pytest.mark.parametrize("name", WORKS)
def test_performing_changes_the_sandbox_and_nothing_else(desk: Path, name: str) -> None:
    before = written(desk)

    perform(desk, name, WORKS[name])

    after = written(desk)
    changed = {path for path in after if before.get(path) != after[path]}
    assert len(changed) == 1
    assert all(path.is_relative_to(desk / "sandbox") for path in changed)


@pytest.mark.parametrize("name", WORKS)
def test_a_second_time_the_circumstances_no_longer_hold(desk: Path, name: str) -> None:
    perform(desk, name, WORKS[name])

    with pytest.raises(Refused):
        next(begin(desk, name, WORKS[name]))


@pytest.mark.parametrize("name", WORKS)
def test_what_does_not_exist_is_refused(desk: Path, name: str) -> None:
    values = {key: value if key == "when" else "../../rota.toml" for key, value in WORKS[name].items()}

    with pytest.raises(Refused, match=r"rota\.toml"):
        next(begin(desk, name, values))


def test_what_was_cancelled_can_be_resumed(desk: Path) -> None:
    before = stored(desk, "subscriptions.json")
    cancel = actions(desk).find("billing.cancel-subscription")
    assert cancel.undo

    perform(desk, cancel.name, WORKS[cancel.name])
    assert stored(desk, "subscriptions.json") != before

    perform(desk, cancel.undo, {"account": "zoe.fairfax@example.com"})
    assert stored(desk, "subscriptions.json") == before


def test_the_invoices_on_offer_are_those_of_the_account(desk: Path) -> None:
    invoice = next(
        each for each in actions(desk).find("mail.resend-invoice").parameters if each.name == "invoice"
    )
    assert invoice.rule.offer

    assert list(invoice.rule.offer.offer("wherry-books")) == ["WB-1004", "WB-0912"]
    assert list(invoice.rule.offer.offer("nobody")) == []


def test_every_link_of_a_runbook_leads_to_an_action(desk: Path, tmp_path: Path) -> None:
    create_desk(tmp_path / "new", "Quayside support", "Europe/London", "sam")

    for folder in (desk, tmp_path / "new"):
        texts = [path.read_text("utf-8") for path in (folder / "runbooks").glob("*.md")]
        linked = {name for text in texts for name in re.findall(r"\(action:([^)?]*)", text)}
        assert linked
        assert linked <= {each.name for each in actions(folder).definitions}


def test_the_starter_action_writes_a_line_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_desk(tmp_path / "new", "Quayside support", "Europe/London", "sam")
    monkeypatch.chdir(tmp_path / "new")
    values = {"about": "harbour", "note": "they moved on Monday"}

    next(begin(tmp_path / "new", "notes.add", values))
    assert not (tmp_path / "new" / "notes.md").exists()

    perform(tmp_path / "new", "notes.add", values)
    assert (tmp_path / "new" / "notes.md").read_text() == "- harbour: they moved on Monday\n"
    with pytest.raises(Refused, match="already"):
        perform(tmp_path / "new", "notes.add", values)
