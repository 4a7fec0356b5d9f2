"""The states of a run, and which may follow which: one word, one cause."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class RunState(StrEnum):
    """How far a run has come."""

    REQUESTED = "requested"
    AWAITING_APPROVAL = "awaiting approval"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DENIED = "denied"
    """This person may not."""
    UNKNOWN = "unknown"
    """There is no action of that name."""
    INVALID = "invalid"
    """The form or the reason is not filled in well."""
    REFUSED = "refused"
    """The circumstances do not hold; nothing was done."""
    REJECTED = "rejected"
    """An approver said no."""
    EXPIRED = "expired"
    """Nobody approved in time."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    TIMED_OUT = "timed out"
    CANCELLED = "cancelled"
    """Somebody stopped it, or it never began."""
    LOST = "lost"
    """Its process died: what it did is not known."""


_S = RunState
LEGAL: Mapping[RunState | None, frozenset[RunState]] = {
    None: frozenset({_S.REQUESTED}),
    _S.REQUESTED: frozenset(
        {_S.DENIED, _S.UNKNOWN, _S.INVALID, _S.REFUSED, _S.AWAITING_APPROVAL, _S.RUNNING, _S.CANCELLED}
    ),
    _S.AWAITING_APPROVAL: frozenset({_S.RUNNING, _S.REJECTED, _S.EXPIRED, _S.REFUSED, _S.CANCELLED}),
    # Refused: an action without a preview looks at the circumstances only after it was started.
    _S.RUNNING: frozenset({_S.SUCCEEDED, _S.FAILED, _S.TIMED_OUT, _S.CANCELLING, _S.LOST, _S.REFUSED}),
    _S.CANCELLING: frozenset({_S.CANCELLED, _S.SUCCEEDED, _S.FAILED, _S.TIMED_OUT, _S.LOST}),
}
"""What may follow each state; a state that is not named here is an end."""


class IllegalTransition(RuntimeError):
    """A mistake of the program: a run was to go where none can go."""


def require_legal(before: RunState | None, after: RunState) -> None:
    """Raise IllegalTransition unless `after` may follow `before`."""
    if after not in LEGAL.get(before, frozenset()):
        raise IllegalTransition(f"A run that is {before or 'nothing yet'} cannot become {after}.")
