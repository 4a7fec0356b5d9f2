"""The one fault of Trello's that the board itself has to look into."""

from __future__ import annotations

from support.errors import NotPermitted


class Declined(NotPermitted):
    """Trello understood the request, and said no to it."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"Trello said no: {said.rstrip('.')}." if said else "Trello said no, and not why.",
            "Load the board again and look whether it is still as you saw it.",
        )
        self.said = said
        """Trello's own words, on one line."""
