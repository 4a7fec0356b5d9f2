"""The table of all keys of rota.toml, for the README; made from the schema."""

from __future__ import annotations

import json

from integrations.deskfile import outline


def reference() -> str:
    """A Markdown table: key, type, default, meaning."""
    rows = ["| key | type | default | meaning |", "|---|---|---|---|"]
    for place, node, required in outline.walk():
        keys = ", ".join(outline.fixed_keys(node))
        meaning = node["description"] + (f" Keys: {keys}." if keys else "")
        rows.append(f"| `{place}` | {outline.words(node)} | {_default(node, required)} | {meaning} |")
    return "\n".join(rows) + "\n"


def _default(node: outline.Node, required: bool) -> str:
    if required:
        return "required"
    default = node.get("default")
    return f"`{json.dumps(default)}`" if default else "none"
