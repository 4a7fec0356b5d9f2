"""Takes secret values out of texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

MASK = "[secret]"


def mask(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets; the longest goes first, as it may hold another."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def mask_all(value: Any, secrets: Iterable[str]) -> Any:
    """Plain JSON with every text in it masked."""
    if isinstance(value, str):
        return mask(value, secrets)
    if isinstance(value, dict):
        return {key: mask_all(each, secrets) for key, each in value.items()}
    return value
