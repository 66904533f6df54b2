"""The board that the capture examples are typed on: their people, tasks, roles and meeting."""

from __future__ import annotations

from datetime import date

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.decision import Milestone
from core.domain.ids import Kind, RecordId, kind_of, raci_of, record_id
from core.domain.intake import BringIn
from core.domain.meeting import MeetingKind, Presence, Purpose
from core.domain.meeting_wishes import GoToItem, SetSeries, Slot, StartMeeting
from core.domain.people import AddDepartment, AddPerson, Function
from core.domain.project import CreateProject
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.task import Task
from core.service import Service, create_project
from core.store import open_store
from tests.unit.core.capture_ground import GROUND, NOW, PEOPLE

IDS = {each.id: record_id(Kind.PERSON, at) for at, each in enumerate(PEOPLE, 1)}
"""The ids here of the people whom the examples name in short."""


def capture_board(url: str) -> None:
    """Everything that `capture_ground.GROUND` knows, but for the meeting: see `hold_standup`."""
    store = open_store(url, create=True)
    founding = CreateProject(
        code="q4", name="新品推广", start=GROUND.anchors.start, end=GROUND.anchors.end
    )
    number = create_project(store, founding, actor="李雷", now=NOW)
    service = Service(store, number, "李雷", lambda: NOW)
    for name in dict.fromkeys(each.dept for each in PEOPLE):
        service.perform(AddDepartment(name=name))
    liaisons = {one for ids in GROUND.departments.values() for one in ids}
    for each in PEOPLE:
        functions = (Function.LIAISON,) if each.id in liaisons else ()
        service.perform(AddPerson(name=each.name, dept=each.dept, functions=functions))
    rows = tuple(_row(task) for task in GROUND.records if kind_of(task) is Kind.TASK)
    records = tuple(_record(each, title) for each, title in GROUND.records.items())
    service.perform(BringIn(records=(*records, *rows, *_milestones())))
    store.close()


def hold_standup(url: str, speaker: str = "") -> None:
    """The standup of the examples: those present sit in it, and it is held each working day.

    It is the speaker's turn; where nobody speaks, it is at its read-back.
    """
    store = open_store(url)
    service = Service(store, 1, "李雷", lambda: NOW)
    service.perform(SetSeries(kind=MeetingKind.STANDUP))
    turn = Slot(purpose=Purpose.PERSON, owner=IDS[RecordId(speaker or "wang")], seconds=120)
    here: dict[str, str] = {IDS[each]: Presence.PRESENT.value for each in GROUND.present}
    service.perform(StartMeeting(kind=MeetingKind.STANDUP, agenda=(turn,), attendance=here))
    board = service.board()
    assert board.meeting is not None
    if not speaker:
        last = board.items_of(board.meeting.id)[-1]
        service.perform(GoToItem(meeting=board.meeting.id, item=last.id))
    store.close()


def _record(identity: RecordId, title: str) -> Record:
    match kind_of(identity):
        case Kind.TASK:
            return Task(id=identity, title=title)
        case Kind.BLOCKER:
            return Blocker(id=identity, title=title)
        case _:
            return ActionItem(id=identity, title=title)


def _row(task: RecordId) -> RaciRow:
    letters = {"R": GROUND.responsible, "A": GROUND.accountable}
    cells: dict[str, str] = {
        IDS[person]: letter for letter, held in letters.items() for person in held.get(task, ())
    }
    return RaciRow(id=raci_of(task), cells=cells)


def _milestones() -> tuple[Record, ...]:
    days: list[tuple[str, date]] = list(GROUND.anchors.milestones.items())
    return tuple(
        Milestone(id=record_id(Kind.MILESTONE, at), title=title, day=day)
        for at, (title, day) in enumerate(days, 1)
    )
