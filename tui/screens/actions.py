"""Actions: what this desk can do, who may, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from support.actions.catalogue import Broken
from support.actions.definition import Definition
from tui.flows.launching import UNTRUSTED, launch
from tui.plain import one_line
from tui.screens.base import DeskScreen
from tui.widgets.filterlist import FilterList
from tui.widgets.rows import Column, Row, RowList

COLUMNS = (Column("action", 0), Column("who", 14))
BROKEN = "broken:"


@dataclass
class ActionsRead(Message):
    """The desk's actions were read."""

    definitions: tuple[Definition, ...]
    broken: tuple[Broken, ...]


class Actions(DeskScreen):
    """A list, and what the selected action asks for."""

    SCOPES = ("action", "list")
    TITLE_WORD = "actions"
    CSS_PATH = "actions.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._definitions: dict[str, Definition] = {}
        self._broken: dict[str, Broken] = {}

    def compose_body(self) -> Iterable[Widget]:
        yield Container(
            FilterList(COLUMNS, empty="This desk has no actions yet: write one in actions/.", id="actions"),
            Static(Content(""), id="action"),
            id="desk",
        )

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.app, "session", self.show_wanted, init=False)

    @property
    def list(self) -> FilterList:
        """The actions by name, then the files that could not be read."""
        return self.query_one("#actions", FilterList)

    def show_wanted(self) -> None:
        session = self.rota.session
        if session is None:
            return
        if session.trusted:
            self.read_actions()
        else:
            self.query_one("#action", Static).update(Content(str(UNTRUSTED)))

    @work(thread=True, exclusive=True, group="actions")
    def read_actions(self) -> None:
        """Read the files that changed."""
        catalogue = self.rota.opened.catalogue
        catalogue.load()
        self.post_message(ActionsRead(catalogue.definitions, catalogue.broken))

    @on(ActionsRead)
    def _read(self, message: ActionsRead) -> None:
        self._definitions = {each.name: each for each in message.definitions}
        self._broken = {BROKEN + each.file.name: each for each in message.broken}
        rows = [
            Row(
                each.name,
                (one_line(f"{each.name}  {each.help}"), one_line(", ".join(each.who))),
                self._tone(each),
            )
            for each in message.definitions
        ]
        rows += [
            Row(key, (one_line(f"{each.file.name} cannot be read"), one_line("broken")), "alert")
            for key, each in self._broken.items()
        ]
        self.list.show(rows)
        self._show()

    @on(RowList.Highlighted)
    def _show(self) -> None:
        definition = self._definitions.get(self.list.selected)
        broken = self._broken.get(self.list.selected)
        text = Content("")
        if definition:
            text = self._described(definition)
        elif broken:
            text = Content.assemble((one_line(broken.file.name), "bold"), "\n\n", one_line(broken.why, 1_000))
        self.query_one("#action", Static).update(text)

    @on(RowList.Chosen)
    def do_action_launch(self) -> None:
        """Open the form."""
        if self.list.selected in self._definitions:
            self.rota.start(launch(self.rota, None, self.list.selected))

    def do_list_filter(self) -> None:
        self.list.open_filter()

    def _why_not(self, definition: Definition) -> str | None:
        pipeline = self.rota.opened.pipeline
        return pipeline.authority.why_not(definition, pipeline.recorder.identity)

    def _tone(self, definition: Definition) -> str:
        return "dim" if self._why_not(definition) else ""

    def _described(self, definition: Definition) -> Content:
        denied = self._why_not(definition)
        facts = [
            ("Who may", one_line(", ".join(definition.who))),
            ("You", one_line(denied or "may perform it")),
            ("Reasons", one_line(", ".join(definition.reasons))),
            ("Asks for", one_line(", ".join(each.name for each in definition.parameters) or "nothing")),
            ("Preview", "yes" if definition.previews else "none"),
            ("Undo", one_line(definition.undo or "cannot be undone")),
            ("Tags", one_line(", ".join(definition.tags) or "-")),
            ("File", one_line(f"actions/{definition.source.name}")),
        ]
        head = Content.assemble((one_line(definition.name), "bold"), "\n", one_line(definition.help), "\n")
        lines = [Content.assemble((f"{name:<9} ", "$text-muted"), value) for name, value in facts]
        return Content("\n").join([head, *lines])
