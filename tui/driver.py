"""What the terminal sends: keys and the mouse, without answers to questions that rota never asked.

A text that reaches another program of the same terminal may ask it for a colour, a title or its name; Textual
reads the answer as keys, and keys are commands here.
"""

from __future__ import annotations

import codecs
import os
import re
import selectors
from time import monotonic

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ESC = "\x1b"
IDLE = 0.1
"""Seconds between two looks at whether the app ends."""
REST = 0.02
"""Seconds in which the rest of a sequence follows its ESC, else it is the escape key."""
PATIENCE = 0.3
"""Seconds in which the rest of an answer follows its beginning."""
PORTION = 4_096
"""Bytes read at once."""

_STRING = r"[\]P_^X][^\x1b\x07]*"
"""The inside of OSC, DCS, APC, PM and SOS."""
_ANSWER = re.compile(
    rf"\x1b(?:\[[?>=][\d;:]*[a-zA-Z]|\[(?!48;)\d[\d;]*[nt]|{_STRING}(?:\x07|\x1b\\|(?=\x1b[^\\])))"
)
"""No key is spelled like these; `[48;...t` is a size and `[?...$y` a mode that Textual asks for."""
_BEGUN = re.compile(rf"\x1b(?:\[[?>=]?[\d;:]*|{_STRING}\x1b?)?\Z")


class Answers:
    """Takes the terminal's answers out of what it sends, wherever the portions are cut."""

    def __init__(self) -> None:
        self.begun = ""
        """What is kept back: it may be the beginning of an answer."""
        self._since = 0.0

    def taken_out(self, sent: str) -> str:
        """What a person did, of this portion."""
        if not self.begun:
            self._since = monotonic()
        left = _ANSWER.sub("", self.begun + sent)
        cut = _BEGUN.search(left)
        self.begun = cut[0] if cut else ""
        return left.removesuffix(self.begun)

    def let_go(self) -> str:
        """The escape key, if nothing came after it; nobody waits for ever for the rest of an answer."""
        kept = self.begun
        if kept == ESC or monotonic() - self._since > PATIENCE:
            self.begun = ""
        return kept if kept == ESC else ""


class RotaDriver(LinuxDriver):
    """Textual's driver, which takes only what a person does."""

    def run_input_thread(self) -> None:
        """Pass on what is typed until the app ends; raises EOFError when the terminal is gone."""
        parser, answers = XTermParser(self._debug), Answers()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                sent = selector.select(REST if answers.begun else IDLE)
                typed = answers.taken_out(decode(self._portion())) if sent else answers.let_go()
                for message in parser.feed(typed) if typed else ():
                    self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def _portion(self) -> bytes:
        portion = os.read(self.fileno, PORTION)
        if not portion:
            raise EOFError
        return portion
