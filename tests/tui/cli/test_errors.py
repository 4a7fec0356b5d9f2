"""What goes wrong is said on standard error, what happened and then the mend, with the exit code for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.errors import Denied, Gone, Invalid, JournalUnavailable, Offline, Refused, RotaError
from tests.tui.cli.twin import TwinDesk, WithoutNetwork, rota
from tui import reporting
from tui.bootstrap import House
from tui.cli.running import CODES


@pytest.mark.parametrize(
    ("words", "code", "what", "mend"),
    [
        (
            "comment 9999 hello",
            2,
            "No open card is called 9999.",
            "Give its number, id, short link",
        ),
        (
            "comment xyzzy hello",
            2,
            "No open card is called xyzzy.",
            "Give its number, id, short link",
        ),
        (
            "move 356 Nowhere",
            2,
            "The board has no open list called Nowhere.",
            "It has Inbox, Triage, In progress",
        ),
        ("move 356 INBOX", 3, "It is on Inbox already.", None),
        ("assign 356 nobody", 2, "nobody is nobody of this desk.", "It has maya, tom, isla, ravi, helen."),
        ("frobnicate", 2, "argument COMMAND: invalid choice: 'frobnicate'", "See `rota --help`."),
        ("journal", 2, "the following arguments are required: COMMAND.", "See `rota journal --help`."),
        ("comment 356", 2, "the following arguments are required: text.", "See `rota comment --help`."),
        ("today --jso", 2, "unrecognized arguments: --jso.", "See `rota --help`."),
        ("feed --last 0", 2, "argument --last: write a number, 1 or more.", "See `rota feed --help`."),
        ("runs --last -3", 2, "argument --last: write a number, 1 or more.", "See `rota runs --help`."),
        ("runs --last many", 2, "argument --last: write a number, 1 or more.", "See `rota runs --help`."),
        ("cancel 0000", 2, "There is no run 0000.", "See `rota runs`."),
        ("close 0000 --outcome happened --notes seen", 2, "There is no run 0000.", "See `rota runs`."),
        ("close 0000 --outcome maybe --notes seen", 2, "argument --outcome: invalid choice: 'maybe'", "See"),
        ("close 0000 --outcome happened", 2, "the following arguments are required: --notes.", "See"),
    ],
)
def test_an_error_says_what_then_the_mend(
    worked: TwinDesk, words: str, code: int, what: str, mend: str | None
) -> None:
    recorded = worked.kinds()

    said = worked.rota(*words.split())

    assert (said.code, said.out) == (code, "")
    first, *rest = said.err.splitlines()
    assert first.startswith(f"rota: {what}")
    assert [line.strip()[: len(mend)] for line in rest] == [mend] if mend else rest == []
    assert worked.kinds() == recorded


def test_an_empty_comment_is_refused(desk: TwinDesk) -> None:
    said = desk.rota("comment", 356, " \n")

    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("rota: A comment needs words.\n")


@pytest.mark.parametrize("words", ["actions", "actions --json", "run billing.cancel-subscription --dry-run"])
def test_a_desk_that_is_not_trusted_lends_nobody_its_programs(untouched: Path, words: str) -> None:
    said = TwinDesk(untouched).rota(*words.split())

    assert (said.code, said.out) == (4, "")
    assert "is not trusted: its actions are programs, and none was read.\n" in said.err
    assert said.err.endswith("type `rota trust`.\n")


def test_an_action_file_that_cannot_be_read_does_not_hide_the_others(desk: TwinDesk) -> None:
    (desk.folder / "actions" / "mail.py").write_text("def broken(:\n")

    said = desk.rota("actions", "--json")

    assert said.code == 0
    assert "mail.py cannot be read" in said.err
    assert {each["name"].partition(".")[0] for each in said.json} == {"billing", "tickets"}


class Broken(House):
    """A house in which opening the desk fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__("cli")
        self.error = error

    def session(self, desk: Path | None) -> Any:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Invalid("This.", "Mend."), 2),
        (Refused("This.", "Mend."), 3),
        (Denied("This.", "Mend."), 4),
        (JournalUnavailable("This.", "Mend."), 1),
        (Offline("This.", "Mend."), 6),
        (Gone("This.", "Mend."), 1),
        (RotaError("This.", "Mend."), 1),
    ],
)
def test_every_kind_of_error_has_its_exit_code(error: RotaError, code: int) -> None:
    said = rota("today", house=Broken(error))

    assert (said.code, said.out, said.err) == (code, "", "rota: This.\n      Mend.\n")


