"""A project without a database: the rules alone, with records in a dict and a log in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.calendar.workdays import work_calendar
from core.domain.assembly import assemble, step
from core.domain.board import Board
from core.domain.command import Command, decide
from core.domain.event import Event, Recorded, apply, begin
from core.domain.ids import Kind, RecordId, kind_of, number_of, record_id
from core.domain.intake import TakeBack
from core.domain.kinds import RECORDS
from core.domain.meeting import Meeting
from core.domain.people import Department, Person
from core.domain.policy import Policy
from core.domain.project import Project
from core.domain.record import Record
from core.domain.scene import Scene
from core.domain.task import Task

CALENDAR = work_calendar("none", range(2025, 2029))
ZONE = ZoneInfo("Asia/Shanghai")
PROJECT = Project(id=record_id(Kind.PROJECT, 1), code="launch", name="新品上市", lead_dept="市场部")
PEOPLE = tuple(
    Person(id=record_id(Kind.PERSON, number), name=name, dept=dept)
    for number, (name, dept) in enumerate(
        (("张伟", "市场部"), ("王敏", "研发部"), ("李强", "销售部")), 1
    )
)
DEPARTMENTS = tuple(
    Department(id=record_id(Kind.DEPARTMENT, number), name=name)
    for number, name in enumerate(("市场部", "研发部", "销售部"), 1)
)
ZHANG, WANG, LI = (person.id for person in PEOPLE)


def task(number: int = 1, **values: object) -> Task:
    """A task from Monday, 2 November, to Friday, the 13th: ten working days."""
    usual = {"title": "调研", "start": date(2026, 11, 2), "due": date(2026, 11, 13), "version": 1}
    return Task(id=record_id(Kind.TASK, number), **{**usual, **values})  # type: ignore[arg-type]


@dataclass
class World:
    """Performs commands as 张伟, on Wednesday, 2026-11-18, 09:30 in Shanghai."""

    actor: str = "张伟"
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 18, 9, 30, tzinfo=ZONE))
    records: dict[RecordId, Record] = field(default_factory=dict)
    log: list[Recorded] = field(default_factory=list)
    signs: dict[str, datetime] = field(default_factory=dict)
    """When each name's board was last heard of."""
    heard: datetime | None = None
    """When the log last heard of somebody in the meeting."""

    @classmethod
    def of(cls, *records: Record) -> World:
        """A world with the usual people and these records."""
        world = cls()
        world.put(*PEOPLE, *DEPARTMENTS, *records)
        return world

    def put(self, *records: Record) -> None:
        """Records that are simply there."""
        self.records |= {each.id: each for each in records}

    def scene(self, command: Command) -> Scene:
        """What the rule may look at."""
        standing = [each for each in self.records.values() if not each.removed]
        return Scene(
            now=self.now,
            actor=self.actor,
            project=PROJECT,
            people={each.id: each for each in self.records.values() if isinstance(each, Person)},
            departments={each.name: each for each in standing if isinstance(each, Department)},
            records=self.records,
            dependencies={each.id: each.depends_on for each in standing if isinstance(each, Task)},
            parents=frozenset(
                each.parent for each in standing if isinstance(each, Task) and each.parent
            ),
            taken=self._taken(),
            policies=tuple(each for each in standing if isinstance(each, Policy)),
            calendar=CALENDAR,
            meeting=next(
                (each for each in standing if isinstance(each, Meeting) and each.on), None
            ),
            signs=self.signs,
            heard=self.heard,
            undoing=self._undoing(command),
        )

    def _taken(self) -> dict[Kind, int]:
        highest: dict[Kind, int] = {}
        for each in self.records:
            kind = kind_of(each)
            highest[kind] = max(highest.get(kind, 0), number_of(each))
        return highest

    def _undoing(self, command: Command) -> tuple[Recorded, ...]:
        if not isinstance(command, TakeBack):
            return ()
        mine = (each for each in self.log if each.command == command.command)
        return tuple(replace(each, undone_by=self._undone_by(each.seq)) for each in mine)

    def _undone_by(self, seq: int) -> int | None:
        back = [each.seq for each in self.log if each.event.undoes == seq]
        return next((each for each in back if self._undone_by(each) is None), None)

    def decide(self, command: Command) -> tuple[Event, ...]:
        """What a command would come to."""
        return decide(command, self.scene(command))

    def perform(self, command: Command) -> tuple[Record, ...]:
        """Carries a command out; the records that it wrote."""
        events = self.decide(command)
        name = f"c{len(self.log)}"
        for event in events:
            self._write(event)
            recorded = Recorded(len(self.log) + 1, self.now, self.actor, name, event)
            self.log.append(recorded)
        return tuple(self.records[each.subject] for each in events)

    def _write(self, event: Event) -> None:
        if event.creates:
            made: Record = begin(RECORDS[kind_of(event.subject)], event, self.now)
        else:
            made = apply(self.records[event.subject], event, self.now)
        self.records[event.subject] = replace(made, version=made.version + 1)

    def commands(self) -> list[str]:
        """The names of the commands that came to something, in order."""
        return list(dict.fromkeys(each.command for each in self.log))

    def board(self) -> Board:
        """The whole board."""
        blank = Board(len(self.log), self.now, PROJECT, ZONE, CALENDAR)
        return assemble(blank, self.records.values())

    def next_board(self, board: Board, news: Iterable[Record]) -> Board:
        """The board after these records changed."""
        return step(board, news, len(self.log), self.now)
