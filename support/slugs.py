"""Names for files and links, made from what people wrote."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Characters in a slug."""


def slug(text: str) -> str:
    """One to sixty of `a-z`, `0-9` and `-`; `untitled` where nothing of the text can be kept."""
    # Titles may be huge: what lies far behind the longest slug is not looked at.
    plain = unicodedata.normalize("NFKD", text[: LONGEST * 4]).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return words[:LONGEST].rstrip("-") or "untitled"
