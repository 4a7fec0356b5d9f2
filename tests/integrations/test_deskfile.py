"""rota.toml: what a right one becomes, and that a wrong one is told all its mistakes at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from integrations.config import digest, read_settings
from integrations.deskfile.reference import reference
from support.errors import Invalid, Mistake, Mistakes

RIGHT = """\
name = "Quayside support"

[people.ana]
name = "Ana Lopez"
roles = ["billing"]
trello = "analopez"
os_user = "ana"

[people.ben]
name = "Ben Okoro"

[rota.weekdays]
mon = "ana"
tue = "ben"

[hours]
zone = "Europe/London"
open = ["09:00-12:30", "13:30-17:00"]
holidays = [2026-12-25]

[board]
kind = "local"

[board.lists]
new = ["Inbox"]
assigned = ["In progress"]

[priorities]
critical = ["critical"]
"office hours" = ["later"]

[clients.harbour]
name = "Harbour Books"
labels = ["Harbour Books"]
runbook = "harbour-books"

[[alarms]]
name = "monitor"
command = ["cat", "alarms.jsonl"]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk's folder with a right rota.toml, its board and its runbook."""
    folder = tmp_path / "quayside"
    (folder / "runbooks").mkdir(parents=True, mode=0o755)
    folder.chmod(0o755)
    (folder / "runbooks" / "harbour-books.md").write_text("# Harbour Books\n")
    (folder / "board.json").write_text("{}")
    write(folder, RIGHT)
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "rota.toml").write_text(text, "utf-8")
    (folder / "rota.toml").chmod(0o644)


def mistakes(folder: Path, text: str) -> tuple[Mistake, ...]:
    write(folder, text)
    with pytest.raises(Mistakes) as caught:
        read_settings(folder)
    return caught.value.mistakes


def test_a_right_file_becomes_the_settings_of_the_desk(desk: Path) -> None:
    settings = read_settings(desk)
    assert settings.name == "Quayside support"
    assert settings.people["ana"].roles == ("billing",)
    assert settings.people["ben"].trello is None
    assert settings.weekdays == {"mon": "ana", "tue": "ben"}
    assert str(settings.hours.zone) == "Europe/London"
    assert settings.hours.blocks == ((time(9), time(12, 30)), (time(13, 30), time(17)))
    assert settings.hours.weekdays == ("mon", "tue", "wed", "thu", "fri")
    assert settings.hours.holidays == {date(2026, 12, 25)}
    assert settings.board.file == desk / "board.json"
    assert settings.board.lists == {"new": ("Inbox",), "assigned": ("In progress",)}
    assert settings.priorities["office hours"] == ("later",)
    assert settings.clients["harbour"].runbook == "harbour-books"
    assert settings.alarms[0].command == ("cat", "alarms.jsonl")


def test_a_trello_board_has_an_id_and_no_file(desk: Path) -> None:
    write(desk, RIGHT.replace('kind = "local"', 'kind = "trello"\nid = "nC8QJJoZ"'))
    board = read_settings(desk).board
    assert (board.kind, board.id, board.file) == ("trello", "nC8QJJoZ", None)


def test_the_smallest_file_is_enough(desk: Path) -> None:
    write(desk, 'name = "D"\n[hours]\nzone = "UTC"\n[board]\nkind = "local"\n')
    settings = read_settings(desk)
    assert settings.hours.blocks == ((time(9), time(17)),)
    assert (settings.people, settings.clients, settings.alarms) == ({}, {}, ())


TEN_MISTAKES = """\
name = "Quayside support"
colour = "blue"
[people.ana]
name = "Ana Lopez"
roles = "billing"
trello = "analopez"
[people.ben]
nmae = "Ben Okoro"
trello = "analopez"
[rota.weekdays]
mon = "anna"
[hours]
zone = "Europe/Londn"
open = ["9-17"]
[board]
kind = "local"
file = "bord.json"
[board.lists]
asigned = ["In progress"]
"""


