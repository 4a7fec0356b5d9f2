"""Post-mortems: drafts that wait to be finished, and what the desk has written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from support.errors import RotaError
from tui.flows.postmortems import DRAFT, change_saved, load_draft, write
from tui.plain import body, one_line
from tui.screens.base import DeskScreen
from tui.widgets.filterlist import FilterList
from tui.widgets.rows import Column, Row, RowList

if TYPE_CHECKING:
    from tui.session import Session

SHOWN = 50_000
"""Characters of a post-mortem that are shown beside the list."""


@dataclass
class PostmortemsRead(Message):
    """The names of drafts and saved ones were read."""

    drafts: tuple[str, ...]
    """Ids of the cards that have a draft."""
    saved: tuple[str, ...]
    """File names, newest first."""


@dataclass
class PostmortemsNotRead(Message):
    """The folder cannot be listed."""

    error: RotaError


@dataclass
class PostmortemRead(Message):
    """One text was read."""

    row_id: str
    text: str


class Postmortems(DeskScreen):
    """A list, and the text beside it."""

    SCOPES = ("postmortem", "list")
    TITLE_WORD = "post-mortems"
    CSS_PATH = "postmortems.tcss"

    def compose_body(self) -> Iterable[Widget]:
        empty = "No post-mortem yet: p on an incident in triage writes one."
        yield Container(
            FilterList((Column("post-mortem", 0), Column("state", 8)), empty=empty, id="postmortems"),
            VerticalScroll(Static(Content(""), id="text"), id="reader"),
            id="desk",
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.app, "session", self.show_wanted, init=False)

    def acted(self) -> None:
        self.show_wanted()

    def show_wanted(self) -> None:
        if self.rota.session is not None:
            self.read_names()

    @property
    def list(self) -> FilterList:
        """Drafts first, then saved ones."""
        return self.query_one("#postmortems", FilterList)

    @work(thread=True, exclusive=True, group="postmortems")
    def read_names(self) -> None:
        """Look for drafts and files."""
        session = self.rota.opened
        try:
            saved = session.desk.postmortems.names()
        except RotaError as error:
            self.post_message(PostmortemsNotRead(error))
            return
        drafts = [name.removeprefix(DRAFT) for name in session.drafts.names() if name.startswith(DRAFT)]
        self.post_message(PostmortemsRead(tuple(drafts), saved))

    @on(PostmortemsRead)
    def _names_read(self, message: PostmortemsRead) -> None:
        rows = [
            Row(f"draft:{card}", (one_line(self._title(card)), one_line("draft"))) for card in message.drafts
        ]
        rows += [Row(f"saved:{name}", (one_line(name), one_line("saved"))) for name in message.saved]
        self.list.show(rows)
        self._read_selected()

    @on(PostmortemsNotRead)
    def _not_read(self, message: PostmortemsNotRead) -> None:
        self.rota.say_failed(message.error)

    def _title(self, card_id: str) -> str:
        incident = self.overview.incident(card_id) if self.overview else None
        return f"#{incident.number} {incident.title}" if incident else card_id

    @on(RowList.Highlighted)
    def _read_selected(self) -> None:
        if self.list.selected:
            self.read_text(self.list.selected)

    @work(thread=True, exclusive=True, group="postmortem")
    def read_text(self, row_id: str) -> None:
        """Read the selected one."""
        session = self.rota.opened
        kind, _, name = row_id.partition(":")
        try:
            text = _draft_text(session, name) if kind == "draft" else session.desk.postmortems.read(name)
        except RotaError as error:
            text = str(error)
        self.post_message(PostmortemRead(row_id, text))

    @on(PostmortemRead)
    def _text_read(self, message: PostmortemRead) -> None:
        if message.row_id == self.list.selected:
            self.query_one("#text", Static).update(Content(body(message.text, SHOWN)))

    @on(RowList.Chosen)
    def do_postmortem_open(self) -> None:
        """Go on with a draft, or change a saved one."""
        kind, _, name = self.list.selected.partition(":")
        if kind == "saved":
            self.rota.start(change_saved(self.rota, name))
            return
        incident = self.overview.incident(name) if self.overview else None
        if incident:
            self.rota.start(write(self.rota, incident))
        elif kind == "draft":
            self.notify("Its card is not on the board any more; the words stay here.", markup=False)

    def do_list_filter(self) -> None:
        self.list.open_filter()


def _draft_text(session: Session, card_id: str) -> str:
    draft = load_draft(session.drafts, card_id)
    return draft.text if draft else ""
