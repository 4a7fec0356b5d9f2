import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from support.feed import Line, timeline
from support.markdown import headings
from support.postmortems import HEADINGS, check, draft, filename
from tests.hostile import Hostile, everything
from tests.support.samples import PEOPLE, SETTINGS, a_comment, an_incident, at, journal

CARD = {"card": "card-12", "number": 12, "title": "Payments down"}


GITHUB = MarkdownIt("gfm-like")
HARMLESS = {
    *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("text", "text_special", "code_inline", "softbreak", "link_open", "link_close"),
}


def moved(hour: int, source: str, target: str) -> Line:
    data = CARD | {"from": source, "to": target}
    entries = journal([(at(hour), "ana", "incident.moved", "card-12", data)])
    return timeline(entries, "card-12", (), PEOPLE)[0]


def test_a_draft_has_the_facts_the_timeline_and_the_four_headings() -> None:
    entries = journal(
        [
            (at(8, 12), "ana", "incident.commented", "card-12", CARD | {"text": "On it"}),
            (at(9, 30), "ana", "incident.moved", "card-12", CARD | {"from": "Inbox", "to": "Done"}),
        ]
    )
    told = timeline(entries, "card-12", (a_comment("Still down?", at(8, 20)),), PEOPLE)
    incident = an_incident(status="resolved", first_response_at=at(8, 12))
    assert draft(incident, told, at(15), "Ana Lopez", SETTINGS) == (
        "# Post-mortem: Payments down\n\n"
        "- Incident: #12 <https://trello.com/c/AbCd1234>\n"
        "- Client: Acme Corp\n"
        "- Opened: 2026-11-20 09:10\n"
        "- First response: 2026-11-20 09:12\n"
        "- Resolved: 2026-11-20 10:30\n"
        "- Author: Ana Lopez\n"
        "- Drafted: 2026-11-20 16:00\n"
        "- Status: draft\n\n"
        "## What happened?\n\n"
        "Times are those of Europe/Berlin.\n\n"
        "- 2026-11-20 09:12 · Ana Lopez commented on it: On it\n"
        "- 2026-11-20 09:20 · Client Carl wrote: Still down?\n"
        "- 2026-11-20 10:30 · Ana Lopez moved it from Inbox to Done\n\n"
        "## What went well?\n\n"
        "## What didn't go well?\n\n"
        "## Action items\n"
    )


def test_what_is_not_known_is_said_and_never_made_up() -> None:
    text = draft(an_incident(client=None), (), at(15), "Ana", SETTINGS)
    assert "- Client: none\n" in text
    assert "- First response: not recorded\n" in text
    assert "- Resolved: not recorded\n" in text
    assert "Times are" not in text


@pytest.mark.parametrize(
    ("moves", "resolved"),
    [
        ([moved(9, "Inbox", "Done"), moved(10, "Done", "Archive")], "10:00"),
        ([moved(9, "Inbox", "Done"), moved(10, "Done", "Inbox"), moved(11, "Inbox", "Done")], "12:00"),
        ([moved(9, "Inbox", "Somewhere")], None),
    ],
)
def test_it_was_resolved_when_it_came_to_such_a_list_for_good(
    moves: list[Line], resolved: str | None
) -> None:
    text = draft(an_incident(status="closed"), moves, at(15), "Ana", SETTINGS)
    assert f"- Resolved: {f'2026-11-20 {resolved}' if resolved else 'not recorded'}\n" in text


def test_a_card_that_is_open_again_was_not_resolved() -> None:
    text = draft(an_incident(status="new"), [moved(9, "Inbox", "Done")], at(15), "Ana", SETTINGS)
    assert "- Resolved: not recorded\n" in text


def test_a_move_that_failed_resolved_nothing() -> None:
    entries = journal(
        [
            (at(9), "ana", "incident.moved", "card-12", CARD | {"to": "Done"}),
            (at(9), "ana", "act.failed", "e1", {"error": "Offline."}),
        ]
    )
    told = timeline(entries, "card-12", (), PEOPLE)
    text = draft(an_incident(status="resolved"), told, at(15), "Ana", SETTINGS)
    assert "- Resolved: not recorded\n" in text


@pytest.mark.parametrize("hostile", everything(), ids=lambda hostile: hostile.id)
def test_no_text_from_outside_becomes_a_link_a_heading_or_html(hostile: Hostile) -> None:
    told = timeline((), "card-12", (a_comment(hostile.text, at(9), hostile.text),), PEOPLE)
    text = draft(an_incident(hostile.text, client=hostile.text), told, at(15), hostile.text, SETTINGS)
    assert check(text) == ()
    assert len(headings(text)) == 1 + len(HEADINGS)
    tokens = every_token(text)
    assert {token.type for token in tokens} <= HARMLESS
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [an_incident().url]
    assert sum(token.type == "list_item_open" for token in tokens) == 9
    assert all(each.isprintable() or each == "\n" for each in text)


@pytest.mark.parametrize("hostile", everything(), ids=lambda hostile: hostile.id)
def test_only_a_plain_web_address_of_the_card_becomes_a_link(hostile: Hostile) -> None:
    tokens = every_token(draft(an_incident(url=hostile.text), (), at(15), "Ana", SETTINGS))
    assert {token.type for token in tokens} <= HARMLESS
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert links == ([hostile.text] if re.fullmatch(r"https?://[\w.:/-]+", hostile.text, re.ASCII) else [])


def every_token(text: str) -> list[Token]:
    """The tokens of the text as a reader of GitHub's dialect takes it."""
    return [each for token in GITHUB.parse(text) for each in [token, *(token.children or [])]]


def test_the_file_is_named_after_the_day_the_title_and_the_card() -> None:
    name = filename(an_incident("Café: payments/down"), at(15))
    assert re.fullmatch(r"2026-11-20-cafe-payments-down-[0-9a-f]{8}\.md", name)
    assert filename(an_incident("Café: payments/down", id="card-13"), at(15)) != name


@pytest.mark.parametrize("hostile", everything(), ids=lambda hostile: hostile.id)
def test_whatever_title_and_id_the_file_name_is_harmless(hostile: Hostile) -> None:
    name = filename(an_incident(hostile.text, id=hostile.text), at(15))
    assert re.fullmatch(r"2026-11-20-[a-z0-9-]{1,60}-[0-9a-f]{8}\.md", name)


def test_a_missing_heading_is_named() -> None:
    text = "## What happened?\n## what WENT well?\n```\n## Action items\n```\n### What didn’t go well? ###\n"
    assert check(text) == ("Action items",)
    assert check("") == HEADINGS
