"""What workers tell the screens, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from support.overview import Overview
    from tui.session import Session


@dataclass
class DeskOpened(Message):
    """The desk's files are read and checked; it can be acted on."""

    session: Session


@dataclass
class DeskNotOpened(Message):
    """The desk cannot be opened: a file is wrong, or the journal."""

    error: Exception


@dataclass
class DeskSeen(Message):
    """The desk was looked at."""

    overview: Overview

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, DeskSeen)
