"""What people type on the command line, as ids, people, days and moments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from core.capture.plain import Known, choices, days
from core.capture.wish import END_OF_DAY
from core.domain.delay import REASONS
from core.domain.ids import Kind, RecordId, parse_id
from core.domain.people import Department, Person
from core.domain.refusal import Refused
from core.settings import nearest
from tui.cli.wrong import Told, Wrong
from tui.words import Words

if TYPE_CHECKING:
    from core.service import Service

E = TypeVar("E", bound=StrEnum)
_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_AGO = re.compile(r"([0-9]{1,4})([mhdw])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def identity(text: str) -> RecordId:
    """The id that was typed, as `t-4` or `#T-04`.

    Raises:
        Wrong: it is none.
    """
    found = parse_id(text.lstrip("#＃"))
    if found is None:
        raise Wrong(word="cli.wrong_id", value=text)
    return found


def known(people: Iterable[Person], departments: Iterable[Department], actor: str) -> Known:
    """What a name is looked up in."""
    return Known(
        people=[each for each in people if not each.removed],
        departments={each.name: each for each in departments if not each.removed},
        myself=actor,
    )


def known_of(service: Service) -> Known:
    """What a name is looked up in, read from the project."""
    people, departments = service.all_of(Kind.PERSON), service.all_of(Kind.DEPARTMENT)
    return known(people, departments, service.actor)


def person(name: str, where: Known) -> RecordId:
    """The one person that a name means.

    Raises:
        Refused: nobody goes by it.
        Told: several do; they are named.
    """
    found = choices(name.removeprefix("@").removeprefix("＠"), where)
    if not found:
        raise Refused("no-such-person", name=name)
    if len(found) > 1:
        raise Told(word="cli.amber.name-ambiguous", text=name, choices=named(found, where))
    return found[0]


def named(ids: Iterable[str], where: Known) -> str:
    """People for a sentence: name and department."""
    people = {each.id: each for each in where.people}
    told = (people[RecordId(each)] for each in ids)
    return " / ".join(f"{each.name}({each.dept})" if each.dept else each.name for each in told)


def member(kind: type[E], text: str, names: Iterable[tuple[str, E]] = ()) -> E:
    """The member of a list of words that was typed: by its value, or by one of `names`.

    Raises:
        Wrong: there is no such word; the nearest one is named.
    """
    wanted = text.strip()
    by_name = {each.value: each for each in kind} | dict(names)
    for name, each in by_name.items():
        if name.casefold() == wanted.casefold():
            return each
    values = [each.value for each in kind]
    near = nearest(wanted.casefold(), values)
    raise Wrong(word="cli.wrong_word", value=text, near=near, known=", ".join(values))


def terms(kind: type[E], area: str) -> list[tuple[str, E]]:
    """What the members of a list are called, in both languages."""
    both = [Words(language) for language in ("zh", "en")]
    return [(words.say(f"term.{area}.{each.value}"), each) for words in both for each in kind]


def day(text: str, today: date) -> date:
    """A day: `2024-10-23`, `10-23`, today, tomorrow.

    Raises:
        Wrong: it is none.
    """
    wanted = text.strip().lstrip(">＞》").strip()
    for ahead in (0, 1):
        if wanted.casefold() in (("today", "今天"), ("tomorrow", "明天"))[ahead]:
            return today + timedelta(days=ahead)
    match = _DAY.fullmatch(wanted)
    year = f"{match[1]}-" if match and match[1] else None
    found = days(year, match[2], match[3], today) if match else ()
    if not found:
        raise Wrong(word="cli.wrong_day", value=text)
    return found[0]


def moment(text: str, today: date, zone: tzinfo) -> datetime:
    """A moment: a day (its 18:00), a day with a time, or ISO with an offset.

    Raises:
        Wrong: it is none.
    """
    wanted = text.strip().lstrip(">＞》").strip()
    if match := re.fullmatch(r"(\S+)[ T]([0-9]{1,2}):([0-9]{2})", wanted, re.ASCII):
        hour, minute = int(match[2]), int(match[3])
        if hour > 23 or minute > 59:
            raise Wrong(word="cli.wrong_moment", value=text)
        return datetime.combine(day(match[1], today), time(hour, minute), zone)
    if "T" in wanted:
        try:
            found = datetime.fromisoformat(wanted)
        except ValueError:
            raise Wrong(word="cli.wrong_moment", value=text) from None
        return found if found.tzinfo else found.replace(tzinfo=zone)
    return datetime.combine(day(wanted, today), END_OF_DAY, zone)


def since(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The beginning of a span: `3d`, `24h`, a day (its midnight) or a moment.

    Raises:
        Wrong: it is none.
    """
    if match := _AGO.fullmatch(text.strip()):
        return now - timedelta(**{_UNITS[match[2]]: int(match[1])})
    today = now.astimezone(zone).date()
    if ":" in text:
        return moment(text, today, zone)
    return datetime.combine(day(text, today), time(), zone)


def delay_reason(text: str, words: Words) -> str:
    """A reason as it is kept: a number stands for one of the usual ones, with words behind it."""
    number, _, rest = text.strip().partition(" ")
    if len(number) != 1 or number not in "1234567":
        return text.strip()
    usual = words.say(f"term.delay.{REASONS[int(number) - 1]}")
    return words.say("cli.reason", usual=usual, more=rest.strip()) if rest.strip() else usual
