"""Clocks: the machine's, and one that stands still for tests and demos."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from support.errors import Invalid

if TYPE_CHECKING:
    from support.ports import Clock


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that always tells the same time."""

    at: datetime
    """Aware, UTC."""

    def now(self) -> datetime:
        """The instant it stands at."""
        return self.at


def clock_from(environment: Mapping[str, str] = os.environ) -> Clock:
    """The clock that `$ROTA_NOW` fixes (ISO 8601; without a zone it is UTC), else the machine's."""
    given = environment.get("ROTA_NOW")
    return FixedClock(_instant(given)) if given else SystemClock()


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            f"ROTA_NOW is no point in time: {text[:60]!r}.",
            "Write it like 2026-11-20T09:00:00Z, or unset it for the machine's clock.",
        ) from error
