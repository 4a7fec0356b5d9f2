"""What terminal output is made of: the kinds of its control sequences, and characters that nobody sees.

Written from the standards (ECMA-48, xterm's ctlseqs), not from the gate: it judges the gate.
"""

from __future__ import annotations

import re
import unicodedata

_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[(?P<marker>[<-?]*)(?P<parameters>[0-;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<string>[PX^_])[^\x1b]*\x1b\\"
    r"|(?P<other>[ -/]*.)"
    r")",
    re.DOTALL,
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BY_PARAMETER = "hlpqtu"
"""Final bytes whose parameter says what is switched or asked, not only how much."""


def kinds(output: bytes) -> frozenset[str]:
    """The kind of each control sequence, and each control or unseen character outside of them."""
    text = output.decode("utf-8", "replace")
    found = {_kind(match) for match in _SEQUENCE.finditer(text)}
    rest = _SEQUENCE.sub("", text)
    return frozenset(found | {f"character U+{ord(each):04X}" for each in set(rest) if is_unseen(each)})


def _kind(match: re.Match[str]) -> str:
    if match["final"]:
        final = match["final"]
        which = match["parameters"] if final in _BY_PARAMETER else ""
        return f"CSI {match['marker']}{which}{match['between']}{final}"
    if match["osc"] is not None:
        return f"OSC {match['osc'].partition(';')[0]}"
    return f"ESC {match['string'] or match['other']}"


def is_unseen(character: str) -> bool:
    """Whether a terminal obeys it or shows nothing for it."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") or bool(_UNSEEN.match(character))
