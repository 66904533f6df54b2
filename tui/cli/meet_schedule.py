"""`meet schedule`: when each kind of meeting is held; options set it."""

from __future__ import annotations

import re
import unicodedata
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.cadence import upcoming
from core.domain.meeting import Cadence, MeetingKind, Series
from core.domain.meeting_wishes import SetSeries
from core.domain.text import clean
from tui.cli import lookup
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong
from tui.words import WEEKDAYS

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from tui.cli.parser import Verbs
    from tui.words import Words

_COLUMNS = ("kind", "every", "on", "at", "minutes", "turn", "place", "ahead")
_CHARACTERS = "一二三四五六日"
_QUARTERS = {"半": "30", "一刻": "15", "三刻": "45"}
_CLOCK = re.compile(
    r"(?P<half>上午|早上|中午|下午|晚上)?(?P<hour>[0-9]{1,2})"
    r"(?:[:点时](?P<minute>[0-9]{2}|半|一刻|三刻)?分?)"
)
_DAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")


def register(below: Verbs) -> None:
    """`schedule [KIND]` and what may be set."""
    say = below.words.say
    parser = below.add("schedule", run, told=say("meet.help.schedule"))
    kinds = " ".join(each.value for each in MeetingKind)
    parser.argument("kind", nargs="?", metavar="KIND", help=kinds)
    every = " ".join(each.value for each in Cadence)
    parser.argument("--every", metavar="HOW", help=every)
    parser.argument("--on", metavar="DAY", help=say("meet.help.on"))
    parser.argument("--at", metavar="10:00", help=say("meet.help.at"))
    parser.argument("--minutes", type=int, metavar="N", help=say("meet.help.minutes"))
    parser.argument("--turn", type=int, metavar="SECONDS", help=say("meet.help.turn"))
    parser.argument("--place", metavar="P", help=say("meet.help.place"))


def run(options: Namespace) -> int:
    """Sets when a kind is held where anything is asked for, and lists them all."""
    wishes = _wishes(options)
    if wishes and options.kind is None:
        raise Wrong(word="cli.usage.missing", what="KIND")
    with Desk(options) as desk:
        if wishes:
            kind = lookup.member(MeetingKind, options.kind, lookup.terms(MeetingKind, "meeting"))
            if not desk.service.perform(SetSeries(kind=kind, **wishes)):
                desk.talk.tell("cli.unchanged")
            desk.look_again()
        _list(desk, options.kind)
    return 0


def _wishes(options: Namespace) -> dict[str, Any]:
    """What is asked for, by the fields of the command."""
    found: dict[str, Any] = {}
    if options.every is not None:
        found |= _rhythm(options.every)
    if options.on is not None:
        found["weekday"] = weekday(options.on)
    if options.at is not None:
        found["at"] = _clock(options.at)
    plain = {"minutes": options.minutes, "turn_seconds": options.turn}
    found |= {name: value for name, value in plain.items() if value is not None}
    if options.place is not None:
        found["place"] = clean(options.place)
    return found


def _rhythm(text: str) -> dict[str, Any]:
    """How often: by its word, or weekly on a day (周日, 每周三, every wed).

    Raises:
        Wrong: it is neither.
    """
    try:
        return {"cadence": lookup.member(Cadence, text, lookup.terms(Cadence, "cadence"))}
    except Wrong as wrong:
        named = text.strip().removeprefix("every ").removeprefix("每")
        try:
            return {"cadence": Cadence.WEEKLY, "weekday": weekday(named)}
        except Wrong:
            raise wrong from None


def weekday(text: str) -> int:
    """A day of the week, 0 for Monday, from `周三`, `星期三`, `wed`, `Wednesday`.

    Raises:
        Wrong: it is none.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _DAY.fullmatch(wanted):
        return _CHARACTERS.index(match[1].replace("天", "日"))
    if len(wanted) >= 3 and wanted[:3] in WEEKDAYS and wanted.isalpha():
        return WEEKDAYS.index(wanted[:3])
    raise Wrong(word="meet.wrong_weekday", value=text)


def _clock(text: str) -> str:
    """A time of the day in full (9:30, 9点半, 下午3点); the rule refuses what is none."""
    wanted = unicodedata.normalize("NFKC", text).strip()
    match = _CLOCK.fullmatch(wanted)
    if match is None:
        return wanted
    hour, minute = int(match["hour"]), match["minute"] or "00"
    if match["half"] in ("下午", "晚上") and hour < 12:
        hour += 12
    return f"{hour:02d}:{_QUARTERS.get(minute, minute):0>2}"


def _list(desk: Desk, wanted: str | None) -> None:
    from tui.cli import meeting_shapes

    board, words = desk.board, desk.words
    kinds = list(MeetingKind)
    found = sorted(board.series.values(), key=lambda each: kinds.index(each.kind))
    if wanted is not None:
        kind = lookup.member(MeetingKind, wanted, lookup.terms(MeetingKind, "meeting"))
        found = [each for each in found if each.kind is kind]
    if desk.talk.json:
        desk.talk.value([meeting_shapes.series(each, _next(each, board), board) for each in found])
        return
    heads = [words.say(f"meet.column.{each}") for each in _COLUMNS]
    desk.talk.table(heads, [_row(each, board, words) for each in found])


def _next(series: Series, board: Board) -> datetime | None:
    return upcoming(series, board.read_at, board.zone, board.calendar)


def _row(series: Series, board: Board, words: Words) -> list[str]:
    ahead = _next(series, board)
    daily = series.cadence in (Cadence.WORKDAYS, Cadence.NEVER)
    turns = series.kind is MeetingKind.STANDUP
    return [
        words.say(f"term.meeting.{series.kind.value}"),
        words.say(f"term.cadence.{series.cadence.value}"),
        "–" if daily else words.say(f"time.weekday.{WEEKDAYS[series.weekday]}"),
        series.at,
        str(series.minutes),
        str(series.turn_seconds) if turns else "–",
        series.place or "–",
        f"{words.weekday(ahead)} {ahead:%m-%d %H:%M}" if ahead else "–",
    ]
