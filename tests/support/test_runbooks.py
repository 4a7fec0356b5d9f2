from datetime import date

import pytest

from support.runbooks import Runbook, Section, for_alarm, for_incident, parse, search, sections
from tests.support.samples import SETTINGS, an_alarm, an_incident

ACME = Runbook("acme-web", "Acme's web shop", "# Acme's web shop\n\nIntro.\n\n## Café closed\n\nCall them.")
QUEUE = Runbook(
    "queues",
    "Queues",
    "# Queues\n\n## Restart\n\nShop workers restart.",
    alarms=("QueueLong",),
    tags=("jobs",),
)
BOLT = Runbook("bolt", "Bolt", "Ask Bolt.", client="Bolt", labels=("Payments",))
ALL = (ACME, BOLT, QUEUE)


def names(found: tuple[tuple[Runbook, Section | None], ...]) -> list[str]:
    return [runbook.name for runbook, _ in found]


# Reading


def test_front_matter_says_whom_a_runbook_is_for() -> None:
    meta = {
        "title": " Shop ",
        "client": "acme",
        "alarms": ["QueueLong", " "],
        "labels": "Acme, Shop",
        "tags": [],
        "owner": "ana",
        "reviewed": "2026-11-01",
        "colour": "blue",
    }
    assert parse("shop", "# Other\n", meta) == Runbook(
        "shop", "Shop", "# Other\n", "acme", ("QueueLong",), ("Acme", "Shop"), (), "ana", date(2026, 11, 1)
    )


def test_without_front_matter_the_first_heading_is_the_title_else_the_name() -> None:
    assert parse("shop", "## Small\n# The shop\n", {}).title == "The shop"
    assert parse("shop", "Just text.", {}).title == "shop"


def test_what_cannot_be_read_is_left_out_and_said_with_the_mend() -> None:
    runbook = parse("x", "", {"tags": {"a": "b"}, "owner": ["ana"], "reviewed": "last week"}, "It is odd.")
    assert (runbook.tags, runbook.owner, runbook.reviewed) == ((), None, None)
    assert runbook.warning.startswith("It is odd. ")
    assert all(f"write `{key}:" in runbook.warning for key in ("owner", "tags"))
    assert "`reviewed: 2026-11-20`" in runbook.warning


def test_the_sections_of_a_runbook_are_its_headings() -> None:
    assert sections(ACME) == (Section("Acme's web shop", 1, 1), Section("Café closed", 2, 5))


# Searching


def test_a_title_comes_before_a_heading_before_a_tag_before_the_text() -> None:
    books = (
        Runbook("d", "D", "About restart."),
        Runbook("c", "C", "", tags=("restart",)),
        Runbook("b", "B", "## Restart it"),
        Runbook("a", "Restart", ""),
    )
    assert names(search(books, "restart")) == ["a", "b", "c", "d"]


def test_all_words_must_occur_but_not_in_one_place() -> None:
    assert names(search(ALL, "shop workers")) == ["queues"]
    assert names(search(ALL, "jobs restart")) == ["queues"]
    assert search(ALL, "shop unicorn") == ()


def test_the_last_word_may_be_the_beginning_of_one() -> None:
    assert names(search(ALL, "shop work")) == ["queues"]
    assert search(ALL, "work shop") == ()


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "café clo", "Cafe\u0301"])
def test_case_and_accents_do_not_count(words: str) -> None:
    assert search(ALL, words) == ((ACME, Section("Café closed", 2, 5)),)


def test_a_hit_opens_at_the_section_that_holds_it_and_a_title_at_the_top() -> None:
    assert search(ALL, "workers") == ((QUEUE, Section("Restart", 2, 3)),)
    assert search(ALL, "queues") == ((QUEUE, None),)
    assert search(ALL, "bolt") == ((BOLT, None),)


def test_without_words_everything_is_found_as_given() -> None:
    assert names(search(ALL, " - ")) == ["acme-web", "bolt", "queues"]


# Choosing


@pytest.mark.parametrize(
    "address", ["bolt", "Bolt.md", "https://wiki.test/runbooks/bolt.md#top", "https://[/bolt/?x=1", "b%6Flt"]
)
def test_the_runbook_that_the_monitor_names_comes_first(address: str) -> None:
    assert for_alarm(ALL, SETTINGS, an_alarm("QueueLong", client="acme", runbook=address)) == BOLT


def test_then_the_runbook_that_lists_the_alarm() -> None:
    assert for_alarm(ALL, SETTINGS, an_alarm("queuelong", client="acme", runbook="gone")) == QUEUE
    assert for_incident(ALL, SETTINGS, an_incident("QueueLong: 300 waiting")) == QUEUE
    spelled = Runbook("x", "X", "", alarms=("payments refused",))
    assert for_alarm((spelled,), SETTINGS, an_alarm("Payments_Refused")) == spelled
    assert for_incident(ALL, SETTINGS, an_incident("QueueLonger", client=None)) is None


def test_then_the_clients_own_by_rota_toml_or_by_its_front_matter() -> None:
    assert for_alarm(ALL, SETTINGS, an_alarm("Odd", client="acme", labels={"team": "payments"})) == ACME
    assert for_incident(ALL, SETTINGS, an_incident("Odd", labels=("Payments",))) == ACME
    assert for_incident(ALL, SETTINGS, an_incident("Odd", client="bolt")) == BOLT


def test_then_one_with_a_label_of_it() -> None:
    assert for_alarm(ALL, SETTINGS, an_alarm("Odd queues", labels={"team": "payments"})) == BOLT
    assert for_incident(ALL, SETTINGS, an_incident("Queues", client=None, labels=("payments",))) == BOLT


def test_then_the_one_that_shares_most_words_with_the_title() -> None:
    assert for_incident(ALL, SETTINGS, an_incident("The web shop is slow", client=None)) == ACME
    assert for_alarm(ALL, SETTINGS, an_alarm("Odd", summary="Jobs are late")) == QUEUE


@pytest.mark.parametrize("title", ["", "Is it on?", "Login broken for all", "x" * 10_000])
def test_where_nothing_fits_nothing_is_guessed(title: str) -> None:
    assert for_incident(ALL, SETTINGS, an_incident(title, client=None)) is None
    assert for_alarm(ALL, SETTINGS, an_alarm("Odd", summary=title)) is None
    assert for_incident((), SETTINGS, an_incident()) is None


def test_an_alarm_of_no_letters_in_a_runbook_fits_no_title() -> None:
    odd = Runbook("odd", "Odd", "", alarms=("!!!",))
    assert for_incident((odd,), SETTINGS, an_incident("a !!! b", client=None)) is None
