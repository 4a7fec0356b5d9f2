"""The output guard: what got past the gate is stopped on the painted line."""

import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.strip import Strip
from textual.widgets import Markdown, Static

from tests.hostile import everything
from tests.soak import examples
from tui.guard import OutputGuard

BLACK = Color(0, 0, 0)
CONTROLS = {*range(0x20), *range(0x7F, 0xA0)}
BIDI = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
JOINED = st.text("ab\u200d\ufe0f\u2764\U0001f468\x1b\u202e\ud83d", max_size=8)
ANY_TEXT = (
    JOINED
    | st.text(st.characters(codec=None), max_size=60)
    | st.sampled_from([hostile.text[:500] for hostile in everything()])
)


def painted(text: str, style: Style | None = None) -> Segment:
    return OutputGuard().apply([Segment(text, style)], BLACK)[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Payments down", "Payments down"),
        ("a\x1b[2Jb", "a[2Jb"),
        ("\x9d52;c;eA==\x07", "52;c;eA=="),
        ("1\u202e2", "12"),
        ("\ud83dx", "?x"),
    ],
)
def test_controls_are_taken_out_of_a_line(text: str, shown: str) -> None:
    assert painted(text).text.strip() == shown.strip()


@settings(max_examples=examples(150), deadline=None)
@given(ANY_TEXT)
def test_the_width_stays_and_nothing_gets_through(text: str) -> None:
    shown = painted(text).text
    assert cell_len(shown) == cell_len(text)
    assert not (CONTROLS | BIDI) & set(map(ord, shown))
    shown.encode("utf-8")


def test_a_line_keeps_its_width_where_a_joiner_takes_the_next_character() -> None:
    text = "\u200d\x1bab"
    assert (cell_len(text), cell_len(text.replace("\x1b", ""))) == (2, 1)
    assert cell_len(painted(text).text) == 2


def test_a_control_segment_carries_nothing_either() -> None:
    segment = OutputGuard().apply([Segment("\x1b[2J", None, [(ControlType.CLEAR,)])], BLACK)[0]
    assert "\x1b" not in segment.text


@pytest.mark.parametrize("link", ["https://rota.example/a?b=c", "http://rota.example"])
def test_a_link_to_the_web_stays(link: str) -> None:
    style = painted("x", Style(link=link, bold=True)).style
    assert style is not None
    assert style.link == link


@pytest.mark.parametrize(
    "link",
    ["file:///etc/passwd", "javascript:x", "https://x\x1b]52;c;eA==\x07", "https://rota.exаmple", "--help"],
)
def test_any_other_link_goes_and_the_looks_stay(link: str) -> None:
    style = painted("x", Style(link=link, bold=True)).style
    assert style is not None
    assert style.link is None
    assert style.bold


@pytest.mark.parametrize(
    "meta",
    [
        {"@click": "app.quit"},
        {"@click": ("app.quit", ())},
        {"@click.shift": "command('alarm.acknowledge')"},
        {"@mouse.down": "app.screenshot('x', '/tmp')"},
        {"@enter": "app.quit"},
    ],
)
def test_an_act_on_a_piece_of_text_goes_and_its_place_stays(meta: dict[str, object]) -> None:
    style = painted("x", Style(bold=True) + Style.from_meta({**meta, "offset": (3, 4)})).style
    assert style is not None
    assert style.meta == {"offset": (3, 4)}
    assert style.bold


@pytest.mark.parametrize(
    "meta", [{"@mouse.down": "grab"}, {"@click": "link('https://rota.example')"}, {"row": 3}]
)
def test_scrollbars_runbook_links_and_rows_go_on_working(meta: dict[str, object]) -> None:
    style = painted("x", Style.from_meta(meta)).style
    assert style is not None
    assert style.meta == meta


class Guarded(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.guard = OutputGuard()
        self.launched = 0
        self.links: list[str] = []

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), self.guard]

    def compose(self) -> ComposeResult:
        yield Static(Content.from_markup("[@click=app.launch]click me[/]"), id="live")
        yield Static(Content("a\x1b[2J\u202eb"), id="raw")
        yield Markdown("[read](other.md)", open_links=False)

    def action_launch(self) -> None:
        self.launched += 1

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        self.links.append(event.href)


async def test_a_live_piece_of_text_cannot_be_clicked_and_a_runbook_link_can() -> None:
    app = Guarded()
    async with app.run_test() as pilot:
        await pilot.click("#live", offset=(2, 0))
        await pilot.click("MarkdownParagraph", offset=(1, 0))
        await pilot.pause()
        assert app.launched == 0
        assert app.links == ["other.md"]


async def test_a_painted_screen_holds_no_control() -> None:
    app = Guarded()
    async with app.run_test() as pilot:
        raw = app.query_one("#raw")
        await pilot.pause()
        line = "".join(segment.text for segment in raw.render_lines(raw.region.reset_offset)[0])
        assert line.startswith("a[2Jb")
        assert len(line) == raw.region.width


def test_the_same_guard_paints_a_line_once() -> None:
    guard, strip = OutputGuard(), Strip([Segment("x\x1b")])
    assert strip.apply_filter(guard, BLACK) is strip.apply_filter(guard, BLACK)


def test_a_line_of_ten_segments_is_guarded_in_a_tenth_of_a_millisecond() -> None:
    line = [Segment("some words", Style(bold=True) + Style.from_meta({"offset": (n, 0)})) for n in range(10)]
    guard = OutputGuard()
    assert min(timeit.repeat(lambda: guard.apply(line, BLACK), number=100, repeat=5)) / 100 < 1e-4
