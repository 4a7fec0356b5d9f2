"""Starting a supervisor: a process apart, which lives on when the one that asked for it dies."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Mapping, Sequence

from support.actions.orders import Order


def launch(arguments: Sequence[str], order: Order, claim: int, environment: Mapping[str, str]) -> None:
    """Start it in a session of its own, and hand it the order and the claim on the run.

    It holds the claim as its stdout and stderr, which are the run's log. Raises OSError when it cannot be
    started, or did not take the whole order; then it does nothing.
    """
    process = subprocess.Popen(
        list(arguments),
        stdin=subprocess.PIPE,
        stdout=claim,
        stderr=claim,
        start_new_session=True,
        cwd=order.desk,
        env=dict(environment),
    )
    # Reaps it when it ends before us, so that no zombie stays.
    threading.Thread(target=process.wait, daemon=True).start()
    assert process.stdin
    with process.stdin as line:
        line.write(order.to_json())
