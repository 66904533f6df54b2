"""A meeting as text: one line of it, its agenda with times, its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.meeting import AHEAD, Presence, Sort
from tui.cli.width import table
from tui.meeting import clock
from tui.panels.meeting_bar import named, titled
from tui.wording import happened

if TYPE_CHECKING:
    from core.domain.action import ActionItem
    from core.domain.decision import Decision
    from core.domain.meeting import AgendaItem, Meeting, Point
    from core.domain.meeting_record import MeetingRecord
    from tui.meeting import Sitting
    from tui.words import Words

_INDENT = "  "
_OWN = ("decision.", "action.", "point.", "meeting.", "agenda.", "message.", "minutes.", "note.")
"""Events that the lists tell of, or that steer the meeting."""


def headline(sitting: Sitting, words: Words) -> str:
    """`M-07 周会  进行中 3/6 各部门进度  12:30 / 30:00`."""
    meeting, whole = sitting.meeting, sitting.whole()
    parts = [f"{meeting.id} {titled(sitting, words)}"]
    parts.append(words.say(f"term.meeting_status.{meeting.status.value}"))
    if meeting.on and sitting.current is not None:
        parts.append(f"{sitting.at}/{len(sitting.items)} {named(sitting, sitting.current, words)}")
    if meeting.status in AHEAD:
        parts.append(
            words.say("meet.planned", at=_at(meeting.starts_at, sitting), n=_minutes(sitting))
        )
    elif meeting.started_at is not None:
        parts.append(f"{clock(whole.took)} / {clock(whole.box)}")
    if meeting.carried:
        parts.append(words.say("meet.carried", n=len(meeting.carried)))
    return _INDENT.join(parts)


def _minutes(sitting: Sitting) -> int:
    return round(sitting.whole().box.total_seconds() / 60)


def _at(moment: datetime | None, sitting: Sitting) -> str:
    return f"{moment.astimezone(sitting.board.zone):%m-%d %H:%M}" if moment else "–"


def agenda(sitting: Sitting, words: Words) -> Iterator[str]:
    """The items with their mark, number, owner, time taken and time given."""
    rows = [_item(each, at, sitting, words) for at, each in enumerate(sitting.items, 1)]
    for line in table(rows) if rows else ():
        yield _INDENT + line


def _item(each: AgendaItem, at: int, sitting: Sitting, words: Words) -> list[str]:
    timer, name = sitting.timer(each), named(sitting, each, words)
    owner = sitting.board.name_of(each.owner)
    took = clock(timer.took) if each.turns else "–"
    told = words.say("meet.skipped") if each.skipped else took
    over = words.say("meet.over", time=clock(timer.left)) if timer.box and timer.overrun else ""
    return [
        _mark(each, sitting),
        str(at),
        name,
        owner if owner != name else "",
        f"{told} / {clock(timer.box)}",
        over,
    ]


def _mark(each: AgendaItem, sitting: Sitting) -> str:
    if sitting.meeting.on and each.id == sitting.meeting.current:
        return "▸"
    if each.skipped:
        return "–"
    return "✓" if each.done else " "


def whole(sitting: Sitting, record: MeetingRecord, words: Words) -> Iterator[str]:
    """All of a meeting: its facts, its agenda, its record."""
    yield headline(sitting, words)
    yield from _facts(sitting, words)
    yield words.say("term.record.agenda")
    yield from agenda(sitting, words)
    yield from to_read(record, words)
    yield from _listed("meet.carried_over", _actions(record.carried, record, words), words)
    yield from _listed("meet.besides", _besides(record, words), words)


def to_read(record: MeetingRecord, words: Words) -> Iterator[str]:
    """R11: what a meeting brought, to be read back: decisions and action items first."""
    decided = (_decision(each, record) for each in record.decisions)
    yield from _listed("term.record.decision", decided, words)
    promised = _actions(record.actions, record, words)
    yield from _listed("term.record.action", promised, words)
    if not record.decisions and not record.actions:
        yield words.say("meet.nothing_settled")
    raised = (
        record.board.blockers[each] for each in record.raised if each in record.board.blockers
    )
    yield from _listed("term.record.blocker", ([each.id, each.title] for each in raised), words)
    for sort in Sort:
        yield from _listed(f"term.point.{sort.value}", _points(record.sorted_points(sort)), words)


def _facts(sitting: Sitting, words: Words) -> Iterator[str]:
    meeting = sitting.meeting
    moments = (
        *(("starts_at", meeting.starts_at), ("started_at", meeting.started_at)),
        *(("ended_at", meeting.ended_at), ("minutes_sent_at", meeting.minutes_sent_at)),
    )
    facts = [(name, _at(moment, sitting)) for name, moment in moments if moment]
    facts += [
        (name, told) for name in ("goal", "place", "remark") if (told := getattr(meeting, name))
    ]
    for name in ("facilitator", "recorder"):
        if who := sitting.board.name_of(getattr(meeting, name)):
            facts.append((name, who))
    rows = [[words.say(f"term.field.{name}"), told] for name, told in facts]
    rows += [[label, told] for label, told in _attendance(sitting, words) if told]
    for line in table(rows) if rows else ():
        yield _INDENT + line


def _attendance(sitting: Sitting, words: Words) -> Iterator[tuple[str, str]]:
    meeting = sitting.meeting
    for how in Presence:
        there = [who for who, each in meeting.attendance.items() if each == how.value]
        told = words.join(_person(who, meeting, sitting, words) for who in there)
        label = "invited" if how is Presence.PRESENT and meeting.status in AHEAD else how.value
        word = "meet.invited" if label == "invited" else f"term.presence.{label}"
        yield words.say(word), words.say("meet.people", people=told, n=len(there)) if told else ""


def _person(who: str, meeting: Meeting, sitting: Sitting, words: Words) -> str:
    name, why = sitting.board.name_of(who), meeting.excuses.get(who)
    return words.say("meet.why", name=name, why=why) if why else name


def _listed(word: str, rows: Iterable[list[str]], words: Words) -> Iterator[str]:
    """A heading and its rows; nothing where there are none."""
    found = list(rows)
    if found:
        yield words.say(word)
        for line in table(found):
            yield _INDENT + line


def _decision(each: Decision, record: MeetingRecord) -> list[str]:
    return [each.id, each.title, record.board.name_of(each.maker) or "–"]


def _actions(
    items: Iterable[ActionItem], record: MeetingRecord, words: Words
) -> Iterator[list[str]]:
    board = record.board
    for each in items:
        due = f"{each.due.astimezone(board.zone):%m-%d %H:%M}" if each.due else "–"
        owner = board.name_of(each.owner) or words.say("meet.unclaimed")
        yield [each.id, each.title, owner, due]


def _points(points: Iterable[Point]) -> Iterator[list[str]]:
    for each in points:
        yield [each.id, each.text, "✓" if each.settled else ""]


def _besides(record: MeetingRecord, words: Words) -> Iterator[list[str]]:
    """What else was done in it, in order."""
    for each in record.events:
        if not each.event.kind.startswith(_OWN):
            local = each.at.astimezone(record.board.zone)
            yield [f"{local:%H:%M}", happened(each, record.board, words)]
