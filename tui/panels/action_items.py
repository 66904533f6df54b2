"""Panel 4: action items by deadline; what was delivered comes last."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.panels.view import View, Width, name_room
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.action import ActionItem
    from core.domain.board import Board
    from tui.words import Words


def columns(width: Width, words: Words) -> list[Column]:
    """The columns for a layout."""
    names = ("id", "action", "owner", "due", "left", "origin")
    head = {name: words.say(f"board.column.{name}") for name in names}
    state = 11 if words.language == "zh" else 14
    first = [
        Column("id", head["id"], width=5),
        Column("title", head["action"], flex=3, least=12),
        Column("owner", head["owner"], width=name_room(words)),
    ]
    if width is Width.NORMAL:
        return [*first, Column("left", head["due"], width=state)]
    return [
        *first,
        Column("due", head["due"], width=5),
        Column("left", head["left"], width=state),
        Column("origin", head["origin"], flex=2, least=14, priority=1),
    ]


def view(board: Board, now: datetime, words: Words, width: Width) -> View:
    """What the panel shows of a board at a moment."""
    minute = now.replace(second=0, microsecond=0)
    items = [board.actions[key] for key in board.action_order]
    today = now.astimezone(board.zone).date()
    late = sum(item.overdue(now, board.zone) for item in items)
    due = sum(_open_on(item, board, today) for item in items)
    free = sum(unclaimed(item) for item in items)

    def stamp(key: str) -> tuple[object, ...]:
        item = board.actions[key]
        person = board.people.get(item.owner) if item.owner else None
        return (item.version, minute, person and person.version)

    def cells(key: str) -> tuple[Cell, ...]:
        return line(board, board.actions[key], now, words, width)

    counts = [
        Span("✗" + words.say("board.count.overdue", n=late), "sla-late bold" if late else "muted"),
        Span(" " + words.say("board.count.due_today", n=due)),
    ]
    if free:
        counts.append(Span(" · " + words.say("action.count.unclaimed", n=free), "sla-soon bold"))
    if (share := done_share(items, board, now)) is not None:
        counts.append(Span(" · " + words.say("board.count.done_share", n=share)))
    return View(
        board.action_order,
        stamp,
        cells,
        summary=tuple(counts),
        tally=(Span(f"✗{late}", "sla-late bold" if late else "muted"),),
        detail=lambda key, room: _detail(board, now, words),
    )


def unclaimed(item: ActionItem) -> bool:
    """Whether it waits for somebody to take it (待认领, R10)."""
    from core.domain.action import DELIVERED

    return item.owner is None and item.status not in DELIVERED


def _open_on(item: ActionItem, board: Board, day: object) -> bool:
    from core.domain.action import DELIVERED

    return (
        item.status not in DELIVERED
        and item.due is not None
        and item.due.astimezone(board.zone).date() == day
    )


def done_share(items: list[ActionItem], board: Board, now: datetime) -> int | None:
    """The share of this week's action items that is done, in per cent; None where none is due."""
    today = now.astimezone(board.zone).date()
    monday = today - timedelta(days=today.weekday())
    week = [
        item
        for item in items
        if item.due is not None
        and monday <= item.due.astimezone(board.zone).date() <= monday + timedelta(days=6)
        and item.status.value != "cancelled"
    ]
    if not week:
        return None
    return round(100 * sum(item.status.value == "done" for item in week) / len(week))


def line(
    board: Board, item: ActionItem, now: datetime, words: Words, width: Width
) -> tuple[Cell, ...]:
    """One action item's cells."""
    owner: Cell = board.name_of(item.owner)
    if item.owner is None:
        owner = Span(words.say("term.action.unclaimed"), "sla-soon bold")
    title: Cell = item.title
    if item.stuck and width is not Width.WIDE:
        title = (
            Span(words.say("action.stuck_short", n=item.carried), "sla-soon"),
            Span(item.title),
        )
    first: tuple[Cell, ...] = (item.id, title, owner)
    if width is Width.NORMAL:
        return (*first, left(board, item, now, words))
    due = item.due.astimezone(board.zone) if item.due else None
    return (
        *first,
        f"{due:%m-%d}" if due else Span("—", "muted"),
        left(board, item, now, words),
        Span(origin(item, words), "sla-soon" if item.stuck else "muted"),
    )


def left(board: Board, item: ActionItem, now: datetime, words: Words) -> Span:
    """How it stands: overdue by working days, due today at, tomorrow, a weekday, delivered, done.

    The project's own days count (C20): an item is overdue from the day after the one it is due on.
    """
    delivered = {
        "done": ("✓" + words.say("term.action.done"), "muted"),
        "cancelled": (words.say("term.action.cancelled"), "muted"),
        "submitted": (words.say("board.left.submitted"), "accent"),
        "accepted": (words.say("term.action.accepted"), "accent"),
    }
    if item.status.value in delivered:
        return Span(*delivered[item.status.value])
    if item.due is None:
        return Span("—", "muted")
    due, today = item.due.astimezone(board.zone), now.astimezone(board.zone).date()
    if item.overdue(now, board.zone):
        from core.calendar.sla import days_late

        days = max(days_late(due.date(), today, board.calendar), 1)
        return Span("✗" + words.say("board.left.overdue", n=days), "sla-late bold")
    if due.date() == today:
        told = "time.today_at" if due > now else "action.left.passed"
        return Span("!" + words.say(told, clock=f"{due:%H:%M}"), "sla-soon bold")
    return Span(words.day(due.date(), today))


def origin(item: ActionItem, words: Words) -> str:
    """Where it was promised, what it is linked to, how often it was carried over.

    What is stuck says that first, so that a narrow column does not cut it off.
    """
    parts = [item.origin, *(f"#{each}" for each in item.links)]
    if item.carried:
        parts.insert(0 if item.stuck else len(parts), carried(item, words))
    return " ".join(part for part in parts if part)


def carried(item: ActionItem, words: Words) -> str:
    """How often it was carried over (结转), and what that asks for."""
    said = "action.stuck" if item.stuck else "term.action.carried"
    return words.say(said, n=item.carried)


def _detail(board: Board, now: datetime, words: Words) -> tuple[tuple[Span, ...], ...]:
    """How many are due when, and who has how many."""
    from core.domain.action import DELIVERED

    today = now.astimezone(board.zone).date()
    waiting = [item for item in board.actions.values() if item.status not in DELIVERED]
    when: Counter[str] = Counter()
    for item in waiting:
        when[_bucket(item, board, now, today)] += 1
    told = [
        words.say(f"board.bucket.{name}", n=when[name])
        for name in ("overdue", "today", "tomorrow", "week", "later", "open")
        if when[name]
    ]
    who = Counter(
        board.name_of(item.owner) or words.say("term.action.unclaimed") for item in waiting
    )
    people = "  ".join(f"{name} {count}" for name, count in who.most_common(8))
    return (
        (Span(words.say("board.bucket.title") + "  ", "muted"), Span(" · ".join(told))),
        (Span(words.say("board.bucket.people") + "  ", "muted"), Span(people)),
    )


def _bucket(item: ActionItem, board: Board, now: datetime, today: object) -> str:
    if item.due is None:
        return "open"
    if item.overdue(now, board.zone):
        return "overdue"
    day = item.due.astimezone(board.zone).date()
    away = (day - now.astimezone(board.zone).date()).days
    if away <= 1:
        return "tomorrow" if away else "today"
    return (
        "week"
        if day.isocalendar()[:2] == now.astimezone(board.zone).date().isocalendar()[:2]
        else "later"
    )
