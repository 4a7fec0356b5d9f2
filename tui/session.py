"""What the screens and the command line work with once the desk is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from support.actions.catalogue import Catalogue
    from support.actions.pipeline import Pipeline
    from support.desk import Desk
    from support.overview import Overview
    from support.ports import DraftStore


NAMELESS = "trello:unknown"
"""The key of a token's owner while the board has not been asked; they hold no role, and may do little."""


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one desk, for one sitting."""

    desk: Desk
    catalogue: Catalogue
    """Empty until the desk is trusted: reading a desk's actions runs them."""
    pipeline: Pipeline
    drafts: DraftStore
    folder: Path
    """The desk's own."""
    trusted: bool
    """Whether the desk's own programs (actions, monitors) may run."""
    trust: Callable[[], Session]
    """Trust the desk's folder; the session that may run them."""
    remember: Callable[[Overview], None]
    """Keep what the next start paints first."""

    @property
    def nameless(self) -> bool:
        """Whether the board has not yet said whose token it is."""
        return self.desk.recorder.identity.key == NAMELESS

    @property
    def runbooks_folder(self) -> Path:
        """Where links of runbooks may lead."""
        return self.folder / "runbooks"


class House(Protocol):
    """What the composition root does for the command line."""

    def session(self, desk: Path | None) -> Session:
        """Open the desk: the one of that folder, else the one that is found."""

    def screen(self, desk: Path | None) -> int:
        """Show the full screen; returns the exit code."""

    def demo(self) -> int:
        """Make the sample desk anew and show it full screen; returns the exit code."""

    def init(self, folder: Path, name: str | None, zone: str, export: Path | None) -> Path:
        """Make a new desk, trusted and remembered; returns its folder."""

    def trust(self, desk: Path | None) -> Path:
        """Trust the desk's folder; returns it."""

    def supervise(self) -> int:
        """Be the supervisor of one run, described on standard input; returns the exit code."""
