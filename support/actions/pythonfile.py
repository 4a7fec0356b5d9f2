"""Actions written in Python: the functions of a file that `@action` marks."""

from __future__ import annotations

import inspect
import sys
from types import FunctionType, ModuleType

from support.actions.author import MARK
from support.actions.definition import Definition, Source
from support.actions.form import parameters_of
from support.errors import Invalid


def read_python(source: Source) -> tuple[Definition, ...]:
    """Import the file, exactly as it was read, and define its actions; raises whatever its code raises."""
    module = ModuleType(f"_rota_actions_{source.path.stem}")
    module.__file__ = str(source.path)
    # Dataclasses and type hints of the file look their module up by name.
    sys.modules[module.__name__] = module
    code = compile(source.content, str(source.path), "exec", dont_inherit=True)
    exec(code, module.__dict__)
    functions = [
        each
        for each in vars(module).values()
        if isinstance(each, FunctionType) and hasattr(each, MARK) and each.__module__ == module.__name__
    ]
    return tuple(_define(source, each) for each in functions)


def _define(source: Source, function: FunctionType) -> Definition:
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise Invalid(f"{function.__name__} is async.", "Write it with def, and let it wait.")
    return source.define(
        function.__name__,
        getattr(function, MARK),
        help=inspect.getdoc(function) or "",
        parameters=parameters_of(function),
        perform=function,
    )
