"""What the processes of a run are told by the environment: an allow-list that holds no secret."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_WORKER = ("PATH", "HOME", "LANG", "TZ", "ROTA_NOW")
_SUPERVISOR = ("USER", "LOGNAME", "ROTA_STATE_DIR", "ROTA_DEBUG", "XDG_STATE_HOME", "XDG_CONFIG_HOME")


def for_worker(environment: Mapping[str, str], desk: Path) -> dict[str, str]:
    """What an action may see: never a token, and no terminal."""
    kept = {name: value for name, value in environment.items() if name in _WORKER or name.startswith("LC_")}
    return kept | {"ROTA_DESK": str(desk)}


def for_supervisor(environment: Mapping[str, str], desk: Path) -> dict[str, str]:
    """What the supervisor needs beside that, to find the journal."""
    kept = {name: environment[name] for name in _SUPERVISOR if name in environment}
    return kept | for_worker(environment, desk)
