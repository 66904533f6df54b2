"""The forms and clocks of this machine, for screens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

    from core.domain.definitions import Definitions


def known() -> Definitions:
    """As they were when the first screen asked; the standard ones where a customer's cannot be
    used, which every verb about forms says."""
    from core.places import clock_file, form_folder

    return _read(form_folder(), clock_file())


@cache
def _read(forms: Path, clocks: Path) -> Definitions:
    from core.definitions import defined
    from core.domain.form_kind import Misdefined

    try:
        return defined(forms, clocks)
    except Misdefined:
        return defined()


def agenda_ahead() -> timedelta:
    """C02: so long before a meeting its agenda is out; nothing where the clock is switched off."""
    from datetime import timedelta

    kind = known().clocks.get("C02")
    return timedelta(hours=kind.span.hours) if kind and kind.on and kind.span else timedelta()
