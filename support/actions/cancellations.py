"""How a person's wish to stop a run reaches its supervisor, at whatever moment: a file beside its log."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from support.actions.claims import log_path


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Somebody wants a run to stop."""

    actor: str
    """The key of who."""
    via: str
    reason: str


def ask(folder: Path, run_id: str, cancellation: Cancellation) -> None:
    """Leave the wish, whole or not at all; raises OSError."""
    beside = log_path(folder, run_id).with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(asdict(cancellation)), encoding="ascii")
    beside.replace(_path(folder, run_id))


def asked(folder: Path, run_id: str) -> Cancellation | None:
    """The wish that was left, if any."""
    try:
        content = _path(folder, run_id).read_bytes()
    except FileNotFoundError:
        return None
    return Cancellation(**json.loads(content))


def forget(folder: Path, run_id: str) -> None:
    """The run is over."""
    _path(folder, run_id).unlink(missing_ok=True)


def _path(folder: Path, run_id: str) -> Path:
    return log_path(folder, run_id).with_suffix(".cancel")
