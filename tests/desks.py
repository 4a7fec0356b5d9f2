"""The sample desk on a fixed morning, opened as the full screen or by the command line."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from integrations.desks.sample import create_sample
from integrations.trust import trust
from tui.app import RotaApp
from tui.bootstrap.opening import open_session

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
"""A Friday in office hours: Tom is on the rota."""


def sample_desk(folder: Path) -> Path:
    """The sample desk at NOW, trusted; `$ROTA_NOW` must be NOW too."""
    create_sample(folder, NOW, getpass.getuser())
    trust(folder)
    return folder


def full_screen(folder: Path, now: Callable[[], datetime] = lambda: NOW) -> RotaApp:
    """The full screen on that desk, as `rota` shows it."""
    return RotaApp(lambda: open_session(folder, "tui"), now)
