"""What one process of a run tells the next, on its stdin: never in its arguments, which all can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from support.errors import Invalid

GO = b"go\n"
"""The word on a worker's stdin, after its task, at which the action acts."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is to do."""

    action: str
    source: str
    """The path of the file that defines it."""
    digest: str
    """SHA-256, in hex, of that file as it was when the person asked."""
    texts: Mapping[str, str]
    """The filled-in form, secrets too."""
    choices_of: str | None = None
    """Only say what this parameter offers."""

    def to_json(self) -> bytes:
        """One line."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def from_json(cls, line: bytes) -> Task:
        """The task; raises ValueError or TypeError for anything else."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Order:
    """What a supervisor is to see through."""

    run: str
    seq: int
    """The place of the run's request in the journal."""
    actor: str
    """The key of the performer."""
    desk: str
    """The folder in which the action runs."""
    task: Task
    timeout: float
    """Seconds, for looking at the circumstances and again for acting."""
    confirmed: str | None
    """The preview that the person said yes to."""
    secrets: tuple[str, ...]
    """Values that no log and no record may hold."""

    def to_json(self) -> bytes:
        """The order on its way."""
        return json.dumps(asdict(self)).encode("ascii")

    @classmethod
    def from_json(cls, content: bytes) -> Order:
        """The order; raises Invalid when it did not come through whole."""
        try:
            record: dict[str, Any] = json.loads(content)
            parts = {"task": Task(**record["task"]), "secrets": tuple(record["secrets"])}
            return cls(**record | parts)
        except (ValueError, TypeError, KeyError) as error:
            raise Invalid("The order for a run did not come through whole: nothing was done.") from error