def test_the_exit_codes_are_those_that_scripts_know() -> None:
    known = ["OK", "FAILED", "INVALID", "REFUSED", "DENIED", "WAITING", "OFFLINE", "TIMED_OUT", "CANCELLED"]
    assert [getattr(reporting, name) for name in known] == [0, 1, 2, 3, 4, 5, 6, 124, 130]
    assert {str(state): code for state, code in CODES.items()} == {
        "succeeded": 0,
        "unknown": 2,
        "invalid": 2,
        "refused": 3,
        "denied": 4,
        "rejected": 4,
        "expired": 4,
        "awaiting approval": 5,
        "timed out": 124,
        "cancelled": 130,
    }


def test_ctrl_c_is_a_cancellation_and_says_nothing() -> None:
    said = rota("today", house=Broken(KeyboardInterrupt()))  # type: ignore[arg-type]

    assert (said.code, said.out, said.err) == (130, "", "")


def test_a_mistake_of_rota_s_own_is_no_traceback_either() -> None:
    said = rota("today", house=Broken(ZeroDivisionError("token=s3cret")))

    assert (said.code, said.out) == (1, "")
    first, mend = said.err.splitlines()
    assert first.startswith("rota: rota stopped at a mistake of its own: ZeroDivisionError in ")
    assert mend.strip() == "Set ROTA_DEBUG=1 to see all of it."
    assert "s3cret" not in said.err


def test_whoever_debugs_rota_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROTA_DEBUG", "1")

    with pytest.raises(Offline, match="This"):
        rota("today", house=Broken(Offline("This.")))


def test_a_broken_chain_is_found_and_named(desk: TwinDesk, a_home_of_its_own: Path) -> None:
    for text in ("one", "two", "three"):
        desk.rota("comment", 356, text)
    (journal,) = a_home_of_its_own.rglob("journal.json")
    journal.write_text(journal.read_text("ascii").replace('"text": "two"', '"text": "tow"'), "ascii")

    said = desk.rota("journal", "verify")
    script = desk.rota("journal", "verify", "--json")

    assert (said.code, said.err) == (1, "")
    assert "The chain is broken at entry 2: it was changed" in said.out
    assert "1 entries before it hold." in said.out
    assert (script.code, script.err) == (1, "")
    assert (script.json["holds"], script.json["broken_at"], script.json["count"]) == (False, 2, 1)
    assert "it was changed" in script.json["why"]


@pytest.mark.parametrize("content", ["{", "[]", '{"journal": {"1": {"seq": 1}}}'])
def test_a_journal_that_is_none_any_more_is_never_written_over(
    desk: TwinDesk, a_home_of_its_own: Path, content: str
) -> None:
    desk.rota("comment", 356, "one")
    (journal,) = a_home_of_its_own.rglob("journal.json")
    journal.write_text(content)
    before = desk.board_file.read_bytes()

    said = desk.rota("comment", 356, "two")

    assert (said.code, said.out) == (1, "")
    assert "is damaged" in said.err
    assert (journal.read_text(), desk.board_file.read_bytes()) == (content, before)


def test_a_board_that_was_never_seen_is_not_an_empty_one(desk: TwinDesk) -> None:
    house = WithoutNetwork(seen_before=False)

    said = desk.rota("incidents", "--json", house=house)
    assert (said.code, said.out) == (6, "")
    assert said.err.startswith("rota: Trello could not be reached. Check the network, then try again.\n")
    assert "Open incidents: not known." in desk.rota("today", house=house).out
    warnings = desk.rota("today", "--json", house=house).json["warnings"]
    assert warnings == ["Trello could not be reached. Check the network, then try again."]


def test_without_network_the_board_is_shown_as_it_was_last_seen(desk: TwinDesk) -> None:
    said = desk.rota("incidents", "--json", house=WithoutNetwork(seen_before=True))

    assert said.code == 0
    assert said.err == "rota: Trello could not be reached. Check the network, then try again.\n"
    assert said.json == desk.script("incidents")


def test_an_act_without_network_is_not_done_and_says_so(desk: TwinDesk) -> None:
    said = desk.rota("comment", 356, "We look.", house=WithoutNetwork(seen_before=True))

    assert (said.code, said.out) == (6, "")
    assert said.err == "rota: Trello could not be reached.\n      Check the network, then try again.\n"
    assert desk.kinds() == []


def test_the_desk_that_is_named_must_be_one(tmp_path: Path) -> None:
    said = rota("today", "--desk", tmp_path)

    assert (said.code, said.out) == (2, "")
    assert f"--desk names {tmp_path}, which has no rota.toml." in said.err


def test_without_any_desk_it_says_how_to_come_to_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = rota("today")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rota: No desk was found")
    assert "`rota init DIR`" in said.err
