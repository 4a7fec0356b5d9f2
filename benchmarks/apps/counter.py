"""The smallest Textual app that answers a key: what a key in rota is compared with."""

from textual.app import App, ComposeResult
from textual.reactive import reactive
from textual.widget import Widget


class Counter(Widget):
    """Counts the key `j`."""

    DEFAULT_CSS = "Counter { height: 1; }"

    presses: reactive[int] = reactive(0)

    def render(self) -> str:
        return f"pressed {self.presses:04} times"


class Counting(App[None]):
    """One counter."""

    BINDINGS = [("j", "count", "count")]

    def compose(self) -> ComposeResult:
        yield Counter()

    def action_count(self) -> None:
        self.query_one(Counter).presses += 1


if __name__ == "__main__":
    Counting().run()
