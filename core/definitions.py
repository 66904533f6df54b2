"""Reading what a customer defines: their own forms and clocks beside the standard ones."""

from __future__ import annotations

from pathlib import Path

from core import clocks, forms
from core.domain.definitions import Definitions, joined


def defined(own_forms: Path | None = None, own_clocks: Path | None = None) -> Definitions:
    """The standard ones, with a customer's own in their place or beside.

    A file that cannot be used stops nothing: it is left out, of the clocks only the one that is
    wrong; `Definitions.left_out` says why.
    """
    ours = Definitions(forms.standard(), clocks.standard())
    return joined(ours, forms.own(own_forms), clocks.own(own_clocks))
