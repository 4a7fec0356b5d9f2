"""Finds text that Textual or Rich would read as markup: every place takes a literal or a safe form.

What it cannot follow is refused, not guessed: build the `Content` or `Text` in the place itself, in a name
of the same function, or in a function whose annotation says what it returns.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LITERAL, CONTENT, TEXT = "a literal", "Content", "Text"
EITHER = {LITERAL, CONTENT, TEXT}
ONLY_CONTENT = {LITERAL, CONTENT}
ONLY_TEXT = {LITERAL, TEXT}
NOTHING = {LITERAL}


@dataclass(frozen=True)
class Place:
    """Arguments of one call that are read as markup."""

    takes: set[str]
    """Which safe forms are shown as written there."""
    first: int = 0
    """Where the arguments begin."""
    last: int = 1
    """Where they end, exclusive."""
    keywords: tuple[str, ...] = ()


CALLS = {
    "Static": Place(EITHER, keywords=("content",)),
    "Label": Place(EITHER, keywords=("content",)),
    "Option": Place(EITHER, keywords=("prompt",)),
    "OptionList": Place(EITHER, last=99),
    "Button": Place(EITHER, keywords=("label", "tooltip")),
    "Checkbox": Place(EITHER, keywords=("label", "tooltip")),
    "RadioButton": Place(EITHER, keywords=("label", "tooltip")),
    "Collapsible": Place(EITHER, last=0, keywords=("title",)),
    "Tab": Place(EITHER, keywords=("label",)),
    "Selection": Place(EITHER, keywords=("prompt",)),
    "Placeholder": Place(EITHER, keywords=("label",)),
    "TextArea": Place(EITHER, last=0, keywords=("placeholder",)),
    "TabPane": Place(ONLY_CONTENT, keywords=("title",)),
    "Hit": Place(ONLY_CONTENT, first=1, last=2, keywords=("match_display", "help")),
    "DiscoveryHit": Place(ONLY_CONTENT, keywords=("display", "help")),
    "SystemCommand": Place(ONLY_CONTENT, last=2, keywords=("title", "help")),
    "Tree": Place(ONLY_TEXT, keywords=("label",)),
    "Select": Place(NOTHING, last=0, keywords=("prompt",)),
    "Pretty": Place(NOTHING),
    "Digits": Place(NOTHING),
    "DirectoryTree": Place(NOTHING),
    "update": Place(EITHER | {"Table"}, keywords=("content",)),  # its cells are looked at in add_row
    "add_option": Place(EITHER),
    "add_options": Place(EITHER),
    "replace_option_prompt": Place(EITHER, first=1, last=2),
    "add_leaf": Place(ONLY_TEXT, keywords=("label",)),
    "set_label": Place(ONLY_TEXT),
    "add_row": Place(ONLY_TEXT, last=99, keywords=("label",)),
    "add_column": Place(ONLY_TEXT, keywords=("label",)),
    "add_columns": Place(ONLY_TEXT, last=99),
    "update_cell": Place(ONLY_TEXT, first=2, last=3, keywords=("value",)),
    "notify": Place(ONLY_CONTENT, keywords=("message",)),
    "panic": Place(NOTHING, last=99),
}
"""Places by the name that is called; measured with Textual 8.2.8."""

GATE = "tui/plain.py"
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "BORDER_TITLE", "BORDER_SUBTITLE"}
OWN_WORDS_ONLY = {"HELP"}
BUILDERS = {"Content": CONTENT, "content": CONTENT, "highlight": CONTENT, "Text": TEXT, "rich_text": TEXT}
"""What makes a safe form; `highlight` is the palette's matcher."""
METHODS = {"assemble", "styled", "join", "blank", "append", "stylize", "pad", "truncate"}
"""Methods of a safe form that give one of the same kind."""


@dataclass(frozen=True, order=True)
class Finding:
    """One unsafe spelling."""

    path: str
    line: int
    what: str


@dataclass
class Annotations:
    """What the house's own functions return and its attributes hold, by name."""

    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, tree: ast.AST) -> None:
        """Read the annotations of one file."""
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.kinds[node.name] |= annotated(node.returns)
            elif isinstance(node, ast.ClassDef):
                for field_ in node.body:
                    if isinstance(field_, ast.AnnAssign) and isinstance(field_.target, ast.Name):
                        self.kinds[field_.target.id] |= annotated(field_.annotation)

    def of(self, name: str) -> set[str]:
        """The kinds that this name has anywhere."""
        return self.kinds.get(name) or {f"{name}, which says nowhere what it is"}


def annotated(annotation: ast.expr | None) -> set[str]:
    """The kinds that an annotation promises."""
    if annotation is None:
        return {"something unsaid"}
    words = {part.strip() for part in ast.unparse(annotation).strip("'\"").split("|")}
    return {LITERAL if word == "None" else word for word in words}


