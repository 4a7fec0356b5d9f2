"""Subscriptions of the Thornley shop."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from support import Account, Refuse, action, choices

SHOP = Path("sandbox/subscriptions.json")


def accounts() -> list[str]:
    """What the form offers."""
    return list(_shop())


@action(
    reasons=["customer asked", "moved away", "duplicate", "fraud"],
    who="billing",
    tags=["subscriptions"],
    undo="billing.resume-subscription",
)
def cancel_subscription(
    account: Annotated[Account, choices(accounts)],
    when: Literal["now", "end of period"] = "end of period",
) -> Iterator[str]:
    """Cancel an active subscription."""
    box = _box(account, "active")
    yield f"Cancel the {box['size']} box of {box['name']}, {when}"
    _change(account, state="cancelled", ends=when)


@action(reasons=["customer asked", "cancelled by mistake"], who="billing", tags=["subscriptions"])
def resume_subscription(account: Annotated[Account, choices(accounts)]) -> Iterator[str]:
    """Take up a cancelled subscription again."""
    box = _box(account, "cancelled")
    yield f"Resume the {box['size']} box of {box['name']}, £{box['weekly']:.2f} a week"
    _change(account, state="active", ends=None)


def _box(account: str, state: str) -> Any:
    """The account's subscription, if it is in that state: the circumstances of both actions."""
    box = _shop().get(account)
    if box is None:
        raise Refuse(f"The shop knows nobody called {account}.")
    if box["state"] != state:
        raise Refuse(f"The subscription of {account} is {box['state']}, not {state}.")
    return box


def _shop() -> Any:
    return json.loads(SHOP.read_text("utf-8"))


def _change(account: str, **fields: str | None) -> None:
    shop = _shop()
    shop[account] |= fields
    SHOP.write_text(json.dumps(shop, indent=2, ensure_ascii=False) + "\n", "utf-8")
