"""The process in which an action runs: told on stdin what to do, and then, perhaps, to go.

Started as `python -I -m support.actions.worker FD`; what comes of it is told on that descriptor.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import select
import signal
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from types import FrameType
from typing import IO, Any

from support.actions.author import Done, Progress
from support.actions.command import CommandFailed, Ran, signal_name
from support.actions.definition import Definition
from support.actions.form import Parameter, as_text, offer_needs
from support.actions.orders import GO, Task
from support.actions.sources import definitions_of, place, read_source
from support.actions.values import read
from support.errors import Invalid, Mistake, Mistakes, Refused

_LONGEST = 4_000
"""Characters of a text that goes into the record."""


class Terminated(BaseException):
    """Somebody told the worker to end; raised in the action, so that its `finally` is honoured."""


class Teller:
    """Tells the parent what happens, one JSON object a line. A parent that is gone is not told."""

    def __init__(self, descriptor: int) -> None:
        os.set_inheritable(descriptor, False)
        self._descriptor = descriptor

    def tell(self, event: str, **data: Any) -> None:
        """One event."""
        with contextlib.suppress(OSError):
            os.write(self._descriptor, json.dumps({"event": event} | data).encode("ascii") + b"\n")


def main() -> int:
    """Do the task on stdin; the exit code says only whether the result was told."""
    teller = Teller(int(sys.argv[1]))
    control = _taken_stdin()
    _speak_in_lines()
    signal.signal(signal.SIGTERM, _end)
    source = None
    try:
        task = Task.from_json(control.readline())
        source = Path(task.source)
        _work(task, control, teller)
    except Refused as refusal:
        teller.tell("refused", result=refusal.what[:_LONGEST], mend=refusal.mend)
    except Mistakes as error:
        teller.tell("invalid", mistakes=[(each.place, each.what, each.mend) for each in error.mistakes])
    except BaseException as error:
        teller.tell("failed", **_failure(error, source))
    return 0


def _work(task: Task, control: IO[bytes], teller: Teller) -> None:
    definition = _definition(task)
    teller.tell("looking")
    values, mistakes = read(definition.parameters, task.texts)
    if task.choices_of is not None:
        asked = next(each for each in definition.parameters if each.name == task.choices_of)
        teller.tell("choices", choices=_offered(asked, values))
        return
    mistakes += _not_offered(definition, values) if not mistakes else ()
    if mistakes:
        raise Mistakes(definition.name, mistakes)
    steps = definition.perform(**values) if definition.previews else None
    teller.tell("ready", preview=_preview(steps) if steps else None)
    if control.readline() != GO:
        # Ends here and now: no `finally` or `with` around the yield gets a chance to act.
        os._exit(0)
    _end_with_parent(control)
    done = _finished(_rest(steps, teller) if steps else definition.perform(**values))
    code = 0 if isinstance(done, Ran) else None
    teller.tell("done", result=done.text[:_LONGEST], undo=done.undo or definition.undo, exit_code=code)


def _end(number: int, frame: FrameType | None) -> None:
    raise Terminated("It was told to end.")


def _end_with_parent(control: IO[bytes]) -> None:
    """End, with all that was started, when the supervisor dies.

    The run then counts as lost, and whoever finds out what it did must not be proved wrong afterwards.
    """
    signal.signal(signal.SIGIO, lambda *_: os.killpg(0, signal.SIGTERM))
    fcntl.fcntl(control, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(control, fcntl.F_SETFL, fcntl.fcntl(control, fcntl.F_GETFL) | os.O_ASYNC)
    # A death before that was set up sends no signal.
    if select.select([control], [], [], 0)[0]:
        os._exit(1)


def _definition(task: Task) -> Definition:
    """The action, from the very file that the person asked for; raises Refused when it is another by now."""
    try:
        source = read_source(Path(task.source))
        if source.digest == task.digest:
            return next(each for each in definitions_of(source) if each.name == task.action)
    except Invalid as error:
        raise Refused(error.what, error.mend) from error
    raise Refused(f"{source.path.name} was changed meanwhile.", "Look at the action again, then confirm.")


def _offered(parameter: Parameter, values: Mapping[str, Any]) -> list[str]:
    """What its function offers; nothing before the parameters that it depends on are filled in."""
    offer, needs = parameter.rule.offer, offer_needs(parameter)
    if offer is None or any(values.get(name) in (None, "") for name in needs):
        return []
    return [as_text(each) for each in offer.offer(**{name: values[name] for name in needs})]


def _not_offered(definition: Definition, values: Mapping[str, Any]) -> tuple[Mistake, ...]:
    found = []
    for parameter in definition.parameters:
        value = values[parameter.name]
        if not parameter.asks or value is None:
            continue
        chosen = {as_text(each) for each in (value if parameter.many else [value])}
        offered = _offered(parameter, values)
        if chosen - set(offered):
            mend = f"Choose one of: {', '.join(offered[:20])}." if offered else "There is none to choose."
            found.append(Mistake(parameter.name, "is not one of its choices", mend))
    return tuple(found)


def _preview(steps: Generator[Any, None, Any]) -> str:
    """Run up to the first yield: the circumstances."""
    try:
        preview = next(steps)
    except StopIteration as stop:
        raise Refused(f"There is nothing to do: {_finished(stop.value).text}.") from stop
    if not isinstance(preview, str):
        raise TypeError("its first yield is not a text, which the preview must be")
    return preview


def _rest(steps: Generator[Any, None, Any], teller: Teller) -> Any:
    """Run from the first yield to the end: act."""
    while True:
        try:
            said = next(steps)
        except StopIteration as stop:
            return stop.value
        if isinstance(said, Progress):
            teller.tell("progress", done=said.done, total=said.total)
        else:
            sys.stdout.write(f"{said}\n")


def _finished(value: Any) -> Done:
    if isinstance(value, Done):
        return value
    return Done(value) if isinstance(value, str) and value else Done()


def _failure(error: BaseException, source: Path | None) -> dict[str, Any]:
    """Type, message and place; never the values of variables."""
    failure: dict[str, Any] = {
        "type": type(error).__name__,
        "message": str(error)[:_LONGEST],
        "place": place(error, source) if source else "",
    }
    if isinstance(error, CommandFailed):
        return failure | (
            {"signal": signal_name(-error.code)} if error.code < 0 else {"exit_code": error.code}
        )
    if isinstance(error, Terminated):
        return failure | {"signal": "SIGTERM"}
    if isinstance(error, SystemExit):
        return failure | {"message": f"it called sys.exit({error.code!r})"[:_LONGEST]}
    return failure


def _taken_stdin() -> IO[bytes]:
    """Our own line to the parent; the action and its programs find an empty stdin."""
    control = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return control


def _speak_in_lines() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)


if __name__ == "__main__":
    sys.exit(main())
