"""What comes from the keyboard: any bytes, and none of them may end the app."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Generator
from functools import partial
from typing import Final

from textual import events
from textual._parser import ParseError, Peek1, Read1, TokenCallback
from textual._xterm_parser import XTermParser
from textual.message import Message

REPLACEMENT: Final = "\ufffd"
"""Stands for what was not text; its arrival hints at a terminal that does not speak UTF-8."""

_WIDE_BLANK: Final = "\u3000"
"""What the space bar of a full-width input method sends."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class NotUtf8(Message):
    """Bytes came that are not UTF-8: the terminal, or what was pasted, speaks another encoding."""


class Decoder:
    """UTF-8 from pieces of a byte stream; what is not UTF-8 becomes U+FFFD."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode

    def __call__(self, data: bytes) -> str:
        """The characters completed by `data`; never raises."""
        return self._decode(data)


class TolerantParser(XTermParser):
    """Textual's parser, which drops a sequence it stumbles over and goes on behind it."""

    def parse(self, token_callback: TokenCallback[Message]) -> Generator[Read1 | Peek1, str, None]:
        """Passes characters on to a fresh parser each time one gives up."""

        def deliver(token: Message) -> None:
            token_callback(_as_text(token))

        parsing = super().parse(deliver)
        wanted = next(parsing)
        while True:
            try:
                character = yield wanted
                step: Callable[[], Read1 | Peek1] = partial(parsing.send, character)
            except ParseError as signal:
                step = partial(parsing.throw, signal)
            try:
                wanted = step()
            except StopIteration:
                return
            except Exception:  # the sequences are the outside's, and so are their faults
                parsing = super().parse(deliver)
                wanted = next(parsing)

    @property
    def is_waiting(self) -> bool:
        """Whether an escape key is held back until it is clear that no sequence follows."""
        return self._timeout_time is not None

    def parse_mouse_code(self, code: str) -> Message | None:
        """Reads a mouse report; in cells where the terminal gave no size in pixels."""
        sizes = (self.terminal_size, self.terminal_pixel_size)
        if self.mouse_pixels and not all(size and min(size) > 0 for size in sizes):
            self.mouse_pixels = False
        return super().parse_mouse_code(code)


def _as_text(token: Message) -> Message:
    """Replaces lone surrogates, which no store can keep and no terminal can draw.

    A full-width blank comes as the space bar: Textual's fields take it for no text and drop it.
    """
    if isinstance(token, events.Key) and token.character == _WIDE_BLANK:
        return events.Key("space", " ")
    if isinstance(token, events.Key) and token.character and _SURROGATE.search(token.character):
        return events.Key(REPLACEMENT, REPLACEMENT)
    if isinstance(token, events.Paste):
        token.text = _SURROGATE.sub(REPLACEMENT, token.text)
    return token
