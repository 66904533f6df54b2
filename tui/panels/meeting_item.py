"""What an agenda item is about, as a list and lines: action items, blockers, next week …"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from core.domain.meeting import Purpose, Sort
from core.domain.task import FINISHED, LightLevel
from tui.meeting import Sitting
from tui.panels import action_items, blockers
from tui.panels.fold import labelled
from tui.panels.meeting_look import MeetingLook
from tui.panels.view import Width, light, name_room
from tui.widgets.line_cells import Cell, Span, fit
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.board import Board
    from core.domain.meeting import AgendaItem

Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in the middle of the screen while an item is under discussion."""

    columns: Sequence[Column] = ()
    keys: Sequence[str] = ()
    stamp: Callable[[str], Hashable] = hash
    cells: Callable[[str], Sequence[Cell]] = lambda key: ()
    head: Sequence[Line] = ()
    """Lines above the list."""
    foot: Sequence[Line] = ()
    """Lines below it."""
    counts: Line = ()
    """At the right end of the title."""
    empty: str = ""
    """What the list says where it has no lines; without it, no list is shown."""


@dataclass(frozen=True, slots=True)
class Topic(MeetingLook):
    """What the content is made from."""

    item: AgendaItem

    @property
    def wide(self) -> Width:
        """How wide the screen is."""
        return self.sitting.wide

    def hint(self, name: str) -> Line:
        """What the keys do here, on one line."""
        return fit(Span(self.say(name), "muted"), self.room)

    def column(self, name: str, **how: object) -> Column:
        """A column with its usual head."""
        return Column(name, self.words.say(f"board.column.{name}"), **how)  # type: ignore[arg-type]


def content_of(topic: Topic) -> Content:
    """What an item shows."""
    return _MAKERS.get(topic.item.purpose, plain)(topic)


def plain(topic: Topic) -> Content:
    """Goal, materials and what was said under the item: for what is only talked about."""
    meeting, words = topic.sitting.meeting, topic.words
    lines: list[Line] = []
    facts = (("goal", meeting.goal), ("place", meeting.place), ("materials", meeting.materials))
    for name, text in facts:
        if text:
            lines += _fact(topic, words.say(f"term.field.{name}"), text)
    if topic.item.owner is not None:
        who = topic.board.name_of(topic.item.owner)
        lines += _fact(topic, topic.say("meeting_screen.leads"), who)
    if topic.item.purpose is Purpose.OPENING:
        lines += _opening(topic)
    lines += points_of(topic)
    return Content(head=lines or [(Span(topic.say("meeting_screen.talk"), "muted"),)])


def _fact(topic: Topic, label: str, text: str) -> list[Line]:
    indent = 10 if topic.words.language == "zh" else 14
    return labelled(label, text, topic.room, indent)


def _opening(topic: Topic) -> list[Line]:
    """The agenda to be agreed on, who came, and what the last meeting left over."""
    from tui.panels.meeting_bar import named

    sitting, board = topic.sitting, topic.board
    there = topic.words.join(board.name_of(each) for each in sitting.meeting.present())
    lines = _fact(topic, topic.say("meeting_screen.present"), there)
    items = [named(sitting, each, topic.words) for each in sitting.items]
    told = "  ".join(f"{at} {name}" for at, name in enumerate(items, 1))
    lines += _fact(topic, topic.words.say("term.record.agenda"), told)
    left = [each for each in carried_in(sitting) if board.actions[each].status.value == "open"]
    return [
        *lines,
        *_fact(
            topic,
            topic.say("meeting_screen.left_over"),
            topic.say("meeting_screen.n_actions", n=len(left)),
        ),
    ]


def points_of(topic: Topic) -> list[Line]:
    """What was said under this item and is on record."""
    lines: list[Line] = []
    for each in topic.board.points.values():
        if each.item == topic.item.id and each.sort is not Sort.PARKED:
            lines += _fact(topic, topic.words.say(f"term.point.{each.sort.value}"), each.text)
    return lines


# ── action items ─────────────────────────────────────────────────────────────────────────────


