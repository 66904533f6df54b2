"""Every wish the service takes, what it needs to see, and the rule that decides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from core.domain.action import AddAction, AssignAction, MoveAction, SetActionStatus
from core.domain.blocker import Acknowledge, AssignBlocker, EditBlocker, RaiseBlocker
from core.domain.deciding import actions, blockers, intake, people, tasks
from core.domain.decision import RecordDecision, SetMilestone, WriteNote
from core.domain.event import Event, Recorded
from core.domain.ids import Kind, RecordId, parse_id, raci_of
from core.domain.intake import BringIn, TakeBack, TakeIn
from core.domain.people import AddDepartment, AddPerson, EditPerson
from core.domain.raci import FillRaci
from core.domain.scene import Scene
from core.domain.task import (
    AddTask,
    AssignTask,
    EditTask,
    MoveTask,
    SetLight,
    SetProgress,
    SetStatus,
)

IntakeCommand = TakeIn | BringIn | TakeBack
Command = (
    people.PeopleCommand
    | tasks.TaskCommand
    | blockers.BlockerCommand
    | actions.ActionCommand
    | actions.PaperCommand
    | IntakeCommand
)

_NAMED = ("task", "blocker", "action", "subject", "parent", "person")
_LISTED = ("tasks", "links", "depends_on")
_CREATES: dict[type, tuple[Kind, ...]] = {
    AddDepartment: (Kind.DEPARTMENT,),
    AddPerson: (Kind.PERSON, Kind.DEPARTMENT),
    EditPerson: (Kind.DEPARTMENT,),
    AddTask: (Kind.TASK, Kind.DEPARTMENT),
    EditTask: (Kind.DEPARTMENT,),
    TakeIn: (Kind.TASK, Kind.DEPARTMENT),
    RaiseBlocker: (Kind.BLOCKER,),
    AddAction: (Kind.ACTION,),
    RecordDecision: (Kind.DECISION,),
    SetMilestone: (Kind.MILESTONE,),
    WriteNote: (Kind.NOTE,),
}


def needs(command: Command) -> tuple[RecordId, ...]:
    """The ids of the records that a command speaks of; people are always at hand.

    What is no id is left out: the rule will find nothing there and say so.
    """
    return tuple(dict.fromkeys(each for each in _needs(command) if parse_id(each) == each))


def _needs(command: Command) -> Iterator[RecordId]:
    if isinstance(command, TakeIn):
        yield from (item.task for item in command.items if item.task is not None)
        return
    if isinstance(command, BringIn):
        yield from (record.id for record in command.records)
        return
    for name in _NAMED:
        if found := getattr(command, name, None):
            yield found
    for name in _LISTED:
        yield from getattr(command, name, None) or ()
    if isinstance(command, FillRaci):
        yield raci_of(command.task)


def creates(command: Command) -> tuple[Kind, ...]:
    """The kinds of record for which a command may need new ids."""
    return _CREATES.get(type(command), ())


def needs_dependencies(command: Command, undoing: Iterable[Recorded] = ()) -> bool:
    """Whether the rule must see who waits for whom."""
    if isinstance(command, EditTask):
        return command.depends_on is not None
    return any("depends_on" in each.event.before for each in undoing)


def needs_parents(command: Command) -> bool:
    """Whether the rule must see which tasks have subtasks."""
    return isinstance(command, EditTask) and command.parent is not None


def decide(command: Command, scene: Scene) -> tuple[Event, ...]:  # noqa: C901, PLR0911 - flat
    """What a command comes to; nothing, where everything reads so already.

    Raises:
        Refused: the rules say no.
        Conflict: somebody wrote since the person looked.
    """
    scene.may_write()
    match command:
        case AddDepartment() | AddPerson() | EditPerson():
            return people.decide(command, scene)
        case (
            AddTask()
            | SetProgress()
            | SetStatus()
            | AssignTask()
            | MoveTask()
            | SetLight()
            | EditTask()
            | FillRaci()
        ):
            return tasks.decide(command, scene)
        case RaiseBlocker() | Acknowledge() | AssignBlocker() | EditBlocker():
            return blockers.decide(command, scene)
        case AddAction() | AssignAction() | MoveAction() | SetActionStatus():
            return actions.decide(command, scene)
        case RecordDecision() | SetMilestone() | WriteNote():
            return actions.decide_paper(command, scene)
        case TakeIn():
            return intake.decide_take_in(command, scene)
        case BringIn():
            return intake.decide_bring_in(command, scene)
        case TakeBack():
            return intake.decide_take_back(command, scene)
        case _:
            assert_never(command)
