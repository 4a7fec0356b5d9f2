"""Commands that write to the board; each act is recorded before it is done."""

from __future__ import annotations

from argparse import Namespace

from tui.cli.output import say
from tui.plain import one_line
from tui.reporting import OK
from tui.session import House


def comment(house: House, options: Namespace) -> int:
    """Write a comment on a card."""
    desk = house.session(options.desk).desk
    incident = desk.find(options.card)
    desk.comment(incident, options.text)
    say(f"Commented on #{incident.number} {one_line(incident.title)}.")
    return OK


def move(house: House, options: Namespace) -> int:
    """Move a card to another list."""
    desk = house.session(options.desk).desk
    incident = desk.find(options.card)
    desk.move(incident, options.list)
    say(f"Moved #{incident.number} {one_line(incident.title)} to {one_line(options.list)}.")
    return OK


def assign(house: House, options: Namespace) -> int:
    """Give a card to one person of the team."""
    desk = house.session(options.desk).desk
    incident = desk.find(options.card)
    desk.assign(incident, options.person)
    say(f"#{incident.number} {one_line(incident.title)} is with {one_line(options.person)}.")
    return OK
