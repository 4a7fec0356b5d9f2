"""A wrong rota.toml: every mistake at once, with its place and its mend, and the terminal stays sane."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ptyrun import Terminal
from tests.tui.cli.twin import ROTA, TwinDesk

CHANGES = {
    'roles = ["billing", "ops"]\ntrello = "mayaokafor"': 'rolls = ["billing", "ops"]\ntrello = "mayaokafor"',
    'roles = ["finance"]': 'roles = "finance"',
    'tue = "tom"': 'tue = "thomas"',
    'open = ["09:00-17:00"]': 'open = ["9-25:00"]',
    'file = "board.json"': 'file = "bord.json"',
}
"""An unknown key, a wrong type, an unknown person, a bad time, a board that is not there."""
SAID = """\
rota: rota.toml has 5 mistakes.
  rota.toml: people.maya.rolls (line 7)
    There is no key "rolls" here. Did you mean "roles"?
  rota.toml: people.helen.roles (line 29)
    It must be a list of short names, not a text. Write for example: roles = ["billing"]
  rota.toml: rota.weekdays.tue (line 34)
    There is nobody called "thomas" under [people]. Did you mean "tom"?
  rota.toml: hours.open[0] (line 41)
    "9-25:00" is no opening time. Write it as "09:00-17:00".
  rota.toml: board.file (line 46)
    The board isn't there: "bord.json". Did you mean "board.json"?"""


@pytest.fixture
def wrong(desk: TwinDesk) -> TwinDesk:
    settings = desk.folder / "rota.toml"
    text = settings.read_text("utf-8")
    for right, mistaken in CHANGES.items():
        assert text.count(right) == 1
        text = text.replace(right, mistaken)
    settings.write_text(text, "utf-8")
    return desk


def test_a_command_says_every_mistake_at_once(wrong: TwinDesk) -> None:
    said = wrong.rota("today")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(SAID)
    assert len(said.err.splitlines()) == len(SAID.splitlines())


def test_the_full_screen_says_the_same_and_leaves_the_terminal_sane(wrong: TwinDesk) -> None:
    with Terminal([ROTA], cwd=wrong.folder) as terminal:
        assert terminal.wait_exit() == 2
        assert terminal.echoes
        assert terminal.text.startswith(SAID)
        assert b"Traceback" not in terminal.output
        assert b"\x1b[?" not in terminal.output


def test_a_desk_that_broke_since_the_last_sitting_is_said_after_the_screen(desk: TwinDesk) -> None:
    with Terminal([ROTA], cwd=desk.folder) as terminal:
        terminal.wait_for("Customers charged twice")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    Path(desk.board_file).unlink()

    with Terminal([ROTA], cwd=desk.folder) as terminal:
        assert terminal.wait_exit() == 2
        assert terminal.echoes
        assert b"\x1b[?1049h" in terminal.output
        assert terminal.output.rfind(b"\x1b[?1049l") > terminal.output.rfind(b"\x1b[?1049h")
        assert "board.file (line 46)" in terminal.text
        assert b"Traceback" not in terminal.output
