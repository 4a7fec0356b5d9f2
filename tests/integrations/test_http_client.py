"""The one HTTP client factory, and the addresses that a token may be sent to."""

from __future__ import annotations

import httpx
import pytest

from integrations.http import new_client, patience, trusted_base
from support.errors import Invalid

OFFICIAL = "https://api.trello.com"


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://api.trello.com", OFFICIAL),
        (" HTTPS://API.Trello.com/ ", OFFICIAL),
        ("https://api.trello.com:443", OFFICIAL),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://localhost:9/trello", "http://localhost:9/trello"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("http://127.3.2.1", "http://127.3.2.1"),
    ],
)
def test_a_token_may_go_to_the_official_address_or_to_this_machine(address: str, base: str) -> None:
    assert trusted_base(address, OFFICIAL) == base


@pytest.mark.parametrize(
    "address",
    [
        "http://api.trello.com",
        "https://api.trello.com:444",
        "https://api.trello.com.evil.example",
        "https://api.trel1o.com",
        "https://evil.example/https://api.trello.com",
        "https://api.trello.com@evil.example",
        "http://user:word@127.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "ftp://127.0.0.1",
        "http://127.0.0.1/?to=elsewhere",
        "http://\x00",
        "api.trello.com",
        "",
    ],
)
def test_a_token_goes_to_nobody_else(address: str) -> None:
    with pytest.raises(Invalid, match="no token may be sent"):
        trusted_base(address, OFFICIAL)


def test_redirects_are_not_followed_and_every_phase_has_a_timeout() -> None:
    elsewhere = httpx.MockTransport(lambda _: httpx.Response(302, headers={"Location": "http://other/"}))
    with new_client(transport=elsewhere) as client:
        assert client.get("http://127.0.0.1/").status_code == 302
        assert None not in client.timeout.as_dict().values()


def test_timeouts_shrink_with_what_is_left() -> None:
    assert patience(2).as_dict() == {"connect": 2, "read": 2, "write": 2, "pool": 2}
    assert patience(60).as_dict() == patience(15).as_dict()


def test_a_server_on_this_machine_is_reached_past_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with new_client() as client:
        # httpx has no public way to ask which transport an address takes.
        direct = client._transport
        for address in ("http://127.0.0.1:80", "http://localhost:80", "https://[::1]:80"):
            assert client._transport_for_url(httpx.URL(address)) is direct
        assert client._transport_for_url(httpx.URL(OFFICIAL)) is not direct
