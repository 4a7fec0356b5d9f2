"""The family of errors that a person may see: what happened, then the mend.

RotaError
├── Invalid                 the request or a file is wrong
│   ├── Mistakes            several at once, each with its place
│   └── Unknown             nothing of that name
├── Denied                  this person may not
├── Refused                 the circumstances do not hold
├── JournalUnavailable      the act cannot be recorded, so it does not happen
└── WorldError              something outside did not do what was asked
    ├── Offline             it could not be reached
    ├── LoginNeeded         it no longer knows us
    ├── NotPermitted        it knows us and says no
    ├── Gone                what was asked for is not there (any more)
    ├── RateLimited         it asks us to wait
    └── BadAnswer           it answered what nobody can use
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class RotaError(Exception):
    """Something a person should know: `what` happened, and the `mend` where there is one."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.what} {self.mend}".strip()


class Invalid(RotaError):
    """The request or a file is wrong; nothing was done."""


@dataclass(frozen=True)
class Mistake:
    """One thing wrong in a file."""

    place: str
    """Where: a file with a line, or a dotted path inside it."""
    what: str
    """What is wrong."""
    mend: str
    """What to write instead."""


class Mistakes(Invalid):
    """Everything that is wrong with a file, all at once."""

    def __init__(self, source: str, mistakes: tuple[Mistake, ...]) -> None:
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        super().__init__(f"{source} has {count}.")
        self.mistakes = mistakes


class Unknown(Invalid):
    """There is nothing of that name."""


class Denied(RotaError):
    """This person may not do this."""


class Refused(RotaError):
    """The circumstances do not hold; raised by actions too, with a sentence for the person."""


class JournalUnavailable(RotaError):
    """The act cannot be recorded, so it does not happen."""


class WorldError(RotaError):
    """Something outside did not do what was asked.

    `sent` says whether a write may have reached the other side: False is a promise that it has not.
    """

    def __init__(self, what: str, mend: str = "", *, sent: bool = False) -> None:
        super().__init__(what, mend)
        self.sent = sent


class Offline(WorldError):
    """It could not be reached, or did not answer in time."""


class LoginNeeded(WorldError):
    """It no longer accepts our key or token."""


class NotPermitted(WorldError):
    """It knows us, and says no to this one thing."""


class Gone(WorldError):
    """What was asked for is not there, or not visible to us."""


class RateLimited(WorldError):
    """It asks us to wait."""

    def __init__(self, what: str, mend: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(what, mend)
        self.retry_after = retry_after


class BadAnswer(WorldError):
    """It answered something that cannot be used."""
