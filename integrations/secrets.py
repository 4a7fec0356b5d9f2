"""Secrets: where they come from, and a wrapping that lets nothing out by accident.

Each NAME is looked for in `$NAME`, then in the file `$NAME_FILE`, then in what `$NAME_COMMAND` prints.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from support.errors import Invalid

TRELLO = "https://api.trello.com"
_NEVER_PASSED_ON = frozenset({"TRELLO_API_KEY", "TRELLO_TOKEN", "SLACK_TOKEN"})


class Secret:
    """A value that repr, str, format, JSON, pickle and `vars` do not show; `reveal` opens it."""

    __slots__ = ("_reveal",)

    def __init__(self, value: str) -> None:
        self._reveal: Callable[[], str] = lambda: value

    def reveal(self) -> str:
        """The value itself, for the one place that sends it."""
        return self._reveal()

    def __repr__(self) -> str:
        return "Secret(***)"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a Secret is never copied or pickled")


@dataclass(frozen=True, slots=True)
class TrelloAccess:
    """What Trello's adapter needs to speak as this person."""

    key: Secret
    token: Secret
    base_url: str
    """As given: whoever sends the token there checks it first."""


def trello_access(environment: Mapping[str, str] = os.environ) -> TrelloAccess | None:
    """Key, token and address; None when neither key nor token is given anywhere; raises Invalid."""
    key = read_secret("TRELLO_API_KEY", environment)
    token = read_secret("TRELLO_TOKEN", environment)
    if key is None and token is None:
        return None
    if key is None or token is None:
        given, absent = (
            ("TRELLO_TOKEN", "TRELLO_API_KEY") if key is None else ("TRELLO_API_KEY", "TRELLO_TOKEN")
        )
        raise Invalid(
            f"{given} is set and {absent} is not.", f"Set {absent}, {absent}_FILE or {absent}_COMMAND too."
        )
    return TrelloAccess(key, token, environment.get("TRELLO_BASE_URL") or TRELLO)


def read_secret(name: str, environment: Mapping[str, str] = os.environ) -> Secret | None:
    """The secret of that name, or None when nothing says where it is; raises Invalid."""
    if environment.get(name):
        return _secret(name, environment[name])
    if environment.get(f"{name}_FILE"):
        return _secret(f"{name}_FILE", _from_file(f"{name}_FILE", Path(environment[f"{name}_FILE"])))
    if environment.get(f"{name}_COMMAND"):
        return _secret(f"{name}_COMMAND", _from_command(f"{name}_COMMAND", environment))
    return None


def _secret(source: str, text: str) -> Secret:
    value = text.strip()
    if not value or not value.isascii() or not value.isprintable() or " " in value:
        raise Invalid(
            f"{source} does not give one word of plain letters and digits.", "Copy the value again."
        )
    return Secret(value)


def _from_file(source: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise Invalid(f"{source}: others may read {path}.", f"Type: chmod 600 {path}")
            return file.read(4096).decode("utf-8", "replace")
    except OSError as error:
        raise Invalid(f"{source}: {path} cannot be read: {error.strerror}.", f"Correct {source}.") from error


def _from_command(source: str, environment: Mapping[str, str]) -> str:
    """What it prints; neither its words nor its complaints are repeated, for they may hold the secret."""
    from integrations.process import TooMuchOutput, run

    mend = f"Run the command in {source} by hand and look at what it says."
    passed_on = {name: value for name, value in environment.items() if name not in _NEVER_PASSED_ON}
    try:
        ended = run(shlex.split(environment[source]), folder=Path.cwd(), environment=passed_on)
    except (OSError, ValueError, IndexError):
        raise Invalid(f"The command in {source} cannot be started.", mend) from None
    except (subprocess.TimeoutExpired, TooMuchOutput):
        raise Invalid(f"The command in {source} did not answer in time, or said too much.", mend) from None
    if ended.code != 0:
        raise Invalid(f"The command in {source} failed with exit code {ended.code}.", mend)
    return ended.output.decode("utf-8", "replace")
