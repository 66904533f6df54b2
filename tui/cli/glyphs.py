"""How wide this terminal draws the glyphs that Unicode leaves open."""

from __future__ import annotations

from tui.terminal.probe import asked

_PATIENCE = 0.3
"""Seconds that a terminal may take here: nobody waits for a picture."""


def ambiguous_width() -> int | None:
    """The cells that the terminal gives to such a glyph; None where it does not answer."""
    answer = asked(_PATIENCE)
    if answer.cells is None:
        return None
    return 2 if answer.wide else 1
