"""The verbs of a meeting that is going on, each as the command it means."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.batch import Batch
from core.domain.meeting import AgendaItem, Presence, Purpose, Sort
from core.domain.meeting_wishes import (
    EndMeeting,
    GoToItem,
    HandOver,
    MakePoint,
    PauseMeeting,
    ReadBack,
    ResumeMeeting,
    SetAttendance,
    SkipItem,
)
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.command import Command
    from tui.cli.at_table import Table

    Make = Callable[[Table, Namespace], Command]


def go_on(table: Table, _: Namespace) -> Command:
    """The next item; who is not there is passed over."""
    return _stepped(table, 1, "meet.last_item")


def go_back(table: Table, _: Namespace) -> Command:
    """The item before."""
    return _stepped(table, -1, "meet.first_item")


def _stepped(table: Table, step: int, none: str) -> Command:
    meeting = table.meeting
    item = table.sitting.after(meeting.current, step)
    if item is None:
        raise Told(word=none, id=meeting.id)
    return GoToItem(meeting=meeting.id, item=item.id, seen=meeting.version)


def go_to(table: Table, options: Namespace) -> Command:
    """The item with that number, or that id."""
    return GoToItem(meeting=table.id, item=_numbered(table, options.item).id)


def _numbered(table: Table, text: str) -> AgendaItem:
    items = table.sitting.items
    for at, each in enumerate(items, 1):
        if text.strip() == str(at) or text.strip().upper() == each.id:
            return each
    raise Wrong(word="meet.wrong_item", value=text, count=len(items))


def skip(table: Table, options: Namespace) -> Command:
    """Nothing to say under the current item, or that one."""
    meeting = table.meeting
    if options.item is not None:
        return SkipItem(meeting=meeting.id, item=_numbered(table, options.item).id)
    if meeting.current is None:
        raise Told(word="meet.last_item", id=meeting.id)
    return SkipItem(meeting=meeting.id, item=meeting.current, seen=meeting.version)


def pause(table: Table, _: Namespace) -> Command:
    """All clocks stand."""
    return PauseMeeting(meeting=table.id)


def resume(table: Table, _: Namespace) -> Command:
    """They go on."""
    return ResumeMeeting(meeting=table.id)


def read_back(table: Table, _: Namespace) -> Command:
    """R11: under its own item, so that the time is counted there."""
    last = [each for each in table.sitting.items if each.purpose is Purpose.READ_BACK]
    wish = ReadBack(meeting=table.id)
    if not last or table.meeting.current == last[-1].id:
        return wish
    return Batch(commands=(GoToItem(meeting=table.id, item=last[-1].id), wish))


def end(table: Table, options: Namespace) -> Command:
    """It is over."""
    return EndMeeting(meeting=table.id, unread=options.unread)


def here(table: Table, options: Namespace) -> Command:
    """They came."""
    return _attendance(table, options, Presence.PRESENT)


def absent(table: Table, options: Namespace) -> Command:
    """They did not, and why."""
    how = Presence.EXCUSED if options.excused else Presence.ABSENT
    return _attendance(table, options, how, clean(options.reason))


def _attendance(table: Table, options: Namespace, how: Presence, why: str = "") -> Command:
    people = table.people(options.words)
    wishes = [SetAttendance(meeting=table.id, person=each, how=how, why=why) for each in people]
    if not wishes:
        raise Wrong(word="cli.usage.missing", what="NAME")
    return wishes[0] if len(wishes) == 1 else Batch(commands=tuple(wishes))


def hand_over(table: Table, options: Namespace) -> HandOver:
    """The chair, or the recorder's, goes to somebody."""
    (person, *more) = table.people(options.words) or (None,)
    if person is None or more:
        raise Wrong(word="cli.usage.missing", what="NAME")
    if options.recorder:
        return HandOver(meeting=table.id, recorder=person)
    return HandOver(meeting=table.id, facilitator=person)


def sort_of(text: str) -> Sort:
    """The sort of a point by its value or its name.

    Raises:
        Wrong: there is no such sort.
    """
    return lookup.member(Sort, text, lookup.terms(Sort, "point"))


def point(options: Namespace, sort: Sort) -> MakePoint:
    """Something goes on record."""
    return MakePoint(text=clean(" ".join(options.words)), sort=sort)
