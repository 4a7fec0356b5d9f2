"""Commands that look after the desk itself: make one, trust one, read its journal."""

from __future__ import annotations

from argparse import Namespace

from support.feed import lines
from support.journal import to_record
from tui.cli.output import say, say_json
from tui.plain import one_line
from tui.reporting import FAILED, OK
from tui.session import House
from tui.words import day_and_time


def screen(house: House, options: Namespace) -> int:
    """The full screen, on today."""
    return house.screen(options.desk)


def demo(house: House, options: Namespace) -> int:
    """The full screen on a sample desk with a local board."""
    return house.demo()


def init(house: House, options: Namespace) -> int:
    """Make a new desk, from nothing or from a Trello export."""
    folder = house.init(options.folder, options.name, options.zone, options.from_export)
    say(f"Made the desk {one_line(folder)}.")
    say(f"Next: cd {one_line(folder)} && rota")
    return OK


def trust(house: House, options: Namespace) -> int:
    """Let the desk's own programs (actions, monitors) run."""
    folder = house.trust(options.desk)
    say(f"The programs of {one_line(folder)} may run.")
    return OK


def journal_list(house: House, options: Namespace) -> int:
    """The journal's newest entries, in the journal's order."""
    desk = house.session(options.desk).desk
    entries = desk.journal.last(options.last)
    if options.json:
        say_json([to_record(entry) for entry in entries])
        return OK
    now, zone = desk.clock.now(), desk.settings.hours.zone
    for line in reversed(lines(entries, desk.settings.people)):
        say(f"{line.seq:>6}  {day_and_time(line.at, zone, now):<16}  {one_line(f'{line.who} {line.text}')}")
    return OK


def journal_verify(house: House, options: Namespace) -> int:
    """Check the journal's chain from the first entry to the last."""
    verdict = house.session(options.desk).desk.journal.verify()
    if options.json:
        say_json(
            {
                "holds": verdict.holds,
                "count": verdict.count,
                "head": verdict.head,
                "broken_at": verdict.broken_at,
                "why": verdict.why or None,
            }
        )
    elif verdict.holds:
        say(f"The chain holds: {verdict.count} entries, head {verdict.head[:16]}.")
    else:
        say(f"The chain is broken at entry {verdict.broken_at}: {one_line(verdict.why)}.")
        say(f"{verdict.count} entries before it hold.")
    return OK if verdict.holds else FAILED


def supervise(house: House, options: Namespace) -> int:
    """Be the supervisor of one run."""
    return house.supervise()
