"""Keeps Chinese commits of an input method whole under the Kitty keyboard protocol.

Terminals that speak it send the committed text as code points in one long sequence, of which
Textual reads 32 characters before it gives up and types the rest as keys. The protocol is off
unless the person asks for it with `TEXTUAL_DISABLE_KITTY_KEY=0`, and the limit is wide then.
"""

from __future__ import annotations

import os
import sys

SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"
LONGEST_SEQUENCE = 1024
"""Characters of one escape sequence; a commit of 100 Chinese characters takes 600."""


def prefer_plain_keys() -> None:
    """Turns the protocol off unless the person chose; best called before textual is imported."""
    if os.environ.setdefault(SWITCH, "1") == "1" and (
        constants := sys.modules.get("textual.constants")
    ):
        vars(constants)["DISABLE_KITTY_KEY"] = True


def widen_sequences() -> None:
    """Lets the parser read long commits whole."""
    from textual import _xterm_parser

    vars(_xterm_parser)["_MAX_SEQUENCE_SEARCH_THRESHOLD"] = LONGEST_SEQUENCE
