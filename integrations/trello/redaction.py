"""Secrets, taken out of texts by their value."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus

SHORTEST_SECRET = 6
"""Characters; anything shorter is a placeholder, and a word that ordinary texts hold."""


class Redactor:
    """Replaces known secrets, in plain or as they stand in a URL, by `[secret]`."""

    def __init__(self, *secrets: str) -> None:
        forms = {
            form
            for secret in secrets
            if len(secret) >= SHORTEST_SECRET
            for form in (secret, quote(secret, safe=""), quote_plus(secret))
        }
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """The text without them."""
        return self._pattern.sub("[secret]", text)
