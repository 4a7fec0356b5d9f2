"""The catalogue: what a desk offers, and why a file of it is not read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import action
from support.actions.catalogue import Catalogue
from support.errors import Invalid, Unknown
from tests.support.actions.conftest import Desk

GOOD = """
from support import action, Account

@action(who="billing", tags=["money"], confirm="type {account}")
def refund_all(account: Account, cents: int = 100):
    '''Give it back.

    All of it.
    '''

def helper():
    pass
"""


def names(desk: Desk) -> list[str]:
    return [each.name for each in desk.pipeline.catalogue.definitions]


def test_a_desk_without_actions_has_none(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    catalogue.load()
    assert (catalogue.definitions, catalogue.broken) == ((), ())


def test_a_file_names_its_actions(desk: Desk) -> None:
    desk.write("money_back.py", GOOD)
    desk.write("ops.toml", '[restart-worker]\nrun = "true"\n')
    desk.write("_helpers.py", GOOD)
    desk.write("notes.txt", "no actions")
    assert names(desk) == ["money-back.refund-all", "ops.restart-worker"]
    printed = desk.pipeline.catalogue.find("money-back.refund-all").to_record()
    assert printed["help"] == "Give it back.\n\nAll of it."
    assert (printed["tags"], printed["reasons"], printed["who"]) == (["money"], ["other"], ["billing"])
    assert [each["name"] for each in printed["parameters"]] == ["account", "cents"]
    assert printed["source"] == "money_back.py"


def test_a_broken_file_hides_no_other(desk: Desk) -> None:
    desk.write("good.py", GOOD)
    desk.write("syntax.py", "def (:")
    desk.write("raises.py", "\n\n1 / 0\n")
    desk.write("leaves.py", "import sys; sys.exit(3)")
    desk.write("typo.toml", '[x]\nrnu = "true"\n')
    desk.write("loose.toml", 'run = "true"\n')
    desk.write("brace.toml", '[x]\nrun = "tool {"\n')
    desk.write("lone.toml", "[x")
    desk.write("deep.toml", "a = " + "[" * 3_000)
    desk.write("again.toml", '[refund-all]\nrun = "true"\n').rename(desk.folder / "actions" / "good.toml")
    desk.pipeline.catalogue.load()
    assert names(desk) == ["good.refund-all"]
    why = {each.file.name: each.why for each in desk.pipeline.catalogue.broken}
    assert why["syntax.py"].startswith("syntax.py, line 1: ")
    assert why["raises.py"].startswith("raises.py:3: ZeroDivisionError: division by zero")
    assert "SystemExit" in why["leaves.py"]
    assert "Did you mean run?" in why["typo.toml"]
    assert why["good.toml"] == "good.refund-all stands in good.py already."
    assert set(why) == {
        *("syntax.py", "raises.py", "leaves.py", "typo.toml", "loose.toml", "brace.toml", "lone.toml"),
        *("deep.toml", "good.toml"),
    }


@pytest.mark.parametrize(
    "body",
    [
        "@action(reasons='customer asked')\ndef x(): pass",
        "@action(timeout=0)\ndef x(): pass",
        "@action(timeout=True)\ndef x(): pass",
        "@action(confirm='yes')\ndef x(): pass",
        "@action(confirm='type ')\ndef x(): pass",
        "@action(confirm='type {account}')\ndef x(): pass",
        "@action(confirm='type {key}')\ndef x(key: Annotated[str, secret]): pass",
        "@action(colour='red')\ndef x(): pass",
        "@action\nasync def x(): pass",
        "@action\ndef X(): pass",
        "@action\ndef x(it: object): pass",
        "@action\ndef x(it: Annotated[str, matches('[')]): pass",
        f"@action\ndef {'x' * 90}(): pass",
    ],
)
def test_an_action_that_cannot_be_offered_says_why(desk: Desk, body: str) -> None:
    desk.write("it.py", f"from typing import Annotated\nfrom support import *\n{body}\n")
    assert names(desk) == []
    (broken,) = desk.pipeline.catalogue.broken
    assert broken.why.startswith("it.py")


@pytest.mark.parametrize(
    "table",
    [
        'help = "no run"',
        'run = ["a", "list"]',
        'run = "tool {a:x|y} {a:x|z}"',
        'run = "tool"\npreview = "show {a}"',
        'run = "tool {a}"\nonly-if = "test {a:x|y}"',
        'run = "tool"\nreasons = "one"',
        'run = "tool"\ntimeout = "long"',
        'run = "tool"\nconfirm = "type {a}"',
    ],
)
def test_a_table_that_cannot_be_offered_says_why(desk: Desk, table: str) -> None:
    desk.write("it.toml", f"[x]\n{table}\n")
    assert names(desk) == []
    (broken,) = desk.pipeline.catalogue.broken
    assert broken.why.startswith("it.toml: [x]")


def test_what_others_may_write_is_not_read(desk: Desk) -> None:
    path = desk.write("money.py", GOOD)
    path.chmod(0o664)
    desk.pipeline.catalogue.load()
    assert names(desk) == []
    assert desk.pipeline.catalogue.broken[0].why == (f"Others may write to money.py. Type: chmod go-w {path}")
    with pytest.raises(Unknown, match="chmod"):
        desk.pipeline.catalogue.find("money.refund-all")
    path.chmod(0o600)
    (desk.folder / "actions").chmod(0o777)
    desk.pipeline.catalogue.load()
    assert desk.pipeline.catalogue.broken[0].file == desk.folder / "actions"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_belongs_to_somebody_else_is_not_read(desk: Desk) -> None:
    os.chown(desk.write("money.py", GOOD), 12_345, -1)
    desk.pipeline.catalogue.load()
    assert names(desk) == []
    assert "belongs to another user (uid 12345)" in desk.pipeline.catalogue.broken[0].why


def test_only_what_changed_is_read_again(desk: Desk) -> None:
    desk.write("still.py", f"{GOOD}\nimport time; LOADED = time.monotonic_ns()\n")
    changing = desk.write("changing.toml", '[one]\nrun = "true"\n')
    before = desk.pipeline.catalogue.find("still.refund-all")
    changing.write_text('[two]\nrun = "true"\n')
    desk.pipeline.catalogue.load()
    assert desk.pipeline.catalogue.find("still.refund-all") is before
    assert names(desk) == ["changing.two", "still.refund-all"]
    changing.unlink()
    desk.pipeline.catalogue.load()
    assert names(desk) == ["still.refund-all"]


def test_a_name_that_is_nearly_right_is_offered(desk: Desk) -> None:
    desk.write("money.py", GOOD)
    with pytest.raises(Unknown) as caught:
        desk.pipeline.catalogue.find("money.refund")
    assert caught.value.mend == "Did you mean money.refund-all?"


def test_an_action_stays_an_ordinary_function() -> None:
    @action
    def double(number: int) -> int:
        return number * 2

    assert double(4) == 8
    with pytest.raises(Invalid):
        action(timeout=-1)


def test_nothing_is_left_in_the_folder_of_the_desk(desk: Desk) -> None:
    desk.write("money.py", GOOD)
    assert [path.name for path in (desk.folder / "actions").iterdir()] == ["money.py"]


def test_to_import_support_is_light() -> None:
    code = (
        "import sys; before = set(sys.modules); from support import action; "
        "print(sorted(set(sys.modules) - before))"
    )
    out = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    heavy = {"pydantic", "subprocess", "tomllib", "selectors", "textual", "httpx", "trello", "asyncio"}
    assert "support.actions.author" in out
    assert heavy.isdisjoint(each.strip("[]' \n") for each in out.split(","))
