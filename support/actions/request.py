"""A request for an action, and what of it goes into the record."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from support.actions.author import OTHER
from support.actions.definition import Definition
from support.actions.masking import mask
from support.actions.values import LONGEST, read, record, record_unread, secrets_in
from support.errors import Mistake

FEWEST_NOTES = 10
"""Characters of notes that the reason "other" needs."""


def new_run_id() -> str:
    """The id of a run to be: 32 hex digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody wants an action performed."""

    action: str
    texts: Mapping[str, str]
    """The filled-in form."""
    reason: str
    notes: str = ""
    requester: str | None = None
    """Who asked for it: a colleague or a client."""
    card: str | None = None
    """The id of the card that it belongs to."""
    confirmed: str | None = None
    """The preview that the person said yes to: `Prepared.preview`."""
    run: str = field(default_factory=new_run_id)
    """`Prepared.run`, where there is one."""


@dataclass(frozen=True, slots=True)
class Form:
    """A request, read in the light of the action that it names, if there is one."""

    request: Request
    definition: Definition | None
    values: Mapping[str, Any]
    mistakes: tuple[Mistake, ...]
    """All that is wrong with the form and the reason."""

    @classmethod
    def read(cls, request: Request, definition: Definition | None) -> Form:
        """Check everything at once; nothing is looked up or done."""
        if definition is None:
            return cls(request, None, {}, ())
        values, mistakes = read(definition.parameters, request.texts)
        return cls(request, definition, values, (*mistakes, *_mistakes(request, definition)))

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that no log and no record may hold."""
        return secrets_in(self.definition.parameters, self.values) if self.definition else ()

    def record(self) -> dict[str, Any]:
        """The request as the journal holds it: cut where it is too long, and without secrets."""
        request, definition = self.request, self.definition
        known = definition.parameters if definition else ()
        read_well = definition is not None and self.values.keys() == {each.name for each in known}
        texts = ("action", "reason", "notes", "requester", "card")
        return {name: _cut(getattr(request, name)) for name in texts} | {
            "parameters": record(known, self.values) if read_well else record_unread(known, request.texts),
            "target": definition.target(self.values) if definition and read_well else None,
            "preview": _cut(request.confirmed and mask(request.confirmed, self.secrets)),
            "digest": definition.digest if definition else None,
            "source": definition.source.name if definition else None,
        }


def _mistakes(request: Request, definition: Definition) -> Iterator[Mistake]:
    if not request.reason.strip():
        yield Mistake("reason", "is missing", f"Choose one of: {', '.join(definition.reasons)}.")
    elif request.reason not in definition.reasons:
        yield Mistake("reason", "is not one of this action's", f"Choose: {', '.join(definition.reasons)}.")
    elif request.reason == OTHER and len(request.notes.strip()) < FEWEST_NOTES:
        yield Mistake("notes", f'are needed for "{OTHER}"', f"Write {FEWEST_NOTES} characters or more.")
    for name in ("notes", "requester", "card", "confirmed"):
        if len(getattr(request, name) or "") > LONGEST:
            yield Mistake(name, f"is longer than {LONGEST:,} characters", "Shorten it.")


def _cut(text: str | None) -> str | None:
    return text and text[:LONGEST]
