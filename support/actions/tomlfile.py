"""Actions written in TOML: a table for each, with the program to `run`."""

from __future__ import annotations

import shlex
import subprocess
import tomllib
from collections.abc import Callable, Generator, Mapping
from difflib import get_close_matches
from typing import Any

from support.actions.author import Account, Refuse, declare
from support.actions.command import Command, CommandFailed, Ran, Slot
from support.actions.definition import Definition, Source
from support.actions.form import Parameter, Rule
from support.errors import Invalid

TARGET = "account"
"""The parameter of that name is the target, as one of type Account is in Python."""
_COMMANDS = ("run", "preview", "only-if")
_TERMS = ("who", "reasons", "tags", "timeout", "confirm", "undo")
_KEYS = (*_COMMANDS, "help", *_TERMS)
_SHOWN = 4_000
"""Characters of what a program printed that are shown as a preview or a reason."""


def read_toml(source: Source) -> tuple[Definition, ...]:
    """The actions of the file; raises Invalid, or a UnicodeDecodeError, TOMLDecodeError or RecursionError."""
    tables = tomllib.loads(source.content.decode("utf-8"))
    return tuple(_define(source, name, table) for name, table in tables.items())


def _define(source: Source, name: str, table: object) -> Definition:
    if not isinstance(table, dict):
        raise Invalid(f"{name} stands outside of an action.", f"Put it under a line like [{name}].")
    try:
        _require_keys(table)
        commands = {key: Command.read(table[key]) for key in _COMMANDS if key in table}
        return source.define(
            name,
            declare(**{key: table[key] for key in _TERMS if key in table}),
            help=table.get("help", ""),
            parameters=_parameters(commands),
            perform=_performance(**{key.replace("-", "_"): each for key, each in commands.items()}),
        )
    except Invalid as error:
        raise Invalid(f"[{name}]: {error.what}", error.mend) from error


def _require_keys(table: Mapping[str, object]) -> None:
    for key in table:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            mend = f"Did you mean {near[0]}?" if near else f"It can have {', '.join(_KEYS)}."
            raise Invalid(f"it has an unknown key, {key}.", mend)
    for key in (*_COMMANDS, "help"):
        if not isinstance(table.get(key, ""), str):
            raise Invalid(f"{key} is not a text.")
    if "run" not in table:
        raise Invalid("it does not say what to run.", 'Write it like run = "systemctl restart mail".')


def _parameters(commands: Mapping[str, Command]) -> tuple[Parameter, ...]:
    """The slots of `run`; the other commands use the same by name."""
    exposed = frozenset[str]().union(*(command.exposed() for command in commands.values()))
    slots: dict[str, Slot] = {}
    for slot in commands["run"].slots():
        known = slots.setdefault(slot.name, slot)
        if slot.choices and slot.choices != known.choices:
            raise Invalid(f"{{{slot.name}}} has two sets of choices.", "Write them where it stands first.")
    for key, command in commands.items():
        for slot in command.slots():
            if slot.name not in slots or slot.choices not in ((), slots[slot.name].choices):
                raise Invalid(f"{key} uses {{{slot.name}}} otherwise than run does.", "Write it as in run.")
    return tuple(_parameter(slot, slot.name in exposed) for slot in slots.values())


def _parameter(slot: Slot, exposed: bool) -> Parameter:
    if slot.choices:
        options = {choice: choice for choice in slot.choices}
        return Parameter(slot.name, "choice", choices=slot.choices, rule=Rule(str, options))
    if slot.name == TARGET:
        return Parameter(slot.name, "account", rule=Rule(Account, is_argument=exposed))
    return Parameter(slot.name, "text", rule=Rule(str, is_argument=exposed))


def _performance(
    run: Command, preview: Command | None = None, only_if: Command | None = None
) -> Callable[..., Generator[str, None, Ran]]:
    """The same shape as an action in Python: look, yield the preview, act."""

    def perform(**values: Any) -> Generator[str, None, Ran]:
        if only_if:
            asked = _look(only_if.filled(values))
            if asked.returncode:
                said = (asked.stderr.strip() or asked.stdout.strip())[:_SHOWN]
                raise Refuse(said or f"{shlex.join(asked.args)} says no (exit code {asked.returncode}).")
        yield _preview(preview, values) if preview else shlex.join(run.filled(values))
        command = run.filled(values)
        code = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
        if code:
            raise CommandFailed(command[0], code)
        return Ran()

    return perform


def _preview(preview: Command, values: Mapping[str, Any]) -> str:
    shown = _look(preview.filled(values))
    if shown.returncode:
        raise CommandFailed(shown.args[0], shown.returncode)
    return shown.stdout.strip()[:_SHOWN]


def _look(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
