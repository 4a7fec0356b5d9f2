"""What a link may do, and what it may not."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.errors import Refused
from tests.hostile import Hostile, of_kind
from tui.links import ActionForm, Refusal, RunbookPage, WebPage, open_link, read_address, read_link


@pytest.fixture
def runbooks(tmp_path: Path) -> Path:
    folder = tmp_path / "desk" / "runbooks"
    (folder / "clients").mkdir(parents=True)
    for name in ("acme.md", "clients/two words.md", "notes.txt"):
        (folder / name).write_text("# Acme", encoding="utf-8")
    (tmp_path / "desk" / "secret.md").write_text("no", encoding="utf-8")
    (folder / "way-out.md").symlink_to(tmp_path / "desk" / "secret.md")
    return folder


@pytest.mark.parametrize(
    ("target", "url", "host"),
    [
        ("https://rota.example", "https://rota.example", "rota.example"),
        ("HTTPS://Rota.Example:8443/a?b=c#d", "https://rota.example:8443/a?b=c#d", "rota.example:8443"),
        (
            "https://rota.example/caf\u00e9?q=\u0142",
            "https://rota.example/caf%C3%A9?q=%C5%82",
            "rota.example",
        ),
        ("https://rot\u0430.example", "https://xn--rot-8cd.example", "xn--rot-8cd.example"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x", "[2001:db8::1]"),
    ],
)
def test_a_page_on_the_web_shows_the_host_it_will_open(target: str, url: str, host: str) -> None:
    assert read_address(target) == WebPage(url, host, encrypted=True)


def test_a_page_without_encryption_says_so() -> None:
    assert read_address("http://rota.example/") == WebPage(
        "http://rota.example/", "rota.example", encrypted=False
    )


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://",
        "https://user@rota.example",
        "https://rota.example:pw@evil.example",
        "https://rota.example\\@evil.example",
        "https://rota.example/\x1b[2J",
        "https://rota.example/\u202egpj",
        "https://rota.example/a b",
        "https://rota.example:99999/",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        "https://.example",
        "https://" + "a" * 3_000,
        "--help",
        "-https://rota.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://host/share",
        "data:text/html,x",
        "mailto:a@rota.example",
        "//evil.example/x",
        "C:\\Windows",
    ],
)
def test_anything_else_is_refused_with_a_sentence(target: str, runbooks: Path) -> None:
    for verdict in (read_address(target), read_link(target, page=runbooks / "acme.md", folder=runbooks)):
        assert isinstance(verdict, Refusal)
        assert verdict.why.endswith(".")


def test_an_address_from_outside_never_leads_to_a_runbook_or_a_form() -> None:
    assert isinstance(read_address("acme.md"), Refusal)
    assert isinstance(read_address("action:billing.refund"), Refusal)


@pytest.mark.parametrize(
    ("target", "path", "anchor"),
    [
        ("acme.md", "acme.md", ""),
        ("clients/two%20words.md#first-steps", "clients/two words.md", "first-steps"),
        ("clients/../acme.md", "acme.md", ""),
        ("#first-steps", "acme.md", "first-steps"),
    ],
)
def test_a_runbook_opens_inside_the_folder(runbooks: Path, target: str, path: str, anchor: str) -> None:
    verdict = read_link(target, page=runbooks / "acme.md", folder=runbooks)
    assert verdict == RunbookPage(runbooks / path, anchor)


@pytest.mark.parametrize(
    "target",
    [
        "../secret.md",
        "%2e%2e/secret.md",
        "way-out.md",
        "/etc/passwd",
        "notes.txt",
        "missing.md",
        "clients",
        "acme.md?x=1",
        "acme%00.md",
    ],
)
def test_no_link_leaves_the_folder_or_opens_another_kind_of_file(runbooks: Path, target: str) -> None:
    assert isinstance(read_link(target, page=runbooks / "acme.md", folder=runbooks), Refusal)


def test_an_action_link_gives_the_name_and_the_values_as_they_are(runbooks: Path) -> None:
    target = "action:billing.cancel-subscription?account=%2442%3B%20rm&when=now&note="
    verdict = read_link(target, page=runbooks / "acme.md", folder=runbooks)
    assert verdict == ActionForm(
        "billing.cancel-subscription", {"account": "$42; rm", "when": "now", "note": ""}
    )


@pytest.mark.parametrize(
    "target",
    ["action:", "action:--help", "action:../x", "action://billing.refund", "action:a?x", "action:a?x=1&x=2"],
)
def test_an_action_link_that_is_not_one_is_refused(runbooks: Path, target: str) -> None:
    assert isinstance(read_link(target, page=runbooks / "acme.md", folder=runbooks), Refusal)


@pytest.mark.parametrize(
    "hostile", of_kind("markdown", "url-ssrf", "argument-injection", "path"), ids=lambda hostile: hostile.id
)
def test_what_a_hostile_link_opens_is_plain_ascii_on_the_web_or_nothing(
    hostile: Hostile, runbooks: Path
) -> None:
    target = hostile.text.partition("](")[2].rstrip(")") or hostile.text
    verdict = read_link(target, page=runbooks / "acme.md", folder=runbooks)
    if isinstance(verdict, WebPage):
        assert verdict.url.isascii()
        assert "@" not in verdict.host
    else:
        assert isinstance(verdict, Refusal | ActionForm)


PAGE = WebPage("https://rota.example/;touch%20x", "rota.example", encrypted=True)


def test_a_page_is_one_argument_of_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "xdg-open"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    started: list[Sequence[str]] = []
    open_link(PAGE, started.append)
    assert started == [[str(browser), PAGE.url]]


def test_the_browser_is_not_told_any_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    os.mkfifo(seen)
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\n(echo "$1"; /usr/bin/env) > {seen}\n', encoding="utf-8")
    browser.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TRELLO_TOKEN", "s3cret-token")
    open_link(PAGE)
    told = seen.read_text(encoding="utf-8")
    assert told.startswith(PAGE.url + "\n")
    assert f"PATH={tmp_path}" in told
    assert "TRELLO" not in told


def test_without_a_browser_the_address_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match=r"No program .* Open it yourself: https://rota\.example"):
        open_link(PAGE)
