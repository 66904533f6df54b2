"""When a source is synced by itself. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.board import SourceState

AT_MOST = timedelta(minutes=30)
"""How long failures make a source wait at most, unless its own interval is longer."""
_DOUBLINGS = 12
"""After so many failures the wait grows no longer, whatever the interval."""


def next_run(interval: int | None, state: SourceState | None, now: datetime) -> datetime | None:
    """When a source comes due that is synced every `interval` seconds; None for never by itself.

    After failures it waits twice as long each time, up to `AT_MOST`. One never tried is due `now`.
    """
    if interval is None:
        return None
    last = (state.tried_at or state.synced_at) if state is not None else None
    if state is None or last is None:
        return now
    usual = timedelta(seconds=interval)
    doublings: int = min(state.failures, _DOUBLINGS)
    backed_off = min(usual * (1 << doublings), AT_MOST)
    return last + max(usual, backed_off)
