"""What every test stands on: no home, no colours forced off, no credentials, no network but loopback."""

from __future__ import annotations

import os

for _name in [name for name in os.environ if name.startswith(("ROTA_", "TRELLO_", "SLACK_"))]:
    if _name != "ROTA_SOAK":
        del os.environ[_name]
os.environ.pop("NO_COLOR", None)  # read when Textual is imported; it would fail every picture
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from pathlib import Path  # noqa: E402

import pytest  # noqa: E402


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and state folder for each test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ROTA_STATE_DIR", str(home / "state"))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    return home
