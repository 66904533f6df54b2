"""How far an undo reaches: what it passes over, what is too long ago, what nobody takes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from core.domain.event import Event, Recorded
from core.domain.ids import Kind, kind_of

FOUNDED: Final = "project.created"
"""What nobody takes back: everything else stands on it."""
BROUGHT: Final = "brought:"
"""How the ids of commands begin that bring whole records in: an undo by key passes them over."""
RECENT: Final = timedelta(hours=24)
"""An undo that names no change reaches back so far."""
MANY: Final = 10
"""A change of more records than this is taken back only when somebody agreed to the number."""

FOUND: Final = frozenset(
    {"clash.found", "clash.moved", "clash.lapsed", "clash.dropped"}
    | {"task.gone", "task.back", "action.gone", "action.back"}
)
"""What a sync sees is no change of its: nobody takes it back."""

_STEERING: Final = frozenset(
    {
        "meeting.turned",
        "meeting.paused",
        "meeting.resumed",
        "meeting.kept",
        "meeting.went_on",
        "agenda.timed",
        "agenda.skipped",
    }
)
"""What moves a meeting along: nobody means it by "the last thing I did"."""
_BESIDE: Final = frozenset({Kind.MESSAGE, Kind.AGENDA_ITEM})
"""What comes with another record and is not counted for itself."""


def of_substance(events: Sequence[Recorded]) -> bool:
    """Whether an undo that names no change may stop at this command."""
    if any(each.event.kind == FOUNDED or each.command.startswith(BROUGHT) for each in events):
        return False
    return not all(_passing(each.event) for each in events)


def _passing(event: Event) -> bool:
    return event.kind in _STEERING or kind_of(event.subject) is Kind.MESSAGE


def of_source(events: Iterable[Recorded]) -> bool:
    """Whether a sync did all this: each of its records is then taken back by itself."""
    listed = [each for each in events if not each.command.startswith(BROUGHT)]
    return any(_from_source(each.event) for each in listed)


def _from_source(event: Event) -> bool:
    if event.kind in FOUND or event.kind.endswith(".synced"):
        return True
    return event.kind == "task.added" and bool(event.after.get("source"))


def meant(events: Iterable[Recorded], only: Iterable[str] = ()) -> tuple[Recorded, ...]:
    """The events of a command that are to be taken back: of the records `only`, or of all.

    What a sync merely found and what was taken back before are left out.
    """
    chosen = frozenset(only)
    return tuple(
        each
        for each in events
        if each.event.kind not in FOUND
        and each.undone_by is None
        and (not chosen or each.event.subject in chosen)
    )


def counted(events: Iterable[Recorded]) -> int:
    """How many records a change is of; messages and agenda items go with theirs."""
    subjects = {each.event.subject for each in events}
    return sum(kind_of(each) not in _BESIDE for each in subjects)
