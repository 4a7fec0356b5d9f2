"""Every command of the command line: one declaration gives parser, help and the README's table."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from support.errors import Invalid
from tui.session import House

Handler = Callable[[House, Namespace], int]


def _later(module: str, name: str) -> Handler:
    """The handler of that name, imported when it is called: a command loads only what it needs."""

    def handler(house: House, options: Namespace) -> int:
        from importlib import import_module

        found: Handler = getattr(import_module(f"tui.cli.{module}"), name)
        return found(house, options)

    return handler


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument or option of a verb."""

    flags: tuple[str, ...]
    help: str
    settings: dict[str, Any] = field(default_factory=dict)
    """What argparse is told beside the help."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One command; `journal list` is two words."""

    name: str
    help: str
    handler: Handler
    arguments: tuple[Argument, ...] = ()
    json: bool = False
    """Takes --json."""
    hidden: bool = False
    """Called by rota itself."""
    desk: bool = True
    """Takes --desk."""


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError("write a number, 1 or more")
    return int(text)


_CARD = Argument(("card",), "its number, id, short link or address")
_LAST = Argument(
    ("--last",), "how many, at most (default 50)", {"type": _count, "default": 50, "metavar": "N"}
)

VERBS = (
    Verb(
        "demo",
        "The full screen on a sample desk with a local board, made anew each time.",
        _later("keeping", "demo"),
        desk=False,
    ),
    Verb(
        "init",
        "Make a new desk with a working rota.toml, one action and one runbook.",
        _later("keeping", "init"),
        (
            Argument(
                ("folder",), "where; this folder if left out", {"nargs": "?", "type": Path, "default": Path()}
            ),
            Argument(
                ("--from-export",), "a Trello board, exported as JSON", {"type": Path, "metavar": "FILE"}
            ),
            Argument(("--name",), "what the desk is called"),
            Argument(("--zone",), "its time zone (default Europe/London)", {"default": "Europe/London"}),
        ),
        desk=False,
    ),
    Verb("trust", "Let the desk's own programs (actions, monitors) run.", _later("keeping", "trust")),
    Verb("today", "Who is on, until when, who is next, what is open.", _later("reading", "today"), json=True),
    Verb(
        "incidents", "Every open card on the board's open lists.", _later("reading", "incidents"), json=True
    ),
    Verb("alarms", "What fires now.", _later("reading", "alarms"), json=True),
    Verb("feed", "What was done on this desk, newest first.", _later("reading", "feed"), (_LAST,), json=True),
    Verb("metrics", "How often, who, for whom and why.", _later("reading", "metrics"), json=True),
    Verb(
        "actions", "The support actions, and who may perform them.", _later("running", "actions"), json=True
    ),
    Verb(
        "runbooks",
        "The runbooks with these words; the text itself when only one has them.",
        _later("reading", "runbooks"),
        (Argument(("words",), "what to look for", {"nargs": "*"}),),
        json=True,
    ),
    Verb(
        "comment",
        "Write a comment on a card.",
        _later("acting", "comment"),
        (_CARD, Argument(("text",), "what to write")),
    ),
    Verb(
        "move",
        "Move a card to another list.",
        _later("acting", "move"),
        (_CARD, Argument(("list",), "the list's name")),
    ),
    Verb(
        "assign",
        "Give a card to one person of the team.",
        _later("acting", "assign"),
        (_CARD, Argument(("person",), "the short name in rota.toml")),
    ),
    Verb(
        "run",
        "Run one action: the same six steps as on the screen.",
        _later("running", "run"),
        (
            Argument(("name",), "the action, like billing.cancel-subscription"),
            Argument(
                ("-p", "--parameter"),
                "one parameter; repeat it for more",
                {"action": "append", "default": [], "metavar": "K=V"},
            ),
            Argument(("--reason",), "why: one of the action's reasons, or other"),
            Argument(("--notes",), "more about why; needed with other", {"default": ""}),
            Argument(("--for",), "who asked for it", {"dest": "requester", "metavar": "REQUESTER"}),
            Argument(("--card",), "the incident it belongs to"),
            Argument(("--dry-run",), "check and preview only", {"action": "store_true"}),
            Argument(("--yes",), "do not ask", {"action": "store_true"}),
        ),
    ),
    Verb("runs", "The runs of this desk, newest first.", _later("running", "runs"), (_LAST,), json=True),
    Verb(
        "cancel",
        "Ask a run to stop.",
        _later("running", "cancel"),
        (
            Argument(("run",), "the run's id, or its first letters"),
            Argument(("--why",), "the reason", {"default": "no reason given"}),
        ),
    ),
    Verb(
        "close",
        "Settle a lost run: say what a look at the world showed.",
        _later("running", "close"),
        (
            Argument(("run",), "the run's id, or its first letters"),
            Argument(
                ("--outcome",),
                "what became of it",
                {"choices": ["happened", "not-happened"], "required": True},
            ),
            Argument(("--notes",), "how you know", {"required": True}),
        ),
    ),
    Verb(
        "journal list",
        "The journal's newest entries.",
        _later("keeping", "journal_list"),
        (_LAST,),
        json=True,
    ),
    Verb(
        "journal verify",
        "Check the journal's chain from the first entry to the last.",
        _later("keeping", "journal_verify"),
        json=True,
    ),
    Verb(
        "supervise", "Be the supervisor of one run.", _later("keeping", "supervise"), hidden=True, desk=False
    ),
)


class _Parser(ArgumentParser):
    """Takes names as they are declared, and says mistakes as rota says its other errors."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        raise Invalid(f"{message}.", f"See `{self.prog} --help`.")


def parser() -> ArgumentParser:
    """The parser of all verbs; without a verb it is the full screen. Raises Invalid."""
    top = _Parser(
        prog="rota", description="The support desk of the developer who is on the support rota today."
    )
    _desk_option(top, default=None)
    top.set_defaults(handler=_later("keeping", "screen"))
    verbs = top.add_subparsers(metavar="COMMAND", title="commands")
    groups: dict[str, Any] = {}
    for verb in VERBS:
        group, _, name = verb.name.rpartition(" ")
        if group and group not in groups:
            own = verbs.add_parser(group, help=f"The {group}: list, verify.")
            groups[group] = own.add_subparsers(metavar="COMMAND", required=True)
        _add(groups[group] if group else verbs, name, verb)
    return top


def _add(verbs: Any, name: str, verb: Verb) -> None:
    shown = {} if verb.hidden else {"help": verb.help}
    own = verbs.add_parser(name, description=verb.help, **shown)
    for argument in verb.arguments:
        own.add_argument(*argument.flags, help=argument.help, **argument.settings)
    if verb.json:
        own.add_argument("--json", action="store_true", help="for scripts")
    if verb.desk:
        _desk_option(own)
    own.set_defaults(handler=verb.handler)


def _desk_option(own: ArgumentParser, **default: Any) -> None:
    from argparse import SUPPRESS

    settings: dict[str, Any] = {"default": SUPPRESS} | default
    own.add_argument("--desk", type=Path, metavar="DIR", help="the desk's folder", **settings)
