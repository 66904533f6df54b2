"""The meeting bar: where the meeting is, how long it has taken, what came of it so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.meeting import MeetingStatus, Purpose
from tui.meeting import Overrun, Sitting, Timer, clock, counts, sits_in
from tui.panels.view import Width
from tui.widgets.gauge import gauge
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.meeting import AgendaItem
    from tui.words import Words

Line = tuple[Span, ...]
ROLES = {
    Overrun.NONE: "bold",
    Overrun.OVER: "sla-soon bold",
    Overrun.SAID: "sla-late bold",
    Overrun.PARK: "sla-late bold",
}
"""How a time is shown, by how far it is over its box; never by colour alone."""
_COUNTED = ("action", "blocker", "decision", "risk", "parked", "dispute", "resource")
_ALWAYS = ("action", "blocker")
_METER = {Width.NORMAL: 10, Width.WIDE: 20}


def named(sitting: Sitting, item: AgendaItem, words: Words, *, short: bool = False) -> str:
    """What an agenda item is called: its own title, its speaker's name, or its purpose."""
    if item.purpose is Purpose.PERSON and item.owner is not None:
        return item.title or sitting.board.name_of(item.owner)
    if item.title:
        return item.title
    area = "meeting_screen.short" if short else "term.purpose"
    return words.say(f"{area}.{item.purpose.value}")


def titled(sitting: Sitting, words: Words) -> str:
    """What a meeting is called."""
    return sitting.meeting.title or words.say(f"term.meeting.{sitting.meeting.kind.value}")


def bar(sitting: Sitting, record: Sequence[Recorded], words: Words, room: int) -> tuple[Line, Line]:
    """Kind, item, both times, chairs, counts; and at the right what comes next."""
    right = _next(sitting, words)
    narrow = sitting.wide is Width.NARROW
    for short, meters in ((narrow, True), (True, True), (True, False)):
        left = tuple(_bar(sitting, record, words, short=short, meters=meters))
        if narrow or _cells(left) + _cells(right) <= room:
            break
    return left, right


def _bar(
    sitting: Sitting, record: Sequence[Recorded], words: Words, *, short: bool, meters: bool
) -> Iterator[Span]:
    narrow, current = sitting.wide is Width.NARROW, sitting.current
    yield Span("▸" if narrow else "▸ ", "accent bold")
    yield Span(f"{titled(sitting, words)} {sitting.tally}", "accent bold")
    if sitting.paused and narrow:
        yield Span(f" {words.say('meeting_screen.stands')}", "sla-soon bold")
    if current is not None:
        yield Span(f" {named(sitting, current, words, short=short)}", "bold")
        yield Span(" " if narrow else "  ")
        yield from timed(sitting.timer(current), words, tight=narrow)
    yield Span(" │ " if narrow else "  ", "rule")
    yield from _whole(sitting, words, meters=meters)
    if not narrow:
        yield from _chairs(sitting, words)
    yield from _counted(sitting, record, words, whole=meters)
    if sitting.paused and not narrow:
        kept = sitting.meeting.status is MeetingStatus.KEPT
        word = "meeting_screen.kept_bar" if kept else "meeting_screen.paused"
        yield Span(f"  {words.say(word)}", "sla-soon bold")


def timed(timer: Timer, words: Words, *, tight: bool = False) -> Iterator[Span]:
    """`01:24/02:00`; beyond its box the word changes with the colour: `✗03:10/02:00 超`."""
    over = timer.overrun
    sign = "✗" if over >= Overrun.SAID else "!" if over is Overrun.OVER else ""
    yield Span(f"{sign}{clock(timer.took)}", ROLES[over])
    if timer.box:
        yield Span(f"/{clock(timer.box)}", "muted")
    if over >= Overrun.SAID and not tight:
        n = int(-timer.left.total_seconds()) // 60
        yield Span(f" {words.say('meeting_screen.over', n=n)}", ROLES[over])


def _whole(sitting: Sitting, words: Words, *, meters: bool) -> Iterator[Span]:
    whole = sitting.whole()
    yield Span(f"{words.say('meeting_screen.whole')} ", "muted")
    yield from timed(whole, words, tight=True)
    if meters and sitting.wide in _METER:
        yield Span(" ")
        yield from meter(whole, _METER[sitting.wide])


def meter(timer: Timer, width: int) -> Iterator[Span]:
    """What of the time is used, as a bar."""
    text = gauge(0, timer.share, width)
    full = text.count("█")
    role = "gauge-done" if timer.overrun is Overrun.NONE else ROLES[timer.overrun].split()[0]
    yield Span(text[:full], role)
    yield Span(text[full:], "gauge-rest")


