"""Post-mortems: what a team writes down after a major incident, drafted from what the journal knows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime

from support.feed import FAILED, Line
from support.incidents import Incident
from support.markdown import headings, neutral
from support.settings import DeskSettings
from support.slugs import slug

HEADINGS = ("What happened?", "What went well?", "What didn't go well?", "Action items")
"""The four questions of the team's support process, in its order."""

_WHEN = "%Y-%m-%d %H:%M"
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:/_-]+")


def draft(
    incident: Incident, timeline: Iterable[Line], now: datetime, author: str, settings: DeskSettings
) -> str:
    """The first draft, in Markdown: the facts, the timeline in office time, and room for the rest.

    `author` is a name. What others wrote shows as they wrote it: never as a link, heading or HTML.
    """
    told = tuple(timeline)
    what_happened, *others = HEADINGS
    blocks = [
        f"# Post-mortem: {neutral(incident.title)}",
        _facts(incident, told, now, author, settings),
        f"## {what_happened}",
        f"Times are those of {settings.hours.zone.key}." if told else "",
        "\n".join(_moment(line, settings) for line in told),
        *(f"## {heading}" for heading in others),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def filename(incident: Incident, at: datetime) -> str:
    """`2026-11-20-payments-down-1a2b3c4d.md`: the day of `at` as given, the title, eight digits of the card.

    Only `a-z`, `0-9`, `-` and `.md`, whatever the title; the same card on the same day has one name as
    long as its title stays.
    """
    card = hashlib.sha256(incident.id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{at.date().isoformat()}-{slug(incident.title)}-{card}.md"


def check(text: str) -> tuple[str, ...]:
    """Those of the four headings that the text does not have."""
    present = {_plain(section.heading) for section in headings(text)}
    return tuple(heading for heading in HEADINGS if _plain(heading) not in present)


def _facts(
    incident: Incident, told: tuple[Line, ...], now: datetime, author: str, settings: DeskSettings
) -> str:
    client = settings.clients.get(incident.client or "")
    facts = {
        "Incident": f"#{incident.number} {_link(incident.url)}",
        "Client": neutral(client.name if client else incident.client or "none"),
        "Opened": _when(incident.opened_at, settings),
        "First response": _when(incident.first_response_at, settings),
        "Resolved": _when(_resolved_at(incident, told, settings), settings),
        "Author": neutral(author),
        "Drafted": _when(now, settings),
        "Status": "draft",
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _resolved_at(incident: Incident, told: Iterable[Line], settings: DeskSettings) -> datetime | None:
    """When its card last came to a list that means resolved or closed; None while it is open."""
    if incident.open:
        return None
    lists = settings.board.lists
    settled = {name.casefold() for status in ("resolved", "closed") for name in lists.get(status, ())}
    resolved_at: datetime | None = None
    for line in told:
        if line.subject != incident.id or line.outcome == FAILED:
            continue
        if line.kind == "incident.closed":
            resolved_at = resolved_at or line.at
        elif line.kind == "incident.moved":
            resolved_at = (resolved_at or line.at) if line.outcome.casefold() in settled else None
    return resolved_at


def _moment(line: Line, settings: DeskSettings) -> str:
    return f"- {_when(line.at, settings)} · {neutral(line.who)} {neutral(line.text)}"


def _when(at: datetime | None, settings: DeskSettings) -> str:
    return f"{settings.hours.local(at):{_WHEN}}" if at else "not recorded"


def _link(address: str) -> str:
    return f"<{address}>" if _ADDRESS.fullmatch(address) else neutral(address)


def _plain(heading: str) -> str:
    return heading.replace("’", "'").casefold()
