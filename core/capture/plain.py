"""The small reader of one capture line: text, `@name`, a date, `#T-12`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from core.domain.ids import Kind, RecordId, parse_id, record_id
from core.domain.names import RARE, find, matches
from core.domain.people import Department, Function, Person
from core.domain.refusal import Refused

LATE_AT_MOST = timedelta(days=60)
"""A day of this year that is past by no more than this may be meant; else next year's is."""
_LINKED = (Kind.TASK, Kind.BLOCKER, Kind.ACTION, Kind.DECISION)
"""What a bare `#12` may mean, the likeliest first."""
_EVERYBODY = frozenset({"all", "所有人", "全体", "everyone"})
_MYSELF = frozenset({"me", "我"})

_TYPE = re.compile(
    r"\s*(待办|行动项|阻塞|决议|任务|todo|action|blocker|decision|task)\s*[:：]", re.I
)
_QUOTED = r"(?P<quoted>\"[^\"]*\"|“[^”]*”)"
_NAME = r"(?<![A-Za-z0-9._])[@＠](?P<name>[^\s@＠#＃>＞》,，;；。、:：]+)"
_ALSO = r"(?:^|(?<=\s))\+(?P<also>[^\s@＠#＃>＞》,，;；。、:：]+)"
_LINK = r"(?<![A-Za-z0-9])[#＃](?P<link>[A-Za-z]{1,2}-?[0-9]{1,9}|[0-9]{1,9})(?![A-Za-z0-9-])"
_DAY = r"(?P<year>[0-9]{4}-)?(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_DUE = rf"(?:[>＞》]\s?|(?:^|(?<=\s))){_DAY}(?![^\s,，;；。、@＠#＃])"
_TOKEN = re.compile("|".join((_QUOTED, _NAME, _ALSO, _LINK, _DUE)))


class Type(StrEnum):
    """What a line becomes."""

    ACTION = "action"
    BLOCKER = "blocker"
    DECISION = "decision"
    TASK = "task"


_TYPES = {
    "待办": Type.ACTION,
    "行动项": Type.ACTION,
    "todo": Type.ACTION,
    "action": Type.ACTION,
    "阻塞": Type.BLOCKER,
    "blocker": Type.BLOCKER,
    "决议": Type.DECISION,
    "decision": Type.DECISION,
    "任务": Type.TASK,
    "task": Type.TASK,
}


_TYPE = re.compile(rf"\s*({'|'.join(_TYPES)})\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amber:
    """A question that the line leaves open: `cli.amber.<id>`, with what may be chosen."""

    id: str
    """`no-owner`, `name-unknown`, `name-ambiguous`, `link-unknown` or `due-past`."""
    text: str = ""
    """The part of the line that it is about."""
    choices: tuple[str, ...] = ()
    """Person ids, record ids or ISO days, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader may look at."""

    people: Sequence[Person]
    """The likelier first."""
    departments: Mapping[str, Department] = field(default_factory=dict)
    records: Collection[RecordId] = frozenset()
    """Those of `mentioned` that exist."""
    myself: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line means."""

    type: Type
    title: str
    owner: RecordId | None = None
    owner_choices: tuple[RecordId, ...] = ()
    collaborators: tuple[RecordId, ...] = ()
    due: date | None = None
    links: tuple[RecordId, ...] = ()
    amber: tuple[Amber, ...] = ()


def mentioned(line: str) -> tuple[RecordId, ...]:
    """The ids that a line may speak of, to be looked up before it is read."""
    found = (each["link"] for each in _TOKEN.finditer(line))
    return tuple(dict.fromkeys(one for link in found if link for one in _ids(link)))


def _ids(link: str) -> Iterator[RecordId]:
    if link.isdecimal():
        yield from (record_id(kind, int(link)) for kind in _LINKED)
        return
    letters = link.rstrip("0123456789").rstrip("-")
    identity = parse_id(f"{letters}-{link[len(letters) :].lstrip('-')}")
    if identity is not None:
        yield identity


def read_line(line: str, known: Known, today: date, kind: Type | None = None) -> Reading:
    """Reads one line; `kind` is its type unless the line names another one.

    Nothing is lost: what is not understood stays in the title. A decision has no deadline.

    Raises:
        Refused: it speaks to everybody (R01).
    """
    prefix = _TYPE.match(line)
    named = _TYPES[prefix[1].lower()] if prefix else kind or Type.ACTION
    reader = _Reader(known, today, named)
    body = line[prefix.end() :] if prefix else line
    title = " ".join(_TOKEN.sub(reader.take, body).split())
    return reader.reading(title)


class _Reader:
    """Takes the tokens of one line out of it, one after the other."""

    def __init__(self, known: Known, today: date, kind: Type) -> None:
        self._known = known
        self._today = today
        self._kind = kind
        self._people: list[RecordId] = []
        self._choices: tuple[RecordId, ...] = ()
        self._links: list[RecordId] = []
        self._due: date | None = None
        self._amber: list[Amber] = []

    def take(self, token: re.Match[str]) -> str:
        """What stays in the title in the token's place."""
        if token["quoted"]:
            return token[0]
        if name := token["name"] or token["also"]:
            return self._person(name, token[0])
        if token["link"]:
            return self._link(token["link"], token[0])
        return self._date(token)

    def reading(self, title: str) -> Reading:
        """What the tokens came to."""
        owner = next(iter(self._people), None)
        if owner is None and self._kind is not Type.DECISION:
            self._amber.append(Amber("no-owner"))
        return Reading(
            type=self._kind,
            title=title,
            owner=owner,
            owner_choices=self._choices,
            collaborators=tuple(dict.fromkeys(each for each in self._people if each != owner)),
            due=self._due,
            links=tuple(dict.fromkeys(self._links)),
            amber=tuple(self._amber),
        )

    def _person(self, name: str, typed: str) -> str:
        if name.casefold() in _EVERYBODY:
            raise Refused("one-owner", name=name)
        wanted, rest = _named(name, self._known)
        found = choices(wanted, self._known)
        if not found:
            self._amber.append(Amber("name-unknown", wanted))
            return typed
        if len(found) > 1:
            self._amber.append(Amber("name-ambiguous", wanted, found))
        if not self._people:
            self._choices = found
        self._people.append(found[0])
        return f" {rest}"

    def _link(self, link: str, typed: str) -> str:
        there = [each for each in _ids(link) if each in self._known.records]
        if not there:
            self._amber.append(Amber("link-unknown", typed))
            return typed
        self._links.append(there[0])
        return " "

    def _date(self, token: re.Match[str]) -> str:
        meant = days(token["year"], token["month"], token["day"], self._today)
        if self._due is not None or not meant or self._kind is Type.DECISION:
            return token[0]
        self._due = meant[0]
        if meant[0] < self._today:
            told = tuple(each.isoformat() for each in meant)
            self._amber.append(Amber("due-past", token[0].strip(), told))
        return " "


def days(year: str | None, month: str, day: str, today: date) -> tuple[date, ...]:
    """The days that a month and a day may mean, the likeliest first; none where there is none."""
    wanted = [int(year[:-1])] if year else [today.year, today.year + 1]
    found = tuple(_calendar_days(wanted, int(month), int(day)))
    if year or not found or found[0] >= today:
        return found[:1]
    return found if today - found[0] <= LATE_AT_MOST else found[1:]


def _calendar_days(years: Iterable[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _named(name: str, known: Known) -> tuple[str, str]:
    """The longest beginning that is somebody's name, and the rest; all of it where none is."""
    if choices(name, known):
        return name, ""
    names = {each for person in known.people for each in (person.name, *person.aliases)}
    for end in range(len(name) - 1, 1, -1):
        if name[:end] in names or name[:end] in known.departments:
            return name[:end], name[end:]
    return name, ""


def choices(name: str, known: Known) -> tuple[RecordId, ...]:
    """The people a name may mean, those it fits best: one where it is clear, none for nobody.

    A department stands for its liaison.
    """
    wanted = known.myself if name.casefold() in _MYSELF and known.myself else name
    exact = tuple(each.id for each in known.people if each.goes_by(wanted))
    if exact:
        return exact
    if name in known.departments:
        return tuple(
            each.id
            for each in known.people
            if each.dept == name and Function.LIAISON in each.functions
        )
    ranks = {each.id: matches(name, each.name, each.aliases) for each in known.people}
    fitting = find(name, ((each.id, each.name, each.aliases) for each in known.people))
    best = min((rank for rank in ranks.values() if rank is not None), default=RARE)
    return tuple(each for each in fitting if ranks[each] == best)
