"""`python -m integrations.trello.local`: serve a local board on this machine until SIGTERM."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from integrations.clock import clock_from
from integrations.trello.local.answering import LocalTrello
from integrations.trello.local.export import read_export
from integrations.trello.local.server import LocalServer
from integrations.trello.local.store import LocalStore
from support.errors import RotaError


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line of JSON with the base URL, then serve; 2 when there is no board to serve."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rota-board-") as folder:
        try:
            store = _open(given.board or Path(folder, "board.json"), given.export)
            server = LocalServer(LocalTrello(store, given.me, clock_from()), given.port)
        except (RotaError, OSError, OverflowError) as error:
            sys.stderr.write(f"{error}\n")
            return 2
        with server:
            for number in (signal.SIGTERM, signal.SIGINT):
                # From the thread that serves, shutdown() would wait for itself.
                signal.signal(number, lambda *_: Thread(target=server.shutdown).start())
            sys.stdout.write(json.dumps({"base_url": server.base_url}) + "\n")
            sys.stdout.flush()
            server.serve_forever()
    return 0


def _open(board: Path, export: Path | None) -> LocalStore:
    return LocalStore.create(board, read_export(export)) if export else LocalStore(board)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m integrations.trello.local", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    parser.add_argument(
        "--board", type=Path, metavar="FILE", help="the board's file (default: forgotten at the end)"
    )
    parser.add_argument("--export", type=Path, metavar="FILE", help="make the board from this Trello export")
    parser.add_argument("--me", default="me", metavar="USERNAME", help="who acts (default: me)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
