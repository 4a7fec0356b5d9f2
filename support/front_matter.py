"""What people type above a runbook: read forgivingly, and said plainly where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date


class FrontMatter:
    """Keys whose values are strings or lists of strings; every answer may add to `warnings`."""

    def __init__(self, meta: Mapping[str, object]) -> None:
        self._meta = meta
        self.warnings: list[str] = []
        """What could not be read, a sentence each, with the mend."""

    def word(self, key: str) -> str:
        """A line of text; empty where there is none."""
        value = self._meta.get(key) or ""
        if isinstance(value, str):
            return value.strip()
        self.warnings.append(f"Its {key} is not a line of text: write `{key}: ...`.")
        return ""

    def words(self, key: str) -> tuple[str, ...]:
        """A list, or a line with commas."""
        value = self._meta.get(key) or ()
        each = value.split(",") if isinstance(value, str) else value
        if isinstance(each, list | tuple) and all(isinstance(one, str) for one in each):
            return tuple(one.strip() for one in each if one.strip())
        self.warnings.append(f"Its {key} is not a list of words: write `{key}: [one, two]`.")
        return ()

    def day(self, key: str) -> date | None:
        """A day in ISO 8601."""
        written = self.word(key)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.warnings.append(f"Its {key} is not a day: write it like `{key}: 2026-11-20`.")
            return None
