"""Reading what a customer defines: their own forms and clocks beside the standard ones."""

from __future__ import annotations

from pathlib import Path

from core import clocks, forms
from core.domain.definitions import Definitions


def defined(own_forms: Path | None = None, own_clocks: Path | None = None) -> Definitions:
    """The standard ones, with a customer's own in their place or beside.

    Raises:
        Misdefined: a file cannot be used, or names a clock, a form or a moment that is not there.
    """
    return Definitions(forms.all_of(own_forms), clocks.all_of(own_clocks))
