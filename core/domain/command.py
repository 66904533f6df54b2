"""Every wish the service takes, what it needs to see, and the rule that decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, get_args

from core.domain.action import (
    AddAction,
    SetActionStatus,
    TurnAction,
)
from core.domain.archiving import ArchiveProject, ReopenProject
from core.domain.batch import Batch
from core.domain.blocker import (
    Blocker,
    Escalate,
    RaiseBlocker,
    ReopenBlocker,
    SolveBlocker,
    SubmitBlocker,
    VerifyBlocker,
)
from core.domain.clash import Clash, SettleClash
from core.domain.deciding import (
    actions,
    appointing,
    archiving,
    blockers,
    clashes,
    form_undo,
    forms,
    intake,
    leaving,
    meetings,
    messages,
    papers,
    people,
    policies,
    reminders,
    risks,
    strangers,
    tasks,
)
from core.domain.decision import RecordDecision, SetMilestone, WriteNote
from core.domain.event import Event, Recorded
from core.domain.form import FillForm, Form, OpenForm, tasks_in
from core.domain.ids import Kind, RecordId, parse_id, raci_of
from core.domain.intake import BringIn, TakeBack, TakeIn
from core.domain.leaving import LeaveProject, ReturnToProject
from core.domain.meeting_wishes import (
    AddAgendaItem,
    HandOver,
    MakePoint,
    PlanMeeting,
    SendAgenda,
    SendMinutes,
    SetSeries,
    StartMeeting,
    WriteMinutes,
)
from core.domain.people import AddDepartment, AddPerson, EditPerson
from core.domain.policy import SetPolicy
from core.domain.raci import FillRaci, FillRow
from core.domain.record import Record
from core.domain.reminder_day import Remind
from core.domain.risk import RaiseRisk, Risk, TurnRisk
from core.domain.scene import Scene
from core.domain.task import (
    AddTask,
    EditTask,
    SetStatus,
    Task,
    finishes,
)

IntakeCommand = TakeIn | BringIn | TakeBack
Command = (
    people.PeopleCommand
    | tasks.TaskCommand
    | blockers.BlockerCommand
    | actions.ActionCommand
    | papers.PaperCommand
    | risks.RiskCommand
    | meetings.MeetingCommand
    | messages.MessageCommand
    | SetPolicy
    | ArchiveProject
    | ReopenProject
    | Remind
    | SettleClash
    | forms.FormCommand
    | LeaveProject
    | ReturnToProject
    | Batch
    | IntakeCommand
)

_NAMED = (
    "task",
    "blocker",
    "action",
    "subject",
    "parent",
    "person",
    "department",
    "risk",
    "into",
    "meeting",
    "item",
    "point",
    "message",
    "clash",
    "form",
)
_LISTED = ("tasks", "links", "depends_on", "actions")
_WITH_POLICY = (
    *get_args(blockers.BlockerCommand),
    *(TurnRisk, TurnAction, SetActionStatus, SetStatus, SetPolicy),
    *get_args(forms.FormCommand),
    LeaveProject,
)
"""Commands whose rules look at the project's policies."""
_WITH_FORMS = (*get_args(forms.FormCommand), LeaveProject)
"""Commands whose rules look at what forms are like, and at the working days."""
_WITH_ROWS = (
    *get_args(blockers.BlockerCommand),
    *get_args(risks.RiskCommand),
    *(TurnAction, RecordDecision),
)
"""Commands whose rules look at the tasks behind a record, and at their RACI rows."""
_CREATES: dict[type, tuple[Kind, ...]] = {
    AddDepartment: (Kind.DEPARTMENT,),
    AddPerson: (Kind.PERSON, Kind.DEPARTMENT),
    EditPerson: (Kind.DEPARTMENT,),
    AddTask: (Kind.TASK, Kind.DEPARTMENT),
    EditTask: (Kind.DEPARTMENT,),
    TakeIn: (Kind.TASK, Kind.DEPARTMENT, Kind.CLASH),
    SettleClash: (Kind.DEPARTMENT,),
    **dict.fromkeys(_WITH_FORMS, (Kind.FORM, Kind.MESSAGE)),
    **dict.fromkeys(get_args(blockers.BlockerCommand), (Kind.MESSAGE,)),
    **dict.fromkeys(
        (Escalate, SubmitBlocker, VerifyBlocker, ReopenBlocker), (Kind.NOTE, Kind.MESSAGE)
    ),
    RaiseBlocker: (Kind.BLOCKER, Kind.MESSAGE),
    SolveBlocker: (Kind.DECISION, Kind.MESSAGE),
    RaiseRisk: (Kind.RISK,),
    TurnRisk: (Kind.BLOCKER, Kind.MESSAGE),
    SetPolicy: (Kind.POLICY,),
    **dict.fromkeys((PlanMeeting, StartMeeting), (Kind.MEETING, Kind.AGENDA_ITEM)),
    AddAgendaItem: (Kind.AGENDA_ITEM,),
    MakePoint: (Kind.POINT,),
    WriteMinutes: (Kind.MINUTES,),
    SendMinutes: (Kind.MINUTES, Kind.MESSAGE),
    SendAgenda: (Kind.MESSAGE,),
    SetSeries: (Kind.SERIES,),
    Remind: (Kind.MESSAGE,),
    AddAction: (Kind.ACTION,),
    SetActionStatus: (Kind.NOTE,),
    TurnAction: (Kind.BLOCKER, Kind.MESSAGE, Kind.NOTE),
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
    for wish in _each(command):
        if isinstance(wish, TakeIn):
            yield from (item.task for item in wish.items if item.task is not None)
            yield from (each.clash for each in wish.clashes if each.clash is not None)
            yield from (*wish.lapsed, *wish.dropped, *wish.gone, *wish.back)
        elif isinstance(wish, BringIn):
            yield from (record.id for record in wish.records)
        else:
            yield from _named(wish)


def _named(command: Command) -> Iterator[RecordId]:
    for name in _NAMED:
        if found := getattr(command, name, None):
            yield found
    for name in _LISTED:
        yield from getattr(command, name, None) or ()
    if isinstance(command, FillRaci | FillRow):
        yield raci_of(command.task)
    if isinstance(command, OpenForm | FillForm):
        yield from tasks_in(command.values)


def creates(command: Command) -> tuple[Kind, ...]:
    """The kinds of record for which a command may need new ids."""
    if isinstance(command, Batch):
        kinds = (kind for each in command.commands for kind in creates(each))
        return tuple(dict.fromkeys(kinds))
    return _CREATES.get(type(command), ())


def around(command: Command, records: Iterable[Record]) -> tuple[RecordId, ...]:
    """What a rule looks at besides: the tasks behind the records it was given, and their rows."""
    records = tuple(records)
    found = {each.subject: None for each in records if isinstance(each, Clash)}
    if needs_forms(command) or isinstance(command, TakeBack):
        spoken = (forms.speaks_of(each) for each in records if isinstance(each, Form))
        found |= dict.fromkeys(id_ for ids in spoken for id_ in ids)
    if not any(isinstance(each, _WITH_ROWS) for each in _each(command)):
        return tuple(found)
    for record in records:
        tasks = record.tasks if isinstance(record, Blocker | Risk) else ()
        if isinstance(record, Task):
            tasks = (record.id,)
        found |= dict.fromkeys(each for task in tasks for each in (task, raci_of(task)))
    return tuple(found)


def needs_policies(command: Command) -> bool:
    """Whether the rule must see the project's policies."""
    return any(isinstance(each, _WITH_POLICY) for each in _each(command))


def _each(command: Command) -> Iterator[Command]:
    """A command, or those within it."""
    if isinstance(command, Batch):
        for each in command.commands:
            yield from _each(each)
    else:
        yield command


def needs_forms(command: Command) -> bool:
    """Whether the rule must see what forms are like, and the working days."""
    return any(isinstance(each, _WITH_FORMS) for each in _each(command))


def needs_definitions(command: Command, undoing: Iterable[Recorded] = ()) -> bool:
    """Whether the rule must see what forms and clocks are like."""
    if form_undo.of_forms(undoing):
        return True
    own = any(
        finishes(each) or (isinstance(each, SetPolicy) and bool(each.clocks))
        for each in _each(command)
    )
    return own or needs_forms(command)


def needs_signs(command: Command) -> bool:
    """Whether the rule must see who was heard of last, and when."""
    return isinstance(command, HandOver)


def in_meeting(command: Command) -> bool:
    """Whether a command may be part of what is said in a meeting: no source's news are."""
    return not isinstance(command, TakeIn | BringIn)


def needs_dependencies(command: Command, undoing: Iterable[Recorded] = ()) -> bool:
    """Whether the rule must see who waits for whom."""
    if any(isinstance(each, EditTask) and each.depends_on is not None for each in _each(command)):
        return True
    return any("depends_on" in each.event.before for each in undoing)


def needs_parents(command: Command) -> bool:
    """Whether the rule must see which tasks have subtasks."""
    return any(isinstance(each, EditTask) and each.parent is not None for each in _each(command))


def decide(command: Command, scene: Scene) -> tuple[Event, ...]:
    """What a command comes to; nothing, where everything reads so already.

    Raises:
        Refused: the rules say no.
        Conflict: somebody wrote since the person looked.
    """
    scene.may_write()
    if isinstance(command, Batch):
        return _one_by_one(command, scene)
    strangers.check(command, scene)
    archiving.check(command, scene)
    events = RULES[type(command)](command, scene)
    appointing.check(events, scene)
    return events


def _one_by_one(batch: Batch, scene: Scene) -> tuple[Event, ...]:
    """Each wish sees what those before it came to."""
    events: list[Event] = []
    for command in batch.commands:
        found = decide(command, scene)
        events += found
        scene = scene.after(found)
    return tuple(events)


Rule = Callable[[Any, Scene], tuple[Event, ...]]

RULES: Final[dict[type, Rule]] = {
    **dict.fromkeys(get_args(people.PeopleCommand), people.decide),
    **dict.fromkeys(get_args(tasks.TaskCommand), tasks.decide),
    **dict.fromkeys(get_args(blockers.BlockerCommand), blockers.decide),
    **dict.fromkeys(get_args(risks.RiskCommand), risks.decide),
    **dict.fromkeys(get_args(actions.ActionCommand), actions.decide),
    **dict.fromkeys(get_args(papers.PaperCommand), papers.decide_paper),
    **dict.fromkeys(get_args(meetings.MeetingCommand), meetings.decide),
    **dict.fromkeys(get_args(messages.MessageCommand), messages.decide),
    SetPolicy: policies.decide,
    ArchiveProject: archiving.decide,
    ReopenProject: archiving.decide,
    Remind: reminders.remind,
    SettleClash: clashes.decide,
    **dict.fromkeys(get_args(forms.FormCommand), forms.decide),
    LeaveProject: leaving.leave,
    ReturnToProject: leaving.back,
    TakeIn: intake.decide_take_in,
    BringIn: intake.decide_bring_in,
    TakeBack: intake.decide_take_back,
}
"""The rule of each kind of command but the batch."""