def test_ten_mistakes_are_told_at_once_in_the_order_of_the_file(desk: Path) -> None:
    told = mistakes(desk, TEN_MISTAKES)
    assert [each.place for each in told] == [
        "rota.toml: colour (line 2)",
        "rota.toml: people.ana.roles (line 5)",
        "rota.toml: people.ben.name (line 7)",
        "rota.toml: people.ben.nmae (line 8)",
        "rota.toml: people.ben.trello (line 9)",
        "rota.toml: rota.weekdays.mon (line 11)",
        "rota.toml: hours.zone (line 13)",
        "rota.toml: hours.open[0] (line 14)",
        "rota.toml: board.file (line 17)",
        "rota.toml: board.lists.asigned (line 19)",
    ]
    assert [each.mend for each in told][1:9] == [
        'Write for example: roles = ["billing"]',
        'Write for example: name = "Ana Lopez"',
        'Did you mean "name"?',
        "Each person has their own.",
        'Did you mean "ana"?',
        'Did you mean "Europe/London"?',
        'Write it as "09:00-17:00".',
        'Did you mean "board.json"?',
    ]


@pytest.mark.parametrize(
    ("old", "new", "what", "mend"),
    [
        ('"Ana Lopez"', '"Аna Lopez"', "cannot be a name: it mixes", "as its owner spells it"),
        ('name = "Quayside support"', 'name = "a\\u001b[2J"', "no name that can be shown", "printable"),
        ("[people.ana]", '[people."ana lopez"]', '"ana lopez" is no short name', "letters, digits"),
        ('"analopez"', '"@analopez"', "starts with @", 'Write "analopez".'),
        ('os_user = "ana"', "os_user = 7", "must be a login name, not a number", 'os_user = "ana"'),
        ("13:30-17:00", "13:30-13:30", "ends before it starts", "earlier time first"),
        ("13:30-17:00", "12:00-17:00", "before the block in front of it ends", "in order"),
        ('["09:00-12:30", "13:30-17:00"]', "[]", "It is empty", 'open = ["09:00-17:00"]'),
        ("Europe/London", "../../etc/passwd", "there is no time zone", "Europe/London"),
        ("2026-12-25", '"2026-12-25"', "must be a date, not a text", "holidays = [2026-12-25]"),
        ("mon =", "monday =", 'no key "monday"', 'Did you mean "mon"?'),
        ('tue = "ben"', 'tue = "zoe"', 'nobody called "zoe"', "Write one of: ana, ben."),
        ('kind = "local"', 'kind = "jira"', '"jira" is not known', "Write one of: local, trello."),
        ('kind = "local"', 'kind = "trello"', "a Trello board needs its id", "after /b/"),
        ('kind = "local"', 'kind = "local"\nfile = "../board.json"', "not inside the desk", "board.json"),
        ("assigned = ", "urgent = ", 'no key "urgent"', "backlogged"),
        ('["In progress"]', '["inbox"]', "already stands under board.lists.new", "remove one"),
        ('["later"]', '["Critical"]', "already means priorities.critical", "remove one"),
        ('["later"]', '["harbour books"]', "already means clients.harbour", "remove one"),
        ('runbook = "harbour-books"', 'runbook = "harbour-books.md"', "no runbook", '"harbour-books"'),
        ('runbook = "harbour-books"', 'runbook = "../rota"', "no runbook", "harbour-books"),
        ('["cat", "alarms.jsonl"]', "[]", "It is empty", "command ="),
        ('["cat", "alarms.jsonl"]', '[""]', "names no program", "command ="),
        ("[hours]\n", "", "hours", "[hours]"),
    ],
)
def test_each_mistake_says_what_is_wrong_and_what_to_write(
    desk: Path, old: str, new: str, what: str, mend: str
) -> None:
    assert old in RIGHT
    told = mistakes(desk, RIGHT.replace(old, new, 1))
    assert any(what.lower() in f"{each.place} {each.what}".lower() and mend in each.mend for each in told), (
        told
    )


