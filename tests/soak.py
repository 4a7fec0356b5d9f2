"""How often a property is tried: a little by default, a lot under ROTA_SOAK=1."""

from __future__ import annotations

import os

SOAKING = os.environ.get("ROTA_SOAK") == "1"
TIMES = 40


def examples(quick: int) -> int:
    """The number of examples for hypothesis."""
    return quick * TIMES if SOAKING else quick
