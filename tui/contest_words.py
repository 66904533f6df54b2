"""A field in its three readings, in words: for the screen and for the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.wording import actor_name, part_name, value_told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.contest import Contest, Contested
    from tui.words import Words


def label(each: Contested, board: Board, words: Words) -> str:
    """Which field of which record."""
    return f"{each.subject} {part_name(each.field, board, words)}"


def made(contest: Contest, actor: str, board: Board, words: Words) -> str:
    """Over the column of what the change made of a field: 我改成, or whose it was."""
    from tui.triage.foresight import myself

    person = myself(board, actor)
    if contest.author == actor or (person is not None and person.goes_by(contest.author)):
        return words.say("history.contest.mine")
    return words.say("history.contest.theirs", who=actor_name(contest.author, words))


def reading(each: Contested, value: Any, board: Board, words: Words) -> str:
    """A value of the field as people read it."""
    return value_told(each.subject, each.field.partition(".")[0], value, board, words)


def by_whom(each: Contested, board: Board, words: Words) -> str:
    """What it reads now, who wrote that, and when."""
    now = reading(each, each.now, board, words)
    if each.at is None:
        return now
    at = each.at.astimezone(board.zone)
    told = f"{at:%H:%M}" if at.date() == board.today else f"{at:%m-%d %H:%M}"
    return words.say("history.contest.by", value=now, who=actor_name(each.by, words), at=told)
