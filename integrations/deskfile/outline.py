"""The schema of rota.toml as an outline: what may stand at a place, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from integrations.deskfile.fault import KeyPath
from integrations.deskfile.schema import DeskTable

Node = dict[str, Any]
"""A JSON schema's object for one place."""


def at(path: KeyPath) -> Node:
    """What the schema says about the place; nothing for a place it does not know."""
    node = _root()
    for key in path:
        node = node.get("items", {}) if isinstance(key, int) else _below(node, key)
        node = _resolved(node)
    return node


def fixed_keys(node: Node) -> list[str]:
    """The keys that may stand in a table, where they are not free."""
    return list(node.get("properties", ())) or list(node.get("propertyNames", {}).get("enum", ()))


def words(node: Node) -> str:
    """What kind of value the place wants: `text`, `list of short names`, `local or trello`."""
    if node.get("type") == "array":
        item = words(_resolved(node["items"]))
        return f"list of {item}s" if item[-1].islower() else f"list of {item}"
    if node.get("type") == "object":
        return "table"
    return str(node.get("format") or " or ".join(node.get("enum", ())) or "text")


def walk() -> Iterator[tuple[str, Node, bool]]:
    """Every key a person may write, in the schema's order: its place, its node, whether it must be there."""
    return _walk(_root(), "")


def _walk(node: Node, path: str) -> Iterator[tuple[str, Node, bool]]:
    for key, child in node.get("properties", {}).items():
        child = _resolved(child)
        for suffix, inner in (
            ("", child),
            ("[]", child.get("items")),
            (".KEY", child.get("additionalProperties")),
        ):
            if inner and "properties" in _resolved(inner):
                yield from _walk(_resolved(inner), f"{path}{key}{suffix}.")
                break
        else:
            yield f"{path}{key}", child, key in node.get("required", ())


@cache
def _root() -> Node:
    return DeskTable.model_json_schema()


def _below(node: Node, key: str) -> Node:
    found = node.get("properties", {}).get(key) or node.get("additionalProperties") or {}
    return dict(found)


def _resolved(node: Node) -> Node:
    """The node itself, not a reference to it or a choice between it and nothing."""
    choices = [each for each in node.get("anyOf", ()) if each.get("type") != "null"]
    if len(choices) == 1:
        node = choices[0] | {key: value for key, value in node.items() if key != "anyOf"}
    if "$ref" in node:
        target = _root()["$defs"][node["$ref"].rsplit("/", 1)[1]]
        node = target | {key: value for key, value in node.items() if key != "$ref"}
    return node
