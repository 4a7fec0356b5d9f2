import time

import pytest
from markdown_it import MarkdownIt

from support.markdown import LONGEST_QUOTE, Section, headings, neutral
from tests.hostile import Hostile, everything

SHOWN = {"paragraph_open", "paragraph_close", "inline"}
GITHUB = MarkdownIt("gfm-like")


def test_headings_are_found_with_their_level_and_line() -> None:
    text = "# Payments\n\nFirst look.\n\n### When the queue is long ###\n\n## C#\n"
    assert headings(text) == (
        Section("Payments", 1, 1),
        Section("When the queue is long", 3, 5),
        Section("C#", 2, 7),
    )


def test_a_comment_in_a_code_fence_is_no_heading() -> None:
    text = "```sh\n# not me\n~~~\n# nor me\n```\n# me\n~~~~\n# no\n~~~\n# still no\n~~~~\n## me too"
    assert [section.heading for section in headings(text)] == ["me", "me too"]


def test_a_fence_that_never_ends_hides_the_rest() -> None:
    assert headings("# one\n```\n# two") == (Section("one", 1, 1),)


@pytest.mark.parametrize("line", ["#hashtag", "    # code", "####### seven", "text # no", "``` `# x`"])
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert headings(line) == ()


@pytest.mark.parametrize(
    "line", ["#" * 500_000, "# " + " " * 500_000 + "x#", "`" * 500_000 + "x`", "# " + "# " * 250_000]
)
def test_a_line_made_to_be_slow_is_not(line: str) -> None:
    begun = time.perf_counter()
    headings(line)
    assert time.perf_counter() - begun < 20  # not a benchmark: the way it must not go takes minutes


def written(text: str) -> str:
    """What a reader of a neutral text should see, said without Markdown."""
    start = text[:1200]
    seen = "".join(each if each.isprintable() else "\ufffd" for each in " ".join(start.split()))
    return seen if len(seen) <= LONGEST_QUOTE and start == text else seen[:LONGEST_QUOTE].rstrip() + "…"


@pytest.mark.parametrize("hostile", everything(), ids=lambda hostile: hostile.id)
def test_text_from_outside_shows_as_written(hostile: Hostile) -> None:
    tokens = GITHUB.parse(f"Said: {neutral(hostile.text)}")
    assert {token.type for token in tokens} == SHOWN
    inline = next(token for token in tokens if token.type == "inline").children or []
    assert {token.type for token in inline} <= {"text", "code_inline", "text_special"}
    assert "".join(token.content for token in inline).strip() == f"Said: {written(hostile.text)}".strip()


@pytest.mark.parametrize("text", ["see evil.test/x", "ana@evil.test", "https://evil.test", "www.evil.test"])
def test_what_readers_make_a_link_by_themselves_stands_as_code(text: str) -> None:
    assert "<a " in GITHUB.render(text.replace("evil.test", "evil.com"))
    assert "<a " not in GITHUB.render(neutral(text.replace("evil.test", "evil.com")))


@pytest.mark.parametrize("text", ["- item", "+ item", "12. item", "3) item", "=== x", "# x", "> x", "---"])
def test_even_at_the_start_of_a_line_it_is_a_plain_paragraph(text: str) -> None:
    assert GITHUB.render(neutral(text)) == f"<p>{text.replace('>', '&gt;')}</p>\n"
