"""From a typed line to a point of the meeting: parked, disputed, agreed on, asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from core.domain.ids import RecordId
from core.domain.refusal import Refused

if TYPE_CHECKING:
    from core.capture.chips import Chip
    from core.domain.board import Board
    from core.domain.meeting import Sort
    from core.domain.meeting_wishes import MakePoint
    from tui.words import Words

POINT: Final = "point:"
"""What the purpose of such a line begins with; the sort of the point stands behind it."""
_MARKS: Final = ("@", "＠", "+", "＋")
_PEOPLE: Final = frozenset({"owner", "collaborator"})
_UNREAD: Final = {"name-unknown": "no-such-person", "name-ambiguous": "name-not-one"}
"""What a line may leave open about a name, and how that is refused here."""


def point_line(purpose: str, text: str, board: Board) -> MakePoint:
    """What a line for a point comes to; whoever speaks takes it up, where nobody is named.

    Raises:
        Refused: see `point_of`.
    """
    from core.domain.meeting import Purpose, Sort

    meeting = board.meeting
    item = board.agenda.get(meeting.current or "") if meeting is not None else None
    speaks = item is not None and item.purpose is Purpose.PERSON and item.owner is not None
    spoken = (item.owner,) if speaks and item is not None and item.owner is not None else ()
    return point_of(Sort(purpose.removeprefix(POINT)), text, board, spoken)


def point_of(sort: Sort, text: str, board: Board, spoken: Iterable[RecordId] = ()) -> MakePoint:
    """The wish of a line such as `预算口径 @王敏 @吴刚`: who takes it up stands behind an @.

    Names are read as in every line (pinyin, initials, departments); all else stays as it is typed,
    names without a mark, too: nobody is taken from the text.

    Raises:
        Refused: there is no text, or nobody, or more than one, goes by such a name.
    """
    from core.capture.ground import Ground
    from core.capture.line import without
    from core.capture.reading import read
    from core.domain.meeting_wishes import MakePoint

    people = tuple(each for each in board.people.values() if each.here)
    ground = Ground(now=board.read_at, zone=board.zone, calendar=board.calendar, people=people)
    reading = read(text, ground)
    for each in reading.amber:
        if each.id in _UNREAD and text[each.start : each.end].startswith(_MARKS):
            raise Refused(_UNREAD[each.id], name=text[each.start : each.end].lstrip("@＠"))
    named = [each for each in reading.chips if _marked(each)]
    rest = without(text, [each.span for each in named]).strip()
    if not rest:
        raise Refused("text-missing")
    said = tuple(dict.fromkeys(RecordId(each.taken.id) for each in named))
    return MakePoint(text=rest, sort=sort, people=said or tuple(spoken))


def _marked(chip: Chip) -> bool:
    """Whether a person was meant: who merely stands in the text, a party of a dispute, was not."""
    return chip.kind in _PEOPLE and not chip.as_text and chip.source.startswith(_MARKS)


def point_label(purpose: str, text: str, board: Board, words: Words) -> str:
    """What the line for a point is called while it is typed: its sort, and who takes it up."""
    sort = words.say(f"term.point.{purpose.removeprefix(POINT)}")
    try:
        found = point_line(purpose, text, board)
    except Refused:
        return sort
    if not found.people:
        return sort
    names = words.join(board.name_of(each) for each in found.people)
    return words.say("meeting_screen.point_for", sort=sort, names=names)
