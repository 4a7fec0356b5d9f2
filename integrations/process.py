"""Somebody else's command, run within bounds: of time, of output, and of what it is told."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 10.0
"""Seconds."""
OUTPUT_CAP = 1_000_000
"""Bytes, of both streams together."""
_HARMLESS = ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR")


class TooMuchOutput(Exception):
    """It wrote more than OUTPUT_CAP and was ended."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended."""

    code: int
    """Exit code; the negative signal number when it was killed."""
    output: bytes
    errors: bytes

    @property
    def first_complaint(self) -> str:
        """The first line it wrote to stderr that is not blank, or nothing."""
        lines = self.errors.decode("utf-8", "replace").splitlines()
        return next((line.strip() for line in lines if line.strip()), "")


def harmless(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of the environment that a command may see: an allow-list that holds no secret."""
    return {name: environment[name] for name in _HARMLESS if name in environment}


def run(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], timeout: float = TIMEOUT
) -> Finished:
    """Run it without a shell, without input, in a session of its own, which is killed when it breaks a bound.

    Raises OSError when it cannot be started, subprocess.TimeoutExpired, or TooMuchOutput.
    """
    deadline = time.monotonic() + timeout
    with subprocess.Popen(
        list(command),
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            output, errors = _read_both(process, deadline, timeout)
            code = process.wait(max(0.0, deadline - time.monotonic()))
        except BaseException:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return Finished(code, output, errors)


def _read_both(process: subprocess.Popen[bytes], deadline: float, timeout: float) -> tuple[bytes, bytes]:
    """Both streams to their end."""
    assert process.stdout
    assert process.stderr
    streams = {process.stdout: bytearray(), process.stderr: bytearray()}
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream, selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise subprocess.TimeoutExpired(process.args, timeout)
            for key, _ in ready:
                piece = os.read(key.fd, 65536)
                if piece:
                    streams[key.fileobj] += piece  # type: ignore[index]
                else:
                    selector.unregister(key.fileobj)
            if sum(map(len, streams.values())) > OUTPUT_CAP:
                raise TooMuchOutput
    return bytes(streams[process.stdout]), bytes(streams[process.stderr])
