"""Looking back: what changed between two moments or meetings, and how the weeks went.

Functions over a `Service`; each is one consistent read. They may take a second on a long log: they
belong in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from core.domain.changes import Changes
from core.domain.comparing.boards import compare
from core.domain.cuts import Cut, before, day_cut, end_of
from core.domain.ids import RecordId
from core.domain.meeting import Meeting
from core.domain.refusal import Gone
from core.domain.week import WeekFigures, totals, week_figures, week_of
from core.store.past import Past, read_past

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.service import Service

WEEKS = 6
"""So many weeks a trend shows, this one included."""


def changes(
    service: Service,
    since: Cut | datetime,
    until: Cut | datetime | None = None,
    *,
    board: Board | None = None,
) -> Changes:
    """What is different at one moment from an earlier one; no `until` is now.

    With a `board`, "now" is what it shows, and what was written since does not count.
    """
    first, last = _cut(since), None if until is None else _cut(until)
    past = _past(service, [each for each in (first, last) if each is not None], board)
    return _between(past, first, last)


def _between(past: Past, first: Cut, last: Cut | None) -> Changes:
    after = past.cuts[0]
    until = past.cuts[1] if last is not None else past.board.revision
    now = past.board if last is None else past.at(until, last.at)
    found = compare(past.at(after, first.at), now, past.between(after, until))
    ended = last.meeting if last is not None else None
    return replace(found, since_meeting=first.meeting, until_meeting=ended)


def changes_since(
    service: Service, meeting: str, until: str | None = None, *, board: Board | None = None
) -> Changes:
    """What changed from the end of one meeting to the end of another, or to now.

    Raises:
        Gone: there is no such meeting.
    """
    last = None if until is None else end_of(_meeting(service, until), service.now())
    return changes(service, end_of(_meeting(service, meeting), service.now()), last, board=board)


def changes_for(service: Service, meeting: str, *, board: Board | None = None) -> Changes:
    """What a meeting looks back on: from the last one of its kind to its own end, or to now.

    A standup looks back to the last working day at least: Monday counts Friday.

    Raises:
        Gone: there is no such meeting.
    """
    found, now = _meeting(service, meeting), service.now()
    seen = _with_previous(service, board or service.board(), found)
    since = before(seen, found, now)
    return changes(service, since, end_of(found, now) if found.ended_at else None, board=seen)


def _with_previous(service: Service, board: Board, meeting: Meeting) -> Board:
    """The board with the meeting before one, which may have left it long ago."""
    if meeting.previous is None or meeting.previous in board.meetings:
        return board
    known = service.store.records(service.project, [meeting.previous])
    found = (each for each in known if isinstance(each, Meeting) and not each.removed)
    fetched: dict[str, Meeting] = {each.id: each for each in found}
    return replace(board, meetings={**board.meetings, **fetched})


def board_at(service: Service, moment: Cut | datetime, *, board: Board | None = None) -> Board:
    """The board as it was at a moment; see `Past.at` for what is not on it."""
    cut = _cut(moment)
    past = _past(service, [cut], board)
    return past.at(past.cuts[0], cut.at)


def week(service: Service, *, board: Board | None = None) -> WeekFigures:
    """How this week goes, against those weeks before that had a plan (F14)."""
    now = board or service.board()
    ends = list(_ends(now))
    monday = day_cut(week_of(now.today)[0], now)
    cuts = [monday, *(day_cut(each + timedelta(days=1), now) for each in ends)]
    past = _past(service, cuts, now)
    before_now = zip(past.cuts[1:], cuts[1:], strict=True)
    trend = [each for seq, cut in before_now if (each := totals(past.at(seq, cut.at))).planned]
    return week_figures(now, _between(past, monday, None), (*trend, totals(now)))


def _ends(board: Board) -> Iterator[date]:
    """The last days of the weeks before this one, from the project's beginning on."""
    monday, _ = week_of(board.today)
    for back in range(WEEKS - 1, 0, -1):
        sunday = monday - timedelta(days=7 * (back - 1) + 1)
        if board.project.start is None or sunday >= board.project.start:
            yield sunday


def _cut(moment: Cut | datetime) -> Cut:
    return moment if isinstance(moment, Cut) else Cut(moment)


def _past(service: Service, cuts: list[Cut], board: Board | None) -> Past:
    found: Past = service.store.ask(read_past, service.project, cuts, service.now(), board)
    return found


def _meeting(service: Service, identity: str) -> Meeting:
    known = service.store.records(service.project, [RecordId(identity)])
    found = next(iter(known), None)
    if not isinstance(found, Meeting) or found.removed:
        raise Gone(RecordId(identity))
    return found
