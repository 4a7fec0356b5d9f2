"""Desks for the plain twin: one that is only looked at, and copies that may be changed."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.trust import trust
from tests.desks import NOW, sample_desk
from tests.tui.cli.twin import TwinDesk


@pytest.fixture(autouse=True)
def on_the_morning(a_home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fixed time of the sample desk, and nobody at the keyboard."""
    monkeypatch.setenv("ROTA_NOW", NOW.isoformat())
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample desk as it was made; copy it to change it."""
    place = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROTA_STATE_DIR", str(place / "state"))
        return sample_desk(place / "desk")


@pytest.fixture
def desk(untouched: Path, tmp_path: Path) -> TwinDesk:
    """A sample desk of one's own, trusted."""
    shutil.copytree(untouched, tmp_path / "desk")
    trust(tmp_path / "desk")
    return TwinDesk(tmp_path / "desk")


@pytest.fixture(scope="session")
def a_morning(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A desk on which something was done already, and its state folder."""
    place = tmp_path_factory.mktemp("morning")
    shutil.copytree(untouched, place / "desk")
    worked = TwinDesk(place / "desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROTA_NOW", NOW.isoformat())
        patch.setenv("ROTA_STATE_DIR", str(place / "state"))
        trust(worked.folder)
        worked.rota("comment", 356, "We look at it now.")
        cancel = ("run", "billing.cancel-subscription", "-p", "account=zoe.fairfax@example.com", "--yes")
        worked.rota(*cancel, "--reason", "moved away", "--for", "Zoë Fairfax", "--card", 338)
        worked.rota(
            "run", "tickets.refund-booking", "-p", "booking=FP-77120", "--yes", "--reason", "goodwill"
        )
    return place / "desk", place / "state"


@pytest.fixture
def worked(a_morning: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[TwinDesk]:
    """That desk; whoever uses it only looks."""
    folder, state = a_morning
    monkeypatch.setenv("ROTA_STATE_DIR", str(state))
    before = (folder / "board.json").read_bytes()
    yield TwinDesk(folder)
    assert (folder / "board.json").read_bytes() == before
