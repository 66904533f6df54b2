"""Who answers for a line and who helps: candidates in order, defaults, what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.capture.chips import (
    DEFAULT_SPANS,
    EACH,
    EVERYONE,
    TEXT,
    Amber,
    Chip,
    Choice,
    Chosen,
)
from core.capture.ground import Ground
from core.capture.line import Line
from core.capture.pieces import Noticed, Piece
from core.capture.when.day import Value
from core.domain.ids import RecordId

_IN_TEXT: Final = frozenset({"owner-in-text", "person-in-text"})
_STRANGERS: Final = frozenset({"name-unknown", "me-unknown"})


@dataclass(slots=True)
class Owners:
    """What the names of a line came to."""

    owner: RecordId | None = None
    choices: tuple[RecordId, ...] = ()
    collaborators: list[RecordId] = field(default_factory=list)
    each: tuple[RecordId, ...] = ()
    chips: list[Chip] = field(default_factory=list)
    amber: list[Amber] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """What the text says of people without taking one."""

    people: tuple[RecordId, ...] = ()
    """Whose full names stand in it."""
    stranger: bool = False
    """Whether somebody is named by a mark whom nobody knows."""


def said_of(noticed: Iterable[Noticed]) -> Said:
    """The people that were noticed in a line."""
    seen = tuple(noticed)
    named = (one for each in seen if each.id in _IN_TEXT for one in each.people)
    strangers = any(each.id in _STRANGERS for each in seen)
    return Said(tuple(dict.fromkeys(named)), strangers)


def owners_of(
    pieces: Iterable[Piece], line: Line, ground: Ground, links: Sequence[RecordId], chosen: Chosen
) -> Owners:
    """The first `@` owns; whoever else is named helps."""
    found = Owners()
    for piece in pieces:
        if piece.named is None:
            continue
        source = line.raw[piece.start : piece.end]
        if piece.named.word == EVERYONE:
            _everyone(found, piece, source, ground, chosen)
            continue
        chip = person_chip(piece, source, ground, links, chosen)
        found.chips.append(chip)
        found.amber.extend(_asked(chip, piece.named.whole, ground, links, chosen))
        if piece.kind == "owner" and found.owner is None:
            found.owner = RecordId(chip.taken.id)
            found.choices = tuple(RecordId(one.id) for one in chip.choices if one.id != TEXT)
        else:
            found.collaborators.append(RecordId(chip.taken.id))
    helpers = dict.fromkeys(found.collaborators)
    found.collaborators = [each for each in helpers if each != found.owner]
    return found


def _everyone(found: Owners, piece: Piece, source: str, ground: Ground, chosen: Chosen) -> None:
    people = tuple(
        each.id
        for each in ground.people
        if each.id in (ground.present or ground.members or {each.id})
    )
    values: dict[str, Value] = {"count": len(people)}
    choices = (Choice(EVERYONE, values), Choice(EACH, values), Choice(TEXT))
    index = int(chosen.get(piece.span) == EACH)
    found.chips.append(Chip(*piece.span, "owner", source, choices, index))
    if index:
        found.each = people
    else:
        found.amber.append(Amber(EVERYONE, *piece.span, values, (EVERYONE, EACH, TEXT)))


def person_chip(
    piece: Piece, source: str, ground: Ground, links: Sequence[RecordId], chosen: Chosen
) -> Chip:
    """The chip of a name, with the choice taken."""
    people = candidates(piece, ground, links)
    choices = (*(_choice(each, piece, ground, links) for each in people), Choice(TEXT))
    ids = [each.id for each in choices]
    wanted = chosen.get(piece.span, ids[0])
    index = ids.index(wanted) if wanted in ids else 0
    return Chip(*piece.span, piece.kind, source, choices, index)


def _asked(
    chip: Chip, whole: bool, ground: Ground, links: Sequence[RecordId], chosen: Chosen
) -> tuple[Amber, ...]:
    ids = tuple(each.id for each in chip.choices)
    people = [RecordId(each) for each in ids if each != TEXT]
    if chip.span in chosen or settled(people, ground, links, whole=whole):
        return ()
    return (Amber("name-ambiguous", *chip.span, {"name": chip.source.lstrip("@＠+＋")}, ids),)


def candidates(piece: Piece, ground: Ground, links: Sequence[RecordId]) -> tuple[RecordId, ...]:
    """Whom a name may mean: present, R or A of a linked record, members, lately named, rest.

    Of members those come first who have a part in the project.
    """
    if piece.named is None:
        return ()
    if piece.named.word == "me":
        return (ground.myself,) if ground.myself else ()
    recent = {each: place for place, each in enumerate(ground.recent)}
    return tuple(
        sorted(
            piece.named.people,
            key=lambda each: (
                _standing(each, ground, links),
                each not in ground.parts,
                recent.get(each, len(recent)),
            ),
        )
    )


def _standing(
    person: RecordId, ground: Ground, links: Sequence[RecordId]
) -> tuple[bool, bool, bool]:
    """What makes a person likelier than a namesake; the smaller the likelier."""
    member = not ground.members or person in ground.members
    return (person not in ground.present, not _roles(person, ground, links), not member)


def _roles(person: RecordId, ground: Ground, links: Sequence[RecordId]) -> str:
    """`R`, `A` or both, on the records linked."""
    is_r = any(person in ground.responsible.get(each, ()) for each in links)
    is_a = any(person in ground.accountable.get(each, ()) for each in links)
    return "R" * is_r + "A" * is_a


def settled(
    people: Sequence[RecordId], ground: Ground, links: Sequence[RecordId], *, whole: bool = True
) -> bool:
    """Whether the first stands out: who has some part in the project, or was named of late, does
    not; nor does anybody of several where only a piece of the name was typed.
    """
    standings = [_standing(each, ground, links) for each in people[:2]]
    return len(standings) < 2 or (whole and standings[0] < standings[1])


def _choice(person: RecordId, piece: Piece, ground: Ground, links: Sequence[RecordId]) -> Choice:
    known = ground.persons.get(person)
    values: dict[str, Value] = {
        "name": known.name if known else person,
        "dept": known.dept if known else "",
        "present": int(person in ground.present),
        "roles": _roles(person, ground, links),
        "task": links[0] if links else "",
    }
    if piece.named and len(piece.named.people) > 1:
        values |= {"part": int(person in ground.parts), "recent": int(person in ground.recent)}
    if piece.named and piece.named.department:
        values["liaison_of"] = piece.named.department
    return Choice(person, values)


def default_owner(
    found: Owners, said: Said, ground: Ground, links: Sequence[RecordId], chosen: Chosen
) -> None:
    """Fills in who owns a line that names nobody: the speaker, the selected record's R, a link's R.

    Only the last is asked about, unless the text names people: then they come first and the line
    asks. Beside a name that nobody has, nobody is filled in.
    """
    everyone = found.each or any(each.id == EVERYONE for each in found.amber)
    if found.owner or everyone:
        return
    source, person = _default(ground, links)
    people = tuple(dict.fromkeys((*said.people, *((person,) if person else ()))))
    span = DEFAULT_SPANS["owner"]
    if not people:
        found.amber.append(Amber("no-owner"))
        return
    piece = Piece(*span, "owner")
    choices = (*(_choice(each, piece, ground, links) for each in people), Choice(TEXT))
    ids = [each.id for each in choices]
    wanted = chosen.get(span, TEXT if said.stranger else ids[0])
    index = ids.index(wanted) if wanted in ids else 0
    named = ids[index] in said.people and ids[index] != person
    chip = Chip(*span, "owner", "named" if named else source, choices, index, default=True)
    found.chips.append(chip)
    found.owner, found.choices = None if chip.as_text else RecordId(chip.taken.id), people
    if span not in chosen and (way := _open(said, source, person)):
        found.amber.append(Amber(way, *span, choices[0].values, tuple(ids)))


def _open(said: Said, source: str, person: RecordId | None) -> str:
    """What an owner who was filled in leaves open: the id of the question, or nothing."""
    if said.stranger:
        return "no-owner"
    if said.people and said.people != (person,):
        return "named-in-text"
    return "owner-from-link" if source == "link" else ""


def _default(ground: Ground, links: Sequence[RecordId]) -> tuple[str, RecordId | None]:
    context = ground.context
    if context.speaker:
        return "speaker", context.speaker
    for source, record in (("selected", context.selected), *(("link", each) for each in links)):
        people = ground.responsible.get(record, ()) if record else ()
        if people:
            return source, people[0]
    return "named", None
