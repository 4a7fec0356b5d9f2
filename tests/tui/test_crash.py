"""What a crash says; how it says it on a real terminal is in test_terminal.py."""

from pathlib import Path

import pytest
from textual.app import App

from tui.crash import CrashFile, FatalErrors, place_of
from tui.plain import one_line


def raised_by_the_house() -> Exception:

    class OddText(str):
        def isascii(self) -> bool:
            raise ValueError("below the gate")

    try:
        one_line(OddText("x"))
    except ValueError as error:
        return error
    raise AssertionError("nothing was raised")


def test_the_place_is_the_innermost_line_of_the_house() -> None:
    assert place_of(raised_by_the_house().__traceback__).startswith("in tui/plain.py, line ")
    assert place_of(None) == "at an unknown place"


def test_details_are_redacted_private_and_replace_the_older_ones(tmp_path: Path) -> None:
    path = tmp_path / "crash.txt"
    path.write_text("an older crash, much longer than what comes now" * 100, encoding="utf-8")
    path.chmod(0o644)
    said = CrashFile(path, lambda text: text.replace("below", "above")).keep(raised_by_the_house())
    assert said == f"Its details are in {path}, readable by you alone."
    assert path.read_text(encoding="utf-8").endswith("ValueError: above the gate\n")
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_redacted_is_not_kept(tmp_path: Path) -> None:
    def broken(text: str) -> str:
        raise KeyError(text)

    said = CrashFile(tmp_path / "crash.txt", broken).keep(raised_by_the_house())
    assert said == "Its details could not be kept: KeyError."
    assert not list(tmp_path.iterdir())


async def test_a_terminal_that_cannot_be_read_ends_the_app_as_a_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = FatalErrors()
    async with app.run_test():
        app.panic("locals: token = 'x'")
    assert app.return_code == 1
    assert capsys.readouterr().err.startswith("rota stopped: the terminal can no longer be read.\nStart rota")


def test_textual_still_calls_what_is_overridden() -> None:
    assert "_fatal_error" in App._handle_exception.__code__.co_names
    assert {"_exception", "_return_code", "_exit_renderables"} <= vars(FatalErrors()).keys()
