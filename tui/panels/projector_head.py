"""The head of the projector: who speaks and who comes next, and the clocks as large as they go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.phases import phase_of
from tui.meeting import Overrun, Sitting, Timer, clock
from tui.panels.meeting_bar import named, titled
from tui.panels.projector_rows import Line, Wall
from tui.panels.view import Width
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.meeting import AgendaItem


@dataclass(frozen=True, slots=True)
class Dial:
    """One large clock."""

    title: str
    digits: str
    role: str = ""
    """A style role of its colour; the shape of a time that ran out is its title."""


def talk(wall: Wall, instant: datetime) -> tuple[Line, ...]:
    """What is going on: the meeting with its speaker, else the project."""
    sitting = sitting_of(wall, instant)
    told = _project(wall) if sitting is None else _meeting(wall, sitting)
    return tuple(wall.line(line) for line in told)


def sitting_of(wall: Wall, instant: datetime) -> Sitting | None:
    """The meeting that is going on, at a moment to the second."""
    meeting = wall.board.meeting
    return Sitting.of(wall.board, meeting.id, instant, wall.wide) if meeting else None


def dials(wall: Wall, instant: datetime) -> tuple[Dial, ...]:
    """The speaker's clock and the meeting's; without a meeting the time of day."""
    sitting = sitting_of(wall, instant)
    if sitting is None:
        local = instant.astimezone(wall.board.zone)
        day = f"{wall.words.weekday(local)} {local:%m-%d}"
        return (Dial(day, f"{local:%H:%M}"),)
    whole, current = sitting.whole(), sitting.current
    found = [_dial(wall, "whole", whole)]
    if current is not None:
        own = "person" if current.purpose.value == "person" else "item"
        found.insert(0, _dial(wall, own, sitting.timer(current)))
    return tuple(found)


def _dial(wall: Wall, name: str, timer: Timer) -> Dial:
    if not timer.box:
        return Dial(wall.words.say(f"projector.timer.used_{name}"), clock(timer.took))
    if timer.overrun is not Overrun.NONE:
        role = "sla-soon" if timer.overrun is Overrun.OVER else "sla-late"
        return Dial(f"! {wall.words.say(f'projector.timer.over_{name}')}", clock(timer.left), role)
    own = "whole" if name == "whole" else f"own_{name}"
    return Dial(wall.words.say(f"projector.timer.{own}"), clock(timer.left))


def _meeting(wall: Wall, sitting: Sitting) -> tuple[Line, ...]:
    gap = " " if wall.wide is Width.NARROW else "   "
    current, following = sitting.current, sitting.after(sitting.meeting.current)
    first = [Span(f"{titled(sitting, wall.words)} {sitting.tally}", "accent bold"), Span(gap)]
    if current is not None:
        first.append(Span(_who(wall, sitting, current), "bold"))
    second = Span(wall.words.say("meeting_screen.last"), "muted")
    lines: list[Line] = [tuple(first), (second,)]
    if following is not None:
        person = following.purpose.value == "person"
        label = wall.words.say("projector.next_person" if person else "projector.next_item")
        lines[1] = (Span(f"{label}{gap}", "muted"), Span(_who(wall, sitting, following)))
    if sitting.paused:
        lines.append((Span(f"! {wall.words.say('meeting_screen.stands')}", "sla-soon bold"),))
    return tuple(lines)


def _who(wall: Wall, sitting: Sitting, item: AgendaItem) -> str:
    """The speaker with their department, else the item's own name."""
    name = named(sitting, item, wall.words)
    person = wall.board.people.get(item.owner) if item.owner else None
    if item.purpose.value != "person" or person is None or not person.dept:
        return name
    return wall.words.say("projector.person", name=name, dept=person.dept)


def _project(wall: Wall) -> tuple[Line, ...]:
    board, words = wall.board, wall.words
    phase = words.say(f"term.phase.{phase_of(board).value}")
    week = board.project.week(board.today)
    told = phase if week is None else words.say("board.phase", phase=phase, n=week)
    return ((Span(board.project.name, "bold"),), (Span(told, "muted"),))
