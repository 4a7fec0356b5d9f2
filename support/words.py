"""Words as people search for them: without case, accents or punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]+")
# fmt: off
_SMALL = frozenset(
    {
        "about", "after", "all", "and", "any", "are", "been", "before", "but", "can", "cannot", "for",
        "from", "had", "has", "have", "how", "into", "its", "new", "not", "now", "off", "our", "out",
        "over", "please", "the", "their", "then", "there", "they", "this", "too", "under", "was", "were",
        "when", "where", "which", "who", "why", "will", "with", "you", "your",
    }
)
# fmt: on
"""Words that say nothing of what a text is about."""


def words_in(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return _WORD.findall(text.casefold())


def telling(text: str) -> frozenset[str]:
    """The folded words that tell what a text is about: three letters or more, and no small words."""
    return frozenset(word for word in words_in(text) if len(word) > 2 and word not in _SMALL)
