"""What is to reach people: a message is queued with the change that it tells of (R22)."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.blocker import Blocker
from core.domain.event import Event, created
from core.domain.ids import Kind, RecordId, raci_of
from core.domain.ladder import standing
from core.domain.message import GRACE, Message
from core.domain.people import Function, Person
from core.domain.raci import Letter, RaciRow
from core.domain.scene import Scene

_TOLD = frozenset({Letter.C.value, Letter.I.value})


def informed(blocker: Blocker, scene: Scene) -> tuple[RecordId, ...]:
    """Who is told of a blocker's way (R22, R29): the C and I of its tasks' rows.

    A department hears of it through its liaisons, else its heads, else everybody in it.
    """
    rows = [scene.records.get(raci_of(task)) for task in blocker.tasks]
    cells = [row.cells for row in rows if isinstance(row, RaciRow) and not row.removed]
    parties = [party for each in cells for party, letter in each.items() if letter in _TOLD]
    found = (one for party in dict.fromkeys(parties) for one in _ears(party, scene))
    return tuple(dict.fromkeys(found))


def queued(
    scene: Scene, about: str, blocker: Blocker, to: Iterable[RecordId], **values: str
) -> tuple[Event, ...]:
    """A message on its way to these people, without the one who acts; nothing where none is left.

    `about` is worded as `message.<about>`, with `who`, `id`, `title` and the values given here.
    """
    myself = scene.myself()
    known = (each for each in to if each in scene.people and scene.people[each].here)
    left = tuple(each for each in dict.fromkeys(known) if myself is None or each != myself.id)
    if not left:
        return ()
    message = Message(
        id=scene.next_id(Kind.MESSAGE),
        about=about,
        subject=blocker.id,
        to=left,
        values={"who": scene.actor, "id": blocker.id, "title": blocker.title, **values},
        queued_at=scene.now,
        send_after=scene.now + GRACE,
    )
    return (created(message, "message.queued"),)


def _ears(party: str, scene: Scene) -> list[RecordId]:
    if RecordId(party) in scene.people:
        return [RecordId(party)]
    members = [each for each in standing(scene.people) if each.dept == party]
    liaisons = _with(members, Function.LIAISON)
    heads = _with(members, Function.DEPT_HEAD, Function.LEAD_DEPT_HEAD)
    return liaisons or heads or [each.id for each in members]


def _with(members: Iterable[Person], *functions: Function) -> list[RecordId]:
    return [each.id for each in members if set(functions) & set(each.functions)]
