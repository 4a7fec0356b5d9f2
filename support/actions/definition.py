"""A support action, as the desk's files define it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from support.actions.author import TYPE, Account, Declaration
from support.actions.form import Parameter, as_text
from support.errors import Invalid
from support.names import LONGEST

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PHRASE_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Declaration):
    """One support action: how to ask for it, who may, and what it does."""

    name: str
    """The file's name, a dot, and its own: `billing.cancel-subscription`."""
    help: str
    parameters: tuple[Parameter, ...]
    source: Path
    """The file that it was read from."""
    digest: str
    """SHA-256, in hex, of that file."""
    perform: Callable[..., Any] = field(repr=False, compare=False)
    """Takes the values by name; only ever called in a worker."""

    @property
    def previews(self) -> bool:
        """Whether it says what it will do before it does it."""
        return inspect.isgeneratorfunction(self.perform)

    def target(self, values: Mapping[str, Any]) -> str | None:
        """The account that it is done to: the first parameter of that kind."""
        found = (values[each.name] for each in self.parameters if each.rule.type is Account)
        return next((as_text(value).replace("\n", ", ") for value in found if value), None)

    def phrase_to_type(self, values: Mapping[str, Any]) -> str | None:
        """What the person types to confirm; None when one yes is enough."""
        if self.confirm is None:
            return None
        phrase = self.confirm.removeprefix(TYPE)
        return _PHRASE_PARAMETER.sub(lambda found: as_text(values[found[1]]), phrase)

    def to_record(self) -> dict[str, Any]:
        """The action as a plain JSON object, as printed by `rota actions --json`."""
        shown = ("name", "kind", "required", "default", "choices", "help", "many", "asks")
        parameters = [{key: getattr(each, key) for key in shown} for each in self.parameters]
        return {
            "name": self.name,
            "help": self.help,
            "tags": list(self.tags),
            "reasons": list(self.reasons),
            "parameters": [each | {"choices": list(each["choices"])} for each in parameters],
            "who": list(self.who),
            "timeout": self.timeout,
            "confirm": self.confirm,
            "undo": self.undo,
            "previews": self.previews,
            "source": self.source.name,
            "digest": self.digest,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """A file of actions, as it was read."""

    path: Path
    content: bytes
    digest: str

    def define(
        self,
        own_name: str,
        declaration: Declaration,
        *,
        help: str,
        parameters: tuple[Parameter, ...],
        perform: Callable[..., Any],
    ) -> Definition:
        """One of its actions; raises Invalid when the parts do not fit together."""
        for part in (self.path.stem, own_name):
            if not _NAME.fullmatch(part.replace("_", "-")):
                raise Invalid(f"{part!r} is no name for an action.", "Use a-z, 0-9 and dashes.")
        name = f"{self.path.stem}.{own_name}".replace("_", "-")
        if len(name) > LONGEST:
            raise Invalid(f"{name} is a name of more than {LONGEST} characters.", "Shorten it.")
        open_names = {each.name for each in parameters if each.kind != "secret"}
        for wanted in _PHRASE_PARAMETER.findall(declaration.confirm or ""):
            if wanted not in open_names:
                raise Invalid(f"confirm asks for {{{wanted}}}, which is no open parameter of {own_name}.")
        return Definition(
            **asdict(declaration),
            name=name,
            help=help,
            parameters=parameters,
            source=self.path,
            digest=self.digest,
            perform=perform,
        )
