"""The door: runs the benchmarks that are named, or all."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence

from benchmarks import first_paint, keys
from benchmarks.report import Comparison

PAIRS = 15


def main(arguments: Sequence[str]) -> int:
    """Print one line for each comparison; returns 1 when a bar is broken."""
    parser = ArgumentParser(prog="python -m benchmarks", description="How fast rota is, as ratios.")
    parser.add_argument("--pairs", type=int, default=PAIRS, metavar="N", help="starts of each program")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benchmarks; all if left out")
    options = parser.parse_args(arguments)
    benches: dict[str, Callable[[], Iterator[Comparison]]] = {
        "first_paint": lambda: first_paint.compare(options.pairs),
        "keys": keys.compare,
    }
    unknown = sorted({*options.names} - {*benches})
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(benches)}")
    broken = 0
    for name in options.names or benches:
        for comparison in benches[name]():
            sys.stdout.write(f"{comparison.line()}\n")
            sys.stdout.flush()
            broken += not comparison.holds
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
