"""When a failed request may go out again, and after how long.

httpx-retries decides by method, status and exception, each on its own. Here the method decides differently
for a refused, an unsent and a half-done request, and one kind of 429 is known by its text alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from support.errors import RateLimited, WorldError

ATTEMPTS = 3
FIRST_PAUSE = 0.5
"""Seconds; doubles with each attempt."""
LONGEST_PAUSE = 15.0
"""Seconds that a server may ask us to wait; for more we give up, and say how long it asked for."""

_REPEATABLE = frozenset({"GET", "PUT", "DELETE"})


class Repeat(Enum):
    """What a failure says about sending the same request again."""

    ALWAYS = "it was never applied"
    IF_HARMLESS = "it may have been applied: again only if twice is the same as once"
    NEVER = "the answer would be the same"


@dataclass(frozen=True, slots=True)
class Failure:
    """How one attempt failed."""

    error: WorldError
    """What a person is told when no attempt is left."""
    repeat: Repeat = Repeat.NEVER
    first_pause: float = FIRST_PAUSE


def pause_before_retry(failure: Failure, method: str, attempt: int, chance: float) -> float | None:
    """Seconds to wait before the next attempt, or None when there must be none.

    `attempt` counts from 1; `chance` is a random number from 0 to 1, so that thirty desks on one key
    do not come back all at once.
    """
    if attempt >= ATTEMPTS or not _may_repeat(failure.repeat, method):
        return None
    asked = failure.error.retry_after if isinstance(failure.error, RateLimited) else None
    if asked is None:
        return failure.first_pause * float(2 ** (attempt - 1)) * (0.5 + chance / 2)
    seconds = asked.total_seconds()
    return seconds + chance if seconds <= LONGEST_PAUSE else None


def _may_repeat(repeat: Repeat, method: str) -> bool:
    return repeat is Repeat.ALWAYS or (repeat is Repeat.IF_HARMLESS and method in _REPEATABLE)
