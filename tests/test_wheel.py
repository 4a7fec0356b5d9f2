"""The wheel holds everything that rota needs, and nothing of the checkout is missed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.desks import NOW
from tests.ptyrun import Terminal

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("tui", "integrations", "support", "runbooks")
KINDS = (".py", ".tcss", ".md", ".toml", ".json")
"""What the product is made of: code, styles, runbooks, and the data of new desks."""
BUILT_WITHIN = 60
"""Seconds."""


def pip(*words: object) -> None:
    """Pip without network."""
    command = [sys.executable, "-m", "pip", *map(str, words), "--quiet", "--disable-pip-version-check"]
    ended = subprocess.run(
        [*command, "--no-index", "--no-deps"], capture_output=True, text=True, timeout=BUILT_WITHIN
    )
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built here and now."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed, and pip cannot fetch it: no wheel without network")
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ROOT, "--no-build-isolation", "--wheel-dir", folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but what the wheel brings."""
    target = tmp_path_factory.mktemp("target")
    pip("install", wheel, "--target", target)
    return target


@pytest.fixture
def away(installed: Path, tmp_path: Path, a_home_of_its_own: Path) -> tuple[Path, Mapping[str, str]]:
    """An empty folder, and an environment in which the installed rota is the first to be found."""
    empty = tmp_path / "empty"
    empty.mkdir()
    names = ("PATH", "HOME", "ROTA_STATE_DIR", "LANG")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return empty, kept | {"PYTHONPATH": str(installed), "ROTA_NOW": NOW.isoformat()}


def test_the_wheel_holds_all_that_the_floors_hold(wheel: Path) -> None:
    files = {path for floor in FLOORS for path in (ROOT / floor).rglob("*") if path.suffix in KINDS}
    wanted = {str(path.relative_to(ROOT)) for path in files}

    packed = set(ZipFile(wheel).namelist())

    assert {Path(name).suffix for name in wanted} == set(KINDS)
    assert wanted - packed == set()
    assert "integrations/desks/data/starter/desk/.gitignore" in packed


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    packed = ZipFile(wheel).namelist()

    strangers = [name for name in packed if name.split("/")[0] not in FLOORS and ".dist-info/" not in name]
    assert strangers == []
    assert [name for name in packed if "__pycache__" in name or name.endswith(".pyc")] == []
    assert [name for name in packed if name.endswith("licenses/LICENSE")] != []


def test_the_demo_reaches_today_without_the_checkout(
    installed: Path, away: tuple[Path, Mapping[str, str]]
) -> None:
    empty, environment = away
    where = "import tui, support, runbooks; print(*tui.__path__, *support.__path__, *runbooks.__path__)"
    python = [sys.executable, "-c", where]
    found = subprocess.run(python, env=environment, cwd=empty, capture_output=True, text=True)
    assert found.stdout.split() == [str(installed / name) for name in ("tui", "support", "runbooks")]

    rota = [sys.executable, installed / "bin" / "rota"]
    with Terminal([*rota, "demo"], env=environment, cwd=empty) as terminal:
        terminal.wait_for("Customers charged twice", 30)
        terminal.wait_for("Tom Ashby")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert b"Traceback" not in terminal.output
    assert list(empty.iterdir()) == []


def test_a_new_desk_is_made_without_the_checkout(
    installed: Path, away: tuple[Path, Mapping[str, str]]
) -> None:
    empty, environment = away
    rota = [sys.executable, installed / "bin" / "rota"]
    made = subprocess.run([*rota, "init", "."], env=environment, cwd=empty, capture_output=True, text=True)
    actions = subprocess.run([*rota, "actions"], env=environment, cwd=empty, capture_output=True, text=True)

    assert (made.returncode, made.stderr) == (0, "")
    assert (actions.returncode, actions.stderr) == (0, "")
    assert "notes.add" in actions.stdout
    assert (empty / "runbooks" / "on-the-rota.md").is_file()
