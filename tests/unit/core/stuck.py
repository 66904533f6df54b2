"""A blocker on a task, and everybody who has a part in it; see `World`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.blocker import Blocker, RaiseBlocker
from core.domain.command import Command
from core.domain.event import Event
from core.domain.ids import Kind, RecordId, record_id
from core.domain.message import Message
from core.domain.people import Function, Person
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.refusal import Refused
from tests.unit.core.verbs import FACTS
from tests.unit.core.world import World, task

ONE, TWO = (record_id(Kind.BLOCKER, number) for number in (1, 2))
TASK = record_id(Kind.TASK, 1)

LEADER, RESPONSIBLE, OWNER, HEAD, MANAGER, EXECUTIVE, OUTSIDER, SECOND = (
    record_id(Kind.PERSON, number) for number in range(1, 9)
)
NAMES = {
    LEADER: "张伟",
    RESPONSIBLE: "王敏",
    OWNER: "赵倩",
    HEAD: "刘强",
    MANAGER: "周涛",
    EXECUTIVE: "高远",
    OUTSIDER: "李强",
    SECOND: "陈静",
}
CAST = tuple(
    Person(id=identity, name=NAMES[identity], dept=dept, functions=functions)
    for identity, dept, functions in (
        (LEADER, "市场部", ()),
        (RESPONSIBLE, "研发部", ()),
        (OWNER, "研发部", ()),
        (HEAD, "研发部", (Function.DEPT_HEAD,)),
        (MANAGER, "项目部", (Function.PROJECT_MANAGER,)),
        (EXECUTIVE, "总部", (Function.EXECUTIVE_SPONSOR,)),
        (OUTSIDER, "销售部", ()),
        (SECOND, "市场部", ()),
    )
)
"""市场部 leads, 研发部 is responsible; 李强 of 销售部 has no part in it."""
STRANGER = "路人"


def stuck(**values: object) -> World:
    """B-01 on T-01 of 研发部, raised by 赵倩 who owns it, all facts told unless said otherwise."""
    world = World.of(*CAST, task(1, dept="研发部"), RaciRow(id=RecordId("R-01"), version=1))
    world.actor = NAMES[OWNER]
    world.perform(RaiseBlocker(title="缺料", owner=OWNER, tasks=(TASK,), **FACTS))
    world.put(replace(the(world), **values))  # type: ignore[arg-type]
    world.actor = NAMES[LEADER]
    return world


def the(world: World, identity: RecordId = ONE) -> Blocker:
    """The blocker as it reads now."""
    record = world.records[identity]
    assert isinstance(record, Blocker)
    return record


def act(world: World, person: RecordId | str, *commands: Command) -> Blocker:
    """Somebody does these; B-01 afterwards."""
    world.actor = NAMES.get(RecordId(person), person)
    for command in commands:
        world.perform(command)
    return the(world)


def later(world: World, **by: float) -> None:
    """Time passes: `later(world, hours=2)`."""
    world.now += timedelta(**by)


def refused(world: World, person: RecordId | str, command: Command) -> Refused:
    """Why somebody may not do this."""
    world.actor = NAMES.get(RecordId(person), person)
    with pytest.raises(Refused) as problem:
        world.decide(command)
    return problem.value


def sent(world: World, about: str) -> list[Message]:
    """The messages of one sort, those that stand."""
    found = (each for each in world.records.values() if isinstance(each, Message))
    return [each for each in found if each.about == about and not each.removed]


def standing(world: World) -> dict[RecordId, Record]:
    """What is there to be seen, without the bookkeeping."""
    return {
        each.id: replace(each, version=0, updated_at=None)
        for each in world.records.values()
        if not each.removed
    }


def kinds(events: Iterable[Event]) -> list[str]:
    """What happened, in order."""
    return [each.kind for each in events]
