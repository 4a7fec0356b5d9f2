"""Runbooks: what is written down about a client or a project, and which one to open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import unquote

from support.alarms import Alarm
from support.front_matter import FrontMatter
from support.incidents import Incident
from support.markdown import Section as Section
from support.markdown import headings
from support.search import Index, needles_of
from support.settings import DeskSettings
from support.words import telling, words_in


@dataclass(frozen=True, slots=True)
class Runbook:
    """One Markdown file of the desk, with what its front matter says."""

    name: str
    """The file's name without `.md`."""
    title: str
    text: str
    """Markdown, without the front matter; lines end in LF."""
    client: str | None = None
    """The key or the name of a client in rota.toml."""
    alarms: tuple[str, ...] = ()
    """Names of the alarms that it is for."""
    labels: tuple[str, ...] = ()
    """Names of board labels, or values of alarm labels, that it is for."""
    tags: tuple[str, ...] = ()
    owner: str | None = None
    """Who keeps it right, as they are called in the file."""
    reviewed: date | None = None
    """When somebody last read it through."""
    warning: str = ""
    """What is wrong with the file, with the mend; empty when nothing is."""


def parse(name: str, text: str, meta: Mapping[str, object], warning: str = "") -> Runbook:
    """The runbook of a file's text and front matter, whose values are strings or lists of strings.

    What is not understood is left out and named in the runbook's `warning`, after the given one.
    """
    reader = FrontMatter(meta)
    client, owner, title = reader.word("client"), reader.word("owner"), reader.word("title")
    alarms, labels, tags = reader.words("alarms"), reader.words("labels"), reader.words("tags")
    reviewed = reader.day("reviewed")
    first = next((section.heading for section in headings(text) if section.level == 1), "")
    return Runbook(
        name=name,
        title=title or first or name,
        text=text,
        client=client or None,
        alarms=alarms,
        labels=labels,
        tags=tags,
        owner=owner or None,
        reviewed=reviewed,
        warning=" ".join(filter(None, [warning, *reader.warnings])),
    )


def sections(runbook: Runbook) -> tuple[Section, ...]:
    """Its headings outside code fences, in order."""
    return headings(runbook.text)


def search(runbooks: Iterable[Runbook], words: str) -> tuple[tuple[Runbook, Section | None], ...]:
    """The runbooks in which all the words occur, best first, each with the section to open it at.

    The last word may be the beginning of one; case and accents do not count. A word counts most in the
    title, then in a heading, then in the front matter or the file's name, then in the text. Without words
    all are found, as given.
    """
    needles = needles_of(words)
    found = []
    for runbook in runbooks:
        hit = _index(runbook).find(needles)
        if hit is not None:
            found.append((hit.distance, runbook, hit.section))
    found.sort(key=lambda each: each[0])
    return tuple((runbook, section) for _, runbook, section in found)


def for_alarm(runbooks: Iterable[Runbook], settings: DeskSettings, alarm: Alarm) -> Runbook | None:
    """The runbook that fits the alarm best, or None when none fits at all.

    What the monitor names comes first, then a runbook that lists the alarm, then the client's, then
    labels, then shared words; each later one decides only between equals.
    """
    named = _tail(alarm.runbook or "")
    name = _spaced(alarm.name)
    labels = _folded(alarm.labels.values())
    words = telling(f"{alarm.name} {alarm.summary}")

    def fit(runbook: Runbook) -> tuple[int, ...]:
        return (
            runbook.name.casefold() == named,
            name in _alarm_names(runbook),
            *_client_fit(runbook, settings, alarm.client),
            len(labels & _folded(runbook.labels)),
            len(words & _subject(runbook)),
        )

    return _best(runbooks, fit)


def for_incident(runbooks: Iterable[Runbook], settings: DeskSettings, incident: Incident) -> Runbook | None:
    """The runbook that fits the incident best, or None when none fits at all.

    One whose alarm stands in the title comes first, then the client's, then labels, then shared words;
    each later one decides only between equals.
    """
    title = _spaced(incident.title)
    labels = _folded(incident.labels)
    words = telling(incident.title)

    def fit(runbook: Runbook) -> tuple[int, ...]:
        return (
            any(name in title for name in _alarm_names(runbook)),
            *_client_fit(runbook, settings, incident.client),
            len(labels & _folded(runbook.labels)),
            len(words & _subject(runbook)),
        )

    return _best(runbooks, fit)


@lru_cache(maxsize=1024)
def _index(runbook: Runbook) -> Index:
    filed = (runbook.name, runbook.client or "", *runbook.tags, *runbook.alarms, *runbook.labels)
    return Index.of(runbook.title, filed, runbook.text)


def _best(runbooks: Iterable[Runbook], fit: Callable[[Runbook], tuple[int, ...]]) -> Runbook | None:
    found = max(runbooks, key=fit, default=None)
    return found if found and any(fit(found)) else None


def _client_fit(runbook: Runbook, settings: DeskSettings, key: str | None) -> tuple[bool, bool]:
    client = settings.clients.get(key or "")
    if client is None:
        return (False, False)
    configured = (client.runbook or "").casefold() == runbook.name.casefold()
    claimed = (runbook.client or "").casefold() in (client.key.casefold(), client.name.casefold())
    return (configured, claimed)


def _alarm_names(runbook: Runbook) -> frozenset[str]:
    """Told as words, so that `payments-refused` is also `Payments refused`."""
    return frozenset(_spaced(alarm) for alarm in runbook.alarms if words_in(alarm))


def _subject(runbook: Runbook) -> frozenset[str]:
    return telling(" ".join([runbook.name, runbook.title, *runbook.tags, *runbook.alarms]))


def _spaced(text: str) -> str:
    return f" {' '.join(words_in(text))} "


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _tail(address: str) -> str:
    path = re.split(r"[?#]", address.strip(), maxsplit=1)[0].rstrip("/")
    return unquote(path.rsplit("/", 1)[-1]).casefold().removesuffix(".md")
