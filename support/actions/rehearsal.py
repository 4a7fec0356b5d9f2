"""Looking without acting: a worker goes as far as the preview, and is then ended where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.actions.child import Child, Event, TooLong
from support.actions.definition import Definition
from support.actions.endings import told, unchecked
from support.actions.orders import Task
from support.actions.request import new_run_id


@dataclass(frozen=True, slots=True)
class Prepared:
    """An action, its form filled in well, before anybody said yes."""

    definition: Definition
    parameters: Mapping[str, Any]
    """The values as the record will hold them."""
    target: str | None
    preview: str | None
    """What it will do; None where the action does not say, or cannot be done."""
    refusal: str | None
    """Why it cannot be done now, in sentences; None when the circumstances hold, as far as it can tell."""
    phrase_to_type: str | None
    """What the person types to confirm; None when one yes is enough."""
    run: str = field(default_factory=new_run_id)
    """The id that the run will have: it launches once."""


def task_of(definition: Definition, texts: Mapping[str, str], choices_of: str | None = None) -> Task:
    """What a worker is to do with this action and this form."""
    return Task(definition.name, str(definition.source), definition.digest, dict(texts), choices_of)


def rehearse(task: Task, timeout: float, folder: Path, environment: Mapping[str, str]) -> Event:
    """The worker's first word: ready, choices, refused, invalid or failed. It never hears the word to go."""
    try:
        with Child(task, folder=folder, environment=environment) as child:
            for heard in child.look(timeout):
                if isinstance(heard, Event):
                    return heard
            return _failed(f"its process ended with {child.how_it_ended}")
    except TooLong as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"no process could be started: {error.strerror}")


def refusal(event: Event) -> str | None:
    """Why the action cannot be done now; None when it can."""
    if event.kind == "ready":
        return None
    if event.kind == "refused":
        return f"{event.data['result']} {event.data['mend']}".strip()
    return unchecked(told(event.data))


def _failed(why: str) -> Event:
    return Event("failed", {"type": "", "message": why})
