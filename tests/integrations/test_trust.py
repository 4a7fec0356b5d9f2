"""A desk is code: it is trusted once, by folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrations.trust import is_trusted, trust
from support.errors import Invalid


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"ROTA_STATE_DIR": str(tmp_path / "state")}


def test_one_yes_is_for_one_folder(tmp_path: Path, environment: dict[str, str]) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    assert not is_trusted(mine, environment)
    trust(mine, environment)
    assert is_trusted(mine, environment)
    assert not is_trusted(other, environment)
    trust(other, environment)
    assert is_trusted(mine, environment)
    assert is_trusted(other, environment)


def test_a_link_to_a_trusted_folder_is_the_same_folder_and_its_parent_is_not(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    trust(tmp_path / "mine", environment)
    assert is_trusted(tmp_path / "link", environment)
    assert not is_trusted(tmp_path, environment)


@pytest.mark.parametrize("content", ["", "[]", '{"desks": 1}', "[" * 100_000])
def test_a_broken_record_trusts_nobody(tmp_path: Path, environment: dict[str, str], content: str) -> None:
    trust(tmp_path, environment)
    (tmp_path / "state" / "trusted.json").write_text(content)
    with pytest.raises(Invalid, match="Remove it"):
        is_trusted(tmp_path, environment)


def test_a_record_that_others_may_change_trusts_nobody(tmp_path: Path, environment: dict[str, str]) -> None:
    trust(tmp_path, environment)
    (tmp_path / "state" / "trusted.json").chmod(0o666)
    with pytest.raises(Invalid, match="chmod go-w"):
        is_trusted(tmp_path, environment)