def carried_in(sitting: Sitting) -> tuple[str, ...]:
    """What had been promised before and was still open when the meeting began, by deadline.

    What is settled in the meeting stays in its place: a list must not move under the cursor.
    """
    from core.domain.action import SETTLED
    from core.domain.clocks import NEVER

    board, began = sitting.board, sitting.meeting.started_at or sitting.now
    found = [
        each
        for each in board.actions.values()
        if (each.created_at or began) < began or (each.created_at is None)
        if each.status not in SETTLED or (each.updated_at or began) >= began
    ]
    found.sort(key=lambda each: (each.due or NEVER, each.id.zfill(12)))
    return tuple(each.id for each in found)


def actions(topic: Topic) -> Content:
    """The action items still open: done with Enter, or left and carried over."""
    from core.domain.action import SETTLED

    board, sitting, words = topic.board, topic.sitting, topic.words
    keys = carried_in(sitting)
    wide = Width.NORMAL if topic.room < 90 else Width.WIDE
    waiting = [each for each in keys if board.actions[each].status.value == "open"]
    done = sum(board.actions[each].status in SETTLED for each in keys)
    late = sum(board.actions[each].overdue(sitting.now, board.zone) for each in waiting)

    def stamp(key: str) -> Hashable:
        return (board.actions[key].version, sitting.now.replace(second=0, microsecond=0), wide)

    def cells(key: str) -> tuple[Cell, ...]:
        return action_items.line(board, board.actions[key], sitting.now, words, wide)

    return Content(
        action_items.columns(wide, words),
        keys,
        stamp,
        cells,
        foot=[(), topic.hint("meeting_screen.actions_how")],
        counts=(
            Span(topic.say("meeting_screen.done_of", done=done, n=len(keys))),
            Span(
                f"  ✗{words.say('board.count.overdue', n=late)}",
                "sla-late bold" if late else "muted",
            ),
        ),
        empty=topic.say("meeting_screen.no_actions"),
    )


# ── blockers ─────────────────────────────────────────────────────────────────────────────────


def stuck(topic: Topic) -> Content:
    """The blockers, the tightest clock first, to be decided on the spot (R09)."""
    board, words, now = topic.board, topic.words, topic.sitting.now
    wide = Width.NORMAL if topic.room < 90 else Width.WIDE
    view = blockers.view(board, now, words, wide)
    foot = [(), topic.hint("meeting_screen.blockers_how"), *points_of(topic)]
    return Content(
        blockers.columns(wide, words, board),
        view.keys,
        lambda key: (view.stamp(key), wide),
        view.cells,
        foot=foot,
        counts=view.summary[:2],
        empty=topic.say("meeting_screen.no_blockers"),
    )


# ── lists of tasks ───────────────────────────────────────────────────────────────────────────


def _tasks(topic: Topic, keys: Iterable[str], last: Column, tell: Callable[[str], Cell]) -> Content:
    """Some tasks, with something of one's own in the last column."""
    board, words = topic.board, topic.words
    chinese = words.language == "zh"
    columns = [
        topic.column("id", width=5),
        topic.column("task", flex=3, least=16),
        topic.column("owner", width=name_room(words)),
        topic.column("share", width=7, align="right"),
        topic.column("light", width=4 if chinese else 6),
        topic.column("due", width=5),
        last,
    ]

    def cells(key: str) -> tuple[Cell, ...]:
        task, stands = board.tasks[key], board.standings[key]
        plan = "—" if stands.planned is None else str(stands.planned)
        return (
            *(task.id, task.title, board.name_of(task.owner) or Span("—", "muted")),
            *(f"{task.actual}/{plan}", light(stands.light, words)),
            f"{task.due:%m-%d}" if task.due else Span("—", "muted"),
            tell(key),
        )

    def stamp(key: str) -> Hashable:
        stands = board.standings[key]
        return (board.tasks[key].version, stands.light, stands.planned, board.today, topic.room)

    return Content(columns, tuple(keys), stamp, cells)


