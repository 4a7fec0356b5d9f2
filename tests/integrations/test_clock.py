"""The clock that ROTA_NOW fixes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from integrations.clock import SystemClock, clock_from
from support.errors import Invalid


@pytest.mark.parametrize(
    "text", ["2026-11-20T09:00:00Z", "2026-11-20T09:00", "2026-11-20 10:00+01:00", "2026-11-20T09:00:00.000"]
)
def test_a_fixed_clock_stands_still_in_utc(text: str) -> None:
    clock = clock_from({"ROTA_NOW": text})
    assert clock.now() == clock.now() == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_nonsense_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match="ROTA_NOW") as caught:
        clock_from({"ROTA_NOW": text})
    assert "2026-11-20T09:00:00Z" in caught.value.mend


def test_otherwise_the_machine_tells_the_time() -> None:
    clock = clock_from({})
    assert isinstance(clock, SystemClock)
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
