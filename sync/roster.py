"""Our people as a source can name them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from core.domain.people import stem_of
from sync.record import Person


@dataclass(frozen=True, slots=True)
class Known:
    """One of our people, as far as a source can name them."""

    id: str
    names: tuple[str, ...]
    remote_id: str = ""
    """Their id at this source."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Our people by remote id and by name."""

    by_remote: Mapping[str, str]
    by_name: Mapping[str, str | None]
    """None for a name that more than one has, or that a person settled as nobody of ours."""
    shared: frozenset[str] = frozenset()
    """The names that more than one has, or that are all but the part in brackets of several."""

    @classmethod
    def of(cls, people: Iterable[Known]) -> Roster:
        """From a list of people."""
        by_remote: dict[str, str] = {}
        by_name: dict[str, str | None] = {}
        for person in people:
            if person.remote_id:
                by_remote[person.remote_id] = person.id
            for name in dict.fromkeys(map(_name_key, person.names)):
                by_name[name] = None if name in by_name else person.id
        return cls(by_remote, by_name, _shared(by_name))

    def settled(self, ids: Mapping[str, str | None], names: Mapping[str, str | None]) -> Roster:
        """With what a person settled: our ids by remote id and by name there; None for nobody."""
        told = {_name_key(name): ours for name, ours in names.items()}
        known = {each: ours for each, ours in self.by_remote.items() if each not in ids}
        found = {each: ours for each, ours in ids.items() if ours is not None}
        return Roster({**known, **found}, {**self.by_name, **told}, self.shared - told.keys())

    def find(self, person: Person) -> str | None:
        """Our id of a remote person; by name only if just one of ours has it."""
        found = self.by_remote.get(person.id)
        return found if found is not None else self.named(person.name)

    def several(self, name: str) -> bool:
        """Whether more than one of ours is called `name`."""
        return _name_key(name) in self.shared

    def named(self, name: str) -> str | None:
        """Our id of the only one called `name`."""
        return self.by_name.get(_name_key(name)) if name else None


def _shared(by_name: Mapping[str, str | None]) -> frozenset[str]:
    stems = Counter(stem for name in by_name if (stem := stem_of(name)))
    several = (stem for stem, n in stems.items() if n > 1 and stem not in by_name)
    return frozenset((*(name for name, ours in by_name.items() if ours is None), *several))


def _name_key(name: str) -> str:
    return normalize("NFC", name).strip()
