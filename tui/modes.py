"""The screens behind the first one, by name; each is imported and built when first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def _triage() -> Screen[Any]:
    from tui.screens.triage import Triage

    return Triage()


def _runbooks() -> Screen[Any]:
    from tui.screens.runbooks import Runbooks

    return Runbooks()


def _actions() -> Screen[Any]:
    from tui.screens.actions import Actions

    return Actions()


def _postmortems() -> Screen[Any]:
    from tui.screens.postmortems import Postmortems

    return Postmortems()


def _activity() -> Screen[Any]:
    from tui.screens.activity import Activity

    return Activity()


def _metrics() -> Screen[Any]:
    from tui.screens.metrics import Metrics

    return Metrics()


MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "triage": _triage,
    "runbooks": _runbooks,
    "actions": _actions,
    "postmortems": _postmortems,
    "activity": _activity,
    "metrics": _metrics,
}
