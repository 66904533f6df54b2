"""What people type on the command line, as ids, people, days and moments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from core.capture.answering import moments_called, people_called
from core.capture.chips import Amber
from core.capture.when.day import LATE_AT_MOST, of_year
from core.domain.delay import REASONS
from core.domain.ids import RecordId, parse_id
from core.domain.refusal import Refused
from tui.capturing import amber_text
from tui.cli.wrong import Told, Wrong
from tui.words import Words

if TYPE_CHECKING:
    from core.capture.ground import Ground

E = TypeVar("E", bound=StrEnum)
END_OF_DAY = time(18)
"""When a day is over that is named without an hour."""
_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_FULL = re.compile(r"[>＞》]?[ ]?20[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)
_ASKED = ("due-past", "weekday-mismatch", "due-either", "day-month")
"""The questions that a deadline alone must not leave open."""
_ISO = re.compile(r"P[0-9A-Z]+|[0-9]{4}-W[0-9]{2}(?:-[1-7])?|[0-9]{4}-[0-9]{2}", re.ASCII)
_AGO = re.compile(r"([0-9]{1,4})(m|h|d|w|分钟|小时|天|周)", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"} | {
    "分钟": "minutes",
    "小时": "hours",
    "天": "days",
    "周": "weeks",
}
_BACK = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}
_ID = re.compile(r"([A-Za-z]{1,2})[ -]?([0-9]{1,9})", re.ASCII)
_AHEAD = timedelta(days=7)
"""So far ahead lies the day that a wrong one is answered with."""


def identity(text: str) -> RecordId:
    """The id that was typed, as `t-4`, `b08` or `#T-04`.

    Raises:
        Wrong: it is none.
    """
    match = _ID.fullmatch(unicodedata.normalize("NFKC", text).strip().lstrip("#"))
    found = parse_id(f"{match[1]}-{match[2]}") if match else None
    if found is None:
        raise Wrong(word="cli.wrong_id", value=text)
    return found


def person(
    name: str,
    ground: Ground,
    words: Words,
    about: Sequence[RecordId] = (),
    *,
    first: bool = False,
) -> RecordId:
    """The one person that a name means, read as in a capture line; `about` is what it is said of.

    With `first` the likeliest one is taken where it may mean several.

    Raises:
        Refused: nobody goes by it, or it is everybody (R01).
        Told: several do; they are named.
    """
    found = people_called(name, ground, about)
    if found.everyone:
        raise Refused("one-owner", name=name)
    if not found.ids:
        raise Refused("no-such-person", name=name)
    if not (found.settled or first):
        told = words.say("capture.amber.name-ambiguous", name=name)
        raise Told(word="cli.amber.choices", question=told, choices=named(found.ids, ground))
    return found.ids[0]


def named(ids: Iterable[RecordId], ground: Ground) -> str:
    """People for a sentence: name and department."""
    told = (ground.persons[each] for each in ids)
    return " / ".join(" ".join(filter(None, (each.name, each.dept))) for each in told)


def member(kind: type[E], text: str, names: Iterable[tuple[str, E]] = ()) -> E:
    """The member of a list of words that was typed: by its value, or by one of `names`.

    A part of a Chinese name will do where it is part of one only: 完成 of 已完成.

    Raises:
        Wrong: there is no such word; one that is near is named.
    """
    wanted = text.strip()
    by_name = {each.value: each for each in kind} | dict(names)
    for name, each in by_name.items():
        if name.casefold() == wanted.casefold():
            return each
    parts = {each for name, each in by_name.items() if wanted in name}
    if len(parts) == 1 and wanted and not wanted.isascii():
        return parts.pop()
    values = [each.value for each in kind]
    raise no_such(text, values if wanted.isascii() else by_name, values)


def no_such(text: str, meant: Iterable[str], known: Iterable[str]) -> Wrong:
    """What says that a word is none of those `known`; of `meant`, the one it is a slip of, if any.

    A word that is like none of them is not guessed at: the guess would be followed.
    """
    from difflib import get_close_matches

    near = next(iter(get_close_matches(text.strip().casefold(), list(meant), n=1)), "")
    word = "cli.wrong_word" if near else "cli.no_such_word"
    return Wrong(word=word, value=text, near=near, known=", ".join(known))


def terms(kind: type[E], area: str) -> list[tuple[str, E]]:
    """What the members of a list are called, in both languages."""
    both = [Words(language) for language in ("zh", "en")]
    return [(words.say(f"term.{area}.{each.value}"), each) for words in both for each in kind]


def day(text: str, today: date) -> date:
    """A day in figures, or today or tomorrow: `2024-10-23`, `10-23`.

    Raises:
        Wrong: it is none.
    """
    wanted = text.strip().lstrip(">＞》").strip()
    for ahead in (0, 1):
        if wanted.casefold() in (("today", "今天"), ("tomorrow", "明天"))[ahead]:
            return today + timedelta(days=ahead)
    match = _DAY.fullmatch(wanted)
    found = _day_of(match[1], int(match[2]), int(match[3]), today) if match else None
    if found is None:
        raise Wrong(word="cli.wrong_day", value=text, **_examples(today))
    return found


def _examples(today: date) -> dict[str, str]:
    """A day as it can be typed, in full and without its year, which is this one."""
    soon = today + _AHEAD
    return {"example": soon.isoformat(), "short": f"{soon:%m-%d}"}


def _day_of(year: str | None, month: int, number: int, today: date) -> date | None:
    """The day with these numbers: without a year, this year's unless it is long past."""
    if year:
        return of_year(int(year), month, number)
    this, later = (of_year(today.year + ahead, month, number) for ahead in (0, 1))
    return this if this is not None and (today - this <= LATE_AT_MOST or not later) else later


