"""Writes the tables of README.md from the declarations: `python -m tui.document README.md`."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

from tui.cli.verbs import VERBS, Verb
from tui.commands import SCOPES, in_scopes, key_name
from tui.screens.help import MOVING


def keys_table() -> str:
    """Every key of the full screen, by where it works."""
    rows = ["| where | key | what it does |", "|---|---|---|"]
    for scope, heading in SCOPES.items():
        rows += [f"| {heading} | `{key_name(each.key)}` | {each.help} |" for each in in_scopes(scope)]
    rows += [f"| In any list | `{keys}` | {what} |" for keys, what in MOVING]
    return "\n".join(rows)


def commands_table() -> str:
    """Every command of the command line."""
    rows = ["| command | what it does |", "|---|---|", "| `rota` | The full screen, on today. |"]
    rows += [f"| `{_usage(verb)}` | {verb.help} |" for verb in VERBS if not verb.hidden]
    return "\n".join(rows)


def settings_table() -> str:
    """Every key of rota.toml."""
    from tui.bootstrap import settings_reference

    return settings_reference()


TABLES = {"keys": keys_table, "commands": commands_table, "settings": settings_table}


def documented(text: str) -> str:
    """The text with every marked table written anew."""
    for name, table in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)", re.DOTALL)
        text = pattern.sub(partial(_between, table()), text)
    return text


def _between(table: str, marks: re.Match[str]) -> str:
    return f"{marks[1]}{table}{marks[2]}"


def _usage(verb: Verb) -> str:
    parts = [f"rota {verb.name}"]
    for argument in verb.arguments:
        flag = argument.flags[0]
        if not flag.startswith("-"):
            parts.append(f"[{flag.upper()}]" if argument.settings.get("nargs") else flag.upper())
        elif argument.settings.get("action") == "store_true":
            parts.append(f"[{flag}]")
        else:
            value = argument.settings.get("metavar") or flag.strip("-").upper()
            more = "..." if argument.settings.get("action") == "append" else ""
            option = f"{flag} {value}"
            parts.append(option if argument.settings.get("required") else f"[{option}]{more}")
    return " ".join([*parts, *(["[--json]"] if verb.json else [])])


def main(paths: list[str]) -> int:
    """Write the tables of these files."""
    for path in map(Path, paths):
        path.write_text(documented(path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
