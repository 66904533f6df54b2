"""The read-back (R11): all decisions and action items of a meeting, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.meeting import KINDS
from tui.panels.meeting_item import Content, Topic
from tui.panels.meeting_record import aloud
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.event import Recorded

Line = tuple[Span, ...]
_PARTS = ("decision", "action", "blocker", "risk", "point")


def recap(topic: Topic, record: Sequence[Recorded]) -> Content:
    """Part by part: what was decided, who does what until when, what is stuck, what is parked."""
    lines: list[Line] = [(Span(topic.say("meeting_screen.read_back_how"), "accent bold"),), ()]
    for part in _PARTS:
        lines += _part(topic, [each for each in record if KINDS.get(each.event.kind) == part], part)
    return Content(head=lines)


def _part(topic: Topic, found: Sequence[Recorded], part: str) -> Iterator[Line]:
    if not found and part not in ("decision", "action"):
        return
    yield (Span(topic.say(f"meeting_screen.recap.{part}", n=len(found)), "bold"),)
    if not found:
        yield (Span(f"  {topic.say('meeting_screen.none')}", "muted"),)
    else:
        for line in aloud(found, topic.board, topic.words, topic.room - 2):
            yield (Span("  "), *line)
    yield ()
