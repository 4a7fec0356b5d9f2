"""What a link may do: nothing is opened that was not read here first, and the person sees the real host."""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit, urlunsplit

from support.errors import Refused

LONGEST = 2_000
"""Characters in a link, at most."""
OPENERS = ("xdg-open", "open")
"""Programs that hand an address to the desktop's browser: Linux and the BSDs, macOS."""
PASSED_ON = re.compile(
    r"PATH|HOME|USER|LOGNAME|LANG|LC_\w+|TERM|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_\w+|DESKTOP_SESSION"
    r"|DBUS_SESSION_BUS_ADDRESS|BROWSER"
)
"""The environment that a browser gets; none of it is a secret."""

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_ACTION = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
_KEPT_IN_URL = "/%:@!$&'()*+,;=~?-._"


@dataclass(frozen=True, slots=True)
class WebPage:
    """An address that may be opened once the person has seen its host."""

    url: str
    """As it is opened: ASCII only."""
    host: str
    """The host in ASCII (punycode), with its port if it names one."""
    encrypted: bool
    """https; False is http, which needs a question that says so."""


@dataclass(frozen=True, slots=True)
class RunbookPage:
    """A runbook of this desk, or a heading in it."""

    path: Path
    anchor: str
    """The heading's slug, or empty."""


@dataclass(frozen=True, slots=True)
class ActionForm:
    """A support action whose form should open, filled in; it never runs from a link."""

    name: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A link that does nothing."""

    why: str
    """A sentence."""


Verdict = WebPage | RunbookPage | ActionForm | Refusal


def read_link(target: str, *, page: Path, folder: Path) -> Verdict:
    """What the link `target` in the runbook `page` leads to; runbooks are looked for in `folder` only."""
    parts = _split(target)
    if isinstance(parts, Refusal):
        return parts
    try:
        if parts.scheme == "action":
            return _action_form(parts)
        if parts.scheme or parts.netloc:
            return _web_page(parts)
        return _runbook_page(parts, page, folder)
    except (ValueError, OSError):
        return Refusal("The link cannot be read.")


def read_address(target: str) -> WebPage | Refusal:
    """What an address from the board, an alarm or a mail leads to: a page on the web or nothing."""
    parts = _split(target)
    try:
        return parts if isinstance(parts, Refusal) else _web_page(parts)
    except ValueError:
        return Refusal("The link cannot be read.")


def open_link(page: WebPage, start: Callable[[Sequence[str]], None] | None = None) -> None:
    """Hand the page to the desktop's browser; raises Refused where there is none.

    `start` starts a program with its arguments and does not wait for it.
    """
    program = next(filter(None, map(shutil.which, OPENERS)), None)
    if program is None:
        raise Refused("No program that opens a browser was found here.", f"Open it yourself: {page.url}")
    (start or _start)([program, page.url])


def _start(command: Sequence[str]) -> None:
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if PASSED_ON.fullmatch(name)},
        )
    except OSError as problem:
        raise Refused(f"The browser could not be started: {problem.strerror}.") from problem


def _split(target: str) -> SplitResult | Refusal:
    if not target or len(target) > LONGEST:
        return Refusal("The link is empty or too long.")
    if not target.isprintable() or " " in target or "\\" in target or target.startswith("-"):
        return Refusal("The link holds a character that no link needs.")
    try:
        return urlsplit(target)
    except ValueError:
        return Refusal("The link cannot be read.")


def _web_page(parts: SplitResult) -> WebPage | Refusal:
    if parts.scheme not in ("https", "http"):
        return Refusal("Only https, http, action and the desk's runbooks can be opened.")
    if "@" in parts.netloc:
        return Refusal("The link names a user or password before its host.")
    host = _ascii_host(parts.hostname or "")
    if host is None:
        return Refusal("The link names no host that can be shown.")
    if parts.port is not None:
        host = f"{host}:{parts.port}"
    path, query, fragment = (quote(part, safe=_KEPT_IN_URL) for part in parts[2:])
    return WebPage(urlunsplit((parts.scheme, host, path, query, fragment)), host, parts.scheme == "https")


def _ascii_host(host: str) -> str | None:
    if ":" in host and "%" not in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    name = host.encode("idna").decode("ascii").lower()
    return name if name and all(map(_LABEL.fullmatch, name.removesuffix(".").split("."))) else None


def _action_form(parts: SplitResult) -> Verdict:
    if not _ACTION.fullmatch(parts.path) or parts.netloc or parts.fragment:
        return Refusal("The link names no support action.")
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    if len(dict(pairs)) < len(pairs):
        return Refusal("The link gives a parameter twice.")
    return ActionForm(parts.path, dict(pairs))


def _runbook_page(parts: SplitResult, page: Path, folder: Path) -> Verdict:
    if parts.query or parts.path.startswith("/"):
        return Refusal("Only runbooks of this desk can be opened.")
    path = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    inside = path.is_relative_to(folder.resolve())
    if not inside or path.suffix != ".md" or not path.is_file():
        return Refusal("There is no such runbook on this desk.")
    return RunbookPage(path, parts.fragment)
