"""Texts that an outsider might write: our own, and the shared corpus where it lies beside the checkout."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
OWN = HERE / "hostile_extra.json"
SHARED = HERE.parents[1] / "shared" / "hostile.json"
"""413 strings of 28 kinds; not part of the checkout."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """One text, and what it tries."""

    id: str
    kind: str
    text: str
    why: str


@cache
def own() -> tuple[Hostile, ...]:
    """The texts that are always here."""
    return _load(OWN)


@cache
def everything() -> tuple[Hostile, ...]:
    """Our own texts, and the shared corpus if it is here."""
    return own() + (_load(SHARED) if SHARED.exists() else ())


def of_kind(*kinds: str) -> tuple[Hostile, ...]:
    """The texts of these kinds."""
    return tuple(hostile for hostile in everything() if hostile.kind in kinds)


def _load(path: Path) -> tuple[Hostile, ...]:
    return tuple(Hostile(**fields) for fields in json.loads(path.read_text(encoding="utf-8")))
