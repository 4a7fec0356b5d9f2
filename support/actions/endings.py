"""What the last word of a worker, or its silence, means for the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from support.actions.cancellations import Cancellation
from support.actions.child import Child, Event
from support.actions.orders import Order
from support.actions.states import RunState
from support.actions.values import spoken
from support.errors import Mistake


@dataclass(frozen=True, slots=True)
class Ending:
    """The end state of a run, and what the record says of it."""

    state: RunState
    data: Mapping[str, Any]


def unchecked(why: str) -> str:
    """The circumstances could not be looked at, so nothing was done."""
    return f"The circumstances could not be checked: {why.rstrip('.')}."


def not_checked(why: str) -> Ending:
    """The end of a run whose circumstances could not be looked at."""
    return Ending(RunState.REFUSED, {"result": unchecked(why)})


def stopped_before(cancellation: Cancellation) -> Ending:
    """Somebody stopped it before it began."""
    by = {"cancelled_by": cancellation.actor, "cancel_reason": cancellation.reason}
    return Ending(RunState.CANCELLED, {"result": "It was stopped before it began."} | by)


def after_looking(event: Event, confirmed: str | None) -> Ending | None:
    """Why it may not act; None when the circumstances hold and the preview is the confirmed one."""
    match event.kind:
        case "ready":
            return _unconfirmed(event.data["preview"], confirmed)
        case "refused":
            return Ending(RunState.REFUSED, event.data)
        case "invalid":
            mistakes = [Mistake(*each) for each in event.data["mistakes"]]
            return Ending(RunState.INVALID, {"result": spoken(mistakes)})
        case _:
            return not_checked(told(event.data))


def after_acting(last: Event | None, stopped: RunState | None, child: Child, order: Order) -> Ending:
    """What came of it. One that was done before it could be stopped is done."""
    if last and last.kind == "done":
        return Ending(RunState.SUCCEEDED, last.data)
    if stopped is RunState.CANCELLED:
        return Ending(stopped, {"result": "It was stopped."})
    if stopped:
        return Ending(stopped, {"result": f"It was stopped after {order.timeout:g} seconds."})
    if last is None:
        how = child.how_it_ended
        return Ending(
            RunState.FAILED,
            {"result": f"Its process ended without a result: {how}.", "signal": child.ended_by},
        )
    if last.kind == "refused":
        # After a preview was confirmed, something may have been changed before it changed its mind.
        state = RunState.REFUSED if order.confirmed is None else RunState.FAILED
        return Ending(state, last.data)
    error = {key: last.data.get(key, "") for key in ("type", "message", "place")}
    ended = {key: last.data.get(key) for key in ("exit_code", "signal")}
    return Ending(RunState.FAILED, {"result": told(last.data), "error": error} | ended)


def told(failure: Mapping[str, Any]) -> str:
    """An exception in a sentence."""
    message, kind = str(failure.get("message", "")), str(failure.get("type", ""))
    speaks_for_itself = kind in ("", "CommandFailed", "Terminated")
    return message if speaks_for_itself else f"{kind}: {message}" if message else kind


def _unconfirmed(preview: str | None, confirmed: str | None) -> Ending | None:
    if preview == confirmed:
        return None
    what = "was not confirmed" if confirmed is None else "is not what was confirmed any more"
    said = {"result": f"What it would do {what}.", "mend": "Read the new preview, then confirm that."}
    return Ending(RunState.REFUSED, said | {"preview_now": preview})
