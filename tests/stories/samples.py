"""Which of the hostile texts a test takes: a few of each kind by default, all of them under `soak`."""

from __future__ import annotations

from collections.abc import Sequence

from tests.hostile import everything, of_kind

TO_THE_TERMINAL = (
    "terminal-query", "ansi-csi", "ansi-osc", "ansi-dcs-apc", "c0-control", "c1-control", "shift-charset",
    "bidi", "invisible", "hidden-message", "unicode-invalid", "noncharacter",
)  # fmt: skip
"""Kinds that say something to a terminal, or something that nobody sees."""


def to_the_terminal(each: int) -> list[str]:
    """So many of each kind that speaks to the terminal."""
    return [hostile.text for kind in TO_THE_TERMINAL for hostile in of_kind(kind)[:each]]


def of_every_kind(each: int) -> list[str]:
    """So many of each kind."""
    kinds = dict.fromkeys(hostile.kind for hostile in everything())
    return [hostile.text for kind in kinds for hostile in of_kind(kind)[:each]]


def all_texts() -> list[str]:
    """Every text once."""
    return list(dict.fromkeys(hostile.text for hostile in everything()))


def batches(texts: Sequence[str], size: int) -> list[list[str]]:
    """The texts in portions."""
    return [list(texts[at : at + size]) for at in range(0, len(texts), size)]


def bundled(texts: Sequence[str], most: int = 250) -> list[str]:
    """Several in one text, as long as all of it is shown in one line; longer ones are cut."""
    bundles = [""]
    for text in sorted((text[:most] for text in texts), key=len):
        if len(bundles[-1]) + len(text) > most:
            bundles.append("")
        bundles[-1] = f"{bundles[-1]} {text}"
    return bundles
