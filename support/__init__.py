"""The heart: what a support desk is. No Textual, no network, no terminal, no clock of its own."""

from support.actions.author import Account, Done, Progress, Refuse, action, choices, matches, secret

__all__ = ["Account", "Done", "Progress", "Refuse", "action", "choices", "matches", "secret"]
