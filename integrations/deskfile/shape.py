"""What the schema finds wrong, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from integrations.deskfile import outline
from integrations.deskfile.fault import Fault, KeyPath, dotted, kind_of, nearest, shown
from integrations.deskfile.schema import DeskTable


def shape_faults(desk: Mapping[str, Any]) -> Iterator[Fault]:
    """Unknown and missing keys, wrong types, and values that cannot be what they should be."""
    try:
        DeskTable.model_validate(desk)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            yield _fault(found["type"], found["loc"], found["input"], found.get("ctx", {}))


def _fault(kind: str, loc: KeyPath, value: object, context: Mapping[str, Any]) -> Fault:
    names_a_key = loc[-1:] == ("[key]",)
    path = loc[:-1] if names_a_key else loc
    node = outline.at(path)
    if kind == "wrong":
        return Fault(path, str(context["what"]), str(context["mend"]))
    if kind == "extra_forbidden" or (kind == "unknown_word" and names_a_key):
        known = outline.fixed_keys(outline.at(path[:-1]))
        return Fault(path, f"there is no key {shown(path[-1])} here", nearest(str(path[-1]), known))
    if kind == "unknown_word":
        return Fault(path, f"{shown(value)} is not known here", nearest(str(value), node["enum"]))
    if kind == "missing":
        return Fault(path, "it is missing", _example(path, node))
    if kind == "too_short":
        return Fault(path, "it is empty", _example(path, node))
    return Fault(path, f"it must be a {outline.words(node)}, not {kind_of(value)}", _example(path, node))


def _example(path: KeyPath, node: outline.Node) -> str:
    """How the key is written; for a list's item, how the whole list is."""
    while path and isinstance(path[-1], int) and "examples" not in node:
        path, node = path[:-1], outline.at(path[:-1])
    if outline.words(node) == "table":
        return f"Write it as a table: [{dotted(path)}]"
    examples = node.get("examples", ())
    return f"Write for example: {path[-1]} = {examples[0]}" if examples else f"Write a {outline.words(node)}."
