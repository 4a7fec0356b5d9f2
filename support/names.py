"""Names of people and actions: refused when they could be mistaken for another's, never mended."""

from __future__ import annotations

import unicodedata

LONGEST = 80
"""Characters in a name, at most."""
BETWEEN = frozenset(" -_.'/:@0123456789")
"""What may stand in a name of any script."""
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "HANGUL", "BOPOMOFO"}


def fault_of_name(name: str) -> str | None:
    """Why this cannot be the name of a person or an action, as the end of a sentence; None when it can."""
    if not name or name != name.strip():
        return "it is empty, or starts or ends with a blank"
    if len(name) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if name.startswith("-"):
        return "it starts with a dash, as an option does"
    if unicodedata.normalize("NFKC", name) != name:
        return "it holds a character that is another way to write one or more others"
    letters = [character for character in name if character not in BETWEEN]
    if not all(map(_is_letter, letters)):
        return "it holds more than letters, digits, blanks and - _ . ' / : @"
    if len(set(map(_script, letters))) > 1:
        return "it mixes the letters of several scripts"
    return None


def _is_letter(character: str) -> bool:
    """A letter, or a vowel sign of its script; not a combining mark that fits any letter."""
    return unicodedata.category(character)[0] in "LM" and _script(character) not in ("COMBINING", "MODIFIER")


def _script(letter: str) -> str:
    """The first word of its Unicode name, which is its script; the East Asian ones are written together."""
    word = unicodedata.name(letter, "").partition(" ")[0]
    return "EAST ASIAN" if word in _EAST_ASIAN else word
