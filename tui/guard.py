"""The output guard: the net below the gate, on every line of every widget that is painted.

Return it from `App.get_line_filters`, the same instance each time: painted lines are remembered by filter.
It does not see what is printed, logged or said at exit; that takes the gate.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.plain import INVISIBLE

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp"})
"""Categories of Unicode: controls, formats (bidi too), what stands for nothing, ends of lines."""

_SCROLLBAR = {"grab", "scroll_up", "scroll_down"}
_MARKDOWN_LINK = "link("


class OutputGuard(LineFilter):
    """Lets no control byte, unseen character, foreign link or foreign click pass; a line's width stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, safe to send to the terminal."""
        return [_guarded(segment) for segment in segments]


def _guarded(segment: Segment) -> Segment:
    text, style, control = segment
    if not text.isprintable() or (not text.isascii() and INVISIBLE.search(text)):
        text = _without_unseen(text)
    return Segment(text, style and _without_foreign_acts(style), control)


def _without_unseen(text: str) -> str:
    clean = "".join(filter(_is_seen, text)).encode("utf-8", "replace").decode()
    width = cell_len(text)
    # What stood apart is joined to something else now; a row whose width changes would shift.
    return clean if cell_len(clean) == width else set_cell_size(clean, width)


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and not INVISIBLE.match(character)


@lru_cache(maxsize=4_096)
def _without_foreign_acts(style: Style) -> Style:
    meta = style.meta
    kept = {name: value for name, value in meta.items() if _is_own(name, value)}
    link = style.link if style.link is None or _is_web(style.link) else None
    if len(kept) == len(meta) and link == style.link:
        return style
    return (style.clear_meta_and_links() + Style.from_meta(kept)).update_link(link)


def _is_own(name: str, value: Any) -> bool:
    """Whether an entry is harmless: no act at all, a scrollbar's, or the link of a Markdown page."""
    if not name.startswith("@"):
        return True
    return isinstance(value, str) and (value in _SCROLLBAR or value.startswith(_MARKDOWN_LINK))


def _is_web(link: str) -> bool:
    return link.isascii() and link.isprintable() and link.startswith(("https://", "http://"))
