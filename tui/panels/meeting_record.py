"""What a meeting has brought so far, as it was said: the session record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.meeting import KINDS
from tui.panels.fold import folded
from tui.widgets.line_cells import Span, fit
from tui.wording import happened

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from tui.words import Words

Line = tuple[Span, ...]
_ROLES = {"action": "accent", "blocker": "sla-soon", "decision": "accent bold", "risk": "sla-soon"}


def session(
    record: Sequence[Recorded], board: Board, words: Words, room: int, *, tight: bool = False
) -> list[Line]:
    """One entry after another, the newest last; in tight rooms each has but one line."""
    lines: list[Line] = []
    for each in record:
        at = f"{each.at.astimezone(board.zone):%H:%M} "
        lines += _entry(each, board, words, room, at=at, tight=tight)
    return lines or [(Span(words.say("meeting_screen.nothing_yet"), "muted"),)]


def aloud(record: Sequence[Recorded], board: Board, words: Words, room: int) -> list[Line]:
    """The same without the times, to be read out."""
    return [
        line for each in record for line in _entry(each, board, words, room, at="", tight=False)
    ]


def _entry(  # noqa: PLR0913 - what a line is made from
    recorded: Recorded, board: Board, words: Words, room: int, *, at: str, tight: bool
) -> Iterator[Line]:
    kind, after = KINDS.get(recorded.event.kind), recorded.event.after
    if kind is None:
        text = happened(recorded, board, words)
        yield fit((Span(at, "muted"), Span(text, "muted")), room)
        return
    label = _label(kind, after, words)
    identity = "" if kind == "point" else f"{recorded.event.subject} "
    title = str(after.get("title") or after.get("text") or "")
    aside = _aside(recorded, board, words)
    head = (Span(at, "muted"), Span(f"{label} ", _ROLES.get(kind, "")), Span(identity, "bold"))
    indent = sum(cell_len(each.text) for each in head)
    whole = (*head, Span(title), Span(f"  {aside}" if aside else "", "muted"))
    if tight or sum(cell_len(each.text) for each in whole) <= room:
        yield fit(whole, room)
        return
    first, *rest = folded(title, max(room - indent, 8))
    yield (*head, Span(first))
    for text in rest:
        yield (Span(" " * indent), Span(text))
    if aside:
        for text in folded(aside, max(room - 6, 8)):
            yield (Span(" " * 6), Span(text, "muted"))


def _label(kind: str, after: object, words: Words) -> str:
    if kind != "point":
        return words.say(f"meeting_screen.kind.{kind}")
    sort = after.get("sort", "parked") if isinstance(after, dict) else "parked"
    return words.say(f"term.point.{sort}")


def _aside(recorded: Recorded, board: Board, words: Words) -> str:
    """Who has it, until when, what it is about; as the record reads now."""
    record = board.record(str(recorded.event.subject))
    after = recorded.event.after
    parts = [_owner(getattr(record, "owner", None) or after.get("owner"), board)]
    if maker := after.get("maker"):
        parts.append(words.say("meeting_screen.maker", name=board.name_of(str(maker))))
    if grounds := after.get("grounds"):
        parts.append(words.say("meeting_screen.grounds", text=grounds))
    due = getattr(record, "due", None)
    if isinstance(due, datetime):
        parts.append(_moment(due, board, words))
    links = after.get("links") or after.get("tasks") or ()
    parts += [f"#{each}" for each in links]
    people = after.get("people") or ()
    parts += [board.name_of(str(each)) for each in people]
    return " ".join(part for part in parts if part)


def _owner(owner: object, board: Board) -> str:
    return f"@{board.name_of(str(owner))}" if owner else ""


def _moment(due: datetime, board: Board, words: Words) -> str:
    local, today = due.astimezone(board.zone), board.today
    day = words.day(local.date(), today)
    return f"{day}{local:%H:%M}" if local.date() == today else f"{local:%m-%d} {day}"
