"""Bookings of the Playhouse. Only Helen, who keeps the books, gives money back."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Annotated, Any

from support import Account, Done, Refuse, action, choices

BOOKINGS = Path("sandbox/bookings.json")


def bookings() -> list[str]:
    """What the form offers."""
    return list(_bookings())


@action(
    reasons=["performance cancelled", "charged twice", "goodwill"],
    who="finance",
    tags=["refunds"],
    confirm="type {booking}",
)
def refund_booking(booking: Annotated[Account, choices(bookings)]) -> Generator[str, None, Done]:
    """Give the money of one booking back."""
    found = _bookings().get(booking)
    if found is None:
        raise Refuse(f"There is no booking {booking}.")
    if found["refunded"]:
        raise Refuse(f"{booking} has been refunded before.")
    yield f"Refund £{found['paid']:.2f} to {found['name']} for {found['performance']}"
    changed = _bookings() | {booking: found | {"refunded": True}}
    BOOKINGS.write_text(json.dumps(changed, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return Done(f"refunded £{found['paid']:.2f}")


def _bookings() -> Any:
    return json.loads(BOOKINGS.read_text("utf-8"))
