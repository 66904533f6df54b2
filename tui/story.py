"""A record's history in words: a heading for each day, a line for each event, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.clash_words import knowing
from tui.wording import actor_name, happened

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history."""

    text: str
    heading: bool = False
    """Whether it is a day."""
    undone: str = ""
    """Who took it back and when, where somebody did."""


def story(events: Sequence[Recorded], board: Board, words: Words) -> Iterator[Line]:
    """The lines of a history, by the project's days."""
    undoers = {each.seq: each for each in events}
    about_clashes = knowing(board, events)
    day = None
    for each in events:
        at = each.at.astimezone(board.zone)
        if at.date() != day:
            day = at.date()
            told = f"{day:%m-%d}" if day.year == board.today.year else f"{day:%Y-%m-%d}"
            heading = words.say("history.day", day=told, weekday=words.weekday(day))
            yield Line(heading, heading=True)
        text = f"{at:%H:%M}  {happened(each, about_clashes.get(each.seq, board), words)}"
        yield Line(text, undone=undone(each, undoers.get(each.undone_by or 0), board, words))


def undone(event: Recorded, undoer: Recorded | None, board: Board, words: Words) -> str:
    """Who took an event back, and when; empty where it stands."""
    if event.undone_by is None:
        return ""
    if undoer is None:
        return words.say("history.undone_somewhere", seq=event.undone_by)
    at = undoer.at.astimezone(board.zone)
    same_day = at.date() == event.at.astimezone(board.zone).date()
    told = f"{at:%H:%M}" if same_day else f"{at:%m-%d %H:%M}"
    return words.say("history.undone", who=actor_name(undoer.actor, words), at=told)


def plain(lines: Iterable[Line]) -> Iterator[str]:
    """The same as text: for the shell."""
    for each in lines:
        yield each.text if not each.undone else f"{each.text}  ({each.undone})"
