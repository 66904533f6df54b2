"""Conflicts in plain words: what each side says, since when, and what a choice comes to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from core.domain.clash import Clash
from tui.source_names import called
from tui.wording import actor_name, field_name, value_told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.settings import SourceSettings
    from tui.exchange import Knot
    from tui.words import Words

_DAYS: Final = frozenset({"start", "due"})
_HAN: Final = "[\u4e00-\u9fff]"
_TOUCHING: Final = re.compile(f"(?<={_HAN})(?=[A-Za-z])|(?<=[A-Za-z])(?={_HAN})")
"""Where a Latin name meets a Chinese word."""


def field_told(name: str, words: Words) -> str:
    """What a field is called beside its values."""
    own = f"exchange.field.{name}"
    return words.say(own) if words.has(own) else field_name(name, words)


def reading(clash: Clash, value: Any, board: Board, words: Words) -> str:
    """A value of the field that clashes, as people read it."""
    if clash.field in _DAYS and isinstance(value, str) and value:
        return _day(value, board, words)
    return value_told(clash.subject, clash.field, value, board, words)


def by_whom(who: str, at: datetime | None, board: Board, words: Words) -> str:
    """`王敏 10-16 08:55`; a dash where the source says neither."""
    parts = (actor_name(who, words), moment(at, board))
    return " ".join(filter(None, parts)) or "–"


def moment(at: datetime | None, board: Board) -> str:
    """A moment by the project's clock; empty for none."""
    return f"{at.astimezone(board.zone):%m-%d %H:%M}" if at is not None else ""


def rest_day(clash: Clash, value: Any, board: Board) -> tuple[date, date] | None:
    """The day that a value names and the next working day, where nobody works on it."""
    day = _date_of(value, board) if clash.field in _DAYS else None
    if day is None or board.calendar.is_working(day):
        return None
    return day, board.calendar.next_working(day)


def explained(knot: Knot, board: Board, words: Words) -> list[str]:
    """What happened on both sides, in a sentence, and what is worth knowing of the values."""
    waiting = knot.open or knot.clashes
    ours = [(each.ours_by, _change(each, each.ours, board, words)) for each in waiting]
    theirs = [(each.theirs_by, _change(each, each.theirs, board, words)) for each in waiting]
    source = called(knot.source, board, words)
    here = words.say("exchange.explain.ours", told=_told(ours, words))
    there = words.say("exchange.explain.theirs", source=source, told=_told(theirs, words))
    values = [
        reading(each, one, board, words) for each in waiting for one in (each.ours, each.theirs)
    ]
    names = [source, *(actor_name(who, words) for who, _ in (*ours, *theirs))]
    return [apart(f"{here}{there}", *values, *names), *_rest_days(waiting, board, words)]


def apart(text: str, *values: str) -> str:
    """A sentence with a space where Chinese and Latin words would touch.

    `values` are what people wrote: within them nothing is changed.
    """
    longest = sorted(filter(None, values), key=len, reverse=True)
    whole = re.finditer("|".join(map(re.escape, longest)), text) if longest else ()
    within = {at for each in whole for at in range(each.start() + 1, each.end())}
    return _TOUCHING.sub(lambda gap: "" if gap.start() in within else " ", text)


def _change(clash: Clash, value: Any, board: Board, words: Words) -> str:
    field, told = field_told(clash.field, words), reading(clash, value, board, words)
    return words.say("exchange.explain.change", field=field, value=told)


def _told(changes: Sequence[tuple[str, str]], words: Words) -> str:
    """One side's changes, by whoever made them."""
    by: dict[str, list[str]] = {}
    for who, change in changes:
        by.setdefault(actor_name(who, words), []).append(change)
    parts = (
        words.say(
            "exchange.explain.someone" if who else "exchange.explain.nobody",
            who=who,
            changes=words.say("exchange.explain.and").join(every),
        )
        for who, every in by.items()
    )
    return words.say("exchange.explain.then").join(parts)


def _rest_days(clashes: Sequence[Clash], board: Board, words: Words) -> Iterator[str]:
    """R15: a deadline on a rest day is kept as it was said; the next working day is offered."""
    for each in clashes:
        for value in dict.fromkeys((each.theirs, each.ours)) if each.field in _DAYS else ():
            found = rest_day(each, value, board)
            if found is not None:
                yield words.say(
                    "exchange.explain.rest_day",
                    day=f"{found[0]:%m-%d}",
                    weekday=words.weekday(found[0]),
                    next=f"{found[1]:%m-%d}",
                    next_weekday=words.weekday(found[1]),
                )


def returning(clash: Clash, settings: SourceSettings | None, board: Board, words: Words) -> str:
    """Whether what is chosen here goes back to the source; empty where that is not known here."""
    if settings is None:
        return ""
    written = clash.field in settings.write
    return words.say(
        "exchange.explain.pushed" if written else "exchange.explain.kept",
        source=called(clash.source, board, words),
        field=field_told(clash.field, words),
    )


def result(knot: Knot, board: Board, words: Words) -> str:
    """What the record reads once all is settled: `进度 60%(本地)   截止 待选`."""
    parts = []
    for each in knot.clashes:
        field = field_told(each.field, words)
        if each.settled_as is None:
            parts.append(words.say("exchange.result.open", field=field))
            continue
        value = reading(each, each.chosen, board, words)
        side = words.say(f"exchange.result.{each.settled_as.value}")
        parts.append(words.say("exchange.result.chosen", field=field, value=value, side=side))
    if not knot.open:
        parts.append(words.say("exchange.result.kept"))
    return "   ".join(parts)


def _day(text: str, board: Board, words: Words) -> str:
    """`10-20(周日)`: the weekday only where it is a rest day; the year only where it is another."""
    day = _date_of(text, board)
    if day is None:
        return text
    told = f"{day:%m-%d}" if day.year == board.today.year else f"{day:%Y-%m-%d}"
    if "T" in text:
        told += f" {datetime.fromisoformat(text).astimezone(board.zone):%H:%M}"
    if board.calendar.is_working(day):
        return told
    return words.say("exchange.rest_day", day=told, weekday=words.weekday(day))


def _date_of(value: Any, board: Board) -> date | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        if "T" in value:
            return datetime.fromisoformat(value).astimezone(board.zone).date()
        return date.fromisoformat(value)
    except ValueError:
        return None
