"""Text from outside is never markup: no file of the full screen spells it so."""

import ast
from pathlib import Path

import pytest

from tests.lint.markup import Annotations, Scan, findings

ROOT = Path(__file__).resolve().parents[2]


def complaints(code: str) -> list[str]:
    tree = ast.parse(code)
    annotations = Annotations()
    annotations.learn(tree)
    return [what for _, what in Scan(annotations).of(tree)]


def in_method(line: str) -> str:
    return f"class Pane(Static):\n    def show(self, card: Card, shown: Content) -> None:\n        {line}\n"


def test_the_full_screen_holds_no_unsafe_spelling() -> None:
    found = findings(sorted((ROOT / "tui").rglob("*.py")), ROOT)
    assert not found, "\n".join(f"{each.path}:{each.line}: {each.what}" for each in found)


@pytest.mark.parametrize(
    "line",
    [
        "Static(card.title)",
        'Label(f"[b]{card.title}[/b]")',
        "Static(one_line(card.title))",
        'Button("Close " + card.title)',
        "Option(card.title, id=card.id)",
        'OptionList("none", card.title)',
        "Checkbox(label=card.title)",
        "Collapsible(Static('x'), title=card.title)",
        "TabPane(Text(card.title))",
        "self.query_one(Static).update(card.title)",
        "self.query_one('#title').update('Card: %s' % card.title)",
        "super().__init__(card.title)",
        "self.border_title = card.title",
        "self.tooltip = one_line(card.title)",
        "self.notify(card.title)",
        "self.notify(Text(card.title))",
        "table.add_row(card.number, Text(card.title))",
        "table.add_row(Content(card.title))",
        "table.update_cell(row, column, card.title)",
        "tree.root.add_leaf(Content(card.title))",
        "DiscoveryHit(card.title, self.act)",
        "Hit(1.0, matcher.highlight(card.title), self.act, help=card.text)",
        "SystemCommand(card.title, 'Opens the card', self.act)",
        "Select([], prompt=card.title)",
        "Pretty(card)",
        "TextArea(placeholder=card.title)",
        "RichLog(markup=True)",
        "Static(escape(card.title))",
        "Static(Text.from_markup(card.title))",
        'Static(Content.from_markup(f"[b]{card.title}"))',
        "Static(Content.from_markup(card.title))",
        "MarkdownViewer(text)",
        "Markdown(text)",
        "Markdown(text, open_links=True)",
        'x = f"[@click=app.open({card.id})]open[/]"',
        "Plain(card.title)",
        "title = card.title; Static(title)",
        "title = Content(card.title) if card else card.title; Static(title)",
        "Static(card.title if card else Content('none'))",
        "Static(card.title or 'none')",
        "self.query_one(Static).update(' '.join([card.title]))",
    ],
)
def test_an_unsafe_spelling_is_found(line: str) -> None:
    assert len(complaints(in_method(line))) >= 1


@pytest.mark.parametrize(
    "line",
    [
        "Static('[b]Today[/b]')",
        "Static(Content(card.title))",
        "Static(card.title, markup=False)",
        "Label(Text(card.title))",
        "Static(content(one_line(card.title)))",
        "Static(shown)",
        "super().__init__(shown)",
        "self.query_one(Static).update(Content('\\n').join([shown, Content(card.title)]))",
        "self.query_one(Static).update(Content.assemble(('Card: ', 'bold'), card.title))",
        "Static(Content.styled(card.title, 'bold'))",
        "Static(Content.from_markup('[b]Card:[/b] $t', t=card.title))",
        "self.border_title = Content(card.title)",
        "self.notify(card.title, title=card.title, markup=False)",
        "table.add_row(rich_text(one_line(card.title)), '-')",
        "table.add_row(*[Text(cell) for cell in card.cells])",
        "tree.root.add_leaf(Text(card.title))",
        "Hit(1.0, matcher.highlight(card.title), self.act, text=card.title)",
        "Input(value=card.title, placeholder=card.title)",
        "TextArea(card.text)",
        "Markdown('', open_links=False)",
        "page = self.query_one('#page', Markdown); page.update(text)",
        "known.update({card.id: card})",
        "known.update({card.id: card for card in cards})",
        "title = Content(card.title); Static(title)",
        "Static(Content(card.title) if card else 'none')",
        "x = f'[@]click {card.id}'",
    ],
)
def test_a_safe_spelling_is_left_alone(line: str) -> None:
    assert complaints(in_method(line)) == []


def test_what_a_function_returns_is_known_by_its_annotation() -> None:
    safe = "def facts(card: Card) -> Content:\n    return Content(card.title)\n"
    assert complaints(safe + "Static(facts(card))") == []
    assert complaints(safe.replace("Content:", "str:") + "Static(facts(card))") == ["Static() gets str"]
    assert complaints("Static(facts(card))") == ["Static() gets facts, which says nowhere what it is"]


def test_what_a_widget_draws_is_a_safe_form() -> None:
    widget = "class Pane(Widget):\n    def render(self){}:\n        return self.card.title\n"
    assert complaints(widget.format("")) != []
    assert complaints(widget.format(" -> str")) != []
    assert complaints(widget.format(" -> Content")) == []  # mypy holds it to that
