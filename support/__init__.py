"""The heart: what a support desk is. No Textual, no network, no terminal, no clock of its own.

The words that an action is written with are here too: `from support import action, Refuse, Done, Account`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.actions.author import Account, Done, Progress, Refuse, action, choices, matches, secret

__all__ = ["Account", "Done", "Progress", "Refuse", "action", "choices", "matches", "secret"]


def __getattr__(name: str) -> Any:
    """One of those words, loaded when an action asks for it and not at every start."""
    if name in __all__:
        from support.actions import author

        return getattr(author, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
