"""The one way into the journal: who acts, from where, and when is filled in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from support.errors import RotaError, WorldError
from support.journal import Draft, Entry
from support.people import Identity
from support.ports import Clock, Journal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes what one person does through one door of the program."""

    journal: Journal
    clock: Clock
    identity: Identity
    via: str
    """tui, cli, web, schedule or run."""
    host: str

    def record(self, kind: str, subject: str, data: Mapping[str, Any]) -> Entry:
        """Make it an entry; raises JournalUnavailable, and then the act must not happen."""
        now = self.clock.now()
        draft = Draft(now, self.identity.key, self.via, self.host, kind, subject, data)
        return self.journal.append(draft)

    def act(self, kind: str, subject: str, data: Mapping[str, Any], perform: Callable[[], T]) -> T:
        """Record, then perform; when it fails, that is recorded too and raised again.

        A write that may have arrived all the same is recorded as `sent`: nobody knows yet.
        """
        entry = self.record(kind, subject, data)
        try:
            return perform()
        except Exception as error:
            what = error.what if isinstance(error, RotaError) else type(error).__name__
            sent = isinstance(error, WorldError) and error.sent
            self.record(
                "act.failed", entry.id, {"kind": kind, "subject": subject, "error": what, "sent": sent}
            )
            raise
