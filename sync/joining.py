"""Who the people in a source's records are among ours; those we do not know join the project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace

from core.domain.batch import Batch
from core.domain.ids import Kind, RecordId
from core.domain.people import AddPerson, EditPerson
from core.domain.people import Person as Ours
from core.service import Service
from sync.mapping import Mapping
from sync.record import Person, Record
from sync.roster import Known, Roster

CELLS = ("owner", "collaborators")
"""Our fields that name people."""
AT_ONCE = 100
"""People who join in one transaction."""


@dataclass(frozen=True, slots=True)
class Company:
    """The people of a sync."""

    roster: Roster
    added: tuple[str, ...] = ()
    """Names of those who joined."""


def meet(
    service: Service,
    source: str,
    faces: Iterable[Person],
    *,
    write: bool,
    settled: Dict[str, str] | None = None,
) -> Company:
    """Finds out who `faces` are: by id, by a name that one person has on each side, or new.

    Without `write` nobody is written down: those who would join are known by their names.
    `settled` are the names of ours by remote id or name (`Mapping.people`): who is settled there is
    nobody else, and never joins, whether or not we have that person.
    """
    people: list[Ours] = service.all_of(Kind.PERSON)
    every = {each.id: each for each in faces}
    names = settled or {}
    told = {each.id: name for each in every.values() if (name := _name(each, names))}
    _remember(service, source, {every[each]: name for each, name in told.items()}, people, write)
    strangers = [each for each in every.values() if each.id not in told]
    company = _company(service, source, strangers, people, write)
    ids = {each: _one(name, people) for each, name in told.items()}
    others = {each: _one(name, people) for each, name in names.items()}
    return replace(company, roster=company.roster.settled(ids, others))


def _company(
    service: Service, source: str, faces: Iterable[Person], people: list[Ours], write: bool
) -> Company:
    known = {each.remote_ids[source] for each in people if source in each.remote_ids}
    unknown = [each for each in faces if each.id not in known]
    if not unknown:
        return Company(_roster(people, source))
    alike = Counter(each.name for each in unknown)
    joining: list[AddPerson] = []
    for person in unknown:
        same = [each for each in people if person.name and each.goes_by(person.name)]
        if alike[person.name] == 1 and len(same) == 1 and source not in same[0].remote_ids:
            people[people.index(same[0])] = _recognise(service, source, person, same[0], write)
        else:
            taken = {name for each in people for name in (each.name, *each.aliases)}
            taken |= {each.name for each in joining}
            joining.append(_newcomer(source, person, taken))
    people = _join(service, joining, write) or people
    return Company(_roster(people, source, joining), tuple(each.name for each in joining))


def _name(face: Person, settled: Dict[str, str]) -> str:
    """The name of ours that a person settled for a face; empty where nobody did."""
    return settled.get(face.id) or settled.get(face.name) or ""


def _remember(
    service: Service, source: str, told: Dict[Person, str], people: list[Ours], write: bool
) -> None:
    """Who is settled gets the id, so that they can be named at the source; the first one stays."""
    taken = {each.remote_ids[source] for each in people if source in each.remote_ids}
    for face, name in told.items():
        found = [each for each in people if each.goes_by(name)]
        if len(found) == 1 and source not in found[0].remote_ids and face.id not in taken:
            people[people.index(found[0])] = _recognise(service, source, face, found[0], write)


def _one(name: str, people: Iterable[Ours]) -> str | None:
    """The id of the only one who goes by that name."""
    found = [each.id for each in people if each.goes_by(name)]
    return found[0] if len(found) == 1 else None


def named(records: Iterable[Record], mapping: Mapping) -> tuple[Person, ...]:
    """The people that titled records name, once each."""
    columns = [mapping.columns[name].id for name in CELLS if name in mapping.columns]
    title = mapping.columns["title"].id
    found: dict[str, Person] = {}
    for record in records:
        cells = record.fields
        for column in columns:
            value = cells.get(column)
            for person in value if type(value) is tuple else ():
                if type(person) is Person and person.id not in found and title in cells:
                    found[person.id] = person
    return tuple(found.values())


def _recognise(service: Service, source: str, person: Person, ours: Ours, write: bool) -> Ours:
    """One of ours is who the source calls by the same name: its id is remembered."""
    ids = {**ours.remote_ids, source: person.id}
    if write:
        service.perform(EditPerson(person=ours.id, remote_ids=ids))
    return Ours(id=ours.id, name=ours.name, aliases=ours.aliases, remote_ids=ids)


def _newcomer(source: str, person: Person, taken: set[str]) -> AddPerson:
    """Without a name, or with one that somebody has, the id tells them apart."""
    name = person.name or person.id
    if name in taken:
        name = f"{name} {person.id}"
    return AddPerson(name=name, remote_ids={source: person.id})


def _join(service: Service, joining: Iterable[AddPerson], write: bool) -> list[Ours]:
    """Everybody, once the newcomers are among them; nobody where nothing was written."""
    wishes = list(joining)
    if not write or not wishes:
        return []
    for first in range(0, len(wishes), AT_ONCE):
        service.perform(Batch(commands=tuple(wishes[first : first + AT_ONCE])))
    people: list[Ours] = service.all_of(Kind.PERSON)
    return people


def _roster(people: Iterable[Ours], source: str, joining: Iterable[AddPerson] = ()) -> Roster:
    there = [
        Known(each.id, (each.name, *each.aliases), each.remote_ids.get(source, ""))
        for each in people
    ]
    written = {each.remote_id for each in there}
    expected = [
        Known(RecordId(each.name), (each.name,), each.remote_ids[source])
        for each in joining
        if each.remote_ids[source] not in written
    ]
    return Roster.of([*there, *expected])
