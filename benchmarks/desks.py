"""Desks of any size, made for measuring, and rota as a person starts it there."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.ptytime import GIVE_UP, NeverShown, Program, Run
from integrations.desks.emptyboard import STEP, Part, empty_board, new_id
from integrations.desks.starter import LABELS, LISTS, create_desk
from integrations.paths import state_folder
from integrations.trello.local.ids import stamp
from integrations.trust import trust
from tui.bootstrap.state import FIRST_PAGE

OPENED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PROMISED = timedelta(days=2)
OPEN_LISTS = 3
"""The first so many of LISTS hold what the desk owes something."""


@dataclass(frozen=True, slots=True)
class MeasuredDesk:
    """A trusted desk with a local board, all of its cards open; promises fall due in the order of numbers."""

    folder: Path
    environment: dict[str, str]

    @property
    def rota(self) -> Program:
        """`rota`, typed in the desk's folder; raises FileNotFoundError when it is not installed."""
        script = Path(sys.executable).with_name("rota")
        if not script.exists():
            raise FileNotFoundError(f"{script} is not there: install rota for this interpreter first.")
        return Program((sys.executable, str(script)), self.folder, self.environment)

    def open(self) -> Run:
        """Start rota and let it look at the whole board, as on an ordinary morning; raises NeverShown."""
        before = self._looked_at()
        with ExitStack() as undo:
            run = undo.enter_context(Run(self.rota))
            while self._looked_at() == before:
                run.settle(0.05)
                if run.ended or run.age > GIVE_UP:
                    raise NeverShown(f"rota never looked at the board; the last of it: {run.last_words}")
            run.settle(1.0)
            undo.pop_all()
        return run

    def _looked_at(self) -> int:
        """Nanoseconds; 0 before the first look."""
        page = state_folder(self.folder, self.environment) / FIRST_PAGE
        return page.stat().st_mtime_ns if page.exists() else 0


def environment(home: Path) -> dict[str, str]:
    """What every measured program is given; nothing of the caller's that could slow one of them."""
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "ROTA_STATE_DIR": str(home / "state"),
    }


def make_desk(home: Path, cards: int) -> MeasuredDesk:
    """Make a desk below `home`, with a state folder of its own, where rota has never been started."""
    desk = MeasuredDesk(home / "desk", environment(home))
    board = empty_board("Measured", OPENED, lists=LISTS, labels=LABELS, members={})
    board["cards"] = [_card(number, board) for number in range(1, cards + 1)]
    create_desk(desk.folder, "Measured", "UTC", getpass.getuser(), board)
    trust(desk.folder, desk.environment)
    return desk


def title(number: int) -> str:
    """The start of a card's title, which is like that of no other card."""
    return f"Request {number:05}"


def _card(number: int, board: Part) -> Part:
    opened = OPENED + timedelta(minutes=number)
    return {
        "id": new_id(opened, "card", str(number)),
        "idShort": number,
        "name": f"{title(number)}: the invoice of last month shows the wrong total",
        "desc": "They were charged twice and ask for the difference. " * 5,
        "idBoard": board["id"],
        "idList": board["lists"][number % OPEN_LISTS]["id"],
        "pos": number * STEP,
        "due": stamp(opened + PROMISED),
        "dueComplete": False,
        "idLabels": [board["labels"][number % len(LABELS)]["id"]],
        "idMembers": [],
    }
