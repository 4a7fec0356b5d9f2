"""The house: three floors, arrows point down only, nothing heavy at the door, no dangerous tool in it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("support", "integrations", "tui")
JOINERS = ("tui.bootstrap", "tui.__main__")
"""The only rooms of the top floor that may know the world."""

STOREYS = {
    "widgets": 1,
    "screens": 2,
    "flows": 2,
    "palette": 3,
    "modes": 3,
    "app": 4,
    "bootstrap": 5,
    "__main__": 6,
    "document": 6,
}
"""Inside tui: what is not named here (commands, messages, plain, cli, ...) stands at the very bottom."""

HEAVY = ("textual", "httpx", "requests", "trello", "pydantic", "tinydb")


def sources(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that the code imports when it runs, inside functions too."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        else:
            yield from imports(node)


def imports_of(path: Path) -> set[str]:
    return set(imports(ast.parse(path.read_text(encoding="utf-8"))))


def floor_of(module: str) -> str:
    return module.partition(".")[0]


def storey_of(module: str) -> int:
    return STOREYS.get(module.split(".")[1], 0) if "." in module else 0


def test_the_heart_imports_the_standard_library_and_pydantic_only() -> None:
    allowed = {*sys.stdlib_module_names, "pydantic", "support"}
    outside = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources("support")
        for module in imports_of(path)
        if floor_of(module) not in allowed
    }
    assert not outside


def test_the_world_never_looks_up_to_the_screen() -> None:
    assert not [path for path in sources("integrations") if "tui" in map(floor_of, imports_of(path))]


def test_the_screen_knows_the_world_in_one_room_only() -> None:
    knowing = {
        module_of(path) for path in sources("tui") if "integrations" in map(floor_of, imports_of(path))
    }
    assert all(each.startswith(JOINERS) for each in knowing), knowing


def test_inside_the_screen_arrows_point_down() -> None:
    upward = {
        f"{module_of(path)} imports {module}"
        for path in sources("tui")
        for module in imports_of(path)
        if floor_of(module) == "tui" and storey_of(module) > storey_of(module_of(path))
    }
    assert not upward


def test_an_arrow_that_points_up_would_be_seen() -> None:
    code = "def f():\n    from tui.app import RotaApp\nif TYPE_CHECKING:\n    import tui.bootstrap"
    assert set(imports(ast.parse(code))) == {"tui.app", "tui.app.RotaApp"}
    assert storey_of("tui.app") > storey_of("tui.screens.today") > storey_of("tui.plain")


@pytest.mark.parametrize("code", ["import support", "from support import errors, people, journal, board"])
def test_the_heart_is_light(code: str) -> None:
    listing = f"import sys; {code}; print(*sys.modules, sep='\\n')"
    result = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert "support" in result.stdout.split()
    assert not set(HEAVY) & set(result.stdout.split())


MAKES_CODE = {"eval", "exec", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "yaml.full_load"}
MAKES_OBJECTS = {"pickle", "shelve", "marshal"}
MEANT = {
    ("support/actions/pythonfile.py", "exec"),  # an action file of a desk that the person trusts is code
}


def dangers(tree: ast.AST) -> Iterator[str]:
    """Tools that make code, a command or any object of a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKES_CODE:
            yield ast.unparse(node.func)
        elif isinstance(node, ast.keyword) and node.arg == "shell" and ast.unparse(node.value) != "False":
            yield "shell"
        elif isinstance(node, ast.Attribute) and node.attr.endswith(("UnsafeLoader", "FullLoader")):
            yield node.attr
    yield from MAKES_OBJECTS & set(map(floor_of, imports(tree)))


@pytest.mark.parametrize("floor", FLOORS)
def test_no_text_becomes_code(floor: str) -> None:
    found = {
        (str(path.relative_to(ROOT)), danger)
        for path in sources(floor)
        for danger in dangers(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found <= MEANT


def test_a_text_that_becomes_code_would_be_seen() -> None:
    code = "eval(x); run(x, shell=True); os.system(x); yaml.load(x, yaml.UnsafeLoader)\nimport pickle"
    assert set(dangers(ast.parse(code))) == {
        "eval",
        "shell",
        "os.system",
        "yaml.load",
        "UnsafeLoader",
        "pickle",
    }
    assert not set(dangers(ast.parse("re.compile(x); run(x, shell=False); loop.exec_(x)")))


OTHER_WORD = re.compile(r"\bon[-_ ]?call\b", re.IGNORECASE)


def test_the_words_of_the_desk_are_kept() -> None:
    kinds = {".py", ".md", ".toml", ".tcss", ".txt", ".yml", ".json"}
    folders = [ROOT / folder for folder in (*FLOORS, "runbooks")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    files += [ROOT / "README.md", ROOT / "pyproject.toml"]
    spoken = [str(path.relative_to(ROOT)) for path in files if OTHER_WORD.search(path.read_text("utf-8"))]
    assert len(files) > 20
    assert not spoken
