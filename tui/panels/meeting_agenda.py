"""The list at the left of a meeting: who speaks, or the agenda; who is missing; what is parked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.meeting import Presence, Purpose, Sort
from tui.meeting import Overrun, Sitting, clock
from tui.panels.fold import folded
from tui.panels.meeting_bar import ROLES, named, state
from tui.panels.view import Width
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.ids import RecordId
    from core.domain.meeting import AgendaItem, Point
    from tui.words import Words

Line = tuple[Span, ...]
_KEYS = 9
"""So many items have a key of their own."""


def roster(sitting: Sitting, words: Words, room: int) -> list[Line]:
    """Who speaks when and took how long; then who is missing, and how it goes on."""
    lines = [_speaker(sitting, item, at, words, room) for at, item in _present(sitting)]
    return [*lines, (), *_absent(sitting, words, room), *_rules(sitting, words, room)]


def agenda(sitting: Sitting, words: Words, room: int) -> list[Line]:
    """The items with their boxes and what they took; then what is parked."""
    lines = [_item(sitting, item, at, words, room) for at, item in _numbered(sitting)]
    whole = sitting.whole()
    told = words.say("meeting_screen.sum", n=int(whole.box.total_seconds() // 60))
    lines.append(_ends((Span(told, "muted"),), (Span(clock(whole.took), "muted"),), room))
    lines += [(), *_absent(sitting, words, room), *_parked(sitting, words, room)]
    if sitting.wide is not Width.NARROW:
        lines += [(), (Span(words.say("meeting_screen.rule"), "muted"),)]
    return lines


def _numbered(sitting: Sitting) -> Iterator[tuple[int, AgendaItem]]:
    yield from enumerate(sitting.items, 1)


def _present(sitting: Sitting) -> Iterator[tuple[int, AgendaItem]]:
    return ((at, item) for at, item in _numbered(sitting) if not sitting.away(item))


def _speaker(sitting: Sitting, item: AgendaItem, at: int, words: Words, room: int) -> Line:
    mark, role = state(sitting, item)
    digit = _digit(at, sitting)
    person = sitting.board.people.get(item.owner or "")
    head = [Span(f"{mark} ", role), Span(f"{digit} ", role or "accent")]
    head.append(Span(named(sitting, item, words), role))
    if person is not None and item.purpose is Purpose.PERSON:
        head.append(Span(f" {person.dept}", "muted"))
    return _ends(tuple(head), _took(sitting, item, words), room)


def _item(sitting: Sitting, item: AgendaItem, at: int, words: Words, room: int) -> Line:
    mark, role = state(sitting, item)
    minutes = words.say("meeting_screen.minutes", n=_minutes(item.seconds))
    took = _took(sitting, item, words)
    side = 6 + (4 if words.language == "zh" else 5)
    right = (Span(f"{minutes} ", "muted"), *fit(took, side, "right"))
    head = (
        Span(f"{mark} ", role),
        Span(f"{_digit(at, sitting)} ", role or "accent"),
        Span(named(sitting, item, words, short=sitting.wide is not Width.WIDE), role),
    )
    return _ends(head, right, room)


def _digit(at: int, sitting: Sitting) -> str:
    """Its number; those up to 9 are keys."""
    return f"{at:>{len(str(len(sitting.items)))}}"


def _minutes(seconds: int) -> str:
    whole, rest = divmod(seconds, 60)
    return str(whole) if not rest else f"{seconds / 60:.1f}"


def _took(sitting: Sitting, item: AgendaItem, words: Words) -> Line:
    """What an item took; over its box it is marked, one that was passed over says so."""
    timer = sitting.timer(item)
    if item.skipped:
        return (Span(words.say("meeting_screen.skipped"), "muted"),)
    if timer.took < timedelta(seconds=1) and item.id != sitting.meeting.current:
        return ()
    over = timer.overrun
    if over is Overrun.NONE:
        role = "bold" if item.id == sitting.meeting.current else "muted"
        return (Span(clock(timer.took), role),)
    told = words.say("meeting_screen.late")
    return (Span(f"{clock(timer.took)} ", ROLES[over]), Span(f"✗{told}", ROLES[over]))


def _absent(sitting: Sitting, words: Words, room: int) -> Iterator[Line]:
    gone = sitting.absent()
    if not gone:
        return
    names = " ".join(_excused(sitting, each, words) for each in gone)
    label = words.say("meeting_screen.absent")
    for number, text in enumerate(folded(f"{label} {names}", room)):
        yield (Span(text, "muted" if number else ""),)
    yield ()


def _excused(sitting: Sitting, who: RecordId, words: Words) -> str:
    leave = sitting.meeting.attendance.get(who) == Presence.EXCUSED
    told = words.say("term.presence.excused") if leave else ""
    why = sitting.meeting.excuses.get(who, told)
    name = sitting.board.name_of(who)
    return f"{name}({why})" if why else name


def _rules(sitting: Sitting, words: Words, room: int) -> Iterator[Line]:
    turns = [each.seconds for each in sitting.items if each.purpose is Purpose.PERSON]
    minutes = int(sitting.whole().box.total_seconds() // 60)
    yield (Span(words.say("meeting_screen.order"), "muted"),)
    if turns:
        each = _minutes(max(turns))
        yield (Span(words.say("meeting_screen.lengths", n=minutes, each=each), "muted"),)
    if sum(turns) > 60 * minutes:
        told = words.say("meeting_screen.too_long", n=_minutes(sum(turns)))
        yield (Span(told, "sla-soon"),)
    yield (Span(words.say("meeting_screen.overrun"), "muted"),)
    yield (Span(words.say("meeting_screen.digits"), "muted"),)
    if len(sitting.items) > _KEYS:
        yield (Span(words.say("meeting_screen.beyond_keys"), "muted"),)
    yield ()
    yield from _parked(sitting, words, room)


def _parked(sitting: Sitting, words: Words, room: int) -> Iterator[Line]:
    """The parking lot of this meeting (停车场)."""
    found = [
        each
        for each in sitting.board.points.values()
        if each.sort is Sort.PARKED and not each.settled and each.meeting == sitting.meeting.id
    ]
    if not found:
        return
    yield (Span(words.say("term.point.parked"), "bold"),)
    for point in found:
        for number, text in enumerate(folded(_told(sitting, point, words), room - 2)):
            yield (Span("  " if number else "· ", "accent"), Span(text))


def _told(sitting: Sitting, point: Point, words: Words) -> str:
    names = "+".join(sitting.board.name_of(each) for each in point.people)
    after = words.say("meeting_screen.afterwards", names=names) if names else ""
    return f"{point.text}{after}"


def _ends(left: Line, right: Line, room: int) -> Line:
    """Pieces at both ends of a line; the left ones give way."""
    size = sum(cell_len(each.text) for each in right)
    gap = (Span(" "),) if size else ()
    return (*fit(left, max(room - size - len(gap), 1)), *gap, *right)
