"""The lines of the screen of changes: by group, one line a record. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.domain.changes import Change, Changes, What
from core.domain.cuts import Cut, day_of
from core.domain.ids import Kind
from tui import change_words
from tui.panels.view import Width
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column
from tui.wording import actor_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.meeting import Meeting
    from tui.words import Words

_BY_WHAT: Final = {What.DUE: "dates", What.PROGRESS: "progress"}
_BY_KIND: Final = {
    Kind.TASK: "tasks",
    Kind.BLOCKER: "blockers",
    Kind.ACTION: "actions",
    Kind.DECISION: "decisions",
    Kind.RISK: "risks",
    Kind.MILESTONE: "milestones",
}
GROUPS: Final = ("lights", *_BY_WHAT.values(), *_BY_KIND.values())
"""In the order in which a room wants to hear them."""


@dataclass(frozen=True, slots=True)
class Row:
    """All that happened to one record in one group."""

    group: str
    id: str
    changes: tuple[Change, ...]
    first: bool = False
    """Whether its group begins here."""
    count: int = 0
    """How many records the group has."""

    @property
    def key(self) -> str:
        """What tells it from other lines."""
        return f"{self.group}:{self.id}"


def group_of(change: Change) -> str:
    """Under which heading a change is told."""
    if change.what is What.LIGHT and change.kind is Kind.TASK:
        return "lights"
    return _BY_WHAT.get(change.what) or _BY_KIND[change.kind]


def rows(changes: Iterable[Change]) -> tuple[Row, ...]:
    """The lines, each change in one of them."""
    groups: dict[str, dict[str, list[Change]]] = {name: {} for name in GROUPS}
    for each in changes:
        groups[group_of(each)].setdefault(each.id, []).append(each)
    return tuple(
        Row(name, identity, tuple(told), first=place == 0, count=len(found))
        for name, found in groups.items()
        for place, (identity, told) in enumerate(found.items())
    )


def columns(words: Words, wide: Width) -> tuple[Column, ...]:
    """What there is room for: who and when give way first, then why."""
    say, wide_enough = words.say, wide is not Width.NARROW
    return (
        Column("group", say("changes.column.group"), width=9 if words.language == "zh" else 12),
        Column("record", say("changes.column.record"), flex=3, least=22),
        Column("told", say("changes.column.told"), flex=3, least=34 if wide_enough else 22),
        Column("why", say("changes.column.why"), flex=4, least=24, priority=1),
        Column("who", say("changes.column.who"), width=20, priority=2),
    )


def cells(row: Row, board: Board, words: Words, wide: Width) -> tuple[Cell, ...]:
    """One line: the heading stands only where a group begins.

    A narrow screen has no column for the reasons: they follow what happened.
    """
    heading: Cell = ""
    if row.first:
        name = words.say(f"changes.group.{row.group}")
        heading = (Span(f"{name} ", "bold"), Span(str(row.count), "muted"))
    told: list[Span] = []
    for each in row.changes:
        told += [Span(words.say("changes.joint"), "muted")] if told else []
        told += change_words.spans(each, board, words)
    reasons = dict.fromkeys(change_words.reasons_told(each, words) for each in row.changes)
    why = words.say("changes.joint").join(each for each in reasons if each)
    if wide is Width.NARROW and why:
        told.append(Span(f"  {why}", "muted"))
    title = (Span(f"{row.id} ", "bold"), Span(row.changes[0].title))
    return (
        heading,
        title,
        tuple(told),
        Span(why, "muted"),
        Span(who(row, board, words), "muted"),
    )


def who(row: Row, board: Board, words: Words) -> str:
    """Who did the last of it, and when; empty where time alone did."""
    moments = [(each.at, each.by) for each in row.changes if each.at is not None]
    if not moments:
        return ""
    at, by = max(moments)
    local = at.astimezone(board.zone)
    clock = f"{local:%H:%M}" if local.date() == board.today else f"{local:%m-%d %H:%M}"
    return f"{actor_name(by, words)} {clock}"


def cut_told(cut: Cut | None, board: Board, words: Words) -> str:
    """Where a stretch begins or ends: a meeting, a day, or now."""
    if cut is None:
        return words.say("changes.now")
    meeting = board.meetings.get(cut.meeting or "")
    if meeting is not None:
        return meeting_told(meeting, board, words)
    if cut.meeting is not None:
        return f"{cut.meeting} {cut.at.astimezone(board.zone):%m-%d %H:%M}"
    day = day_of(cut, board)
    shown = change_words.day_told(day, board)
    return words.say("changes.day", day=shown, weekday=words.weekday(day))


def meeting_told(meeting: Meeting, board: Board, words: Words) -> str:
    """`站会 10-15 09:45`: its kind and when it ended."""
    kind = words.say(f"term.meeting.{meeting.kind.value}")
    at = meeting.ended_at or meeting.started_at or board.read_at
    local = at.astimezone(board.zone)
    clock = f"{local:%H:%M}" if local.date() == board.today else f"{local:%m-%d %H:%M}"
    return words.say("changes.meeting", kind=kind, at=clock)


def lights_told(changes: Changes, words: Words) -> str:
    """How many of each light there were, and are."""
    then = {each.value: count for each, count in changes.lights_then.items()}
    now = {each.value: count for each, count in changes.lights_now.items()}
    return words.say(
        "changes.lights",
        red=now.get("red", 0),
        red_then=then.get("red", 0),
        amber=now.get("amber", 0),
        amber_then=then.get("amber", 0),
        green=now.get("green", 0),
        green_then=then.get("green", 0),
    )