def moment(text: str, today: date, zone: tzinfo) -> datetime:
    """A moment in figures: a day (its 18:00), a day with a time, or ISO with an offset.

    Raises:
        Wrong: it is none.
    """
    wanted = text.strip().lstrip(">＞》").strip()
    if match := re.fullmatch(r"(\S+)[ T]([0-9]{1,2}):([0-9]{2})", wanted, re.ASCII):
        hour, minute = int(match[2]), int(match[3])
        if hour > 23 or minute > 59:
            raise Wrong(word="cli.wrong_moment", value=text, **_examples(today))
        return datetime.combine(day(match[1], today), time(hour, minute), zone)
    if "T" in wanted:
        try:
            found = datetime.fromisoformat(wanted)
        except ValueError:
            raise Wrong(word="cli.wrong_moment", value=text, **_examples(today)) from None
        return found if found.tzinfo else found.replace(tzinfo=zone)
    return datetime.combine(day(wanted, today), END_OF_DAY, zone)


def when(text: str, ground: Ground, words: Words) -> datetime:
    """A deadline as in a capture line (`下周三`, `>z5`, `月底前`); ISO is not asked about.

    Raises:
        Wrong: it is none, or a day behind us (昨天).
        Told: it is past, or is not the weekday that it says; what may be meant is named.
    """
    if _FULL.match(text.strip()):
        with suppress(Wrong):
            return moment(text, ground.basis.today, ground.zone)
    choices, asked = moments_called(text, ground)
    if not choices and any(text.strip().casefold().startswith(each) for each in _BACK):
        raise Wrong(word="cli.past_when", value=text, **_examples(ground.basis.today))
    if not choices:
        raise Wrong(word="cli.wrong_when", value=text, **_examples(ground.basis.today))
    if asked in _ASKED:
        named = " / ".join(_iso_day(each.id) for each in choices)
        question = amber_text(Amber(asked, values=choices[0].values), words)
        raise Told(word="cli.amber.choices", question=question, choices=named)
    return datetime.fromisoformat(choices[0].id).replace(tzinfo=ground.zone)


def _iso_day(instant: str) -> str:
    """An instant as it can be typed: the day, with the hour where it is not the end of the day."""
    found = datetime.fromisoformat(instant)
    return f"{found:%Y-%m-%d}" if found.time() == END_OF_DAY else f"{found:%Y-%m-%d %H:%M}"


def since(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The beginning of a span: `3d`, `24h`, a day (its midnight), a moment; and ISO 8601's own
    `P2W`, `2024-W42`, `2024-10`.

    Raises:
        Wrong: it is none.
    """
    if match := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{_UNITS[match[2]]: int(match[1])})
    if _ISO.fullmatch(text.strip()):
        return _iso_since(text.strip(), now, zone)
    today = now.astimezone(zone).date()
    if back := _BACK.get(text.strip().casefold()):
        return datetime.combine(today - timedelta(days=back), time(), zone)
    if ":" in text:
        return moment(text, today, zone)
    return datetime.combine(day(text, today), time(), zone)


def _iso_since(text: str, now: datetime, zone: tzinfo) -> datetime:
    import pendulum

    try:
        found = pendulum.parse(text)
        if isinstance(found, pendulum.Duration):
            return pendulum.instance(now) - found
    except (ValueError, OverflowError):
        today = now.astimezone(zone).date()
        raise Wrong(word="cli.wrong_moment", value=text, **_examples(today)) from None
    assert isinstance(found, pendulum.DateTime)
    return datetime.combine(found.date(), time(), zone)


def delay_reason(text: str, words: Words) -> str:
    """A reason as it is kept: a number stands for one of the usual ones, with words behind it."""
    number, _, rest = text.strip().partition(" ")
    if len(number) != 1 or number not in "1234567":
        return text.strip()
    usual = words.say(f"term.delay.{REASONS[int(number) - 1]}")
    return words.say("cli.reason", usual=usual, more=rest.strip()) if rest.strip() else usual
