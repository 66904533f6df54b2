"""What taking a source's news back means for the source: said before it is done, and after.

The next sync finds our side changed. Where the field is written back it overwrites what a colleague
put there; elsewhere both sides go on reading differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind, kind_of
from tui.exchange_words import apart, field_told
from tui.source_names import called
from tui.wording import value_told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.settings import SourceSettings
    from tui.words import Words

_ALONG = frozenset({"progressed_at", "removed"})
"""What moves along with other fields."""


@dataclass(frozen=True, slots=True)
class Parting:
    """One field that our side and the source read differently once it is taken back."""

    source: str
    subject: str
    field: str
    ours: Any
    """What our side reads then, in plain form."""
    theirs: Any
    """What the source reads."""
    written: bool
    """Whether the next sync writes ours there."""


def foreseen(
    merges: Iterable[Recorded], sources: Mapping[str, SourceSettings]
) -> Iterator[Parting]:
    """What taking these events back would come to; only a source's news come to anything."""
    for each in merges:
        settings = sources.get(each.actor)
        if settings is None or not each.event.kind.endswith(".synced"):
            continue
        event, of = each.event, (each.actor, each.event.subject)
        for name, theirs in event.after.items():
            ours = event.before.get(name)
            if name not in _ALONG and ours != theirs:
                yield Parting(*of, name, ours, theirs, _written(event.subject, name, settings))


def came_of(
    undone: Sequence[Recorded], merges: Iterable[Recorded], sources: Mapping[str, SourceSettings]
) -> Iterator[Parting]:
    """What came of an undo, of the events that it took back: fields that were kept are left out."""
    back = {each.event.undoes: each.event for each in undone}
    for merge in merges:
        event = back.get(merge.seq)
        for each in foreseen([merge], sources) if event is not None else ():
            assert event is not None
            if event.before.get(each.field) != event.after.get(each.field, each.theirs):
                yield each


def _written(subject: str, name: str, settings: SourceSettings) -> bool:
    if kind_of(subject) is Kind.ACTION:
        return settings.actions
    return name in settings.write


def told(parting: Parting, board: Board | None, words: Words) -> str:
    """The same as a sentence."""
    ours, theirs = (
        value_told(parting.subject, parting.field, each, board, words)
        for each in (parting.ours, parting.theirs)
    )
    source = called(parting.source, board, words)
    said = words.say(
        "history.back.pushed" if parting.written else "history.back.stays",
        source=source,
        field=field_told(parting.field, words),
        value=ours,
        theirs=theirs,
    )
    return apart(said, ours, theirs, source)
