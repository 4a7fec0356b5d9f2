"""Where secrets come from, and that they do not get out."""

from __future__ import annotations

import copy
import json
import pickle
import shlex
import sys
import traceback
from pathlib import Path

import pytest

from integrations.secrets import TRELLO, Secret, read_secret, trello_access
from support.errors import Invalid

VALUE = "hunter2hunter2"


def opened(name: str, environment: dict[str, str]) -> str | None:
    secret = read_secret(name, environment)
    return secret.reveal() if secret else None


def test_a_secret_shows_nothing_until_it_is_opened() -> None:
    secret = Secret(VALUE)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>40}", "%s" % secret, repr([secret])]  # noqa: UP031
    assert not any(VALUE in each for each in shown)
    assert not hasattr(secret, "__dict__")
    for spill in (json.dumps, pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            spill(secret)
    assert secret.reveal() == VALUE


def test_environment_then_file_then_command(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("from-file\n")
    file.chmod(0o600)
    environment = {"TRELLO_TOKEN_COMMAND": shlex.join([sys.executable, "-c", "print('from-command')"])}
    assert opened("TRELLO_TOKEN", environment) == "from-command"
    environment["TRELLO_TOKEN_FILE"] = str(file)
    assert opened("TRELLO_TOKEN", environment) == "from-file"
    environment["TRELLO_TOKEN"] = "from-environment"
    assert opened("TRELLO_TOKEN", environment) == "from-environment"
    assert opened("TRELLO_API_KEY", environment) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_use_is_refused_with_the_chmod(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "token"
    file.write_text(VALUE)
    file.chmod(mode)
    with pytest.raises(Invalid) as caught:
        read_secret("TRELLO_TOKEN", {"TRELLO_TOKEN_FILE": str(file)})
    assert caught.value.mend == f"Type: chmod 600 {file}"


@pytest.mark.parametrize(
    "command",
    [
        "",
        "'",
        "/no/such/program",
        "sh -c 'echo hunter2hunter2 >&2; exit 3'",
        "sh -c 'echo hunter2 hunter2'",
        "true",
    ],
)
def test_a_command_that_fails_is_said_without_its_words(command: str) -> None:
    with pytest.raises(Invalid) as caught:
        opened("TRELLO_TOKEN", {"TRELLO_TOKEN_COMMAND": command or " "})
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    assert "TRELLO_TOKEN_COMMAND" in str(caught.value)


def test_a_command_does_not_see_the_other_secrets() -> None:
    environment = {"TRELLO_API_KEY": VALUE, "PATH": "/usr/bin:/bin"}
    environment["TRELLO_TOKEN_COMMAND"] = "sh -c 'echo ${TRELLO_API_KEY:-nothing}'"
    assert opened("TRELLO_TOKEN", environment) == "nothing"


@pytest.mark.parametrize("value", ["two words", "line\nbreak", "t\u00f6ken", "\x1b[2J", " "])
def test_what_cannot_go_into_a_header_is_refused_without_repeating_it(value: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_secret("TRELLO_TOKEN", {"TRELLO_TOKEN": value})
    assert value.strip() == "" or value not in str(caught.value)


def test_half_an_access_names_the_other_half() -> None:
    assert trello_access({}) is None
    with pytest.raises(Invalid, match="TRELLO_TOKEN_FILE"):
        trello_access({"TRELLO_API_KEY": "k"})
    with pytest.raises(Invalid, match="TRELLO_API_KEY_FILE"):
        trello_access({"TRELLO_TOKEN": "t"})
    access = trello_access({"TRELLO_API_KEY": "k", "TRELLO_TOKEN": VALUE})
    assert access
    assert (access.key.reveal(), access.token.reveal(), access.base_url) == ("k", VALUE, TRELLO)
    assert VALUE not in repr(access)


def test_the_address_is_trellos_own_unless_another_is_given() -> None:
    environment = {"TRELLO_API_KEY": "k", "TRELLO_TOKEN": "t", "TRELLO_BASE_URL": "http://127.0.0.1:8080"}
    access = trello_access(environment)
    assert access
    assert access.base_url == "http://127.0.0.1:8080"
