"""HTTP clients: the one place where they are made."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

import httpx

from support.errors import Invalid

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
"""For a single read; a whole answer needs a deadline of its own."""

# A proxy from the environment would carry the token of a loopback service out of this machine.
_PAST_THE_PROXY = ("all://localhost", "all://127.0.0.1", "all://[::1]")


def new_client(
    *, headers: Mapping[str, str] | None = None, transport: httpx.BaseTransport | None = None
) -> httpx.Client:
    """A client that checks certificates, follows no redirect, and keeps a few connections open.

    `transport` takes the network's place. Thread-safe.
    """
    return httpx.Client(
        headers=headers,
        transport=transport,
        mounts=dict.fromkeys(_PAST_THE_PROXY),
        timeout=patience(READ_SECONDS),
        limits=httpx.Limits(max_connections=8, max_keepalive_connections=4),
        follow_redirects=False,
        verify=True,
    )


def patience(seconds: float) -> httpx.Timeout:
    """The usual timeouts, none of them longer than that."""
    return httpx.Timeout(min(READ_SECONDS, seconds), connect=min(CONNECT_SECONDS, seconds))


def trusted_base(address: str, official: str) -> str:
    """The address without a slash at its end, if a token may be sent there; raises Invalid if not.

    That is the official one, or an http or https server on this machine.
    """
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        raise _untrusted(official) from None
    if url.userinfo or url.query or url.fragment or not url.host:
        raise _untrusted(official)
    base = str(url).rstrip("/")
    if base == official or (url.scheme in ("http", "https") and _is_loopback(url.host)):
        return base
    raise _untrusted(official)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _untrusted(official: str) -> Invalid:
    return Invalid(
        "The base URL is one that no token may be sent to.",
        f"Use {official}, or a server on this machine such as http://127.0.0.1:8080.",
    )
