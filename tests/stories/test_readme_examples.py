"""The examples of the README do what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.desks import NOW, sample_desk
from tests.tui.cli.twin import rota

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def example(language: str, comment: str) -> str:
    """The fenced block of that language whose first line begins so."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return next(block for block in blocks if block.startswith(comment))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    return sample_desk(tmp_path / "desk")


def test_the_python_action_previews_performs_and_refuses(desk: Path) -> None:
    (desk / "actions" / "newsletter.py").write_text(example("python", "# actions/newsletter.py"), "utf-8")
    words = ("run", "newsletter.unsubscribe", "-p", "account=ana@example.org", "--desk", str(desk))
    looked = rota(*words, "--dry-run")
    assert (looked.code, looked.out.strip()) == (0, "Take ana@example.org off the newsletter")
    assert not (desk / "unsubscribed.txt").exists()
    assert rota(*words, "--reason", "customer asked", "--yes").code == 0
    assert (desk / "unsubscribed.txt").read_text() == "ana@example.org\n"
    refused = rota(*words, "--reason", "customer asked", "--yes")
    assert refused.code == 3
    assert "is off the newsletter already" in refused.err


def test_the_toml_action_is_read_with_its_choices(desk: Path) -> None:
    (desk / "actions" / "ops.toml").write_text(example("toml", "# actions/ops.toml"), "utf-8")
    actions = {each["name"]: each for each in rota("actions", "--json", "--desk", str(desk)).json}
    (worker,) = actions["ops.restart-worker"]["parameters"]
    assert (worker["name"], worker["choices"]) == ("worker", ["web", "mail"])


def test_the_alarm_is_understood(desk: Path) -> None:
    (desk / "alarms.jsonl").write_text(example("json", "{").replace("\n", " ") + "\n", "utf-8")
    (alarm,) = rota("alarms", "--json", "--desk", str(desk)).json
    assert (alarm["name"], alarm["client"], alarm["runbook"]) == ("orders stuck", "thornley", "thornley-veg")
