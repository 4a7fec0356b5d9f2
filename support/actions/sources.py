"""One file of actions: only from somebody we trust, and told in a sentence when it cannot be read."""

from __future__ import annotations

import hashlib
import os
import shlex
import stat
import traceback
from pathlib import Path
from tomllib import TOMLDecodeError

from support.actions.definition import Definition, Source
from support.actions.pythonfile import read_python
from support.actions.tomlfile import read_toml
from support.errors import Invalid

SUFFIXES = (".py", ".toml")
LARGEST = 1_000_000
"""Bytes in a file of actions."""


def read_source(path: Path) -> Source:
    """The file's bytes, checked to be nobody else's; raises Invalid."""
    try:
        with path.open("rb") as file:
            require_own(path, os.fstat(file.fileno()))
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise Invalid(f"{path.name} is larger than {LARGEST:,} bytes.", "Keep data elsewhere.")
    return Source(path, content, hashlib.sha256(content).hexdigest())


def require_own(path: Path, status: os.stat_result) -> None:
    """Raise Invalid when another user could have written it: what it holds will be run."""
    if status.st_uid not in (os.geteuid(), 0):
        raise Invalid(
            f"{path.name} belongs to another user (uid {status.st_uid}).",
            f"Type: sudo chown {os.geteuid()} {shlex.quote(str(path))}",
        )
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise Invalid(f"Others may write to {path.name}.", f"Type: chmod go-w {shlex.quote(str(path))}")


def definitions_of(source: Source) -> tuple[Definition, ...]:
    """The actions of a file; raises Invalid, whatever its code does, but for Ctrl-C."""
    name = source.path.name
    try:
        return read_python(source) if source.path.suffix == ".py" else read_toml(source)
    except Invalid as error:
        raise Invalid(f"{name}: {error.what}", error.mend) from error
    except SyntaxError as error:
        raise Invalid(f"{name}, line {error.lineno}: {error.msg}.", "Correct the line.") from error
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{name} is no TOML: {error}.") from error
    except (Exception, SystemExit) as error:
        at = place(error, source.path)
        raise Invalid(f"{at or name}: {type(error).__name__}: {error}", "Correct the file.") from error


def place(error: BaseException, path: Path) -> str:
    """Where in the file the error came from, as `billing.py:12`; empty when from elsewhere."""
    lines = [each.lineno for each in traceback.extract_tb(error.__traceback__) if each.filename == str(path)]
    return f"{path.name}:{lines[-1]}" if lines else ""
