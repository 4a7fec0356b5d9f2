"""A program and its arguments, with places for parameters; each value stays one argument, no shell."""

from __future__ import annotations

import re
import shlex
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from support.actions.author import Done
from support.errors import Invalid

_BRACE = re.compile(
    r"(?P<literal>\{\{|\}\})|\{(?P<name>[a-z][a-z0-9_-]*)(?::(?P<choices>[^{}]+))?\}|(?P<stray>[{}])"
)
_PRIVATE = 0xE000
"""Where Unicode keeps characters that no honest text holds; they stand for slots while words are split."""
_INTERPRETER = re.compile(r"(ba|da|z|k|a|fi)?sh|busybox|python[0-9.]*|perl|ruby|node|php")
_SCRIPT_FOLLOWS = re.compile(r"-[a-zA-Z]*[cer]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of a parameter."""

    name: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """Arguments, each made of texts and slots."""

    arguments: tuple[tuple[str | Slot, ...], ...]

    @classmethod
    def read(cls, line: str) -> Command:
        """Find the slots, then split into arguments as a shell would; raises Invalid."""
        slots: list[Slot] = []

        def hide(found: re.Match[str]) -> str:
            if found["literal"]:
                return found["literal"][0]
            if found["stray"]:
                raise Invalid(f"A brace stands alone in {line!r}.", "Write {{ and }} for braces.")
            offered = tuple((found["choices"] or "").split("|")) if found["choices"] else ()
            slots.append(Slot(found["name"], offered))
            return chr(_PRIVATE + len(slots) - 1)

        if any(_PRIVATE <= ord(each) <= 0xF8FF or ord(each) < 32 for each in line):
            raise Invalid("It holds a character that cannot be seen.", "Write it in one line.")
        try:
            words = shlex.split(_BRACE.sub(hide, line))
        except ValueError as error:
            raise Invalid(f"{line!r} cannot be split: {error}.", "Close the quotes.") from error
        command = cls(tuple(tuple(_parts(word, slots)) for word in words))
        command._require_safe(line)
        return command

    def slots(self) -> tuple[Slot, ...]:
        """Its slots, in order; a name may occur more than once."""
        return tuple(part for argument in self.arguments for part in argument if isinstance(part, Slot))

    def exposed(self) -> frozenset[str]:
        """The names of the slots that begin an argument which a program could take for an option."""
        first = {argument[0].name for argument in self._before_dashes() if isinstance(argument[0], Slot)}
        return frozenset(first)

    def filled(self, values: Mapping[str, Any]) -> list[str]:
        """The arguments with the values in their places."""
        return [
            "".join(part if isinstance(part, str) else str(values[part.name]) for part in argument)
            for argument in self.arguments
        ]

    def _before_dashes(self) -> Iterator[tuple[str | Slot, ...]]:
        for argument in self.arguments:
            if argument == ("--",):
                return
            if argument:
                yield argument

    def _require_safe(self, line: str) -> None:
        if not self.arguments or not all(isinstance(part, str) for part in self.arguments[0]):
            raise Invalid(f"{line!r} does not begin with a program.", "Write the program's name first.")
        for argument in self._before_dashes():
            if argument[0] in ("-", "--") and len(argument) > 1:
                raise Invalid(f"A parameter names an option in {line!r}.", "Write the option out.")
        words = [argument[0] if argument else "" for argument in self.arguments]
        for place, argument in enumerate(self.arguments):
            holds_slot = any(isinstance(part, Slot) for part in argument)
            before = words[:place]
            if holds_slot and _runs_script(before):
                raise Invalid(
                    f"A parameter stands in a script in {line!r}, where its text would be run.",
                    "Hand it over after the script: sh -c 'echo \"$1\"' sh {name}.",
                )


class CommandFailed(Exception):
    """A program ended, and not with exit code 0; a negative code is the number of a signal."""

    def __init__(self, program: str, code: int) -> None:
        how = f"was ended by {signal_name(-code)}" if code < 0 else f"ended with exit code {code}"
        super().__init__(f"{program} {how}.")
        self.code = code


@dataclass(frozen=True, slots=True)
class Ran(Done):
    """A program ended with exit code 0."""


def signal_name(number: int) -> str:
    """`SIGKILL` for 9."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _parts(word: str, slots: list[Slot]) -> Iterator[str | Slot]:
    for piece in re.split(r"([\ue000-\uf8ff])", word):
        if len(piece) == 1 and _PRIVATE <= ord(piece) <= 0xF8FF:
            yield slots[ord(piece) - _PRIVATE]
        elif piece:
            yield piece


def _runs_script(before: list[str | Slot]) -> bool:
    """Whether the argument after these is a script that an interpreter will read."""
    texts = [each for each in before if isinstance(each, str)]
    return (
        bool(texts)
        and texts[-1] == before[-1]
        and _SCRIPT_FOLLOWS.fullmatch(texts[-1]) is not None
        and any(_INTERPRETER.fullmatch(PurePath(each).name) for each in texts)
    )
