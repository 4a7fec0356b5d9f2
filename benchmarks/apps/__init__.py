"""The apps that rota is compared with; each runs as a script."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.ptytime import Program


def app(name: str, folder: Path, environment: Mapping[str, str]) -> Program:
    """The app of that name, started as rota's own script is."""
    script = Path(__file__).with_name(f"{name}.py")
    return Program((sys.executable, str(script)), folder, environment)
