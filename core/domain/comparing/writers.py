"""Who wrote each field last, of the changes that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.domain.changes import Change, What
from core.domain.event import Recorded
from core.domain.ids import RecordId

_BORN = ""
"""Stands for the field that a creation writes."""
_FIELDS: Mapping[What, tuple[str, ...]] = {
    What.ADDED: (_BORN,),
    What.LIGHT: ("light",),
    What.DUE: ("due", "day"),
    What.PROGRESS: ("actual",),
    What.DONE: ("status",),
    What.CANCELLED: ("status",),
    What.REOPENED: ("reopened", "status", "reached"),
    What.TAKEN_BACK: ("removed",),
    What.STATUS: ("status",),
    What.OWNER: ("owner",),
    What.SOLVED: ("solved_at",),
    What.CLOSED: ("status",),
    What.MERGED: ("merged_into",),
    What.GREEN: ("green_since",),
    What.ESCALATED: ("rung",),
    What.CARRIED: ("carried",),
    What.HAPPENED: ("status",),
    What.REACHED: ("reached",),
}
"""The fields that tell who did it; what time alone does has no field, and nobody did it."""
_AT_BIRTH = frozenset({What.SOLVED, What.CLOSED, What.GREEN, What.ESCALATED, What.CARRIED})
"""What a record that came from elsewhere may have brought along."""


class Writers:
    """The authors of a stretch of the log."""

    def __init__(self, events: Iterable[Recorded]) -> None:
        listed = tuple(events)
        void = undone_within(listed)
        self._last: dict[tuple[str, str], Recorded] = {}
        # What was undone comes first: it is told only where an undo left a field as it was.
        for each in sorted(listed, key=lambda each: each.seq not in void):
            for name in each.event.before or (_BORN,):
                self._last[each.event.subject, name] = each

    def told(self, change: Change) -> Change:
        """The same, with who did it, when, and in which meeting."""
        names = _FIELDS.get(change.what, ())
        names += (_BORN,) if change.what in _AT_BIRTH else ()
        known = (self._last.get((change.id, each)) for each in names)
        event = next((each for each in known if each is not None), None)
        if event is None:
            return change
        said_in = RecordId(event.meeting) if event.meeting else None
        return replace(change, by=event.actor, at=event.at, meeting=said_in)


def undone_within(events: Iterable[Recorded]) -> frozenset[int]:
    """The numbers of events that come to nothing: those taken back, and what took them back."""
    listed = {each.seq: each for each in events}
    void: set[int] = set()
    for seq in sorted(listed, reverse=True):
        undoes = listed[seq].event.undoes
        if undoes in listed and seq not in void:
            void |= {seq, undoes}
    return frozenset(void)