def _chairs(sitting: Sitting, words: Words) -> Iterator[Span]:
    meeting, board = sitting.meeting, sitting.board
    for word, who in (("chair", meeting.facilitator), ("recorder", meeting.recorder)):
        if who is not None:
            yield Span(f"  {words.say(f'meeting_screen.{word}')} ", "muted")
            yield Span(board.name_of(who))


def _counted(
    sitting: Sitting, record: Sequence[Recorded], words: Words, *, whole: bool
) -> Iterator[Span]:
    """What was taken down; where room is short, only what there is."""
    found, narrow = counts(record), sitting.wide is Width.NARROW
    yield Span(" │ " if narrow else "  ", "rule")
    if sitting.wide is Width.WIDE:
        yield Span(f"{words.say('meeting_screen.taken')} ", "muted")
    told = [
        words.say(f"meeting_screen.count.{name}", n=found[name])
        for name in _COUNTED
        if found[name] or (name in _ALWAYS and whole and not narrow)
    ]
    yield Span(" ".join(told))


def _next(sitting: Sitting, words: Words) -> Line:
    following = sitting.after(sitting.meeting.current)
    if following is None:
        return (Span(f" {words.say('meeting_screen.last')}", "muted"),)
    person = following.purpose is Purpose.PERSON
    label = words.say("meeting_screen.next_person" if person else "meeting_screen.next_item")
    name = named(sitting, following, words, short=sitting.wide is not Width.WIDE)
    return (Span(f" {label} ", "muted"), Span(name))


def strip(sitting: Sitting, words: Words, room: int) -> Line:
    """The agenda in one line, for screens without room for a list of it; the current is in it."""
    found = [_piece(sitting, item, number, words) for number, item in enumerate(sitting.items, 1)]
    shown = [
        span for item, span in zip(sitting.items, found, strict=True) if not sitting.away(item)
    ]
    here = found[sitting.at - 1] if sitting.at else None
    while here in shown[1:] and _cells(shown[: shown.index(here) + 2]) > room - 2:
        shown = shown[1:]
    cut = shown[:1] != found[:1] and not sitting.away(sitting.items[0])
    gone = [sitting.board.name_of(each) for each in sitting.absent()]
    if gone:
        told = f"  {words.say('meeting_screen.absent')} {' '.join(gone)}"
        shown.append(Span(told, "muted"))
    return (Span("… ", "muted"), *shown) if cut else tuple(shown)


def _piece(sitting: Sitting, item: AgendaItem, number: int, words: Words) -> Span:
    mark, role = state(sitting, item)
    return Span(f"{mark}{number}{named(sitting, item, words, short=True)} ", role)


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(each.text) for each in spans)


def state(sitting: Sitting, item: AgendaItem) -> tuple[str, str]:
    """The mark before an item, and the role it is shown in."""
    if item.id == sitting.meeting.current:
        return "▸", "accent bold"
    if item.skipped:
        return "–", "muted"
    return ("✓", "muted") if item.done else ("·", "")


def board_bar(
    board: Board, now: datetime, actor: str, words: Words, wide: Width
) -> tuple[Line, Line]:
    """What the board says of a meeting that goes on: where it is, and with which key one joins."""
    meeting = board.meeting
    sitting = Sitting.of(board, meeting.id, now, wide) if meeting else None
    if meeting is None or sitting is None:
        return (), ()
    kept = meeting.status is MeetingStatus.KEPT
    found: list[Span] = [Span("▸ ", "accent bold"), Span(titled(sitting, words), "accent bold")]
    if kept:
        found.append(Span(f" {words.say('meeting_screen.kept_draft')}", "sla-soon bold"))
    else:
        on = words.say("meeting_screen.stands" if sitting.paused else "meeting_screen.on")
        found.append(Span(f" {on}", "accent bold"))
    if sitting.current is not None:
        where = f"{sitting.tally} {named(sitting, sitting.current, words)}"
        found += [Span("  "), Span(where), Span("  ")]
    whole = sitting.whole()
    took, box = (int(each.total_seconds() // 60) for each in (whole.took, whole.box))
    found.append(Span(f"{words.say('meeting_screen.whole')} ", "muted"))
    minutes = words.say("meeting_screen.whole_minutes", took=took, box=box)
    found.append(Span(minutes, ROLES[whole.overrun]))
    if wide is not Width.NARROW:
        found += _chairs(sitting, words)
    mine = sits_in(board, meeting, actor)
    join = words.say("meeting_screen.take_up" if mine else "meeting_screen.follow")
    return tuple(found), (Span(f" {join} ", "accent"),)