def next_week(topic: Topic) -> Content:
    """What is late, or due or begun until the end of next week, and what it needs (F12 ③)."""
    from dataclasses import replace

    from core.domain.progress import delivered

    board, words = topic.board, topic.words
    monday = board.today + timedelta(days=7 - board.today.weekday())
    sunday = monday + timedelta(days=6)
    keys = [
        key
        for key, task in board.tasks.items()
        if task.status not in FINISHED
        and not delivered(task)
        and (
            (task.due is not None and task.due <= sunday)
            or (task.start is not None and monday <= task.start <= sunday)
        )
    ]
    keys.sort(key=lambda key: (board.tasks[key].due or sunday, key.zfill(12)))

    def needs(key: str) -> Cell:
        waits = [each for each in board.tasks[key].depends_on if not _finished(board, each)]
        told = words.say("meeting_screen.waits", ids=" ".join(waits)) if waits else ""
        return Span(told, "sla-soon")

    made = _tasks(
        topic,
        keys,
        Column("needs", topic.say("meeting_screen.needs"), flex=2, least=10, priority=1),
        needs,
    )
    foot: list[Line] = [(), *_resources(topic), topic.hint("meeting_screen.resources_how")]
    span = Span(f"{monday:%m-%d} → {sunday:%m-%d}", "muted")
    return replace(made, foot=foot, counts=(span,), empty=topic.say("meeting_screen.no_tasks"))


def _finished(board: Board, key: str) -> bool:
    task = board.tasks.get(key)
    return task is None or task.status in FINISHED


def _resources(topic: Topic) -> list[Line]:
    lines: list[Line] = []
    for number, each in enumerate(
        (each for each in topic.board.points.values() if _asked(each)), 1
    ):
        label = topic.words.say("term.point.resource") if number == 1 else ""
        names = " ".join(topic.board.name_of(who) for who in each.people)
        lines += _fact(topic, label, f"{number}. {each.text} {names}".rstrip())
    return lines


def _asked(point: object) -> bool:
    return getattr(point, "sort", None) is Sort.RESOURCE and not getattr(point, "settled", False)


def criteria(topic: Topic) -> Content:
    """Deliverables and where they stand (R30)."""
    from dataclasses import replace

    board, words = topic.board, topic.words
    keys = [key for key in board.task_order if board.tasks[key].deliverable] or list(
        board.task_order
    )

    def tell(key: str) -> Cell:
        task = board.tasks[key]
        status = words.say(f"term.task.{task.status.value}")
        return (Span(f"{status} ", "accent"), Span(task.deliverable, "muted"))

    column = Column("deliverable", words.say("term.field.deliverable"), flex=3, least=12)
    return replace(_tasks(topic, keys, column, tell), empty=topic.say("meeting_screen.no_tasks"))


def roles(topic: Topic) -> Content:
    """Who is responsible and who approves, and where a row is not sound (R28)."""
    from dataclasses import replace

    board = topic.board

    def tell(key: str) -> Cell:
        row = board.raci.get(key)
        cells = row.cells if row is not None else {}
        parts = []
        for letter in "AR":
            names = [board.name_of(who) for who, what in cells.items() if what == letter]
            parts.append(f"{letter} {' '.join(names) or '—'}")
        found = key in board.findings
        return (Span("! " if found else "", "sla-soon bold"), Span("  ".join(parts)))

    column = Column("raci", "RACI", flex=3, least=14)
    return replace(
        _tasks(topic, board.task_order, column, tell), empty=topic.say("meeting_screen.no_tasks")
    )


def risks(topic: Topic) -> Content:
    """The open risks, the reddest first."""
    board, words = topic.board, topic.words
    order = list(LightLevel)
    keys = [key for key, each in board.risks.items() if each.status.value == "open"]
    keys.sort(key=lambda key: (order.index(board.risks[key].light), key.zfill(12)))
    columns = [
        topic.column("id", width=5),
        Column("title", words.say("term.record.risk"), flex=3, least=16),
        topic.column("owner", width=name_room(words)),
        topic.column("light", width=4 if words.language == "zh" else 6),
        Column("response", words.say("term.field.response"), flex=3, least=12, priority=1),
    ]

    def cells(key: str) -> tuple[Cell, ...]:
        each = board.risks[key]
        owner: Cell = board.name_of(each.owner) or Span("—", "muted")
        return (each.id, each.title, owner, light(each.light, words), Span(each.response, "muted"))

    stamp = partial(_risk_stamp, board)
    return Content(columns, tuple(keys), stamp, cells, empty=topic.say("meeting_screen.no_risks"))


def _risk_stamp(board: Board, key: str) -> Hashable:
    return board.risks[key].version


_MAKERS: dict[Purpose, Callable[[Topic], Content]] = {
    Purpose.ACTIONS: actions,
    Purpose.BLOCKERS: stuck,
    Purpose.NEXT_WEEK: next_week,
    Purpose.CRITERIA: criteria,
    Purpose.ROLES: roles,
    Purpose.RISKS: risks,
}