def findings(paths: Iterable[Path], root: Path) -> list[Finding]:
    """Everything unsafe in these files."""
    trees = {str(path.relative_to(root)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    annotations = Annotations()
    for tree in trees.values():
        annotations.learn(tree)
    return sorted(
        Finding(path, line, what)
        for path, tree in trees.items()
        for line, what in Scan(annotations, makes_plain=path == GATE).of(tree)
    )


class Scan:
    """Walks one file and knows which names of a function hold which safe form."""

    def __init__(self, annotations: Annotations, *, makes_plain: bool = False) -> None:
        self.annotations = annotations
        self.makes_plain = makes_plain
        self.names: dict[str, set[str]] = {}
        self.bases: list[str] = []

    def of(self, tree: ast.AST) -> Iterator[tuple[int, str]]:
        """Line and complaint of each finding."""
        for node in ast.iter_child_nodes(tree):
            outer = self.names, self.bases
            if isinstance(node, ast.ClassDef):
                self.bases = [name_of(base) for base in node.bases]
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.names = self.names | self.bound_in(node)
                yield from self.render(node)
            yield from self.check(node)
            yield from self.of(node)
            self.names, self.bases = outer

    def bound_in(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, set[str]]:
        """The kinds of parameters and of names that are assigned; a name assigned twice has both."""
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bound = {argument.arg: annotated(argument.annotation) for argument in arguments}
        assigned: dict[str, list[ast.expr]] = defaultdict(list)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                assigned[node.targets[0].id].append(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                bound[node.target.id] = annotated(node.annotation)
        self.names = self.names | bound
        for name, values in assigned.items():
            if name not in bound:
                bound[name] = set().union(*map(self.kinds, values))
                self.names = self.names | bound
        return bound

    def check(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        """What is wrong with this one node."""
        if isinstance(node, ast.Call):
            yield from self.check_call(node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute | ast.Name) and name_of(target) in ATTRIBUTES:
                    yield from self.complain(node.value, EITHER, name_of(target))
                if isinstance(target, ast.Name) and target.id in OWN_WORDS_ONLY:
                    yield from self.complain(node.value, NOTHING, target.id)
        elif isinstance(node, ast.JoinedStr) and "@click" in ast.unparse(node):
            yield node.lineno, "@click in an f-string"

    def check_call(self, call: ast.Call) -> Iterator[tuple[int, str]]:
        name = name_of(call.func)
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        if name == "escape":
            yield call.lineno, "escape() alters text and lets some through"
        if name == "from_markup" and not (owner_of(call.func) == "Content" and is_literal(call.args[0])):
            yield call.lineno, "from_markup of text that is not ours"
        if name == "MarkdownViewer":
            yield call.lineno, "MarkdownViewer opens whatever a link names"
        if name == "Markdown" and not is_constant(keywords.get("open_links"), False):
            yield call.lineno, "Markdown without open_links=False"
        if name == "Plain" and not self.makes_plain:
            yield call.lineno, "Plain is made by the gate only"
        if name == "RichLog" and not is_constant(keywords.get("markup", ast.Constant(False)), False):
            yield call.lineno, "RichLog with markup"
        if name == "__init__" and owner_of(call.func) == "super":
            name = next((base for base in self.bases if base in CALLS), name)
        if name in CALLS and not is_constant(keywords.get("markup"), False) and not self.is_rendered(call):
            yield from self.check_place(call, name, CALLS[name])

    def is_rendered(self, call: ast.Call) -> bool:
        """Whether this is the `update` of a Markdown, whose text is a runbook of the desk."""
        return isinstance(call.func, ast.Attribute) and self.kinds(call.func.value) == {"Markdown"}

    def check_place(self, call: ast.Call, name: str, place: Place) -> Iterator[tuple[int, str]]:
        shown = call.args[place.first : place.last]
        shown += [keyword.value for keyword in call.keywords if keyword.arg in place.keywords]
        for argument in shown:
            if not (name == "update" and isinstance(argument, ast.Dict | ast.DictComp)):
                yield from self.complain(argument, place.takes, f"{name}()")

    def render(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
        """`render()` of a widget returns a safe form; where its annotation says so, mypy has seen to it."""
        if function.name != "render" or annotated(function.returns) <= EITHER:
            return
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from self.complain(node.value, EITHER, "render()")

    def complain(self, value: ast.expr, takes: set[str], place: str) -> Iterator[tuple[int, str]]:
        wrong = self.kinds(value) - takes
        if wrong:
            yield value.lineno, f"{place} gets {', '.join(sorted(wrong))}"

    def kinds(self, value: ast.expr) -> set[str]:
        """What this expression may be: LITERAL, CONTENT, TEXT, or words that say what else."""
        match value:
            case ast.Constant():
                return {LITERAL}
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, op=ast.Add(), right=other):
                return self.kinds(one) | self.kinds(other)
            case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several):
                return set().union(*map(self.kinds, several))
            case ast.ListComp(elt=one) | ast.GeneratorExp(elt=one) | ast.Starred(value=one):
                return self.kinds(one)
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.Call(func=ast.Attribute(attr="query_one"), args=[*_, ast.Name(id=widget)]):
                return {widget}
            case ast.Call(func=function):
                return self.kinds_of_call(function)
            case ast.Attribute(attr=name):
                return self.annotations.of(name)
        return {ast.unparse(value)}

    def kinds_of_call(self, function: ast.expr) -> set[str]:
        name = name_of(function)
        if name in BUILDERS:
            return {BUILDERS[name]}
        if name == "Option":  # checked where it is made
            return {CONTENT}
        if isinstance(function, ast.Attribute) and name in METHODS | {"from_markup"}:
            if isinstance(function.value, ast.Name) and function.value.id in BUILDERS:
                return {BUILDERS[function.value.id]}
            return self.kinds(function.value) - {LITERAL} or {f"{name}() of a str"}
        return self.annotations.of(name)


def name_of(expression: ast.expr) -> str:
    """The last name in `a`, `a.b`, `a[b]` or `a()`."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return name_of(inner)
    return ""


def owner_of(function: ast.expr) -> str:
    """What stands before the last dot."""
    return name_of(function.value) if isinstance(function, ast.Attribute) else ""


def is_literal(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant)


def is_constant(value: ast.expr | None, wanted: object) -> bool:
    return isinstance(value, ast.Constant) and value.value is wanted
