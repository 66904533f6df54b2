"""A clock in words: what it counts, from when, how long it stood, and when it runs out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from core.calendar.sla import State
from core.domain.explaining import Explanation, explain
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from core.domain.board import Board
    from core.domain.clocks import Clock

Told = Callable[[datetime], str]


def explained(board: Board, blocker: Blocker, clock: Clock, now: datetime, words: Words) -> str:
    """One line: 方案 24h · 自然小时, 自 07:54 · 暂停 01:00 · 到 10-17 08:54.

    Empty where the blocker has no such clock. Moments are on the project's clock; a day is told
    where it is not today, a year where it is another one.
    """
    policy, office = board.policy_of(blocker), board.office_of(blocker)
    found = explain(blocker, clock, now, policy, office)
    return "" if found is None else told(found, now, board.zone, words)


def told(found: Explanation, now: datetime, zone: tzinfo, words: Words) -> str:
    """An explanation as one line."""
    today = now.astimezone(zone)

    def at(moment: datetime) -> str:
        return moment_told(moment.astimezone(zone), today)

    parts = (
        words.say(f"clocks.{name_of(found)}", span=span_told(found.span, words)),
        words.say("clocks.since", basis=basis_told(found, zone, words), at=at(found.since)),
        *_stood(found, at, words),
        *_ending(found, at, words),
        *_notes(found, at, words, today.year),
    )
    return words.say("clocks.between").join(parts)


def name_of(found: Explanation) -> str:
    """Under which name a clock goes: response, solution, or green for the green channel's."""
    return "green" if found.green else found.clock.value


def basis_told(found: Explanation, zone: tzinfo, words: Words) -> str:
    """What is counted: 自然小时, or 工作时段 09:00-18:00, with the zone where it is another one."""
    if found.office is None:
        return words.say("clocks.natural")
    hours = hours_told(found.office.opens, found.office.closes)
    told = words.say("clocks.working", hours=hours)
    other = str(found.office.zone)
    return told if other == str(zone) else f"{told} {other}"


def hours_told(opens: time, closes: time) -> str:
    """Office hours: 09:00-18:00."""
    return f"{opens:%H:%M}-{closes:%H:%M}"


def span_told(span: timedelta, words: Words) -> str:
    """How long a clock runs, in the fewest words: 2h, 24h, 1h30, 45m."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if not hours:
        return words.say("clocks.minutes", n=minutes)
    return words.say("clocks.hours", n=hours) + (f"{minutes:02d}" if minutes else "")


def moment_told(moment: datetime, today: datetime) -> str:
    """A local moment as near as it is: 08:54, 10-17 08:54, 2025-01-03 08:54."""
    if moment.date() == today.date():
        return f"{moment:%H:%M}"
    return f"{moment:%m-%d %H:%M}" if moment.year == today.year else f"{moment:%Y-%m-%d %H:%M}"


def _stood(found: Explanation, at: Told, words: Words) -> list[str]:
    """How long it stood, and whether it stands now."""
    parts = []
    if found.paused >= timedelta(minutes=1):
        span = words.span(found.paused.total_seconds())
        parts.append(words.say("clocks.paused", span=span))
    if found.reading.paused:
        until = found.paused_until
        parts.append(
            words.say("clocks.stands_until", at=at(until)) if until else words.say("clocks.stands")
        )
    return parts


def _ending(found: Explanation, at: Told, words: Words) -> list[str]:
    """When it runs out, or ran out, or was met and by whom."""
    over = words.span(found.reading.left.total_seconds())
    if found.met is not None and found.lapsed is None:
        who = words.say("clocks.by", who=found.met_by) if found.met_by else ""
        parts = [words.say(f"clocks.met.{found.clock.value}", at=at(found.met), who=who)]
        return parts if found.reading.kept else [*parts, words.say("clocks.over", span=over)]
    if found.lapsed is not None:
        return [words.say("clocks.lapsed", at=at(found.lapsed))]
    until = words.say("clocks.until", at=at(found.due))
    if found.reading.state is State.LATE:
        return [until, words.say("clocks.over", span=over)]
    return [until]


def _notes(found: Explanation, at: Told, words: Words, year: int) -> list[str]:
    """Since when it is counted so, and what nobody knows yet."""
    parts = []
    if found.effective is not None:
        parts.append(words.say("clocks.policy", at=at(found.effective)))
    if found.unpublished == (year + 1,):
        parts.append(words.say("clocks.unpublished_next"))
    elif found.unpublished:
        years = words.join(str(each) for each in found.unpublished)
        parts.append(words.say("clocks.unpublished", years=years))
    return parts
