"""How the exchange with each source stands, as shapes: for `source list` and `sync --status`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.domain.refusal import Refused
from tui.source_marks import standing
from tui.source_names import called
from tui.sync_wording import state_told

if TYPE_CHECKING:
    from core.domain.board import SourceState
    from core.settings import SourceSettings
    from tui.cli.desk import Desk


def source_states(desk: Desk) -> list[dict[str, Any]]:
    """Every configured source; a database that is not there yet says nothing about them."""
    sources = desk.opening.settings.sources
    try:
        states = {each.name: each for each in desk.board.sources} if sources else {}
    except Refused:
        states = {}
    return [_shape(desk, name, each, states.get(name)) for name, each in sources.items()]


def _shape(
    desk: Desk, name: str, settings: SourceSettings, state: SourceState | None
) -> dict[str, Any]:
    from core.domain.board import SourceState

    known = state or SourceState(name=name)
    why = state_told(known, desk.words)
    return {
        "name": name,
        "called": called(name, None, desk.words, desk.opening.settings.sources),
        "type": settings.type,
        "url": settings.url,
        "title": settings.title or None,
        "base_url": settings.base_url or None,
        "interval": settings.interval or None,
        "write": list(settings.write),
        "actions": settings.actions,
        "state": _state(known),
        "synced_at": _instant(desk, known.synced_at),
        "tried_at": _instant(desk, known.tried_at),
        "next_at": _instant(desk, _next(desk, settings, state)),
        "failed": known.failed or None,
        "failed_with": dict(known.failed_with) or None,
        "why": why or None,
        "failures": known.failures,
        "running": known.running or None,
        "clashes": known.clashes,
    }


def _state(known: SourceState) -> str:
    """`running`, `new` or `idle`; `failed`, `asks` or `partly` (see `tui.source_marks`)."""
    found = standing(known)
    return "idle" if found == "fine" else found


def _next(desk: Desk, settings: SourceSettings, state: SourceState | None) -> datetime | None:
    """When an open board syncs it."""
    from sync.schedule import next_run

    if settings.seconds is None:
        return None
    now = desk.service.now() if state is not None else None
    return next_run(settings.seconds, state, now) if now is not None else None


def moment_told(told: str | None) -> str:
    """A moment of these shapes as a table shows it."""
    return f"{datetime.fromisoformat(told):%m-%d %H:%M}" if told else "–"


def _instant(desk: Desk, moment: datetime | None) -> str | None:
    return moment.astimezone(desk.board.zone).isoformat(timespec="seconds") if moment else None
