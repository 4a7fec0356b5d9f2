"""The output guard: the net below the gate, on every line of every widget that is painted.

Return it from `App.get_line_filters`, the same instance each time: painted lines are remembered by filter.
It does not see what is printed, logged or said at exit; that takes the gate.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_DROP = dict.fromkeys((*_CONTROLS, *_BIDI))
_JOINERS = dict.fromkeys((0x200D, 0xFE0F))

_SCROLLBAR = {"grab", "scroll_up", "scroll_down"}
_MARKDOWN_LINK = "link("


class OutputGuard(LineFilter):
    """Lets no control byte, foreign link or foreign click pass; the width of a line stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, safe to send to the terminal."""
        return [_guarded(segment) for segment in segments]


def _guarded(segment: Segment) -> Segment:
    text, style, control = segment
    if not text.isprintable():
        text = _without_controls(text)
    return Segment(text, style and _without_foreign_acts(style), control)


def _without_controls(text: str) -> str:
    clean = text.translate(_DROP).encode("utf-8", "replace").decode()
    width = cell_len(text)
    if cell_len(clean) == width:
        return clean
    # What stood apart is joined to something else now; a row whose width changes would shift.
    return set_cell_size(clean.translate(_JOINERS), width)


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
