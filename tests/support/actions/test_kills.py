"""Whatever is killed, and whenever: no effect without an account of it, none twice, and no false claim."""

from __future__ import annotations

import os
import random
import signal
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak import examples
from tests.support.actions.conftest import Desk, asking, until

ACTION = """
    import time
    from pathlib import Path
    from support import action

    @action
    def {name}():
        time.sleep(0.02)
        yield "append"
        time.sleep(0.05)
        with open("{name}.effect", "a") as effect:
            effect.write("x")
        time.sleep(0.05)
"""
MAY_CLAIM = {
    "none": {""},
    "cancelled": {""},
    "refused": {""},
    "succeeded": {"x"},
    "failed": {"", "x"},
    "lost": {"", "x"},
}
"""The state of a run to the effects that it may have had."""


def processes(desk: Desk) -> Iterator[tuple[str, int]]:
    """Everything that runs for this desk, by what it is."""
    kinds = {"actions.worker": "worker", "filejournal.py": "supervisor", "actions.asker": "asker"}
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_text()
            place = command + str((entry / "cwd").readlink())
        except (OSError, UnicodeDecodeError):
            continue
        if str(desk.folder.parent) in place:
            yield from ((kind, int(entry.name)) for word, kind in kinds.items() if word in command)


@pytest.mark.parametrize("seed", range(examples(4)))
def test_killing_leaves_an_account(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    victim = ("asker", "supervisor", "worker", "all")[seed % 4]
    desk.write("ops.py", ACTION.format(name="act"))
    run_id = uuid.UUID(int=chance.getrandbits(128)).hex
    asker = asking(desk, "ops.act", "append", run_id)
    time.sleep(chance.random() * 0.6)
    for kind, pid in list(processes(desk)):
        if victim in (kind, "all"):
            with_luck(pid)

    def settled() -> str | None:
        desk.pipeline.launched.reconcile()
        run = next((each for each in desk.pipeline.launched.all() if each.id == run_id), None)
        if run is None:
            return "none" if asker.poll() is not None else None
        return run.state.value if run.is_over else None

    state = until(settled)
    with_luck(asker.pid)
    asker.wait()
    until(lambda: not list(processes(desk)))
    effect = desk.folder / "act.effect"
    assert (effect.read_text() if effect.exists() else "") in MAY_CLAIM[state]
    assert desk.journal.verify().holds


def with_luck(pid: int) -> None:
    """Kill it, unless it is gone by itself."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
