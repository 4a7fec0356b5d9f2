"""Alarms from a command: it prints one alarm a line, as JSON."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from integrations.process import OUTPUT_CAP, TIMEOUT, TooMuchOutput, harmless, run
from support.alarms import Alarm
from support.errors import BadAnswer, Offline
from support.settings import AlarmSettings

_REQUIRED = ("id", "name", "severity", "summary", "started_at")
_OPTIONAL = ("client", "runbook")


@dataclass(frozen=True, slots=True)
class CommandAlarms:
    """An AlarmSource that runs one of the desk's alarm commands; only for a desk that is trusted."""

    settings: AlarmSettings
    folder: Path
    """The desk's folder, where the command runs."""

    def firing(self) -> tuple[Alarm, ...]:
        """The alarms that the command prints; raises Offline when it fails, BadAnswer for a wrong line."""
        lines = self._output().splitlines()
        return tuple(self._alarm(line, number) for number, line in enumerate(lines, start=1) if line.strip())

    def _output(self) -> bytes:
        who, command = f"The alarm command of {self.settings.name}", self.settings.command
        try:
            ended = run(command, folder=self.folder, environment=harmless(os.environ))
        except OSError as error:
            mend = f"Correct its command in rota.toml: {command[0]}"
            raise Offline(f"{who} cannot be started: {error.strerror}.", mend) from error
        except subprocess.TimeoutExpired as error:
            what = f"{who} did not end within {TIMEOUT:.0f} seconds."
            raise Offline(what, "It was ended; make it quicker.") from error
        except TooMuchOutput as error:
            what = f"{who} printed more than {OUTPUT_CAP:,} bytes."
            raise BadAnswer(what, "It was ended; let it print only the alarms that fire now.") from error
        if ended.code != 0:
            complaint = ended.first_complaint[:200] or "it gave no reason"
            raise Offline(f"{who} failed ({ended.code}): {complaint}.", f"Run it by hand in {self.folder}.")
        return ended.output

    def _alarm(self, line: bytes, number: int) -> Alarm:
        try:
            return _read(json.loads(line))
        except RecursionError:
            why, mend = "it is nested too deep", "Print one flat JSON object."
        except _Wrong as wrong:
            why, mend = wrong.args
        except ValueError:
            why, mend = "it is not JSON", "Print one JSON object a line, and nothing else."
        raise BadAnswer(f"Line {number} of the alarms of {self.settings.name} is wrong: {why}.", mend)


class _Wrong(Exception):
    """Why a line is no alarm, and the mend."""


def _read(record: Any) -> Alarm:
    if not isinstance(record, dict):
        raise _Wrong("it is not an object", 'Print {"id": ..., "name": ..., ...}.')
    for key in _REQUIRED:
        if not isinstance(record.get(key), str) or not (record[key] or key == "summary"):
            raise _Wrong(f"{key} is missing or no text", f'Print "{key}": "..." for each alarm.')
    for key in _OPTIONAL:
        if not isinstance(record.get(key), str | None):
            raise _Wrong(f"{key} is no text", f'Print "{key}": "...", or leave it out.')
    return Alarm(
        **{key: record[key] for key in ("id", "name", "severity", "summary")},
        started_at=_instant(record["started_at"]),
        labels=_labels(record.get("labels") or {}),
        client=record.get("client"),
        runbook=record.get("runbook"),
    )


def _labels(labels: Any) -> Mapping[str, str]:
    if not isinstance(labels, dict) or not all(isinstance(value, str) for value in labels.values()):
        raise _Wrong("labels is no object of texts", 'Print "labels": {"name": "value"}, or leave it out.')
    return labels


def _instant(text: str) -> datetime:
    """ISO 8601; without a zone it is UTC."""
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        mend = 'Print it like "2026-11-20T09:00:00Z".'
        raise _Wrong("started_at is no point in time", mend) from error
