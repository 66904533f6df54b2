"""A turn in a standup: what changed about somebody's work, and done, in hand, blocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from core.domain.changes import What
from core.domain.ids import Kind, kind_of
from tui.panels.action_items import carried, left
from tui.panels.blockers import clock
from tui.panels.fold import folded
from tui.panels.meeting_look import MeetingLook
from tui.panels.progress import reason
from tui.panels.view import Width, light
from tui.widgets.gauge import gauge
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.briefing import Briefing, Hold
    from core.domain.changes import Change
    from core.domain.people import Person

Line = tuple[Span, ...]
_BAR = {Width.NARROW: 10, Width.NORMAL: 12, Width.WIDE: 18}
_TOLD_AS = {
    What.LIGHT: "light",
    What.DUE: "moved",
    What.PROGRESS: "moved",
    What.OWNER: "owner",
    What.STATUS: "status",
}
"""How a change is told where it is more than its own word and the record's id."""

_STATUS = {Kind.TASK: "task", Kind.BLOCKER: "blocker", Kind.ACTION: "action", Kind.RISK: "risk"}


@dataclass(frozen=True, slots=True)
class Turn(MeetingLook):
    """Somebody's turn, to be laid out."""

    briefing: Briefing
    since: datetime
    """Since when things changed."""

    @property
    def person(self) -> Person | None:
        """Whose turn it is."""
        return self.board.people.get(self.briefing.person)


def person_lines(turn: Turn) -> list[Line]:
    """What changed, and their tasks with plan against actual; at most as room allows."""
    wide = turn.sitting.wide
    changed = list(_changed(turn, most=1 if wide is Width.NARROW else 2))
    tasks = list(_tasks(turn))
    if wide is Width.NARROW:
        return [*tasks[:3], *changed] if changed else tasks[:4]
    if wide is Width.NORMAL:
        return [*changed, *tasks]
    return [
        *_promised(turn),
        *changed,
        (),
        (Span(turn.say("meeting_screen.questions"), "muted"),),
        (),
        *tasks,
    ]


def _promised(turn: Turn) -> Iterator[Line]:
    """What they promised for this week, and what became of what the last meeting left them."""
    board, briefing = turn.board, turn.briefing
    told = (f"{each} {getattr(board.record(each), 'title', '')}" for each in briefing.promised[:4])
    kept = (
        turn.say("meeting_screen.kept", done=len(briefing.kept), n=len(briefing.left))
        if briefing.left
        else ""
    )
    text = " · ".join(told) or turn.say("meeting_screen.nothing_promised")
    label = f"{turn.say('meeting_screen.promised')} "
    room = turn.room - cell_len(label) - cell_len(kept) - 2
    yield (Span(label, "muted"), *fit(Span(text), max(room, 8)), Span(f"  {kept}", "accent"))


def since_told(since: datetime, board: Board) -> str:
    """A moment from which changes count; the end of a day is told as the day after it."""
    local = since.astimezone(board.zone)
    after = local + timedelta(minutes=1)
    return f"{after:%m-%d}" if after.date() != local.date() else f"{local:%m-%d %H:%M}"


def _changed(turn: Turn, most: int) -> Iterator[Line]:
    told = [each for each in (change_told(one, turn) for one in turn.briefing.changed) if each]
    label = turn.say("meeting_screen.changed")
    if turn.sitting.wide is Width.WIDE:
        label = turn.say("meeting_screen.changed_since", at=since_told(turn.since, turn.board))
    if not told:
        yield (Span(f"{label}  ", "muted"), Span(turn.say("meeting_screen.no_change"), "muted"))
        return
    indent = cell_len(label) + 2
    lines = folded(" · ".join(told), max(turn.room - indent, 10))
    if len(lines) > most:
        cut = fit(Span(" · ".join([*lines[most - 1 :]])), max(turn.room - indent, 10))
        lines = [*lines[: most - 1], cut[0].text.rstrip()]
    for number, text in enumerate(lines):
        head = f"{label}  " if number == 0 else " " * indent
        yield (Span(head, "muted"), Span(text, "accent"))


def change_told(change: Change, turn: Turn) -> str:
    """A change in the fewest words: `T-01 80→100`, `新增 A-21`."""
    before, after = (_value(change, each, turn) for each in (change.before, change.after))
    how = _TOLD_AS.get(change.what)
    if how is not None:
        return f"{change.id} {before or '—'}→{after or '—'}"
    return turn.say(f"meeting_screen.change.{change.what.value}", id=change.id)


def _value(change: Change, value: object, turn: Turn) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(turn.board.zone).date()
    if isinstance(value, date):
        return f"{value:%m-%d}"
    if change.what is What.OWNER:
        return turn.board.name_of(str(value))
    term = "light" if change.what is What.LIGHT else ""
    if change.what is What.STATUS:
        term = _STATUS.get(change.kind, "")
    return turn.words.say(f"term.{term}.{value}") if term else str(value)


def _tasks(turn: Turn) -> Iterator[Line]:
    ids = [*turn.briefing.done, *turn.briefing.in_hand]
    for identity in dict.fromkeys(each for each in ids if kind_of(each) is Kind.TASK):
        yield _task(turn, identity)


