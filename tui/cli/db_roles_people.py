"""Which login speaks for whom: one person that was named, a list in a file, or everybody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.ids import Kind, parse_id
from core.domain.people import Person, Role
from core.domain.refusal import Refused
from core.domain.text import clean, search_key
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.store import Store
    from core.store.roles import Login

_COLUMNS = {
    "login": ("登录名", "登录", "login", "user", "role"),
    "person": ("姓名", "成员", "编号", "person", "name"),
    "project": ("项目", "项目代号", "project", "code"),
}
_USUAL = re.compile(r"[a-z][a-z0-9._-]{1,30}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The logins that are to be, and who gets none by this."""

    logins: tuple[Login, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """The person of each login, by its name."""
    skipped: tuple[tuple[str, str], ...] = ()
    """A name and `store.roles.skipped.<id>`."""


@dataclass(frozen=True, slots=True)
class Members:
    """The people of every project of a database, as far as a login may speak for them."""

    codes: Mapping[int, str]
    """The code of each project of the database, by its number."""
    people: Mapping[int, Sequence[Person]]
    """Those that are meant."""

    @classmethod
    def of(cls, store: Store) -> Members:
        """All of a database."""
        codes = {number: each.code for number, each in store.projects()}
        return cls(codes, {number: store.all_of(number, Kind.PERSON) for number in codes})

    def login(self, name: str, person: str) -> Login:
        """The login of one person, given by a name or an id, in each project they are in.

        Raises:
            Refused: nobody goes by that, or it may be more than one.
        """
        found = [
            (number, each)
            for number, people in self.people.items()
            for each in people
            if each.id == parse_id(person) or each.goes_by(person)
        ]
        if not found:
            codes = ", ".join(self.codes[number] for number in self.people)
            raise Refused("roles-no-person", name=person, projects=codes)
        projects = [number for number, _ in found]
        several = len({(each.name, each.dept) for _, each in found}) > 1
        if several or len(set(projects)) < len(projects):
            codes = ", ".join(dict.fromkeys(self.codes[number] for number in projects))
            raise Refused("roles-two-people", name=person, project=codes)
        return _login(name, found)

    def within(self, code: str) -> Members:
        """The people of one project, by its code; all of them where it is empty.

        Raises:
            Refused: there is no such project.
        """
        if not code:
            return self
        if code not in self.codes.values():
            raise Refused("no-such-project", code=code, codes=", ".join(self.codes.values()))
        people = {at: each for at, each in self.people.items() if self.codes[at] == code}
        return Members(self.codes, people)

    def name_of(self, login: Login) -> str:
        """The person that a login is for."""
        named = (self.called(number, identity) for number, identity in login.people.items())
        return next(filter(None, named), "")

    def called(self, number: int, identity: str) -> str:
        """The name of a person of the project of that number, by their id."""
        people = self.people.get(number, ())
        return next((each.name for each in people if each.id == identity), "")

    def alike(self) -> Iterator[tuple[Person, dict[int, Person]]]:
        """Each person once: the same name and department in two projects is one."""
        found: dict[tuple[str, str], dict[int, list[Person]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for number, people in self.people.items():
            for each in people:
                found[each.name, each.dept][number].append(each)
        for places in found.values():
            first = next(iter(places.values()))[0]
            once = all(len(each) == 1 for each in places.values())
            yield first, {number: each[0] for number, each in places.items()} if once else {}


def _login(name: str, found: Sequence[tuple[int, Person]]) -> Login:
    from core.store.roles import Login

    writes = any(each.role is not Role.VIEWER for _, each in found)
    return Login(name, {number: each.id for number, each in found}, writes)


def listed(path: Path, members: Members) -> Wanted:
    """The logins of a CSV or XLSX file with the columns login, person and, where needed, project.

    Raises:
        Wrong: the file cannot be read, or lacks a column.
        Refused: a line speaks of nobody, or of more than one.
    """
    from tui.cli.roster import rows_in

    rows = rows_in(path)
    head = {search_key(cell): at for at, cell in enumerate(next(rows, []))}
    places = {
        name: next((head[search_key(word)] for word in words if search_key(word) in head), None)
        for name, words in _COLUMNS.items()
    }
    if places["login"] is None or places["person"] is None:
        raise Wrong(word="store.roles.no_columns", path=path.name)
    logins: dict[str, Login] = {}
    for row in rows:
        told = {
            name: clean(row[at], limit=63) if at is not None and at < len(row) else ""
            for name, at in places.items()
        }
        if told["login"] and told["person"]:
            _join(logins, told, members)
    names = {name: members.name_of(each) for name, each in logins.items()}
    return Wanted(tuple(logins.values()), names)


def _join(logins: dict[str, Login], told: Mapping[str, str], members: Members) -> None:
    from core.store.roles import Login

    one = members.within(told["project"]).login(told["login"], told["person"])
    known = logins.get(one.name)
    if known is not None:
        one = Login(one.name, {**known.people, **one.people}, known.writes or one.writes)
    logins[one.name] = one


def everybody(
    members: Members, seats: Mapping[tuple[int, str], str], taken: Callable[[str], bool]
) -> Wanted:
    """A login for each person who has none: a name of theirs in small letters, or its sound.

    `taken` says which roles the server has already: nobody gets one of these unasked, as it may be
    somebody else's.
    """
    logins: dict[str, Login] = {}
    names: dict[str, str] = {}
    skipped: list[tuple[str, str]] = []
    for person, places in members.alike():
        theirs = {
            seats[key] for number, each in places.items() if (key := (number, each.id)) in seats
        }
        missing = [(at, each) for at, each in places.items() if (at, each.id) not in seats]
        name = next(iter(theirs)) if len(theirs) == 1 else usual(person)
        if not missing:
            skipped.append((person.name, "seated" if places else "alike"))
        elif not theirs and (name in logins or taken(name)):
            skipped.append((person.name, "taken"))
        else:
            logins[name] = _login(name, [*missing, *_seated(places, seats, name)])
            names[name] = person.name
    return Wanted(tuple(logins.values()), names, tuple(skipped))


def _seated(
    places: Mapping[int, Person], seats: Mapping[tuple[int, str], str], name: str
) -> list[tuple[int, Person]]:
    """Where the login speaks for the person already: what it may follows from all of them."""
    return [(at, each) for at, each in places.items() if seats.get((at, each.id)) == name]


def usual(person: Person) -> str:
    """What somebody would expect to log in as: `wangmin`, or the alias they have for it."""
    from core.domain.pinyin import chinese, readings, syllables

    fitting = (each.casefold() for each in (*person.aliases, person.name))
    if name := next((each for each in fitting if _USUAL.fullmatch(each)), ""):
        return name
    parts = (readings(each)[0] if chinese(each) else each for each in syllables(person.name))
    return "".join(each for each in parts if each.isascii() and each.isalnum()) or person.name
