"""The full screen under a pilot's hands: keys go in, the words on the screen come out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from textual.pilot import Pilot

from tui.app import RotaApp

PATIENCE = 20.0
"""Seconds that the screen may take to show something, on a busy machine."""


class Screen:
    """What a person at the terminal can do: press keys, and read."""

    def __init__(self, app: RotaApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type the text as it stands."""
        names = {" ": "space", "\n": "enter"}
        await self.press(*(names.get(letter, letter) for letter in text))

    @property
    def text(self) -> str:
        """Everything that is painted, dialogs on top."""
        lines = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text for strip in lines)

    async def sees(self, *words: str) -> str:
        """Wait until all these words are on the screen; returns the screen."""
        return await self.until(lambda: all(word in self.text for word in words), f"{words} on the screen")

    async def sees_no(self, word: str) -> str:
        """Wait until the word is gone from the screen."""
        return await self.until(lambda: word not in self.text, f"no {word!r} on the screen")

    async def until(self, holds: Callable[[], bool], what: str) -> str:
        """Wait until it holds."""
        end = monotonic() + PATIENCE
        while not holds():
            if monotonic() > end:
                raise AssertionError(f"waited in vain for {what}:\n{self.text}")
            await self.pilot.pause()
            await asyncio.sleep(0.02)
        return self.text
