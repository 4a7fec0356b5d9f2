"""Mails that clients ask for. The sample desk has no mail server: they end up in sandbox/outbox."""

import json
from collections.abc import Generator
from pathlib import Path
from typing import Annotated, Any

from support import Account, Done, Refuse, action, choices

INVOICES = Path("sandbox/invoices.json")
OUTBOX = Path("sandbox/outbox")


def accounts() -> list[str]:
    """Who has invoices."""
    return list(_invoices())


def invoices_of(account: str) -> list[str]:
    """The invoices of one account, newest first."""
    return sorted(_invoices().get(account, {}), reverse=True)


@action(reasons=["customer asked", "accountant asked", "bounced"], tags=["mail", "invoices"])
def resend_invoice(
    account: Annotated[Account, choices(accounts)], invoice: Annotated[str, choices(invoices_of)]
) -> Generator[str, None, Done]:
    """Send an invoice again, to the address on it."""
    found = _invoices().get(account, {}).get(invoice)
    if found is None:
        raise Refuse(f"{account} has no invoice {invoice}.")
    letter = OUTBOX / f"{invoice}.txt"
    if letter.exists():
        raise Refuse(f"{invoice} waits in the outbox already: {letter}")
    yield f"Send {invoice} of {found['date']}, £{found['total']:.2f}, to {found['to']}"
    OUTBOX.mkdir(exist_ok=True)
    letter.write_text(f"To: {found['to']}\nSubject: Invoice {invoice}\n\n{found['text']}\n", "utf-8")
    return Done(f"written to {letter}")


def _invoices() -> Any:
    return json.loads(INVOICES.read_text("utf-8"))
