"""Keys and commands are declared once: the README, the screens and the handlers all agree with that."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from textual.screen import Screen

from tui.app import RotaApp
from tui.cli.verbs import VERBS, Verb, parser
from tui.commands import COMMANDS, SCOPES, Command, in_scopes
from tui.document import TABLES, commands_table, documented, keys_table, main, settings_table
from tui.modes import MODES
from tui.screens.base import DeskScreen
from tui.screens.editor import Editor
from tui.screens.today import Today

README = Path(__file__).resolve().parents[2] / "README.md"


def screens() -> list[type[DeskScreen]]:
    """The class of each full screen of the desk."""
    made = [Today(), *(make() if callable(make) else make for make in MODES.values())]
    return [type(screen) for screen in made if isinstance(screen, DeskScreen)]


def test_the_tables_of_the_readme_are_not_stale() -> None:
    text = README.read_text("utf-8")

    assert [name for name in TABLES if f"<!-- {name} -->\n" not in text] == []
    assert documented(text) == text, "make docs writes them anew"


@pytest.mark.parametrize("name", TABLES)
def test_a_stale_table_is_written_anew_and_nothing_else(tmp_path: Path, name: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n<!-- {name} -->\n| old |\n<!-- end of {name} -->\nAfter. \\1\n", "utf-8")

    assert main([str(page)]) == 0

    written = page.read_text("utf-8")
    assert written == f"Before.\n<!-- {name} -->\n{TABLES[name]()}\n<!-- end of {name} -->\nAfter. \\1\n"
    assert documented(written) == written


def test_the_tables_hold_everything_that_is_declared() -> None:
    keys, commands = keys_table(), commands_table()

    assert [command.id for command in COMMANDS if command.help not in keys] == []
    assert [verb.name for verb in VERBS if (f"| `rota {verb.name}" in commands) is verb.hidden] == []
    assert "| `rota close RUN --outcome OUTCOME --notes NOTES` |" in commands
    assert "| `rota init [FOLDER] [--from-export FILE] [--name NAME] [--zone ZONE]` |" in commands
    for table in (keys, commands, settings_table()):
        widths = {row.replace("\\|", "").count("|") for row in table.splitlines()}
        assert len(widths) == 1


def test_each_desk_screen_is_there_and_its_scopes_are_declared() -> None:
    assert len(screens()) == len(MODES) + 1 == 7
    assert {scope for screen in screens() for scope in screen.SCOPES} <= SCOPES.keys()
    assert {command.scope for command in COMMANDS} <= SCOPES.keys()


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_no_key_means_two_things_on_one_screen(screen: type[DeskScreen]) -> None:
    keys = Counter(command.key for command in in_scopes(*screen.SCOPES, "desk"))

    assert [key for key, times in keys.items() if times > 1] == []


def test_no_command_is_declared_twice() -> None:
    assert [each for each, times in Counter(command.id for command in COMMANDS).items() if times > 1] == []
    assert [
        each for each, times in Counter(command.method for command in COMMANDS).items() if times > 1
    ] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_handled_wherever_its_key_works(command: Command) -> None:
    if command.scope == "editor":
        assert callable(getattr(Editor, f"action_{command.method}"))
        return
    shown_on = [screen for screen in screens() if command.scope in screen.SCOPES]
    owners: list[type] = [RotaApp] if command.scope == "desk" else [*shown_on]

    assert owners
    assert [owner.__name__ for owner in owners if not callable(getattr(owner, command.method, None))] == []


def test_every_handler_belongs_to_a_command() -> None:
    methods = {command.method for command in COMMANDS}
    owners: list[type[RotaApp] | type[Screen]] = [RotaApp, *screens()]
    handlers = {name for owner in owners for name in dir(owner) if name.startswith("do_")}

    assert handlers == methods - {command.method for command in COMMANDS if command.scope == "editor"}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if not verb.hidden], ids=lambda verb: verb.name)
def test_every_verb_explains_itself(verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        parser().parse_args([*verb.name.split(), "--help"])

    assert " ".join(verb.help.split()) in " ".join(capsys.readouterr().out.split())
