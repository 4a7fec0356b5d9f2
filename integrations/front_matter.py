"""The block of YAML above a Markdown text; read only, and as nothing but strings and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml  # type: ignore[import-untyped]
from frontmatter.default_handlers import YAMLHandler

LONGEST = 4096
"""Characters of a block; a longer one is not read."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Makes strings, lists and mappings only: no tags, no merge keys, and `NO` and 1.10 stay as typed."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file's text, taken apart."""

    meta: dict[str, object]
    text: str
    """What stands below the block; with a warning, all of the file: nothing is hidden."""
    warning: str = ""
    """Why the block could not be read, with the mend."""


class _Strings(YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> Any:
        return super().load(fm, Loader=_LOADER)


def read_page(text: str) -> Page:
    """The text without its block, and the block's values; a block that cannot be read is a warning.

    The values of aliases are shared, never expanded: a few bytes of YAML may stand for gigabytes.
    """
    block, rest = _split(text)
    if block is None:
        return Page({}, text)
    if len(block) > LONGEST:
        return Page({}, text, f"Its front matter is longer than {LONGEST} characters: shorten it.")
    try:
        meta, _ = frontmatter.parse(f"---\n{block}\n---\n", handler=_Strings())
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = "" if line is None else f" (line {line + 1})"
        return Page({}, text, f"Its front matter is not YAML{where}: put what holds a colon in quotes.")
    if block.strip() and not meta:
        return Page({}, text, "Its front matter has no keys: write lines like `client: acme`.")
    return Page(meta, rest)


def _split(text: str) -> tuple[str | None, str]:
    first, _, below = text.partition("\n")
    if first.rstrip() != "---":
        return None, text
    lines = below.split("\n")
    end = next((place for place, line in enumerate(lines) if line.rstrip() == "---"), None)
    if end is None:
        return None, text
    return "\n".join(lines[:end]), "\n".join(lines[end + 1 :]).lstrip("\n")
