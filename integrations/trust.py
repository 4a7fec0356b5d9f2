"""Which desks this person trusts: a desk is code, and its actions run only after one yes for its folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from integrations.ownership import require_own
from integrations.paths import state_root
from integrations.tinydb.storage import SafeStorage
from support.errors import Invalid

_TABLE = "desks"


def is_trusted(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this person has trusted exactly this folder; raises Invalid when the record is unreadable."""
    return str(folder.resolve()) in _read(_store(environment))[_TABLE]


def trust(folder: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Remember that this person trusts the folder; raises Invalid when that cannot be kept."""
    store = _store(environment)
    try:
        with store.locked():
            known = _read(store)[_TABLE]
            store.write({_TABLE: known | {str(folder.resolve()): {}}})
    except OSError as error:
        raise Invalid(f"The trust was not kept: {error.strerror}.", f"Look at {store.path}.") from error


def _store(environment: Mapping[str, str]) -> SafeStorage:
    return SafeStorage(state_root(environment) / "trusted.json")


def _read(store: SafeStorage) -> dict[str, dict[str, Any]]:
    try:
        require_own(store.path)
        document = store.read()
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable(store.path) from error
    if document is None:
        return {_TABLE: {}}
    if not isinstance(document.get(_TABLE), dict):
        raise _unreadable(store.path)
    return document


def _unreadable(path: Path) -> Invalid:
    return Invalid(
        f"The record of trusted desks cannot be read: {path}.",
        "Remove it; you will be asked again for each desk.",
    )