def test_labels_of_two_clients_and_users_of_two_people_must_differ(desk: Path) -> None:
    client = '[clients.two]\nname = "Two"\nlabels = ["HARBOUR BOOKS"]\n'
    person = '[people.zoe]\nname = "Zoe"\nos_user = "ana"\n'
    told = mistakes(desk, RIGHT + client + person)
    assert [each.what for each in told] == [
        '"HARBOUR BOOKS" already means clients.harbour.',
        '"ana" is the login name of people.ana.',
    ]


def test_a_syntax_error_names_its_line(desk: Path) -> None:
    (told,) = mistakes(desk, 'name = "x"\n[hours\n')
    assert told.place == "rota.toml (line 2)"
    assert told.what.startswith("This is not TOML: ")


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 5000 + b"]" * 5000,
        b'name = "\xff"\n',
        b"n = " + b"9" * 5000,
        b"a = {b = {c = 1}}\nname = [[[[1]]]]\npeople = 3\nboard = []\nalarms = [1]\nclients = {x = 1}\n",
        b"[board]\nkind = 'local'\nfile = \"a\\u0000b\"\n",
        b"\x00",
    ],
)
def test_nonsense_is_told_as_mistakes(desk: Path, content: bytes) -> None:
    (desk / "rota.toml").write_bytes(content)
    with pytest.raises(Mistakes):
        read_settings(desk)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(desk: Path) -> None:
    (desk / "rota.toml").write_bytes(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())
    assert read_settings(desk).name == "Quayside support"


def test_a_file_that_others_may_change_is_refused_with_the_chmod(desk: Path) -> None:
    (desk / "rota.toml").chmod(0o664)
    desk.chmod(0o777)
    with pytest.raises(Mistakes) as caught:
        read_settings(desk)
    assert [each.mend for each in caught.value.mistakes] == [
        f"Type: chmod go-w {desk}",
        f"Type: chmod go-w {desk / 'rota.toml'}",
    ]


def test_a_link_and_a_missing_file_are_refused(desk: Path) -> None:
    (desk / "rota.toml").rename(desk / "other.toml")
    with pytest.raises(Invalid, match="No such file"):
        read_settings(desk)
    (desk / "rota.toml").symlink_to(desk / "other.toml")
    with pytest.raises(Invalid, match="not a link"):
        read_settings(desk)


def test_a_file_found_right_before_is_read_without_pydantic(desk: Path) -> None:
    look = (
        "import sys; from pathlib import Path; from integrations.config import read_settings;"
        "print(read_settings(Path(sys.argv[1]), found_right=sys.argv[2]).name, 'pydantic' in sys.modules)"
    )
    command = [sys.executable, "-c", look, str(desk), digest(desk)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "Quayside support False"


def test_what_depends_on_other_files_is_checked_even_then(desk: Path) -> None:
    right = digest(desk)
    (desk / "board.json").unlink()
    with pytest.raises(Mistakes, match="1 mistake"):
        read_settings(desk, found_right=right)


def test_a_digest_of_other_bytes_saves_nothing(desk: Path) -> None:
    right = digest(desk)
    write(desk, RIGHT + "colour = 1\n")
    with pytest.raises(Mistakes):
        read_settings(desk, found_right=right)


def test_the_table_of_keys_names_every_key_with_its_default() -> None:
    table = reference()
    assert "| `hours.zone` | time zone | required | The desk's time zone. |" in table
    assert '| `hours.open` | list of HH:MM-HH:MM | `["09:00-17:00"]` |' in table
    assert "| `alarms[].command` | list of texts | required |" in table
    assert "Keys: new, responded, prioritised" in table
    assert all(line.count("|") == 5 and "None" not in line for line in table.splitlines())
