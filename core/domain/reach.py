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


def counted(events: Iterable[Recorded]) -> int:
    """How many records a change is of; messages and agenda items go with theirs."""
    subjects = {each.event.subject for each in events}
    return sum(kind_of(each) not in _BESIDE for each in subjects)
