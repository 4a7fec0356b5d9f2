"""Finding the desk, and the folder that is one person's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrations.paths import NoDesk, find_desk, remember_desk, state_folder, state_root
from support.errors import Invalid, Unknown


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"ROTA_STATE_DIR": str(tmp_path / "state")}


def make_desk(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "rota.toml").touch()
    return folder


def test_the_named_desk_comes_first_then_the_environment_then_the_nearest_then_the_remembered(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    named, told, near, chosen = (make_desk(tmp_path / name) for name in ("named", "told", "near", "chosen"))
    (near / "deep" / "deeper").mkdir(parents=True)
    remember_desk(chosen, environment)
    here = near / "deep" / "deeper"
    assert find_desk(named, here, environment | {"ROTA_DESK": str(told)}) == named
    assert find_desk(None, here, environment | {"ROTA_DESK": str(told)}) == told
    assert find_desk(None, here, environment) == near
    assert find_desk(None, tmp_path, environment) == chosen


def test_a_named_desk_that_is_not_there_is_never_replaced_by_another(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    near = make_desk(tmp_path / "near")
    with pytest.raises(Unknown, match=r"--desk names .*which is no folder") as caught:
        find_desk(tmp_path / "gone", near, environment)
    assert caught.value.mend.endswith(f"rota init {tmp_path / 'gone'}")
    with pytest.raises(Unknown, match=r"ROTA_DESK names .*which has no rota\.toml"):
        find_desk(None, near, environment | {"ROTA_DESK": str(tmp_path)})


def test_no_desk_anywhere_says_where_it_looked(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(NoDesk) as caught:
        find_desk(None, tmp_path, environment)
    for place in ("--desk", "$ROTA_DESK", str(tmp_path), "chosen before"):
        assert place in caught.value.what
    assert "rota init" in caught.value.mend


def test_a_remembered_desk_that_is_gone_is_said(tmp_path: Path, environment: dict[str, str]) -> None:
    chosen = make_desk(tmp_path / "chosen")
    remember_desk(chosen, environment)
    (chosen / "rota.toml").unlink()
    with pytest.raises(Unknown, match="chosen earlier") as caught:
        find_desk(None, tmp_path, environment)
    assert not isinstance(caught.value, NoDesk)


def test_each_desk_has_a_private_folder_of_its_own(tmp_path: Path, environment: dict[str, str]) -> None:
    one, two = make_desk(tmp_path / "a" / "Süd Desk"), make_desk(tmp_path / "b" / "Süd Desk")
    folder, other = state_folder(one, environment), state_folder(two, environment)
    assert folder != other
    assert folder == state_folder(tmp_path / "b" / ".." / "a" / "Süd Desk", environment)
    assert folder.parent == tmp_path / "state" / "desks"
    assert folder.name.startswith("sud-desk-")
    assert {each.stat().st_mode & 0o777 for each in (folder, folder.parent, tmp_path / "state")} == {0o700}


def test_a_state_folder_that_others_may_change_is_refused(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    state_folder(tmp_path, environment).chmod(0o770)
    with pytest.raises(Invalid) as caught:
        state_folder(tmp_path, environment)
    assert caught.value.mend.startswith("Type: chmod go-w ")


def test_a_state_folder_that_cannot_be_made_says_why(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(Invalid, match="ROTA_STATE_DIR"):
        state_folder(tmp_path, environment)


def test_without_a_wish_the_state_is_in_the_xdg_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_root({}) == tmp_path / "rota"
