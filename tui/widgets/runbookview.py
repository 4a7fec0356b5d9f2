"""One runbook, rendered; a part that would be slow to render is shown as its own text."""

from __future__ import annotations

import asyncio

from markdown_it import MarkdownIt
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static, TextArea

from support.runbooks import Runbook, Section
from tui.plain import body, one_line

BUDGET = 200
"""Widgets that a runbook may need; more would stop the screen for longer than a person notices."""
COSTS = {
    "paragraph_open": 1,
    "heading_open": 1,
    "fence": 2,
    "code_block": 2,
    "list_item_open": 4,
    "th_open": 1,
    "td_open": 1,
    "blockquote_open": 1,
}
"""Widgets that Textual mounts for each kind of block."""
SHOWN = 200_000
"""Characters of a runbook that are shown as text."""
RENDERED = 30_000
"""Characters of a runbook that may be rendered: even counting the widgets of a longer one takes too long."""
SETTLE = 0.1
"""Seconds the cursor must rest on a runbook before it is rendered."""


class RunbookView(VerticalScroll):
    """Scrolls; the desk's own Markdown, with links that say where they lead."""

    DEFAULT_CSS = """
    RunbookView { padding: 0 1; border-left: solid $panel; scrollbar-size-vertical: 1; }
    RunbookView:focus { border-left: solid $primary; }
    RunbookView > #text { height: auto; background: $background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: Runbook | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content("Select a runbook."), id="head")
        yield Markdown("", open_links=False, id="rendered")
        # Thousands of lines: a Static would lay out all of them anew for each change.
        text = TextArea(read_only=True, show_cursor=False, show_line_numbers=False, compact=True, id="text")
        text.can_focus = False
        yield text

    def show(self, runbook: Runbook | None, section: Section | None) -> None:
        """Render the runbook, and bring the section into sight."""
        if runbook is None or runbook == self._shown:
            self._bring(runbook, section)
            return
        self._shown = runbook
        self.query_one("#head", Static).update(_head(runbook))
        self.render_text(runbook, section)

    @work(exclusive=True, group="runbook")
    async def render_text(self, runbook: Runbook, section: Section | None) -> None:
        """Rendered within the budget, as text beyond it."""
        await asyncio.sleep(SETTLE)
        fits = len(runbook.text) <= RENDERED and cost(runbook.text) <= BUDGET
        self.query_one("#text", TextArea).load_text("" if fits else body(runbook.text, SHOWN))
        # Shielded: the app waits for the same widgets to go, and a cancelled wait would end the app.
        rendered = self.query_one("#rendered", Markdown)
        await asyncio.shield(rendered.update(runbook.text if fits else ""))
        self.scroll_home(animate=False)
        self.call_after_refresh(self._bring, runbook, section)

    def _bring(self, runbook: Runbook | None, section: Section | None) -> None:
        if runbook is None or section is None:
            return
        lines = max(1, runbook.text.count("\n"))
        self.scroll_to(y=self.max_scroll_y * section.line / lines, animate=False)


def cost(text: str) -> int:
    """How many widgets the Markdown would need, at least."""
    return sum(COSTS.get(token.type, 0) for token in MarkdownIt("gfm-like").parse(text))


def _head(runbook: Runbook) -> Content:
    facts = [one_line(runbook.name, 80) + ".md"]
    if runbook.owner:
        facts.append(f"kept by {one_line(runbook.owner, 40)}")
    if runbook.reviewed:
        facts.append(f"reviewed {runbook.reviewed:%d %b %Y}")
    head = Content.styled(" · ".join(facts), "$text-muted")
    if runbook.warning:
        return Content("\n").join([head, Content.styled(f"! {one_line(runbook.warning)}", "$text-warning")])
    return head
