"""What a command came to, in one line: what was recorded, what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, Final, Protocol

from core.domain.ids import Kind, kind_of
from tui import wording

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.ids import RecordId
    from tui.words import Words

_TYPED: Final = frozenset({Kind.ACTION, Kind.BLOCKER, Kind.DECISION, Kind.RISK, Kind.TASK})
"""What a capture line makes."""
_NAMED: Final = 3
"""So many ids are named before it is told how many more there are."""


class Known(Protocol):
    """Whoever knows people by their ids, and the project's clock: a board, the ground of a line."""

    @property
    def zone(self) -> tzinfo:
        """The project's time zone."""

    def name_of(self, person: RecordId | None) -> str:
        """A person's name."""


def made(events: Sequence[Recorded]) -> list[Recorded]:
    """Those of the events by which something came to be that a line can make."""
    fresh = (each for each in events if each.event.creates and each.event.undoes is None)
    return [each for each in fresh if kind_of(each.event.subject) in _TYPED]


def came_to(events: Sequence[Recorded], board: Board, words: Words) -> str:
    """`A-24 交物料清单 · 王敏 · 10-23 周三 18:00`; of several how many; else what happened."""
    events = _substance(events)
    found = made(events)
    if len(found) == 1 and (settled := _settling(events, found[0])) is not None:
        head = wording.headline(settled, words, board)
        return f"{head} {made_told(found[0], board, words)}"
    if len(found) > 1:
        return words.say("board.recorded.several", n=len(found), ids=_listed(found, words))
    if found:
        return made_told(found[0], board, words)
    gone = [each for each in events if _was_made(each)]
    if not gone:
        return wording.outcome(events, board, words)
    if len(gone) > 1:
        return words.say("board.recorded.gone_several", n=len(gone), ids=_listed(gone, words))
    subject = gone[0].event.subject
    kind = words.say(f"term.record.{_KINDS[kind_of(subject)]}")
    title = getattr(board.record(subject), "title", "")
    return words.say("board.recorded.gone", kind=kind, id=f"{subject} {title}".strip())


def _substance(events: Sequence[Recorded]) -> Sequence[Recorded]:
    """The events without the messages that go out for them."""
    return [each for each in events if kind_of(each.event.subject) is not Kind.MESSAGE] or events


def _settling(events: Sequence[Recorded], made_: Recorded) -> Recorded | None:
    """The blocker's event with which a decision was made for it."""
    if kind_of(made_.event.subject) is not Kind.DECISION:
        return None
    about = (each for each in events if kind_of(each.event.subject) is Kind.BLOCKER)
    return next((each for each in about if each.event.undoes is None), None)


def way_back(events: Sequence[Recorded]) -> str:
    """The id of the words for the key that takes this back."""
    if any(each.event.kind == "blocker.escalated" for each in events):
        return "board.entry.undo_soon"
    undone = any(each.event.kind.endswith(".undone") for each in events)
    return "board.entry.redo" if undone else "board.entry.undo"


def made_told(recorded: Recorded, known: Known, words: Words) -> str:
    """What was recorded: its id, title, owner and deadline."""
    after = recorded.event.after
    owner = known.name_of(after.get("owner") or after.get("maker") or None)
    if not owner and kind_of(recorded.event.subject) is Kind.ACTION:
        owner = words.say("capture.unclaimed")
    head = f"{recorded.event.subject} {after.get('title', '')}"
    return " · ".join(filter(None, (head, owner, _due(after.get("due"), known, words))))


def _due(value: Any, known: Known, words: Words) -> str:
    if not isinstance(value, str) or not value:
        return ""
    if "T" not in value:
        day = date.fromisoformat(value)
        return words.say("capture.day", day=f"{day:%m-%d}", weekday=words.weekday(day))
    at = datetime.fromisoformat(value).astimezone(known.zone)
    return words.say("capture.at", day=f"{at:%m-%d}", weekday=words.weekday(at), time=f"{at:%H:%M}")


def _was_made(recorded: Recorded) -> bool:
    """Whether the event takes back that something came to be."""
    event = recorded.event
    return (
        event.undoes is not None
        and event.after.get("removed") is True
        and kind_of(event.subject) in _TYPED
    )


def _listed(events: Sequence[Recorded], words: Words) -> str:
    """The first ids, and that there are more."""
    ids = [str(each.event.subject) for each in events]
    return words.join(ids[:_NAMED]) + (" …" if len(ids) > _NAMED else "")


_KINDS: Final = {
    Kind.ACTION: "action",
    Kind.BLOCKER: "blocker",
    Kind.DECISION: "decision",
    Kind.RISK: "risk",
    Kind.TASK: "task",
}