def _task(turn: Turn, identity: str) -> Line:
    board, words, wide = turn.board, turn.words, turn.sitting.wide
    task, stands = board.tasks[identity], board.standings[identity]
    plan = stands.planned
    share = f"{task.actual}/{'—' if plan is None else plan}"
    shown = light(stands.light, words)
    named = 30 if wide is Width.WIDE else 22 if wide is Width.NORMAL else 21
    why = reason(task, stands, words)
    pieces = (Span(why),) if isinstance(why, str) else (why,) if isinstance(why, Span) else why
    head = (
        *fit((Span(f"{identity} ", "accent"), Span(task.title)), named),
        Span(" "),
        *_gauge(plan or 0, task.actual, _BAR[wide]),
        Span(set_cell_size(f" {share:>7} ", 9)),
        *fit(shown, 6 if words.language == "en" else 4),
        Span("  "),
    )
    rest = turn.room - sum(cell_len(each.text) for each in head)
    return (*head, *fit(pieces, rest)) if rest > 4 else head


def _gauge(plan: int, actual: int, width: int) -> Iterator[Span]:
    roles = {"█": "gauge-done", "│": "gauge-plan", "░": "gauge-rest"}
    for glyph in gauge(plan, actual, width):
        yield Span(glyph, roles.get(glyph, ""))


# ── the three columns ────────────────────────────────────────────────────────────────────────


def done_lines(turn: Turn, room: int) -> list[Line]:
    """What they finished since the last time."""
    lines: list[Line] = []
    for each in turn.briefing.done:
        lines.append(_head(turn, each, room, mark="✓ "))
        lines.append(_below(_state(turn, each), room))
    if not lines:
        lines = [(Span(turn.say("meeting_screen.nothing_done"), "muted"),)]
    since = turn.say("meeting_screen.since", at=since_told(turn.since, turn.board))
    return [*lines, (), (Span(since, "muted"),)]


def hand_lines(turn: Turn, room: int) -> list[Line]:
    """What they have in hand: tasks with plan and actual, action items with their deadlines."""
    lines: list[Line] = []
    for each in turn.briefing.in_hand:
        lines.append(_head(turn, each, room))
        lines.append(_below(_state(turn, each), room))
    return lines or [(Span(turn.say("meeting_screen.nothing_in_hand"), "muted"),)]


def blocked_lines(turn: Turn, room: int) -> list[Line]:
    """What is in their way, with the clock that runs, who has it, and what it holds up."""
    lines: list[Line] = []
    for each in turn.briefing.blocked:
        lines += _hold(turn, each, room)
    if not lines:
        lines = [(Span(turn.say("meeting_screen.nothing_blocked"), "muted"),)]
    lines.append(())
    for name in ("waits_for", "awaited_by"):
        waits = getattr(turn.briefing, name)
        lines.append(
            _below((Span(turn.say(f"meeting_screen.{name}", n=len(waits)), "muted"),), room, 0)
        )
        lines += [
            _wait(turn, each.upstream if name == "waits_for" else each.task, each.person, room)
            for each in waits[:3]
        ]
    return lines


def _wait(turn: Turn, task: str, person: str | None, room: int) -> Line:
    return _below((Span(f"{task} ", "accent"), Span(turn.board.name_of(person))), room)


def _head(turn: Turn, identity: str, room: int, mark: str = "") -> Line:
    title = getattr(turn.board.record(identity), "title", "")
    return fit((Span(mark, "muted"), Span(f"{identity} ", "accent"), Span(str(title))), room)


def _below(pieces: Iterable[Span], room: int, indent: int = 2) -> Line:
    return fit((Span(" " * indent), *pieces), room)


def _state(turn: Turn, identity: str) -> Line:
    board, words, now = turn.board, turn.words, turn.sitting.now
    record = board.record(identity)
    if identity in board.tasks:
        task, stands = board.tasks[identity], board.standings[identity]
        plan = "—" if stands.planned is None else str(stands.planned)
        due = (
            turn.say("meeting_screen.until", day=words.day(task.due, board.today))
            if task.due
            else ""
        )
        shown = (Span(f"{task.actual}/{plan} "), light(stands.light, words))
        return (*shown, Span(f"  {due}", "muted"))
    if identity in board.actions:
        item = board.actions[identity]
        more = f"  {carried(item, words)}" if item.carried else ""
        return (left(board, item, now, words), Span(more, "muted"))
    if identity in board.blockers:
        return (_clock(turn, board.blockers[identity]),)
    return (Span(str(getattr(record, "status", "")), "muted"),)


def _clock(turn: Turn, blocker: Blocker) -> Span:
    """The clock of a blocker that runs out next."""
    from core.domain.clocks import Clock

    board, now = turn.board, turn.sitting.now
    found = [(each, board.reading_of(blocker, each, now)) for each in Clock]
    running = [(which, at) for which, at in found if at is not None and at.state.value != "met"]
    if not running:
        return Span(turn.words.say(f"term.blocker.{blocker.status.value}"), "muted")
    which, reading = min(running, key=lambda pair: pair[1].left)
    shown = clock(reading, turn.words)
    return Span(f"{turn.words.say(f'term.sla.{which.value}')} {shown.text}", shown.role)


def _hold(turn: Turn, hold: Hold, room: int) -> Iterator[Line]:
    board = turn.board
    blocker = board.blockers[hold.blocker]
    yield _head(turn, hold.blocker, room)
    yield _below((_clock(turn, blocker),), room)
    who = board.name_of(blocker.owner) or "—"
    dept = f"({blocker.responsible_dept})" if blocker.responsible_dept else ""
    yield _below(
        (Span(f"{turn.say('meeting_screen.has_it')} ", "muted"), Span(f"{who}{dept}")), room
    )
    if hold.way:
        way = " → ".join(hold.way)
        yield _below((Span(f"{turn.say('meeting_screen.holds_up')} ", "muted"), Span(way)), room)
