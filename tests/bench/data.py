"""Boards of any size: the same records each time, put into a migrated database in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.decision import Milestone
from core.domain.ids import Kind, RecordId, kind_of, record_id
from core.domain.people import Department, Person
from core.domain.project import CreateProject
from core.domain.raci import RaciRow
from core.domain.record import Record
from core.domain.task import Task, TaskStatus
from core.service import create_project
from core.store import Store, open_store
from core.store.convert import row_of, table_of

CODE = "bench"
DEPTS = ("市场部", "研发部", "销售部", "供应链", "品质部", "财务部")
FAMILIES, GIVEN = "王李张刘陈杨赵黄", "敏伟强洁"
VERBS = ("渠道物料定稿", "接口联调", "首批试产", "门店培训", "报价复核", "样机测试")
STATUSES = (TaskStatus.DOING, TaskStatus.TODO, TaskStatus.DOING, TaskStatus.IN_REVIEW)
PEOPLE = len(FAMILIES) * len(GIVEN)
_PIECE = 500


def fill(database: str, tasks: int, now: datetime) -> None:
    """Makes a database at a URL or path and puts a project with so many tasks into it."""
    store = open_store(database, create=True)
    try:
        today = now.astimezone(UTC).date()
        wish = CreateProject(
            code=CODE, name="新品上市", lead_dept=DEPTS[0], start=today - timedelta(days=40)
        )
        project = create_project(store, wish, actor="bench", now=now - timedelta(days=40))
        _insert(store, project, list(_records(tasks, now, today)))
    finally:
        store.close()


def _insert(store: Store, project: int, records: Sequence[Record]) -> None:
    by_kind: dict[Kind, list[dict[str, Any]]] = {}
    for record in records:
        by_kind.setdefault(kind_of(record.id), []).append(row_of(record, project))
    tables = {kind_of(record.id): table_of(record.id) for record in records}
    with store.begin(project) as unit:
        for kind, rows in by_kind.items():
            for start in range(0, len(rows), _PIECE):
                unit.connection.execute(tables[kind].insert(), rows[start : start + _PIECE])


def _records(tasks: int, now: datetime, today: date) -> Iterator[Record]:
    for number, name in enumerate(DEPTS[1:], 2):
        yield Department(id=record_id(Kind.DEPARTMENT, number), version=1, name=name)
    for number in range(1, PEOPLE + 1):
        name = FAMILIES[number % len(FAMILIES)] + GIVEN[number % len(GIVEN)]
        suffix = chr(ord("一") + number)
        dept = DEPTS[number % len(DEPTS)]
        yield Person(id=_person(number), version=1, name=name + suffix, dept=dept)
    for number in range(1, tasks + 1):
        yield _task(number, now, today)
        yield _row(number)
    for number in range(1, max(12, min(200, tasks // 40)) + 1):
        yield _blocker(number, now)
    for number in range(1, max(12, min(400, tasks // 20)) + 1):
        yield _action(number, now)
    day = today + timedelta(days=9)
    yield Milestone(id=record_id(Kind.MILESTONE, 1), version=1, title="样品封样", day=day)


def _person(number: int) -> RecordId:
    return record_id(Kind.PERSON, (number - 1) % PEOPLE + 1)


def _task(number: int, now: datetime, today: date) -> Task:
    start = today - timedelta(days=number % 30)
    return Task(
        id=record_id(Kind.TASK, number),
        version=1,
        updated_at=now - timedelta(hours=number % 72),
        title=f"第{number}项 {VERBS[number % len(VERBS)]}",
        dept=DEPTS[number % len(DEPTS)],
        owner=_person(number),
        collaborators=(_person(number + 7),),
        status=STATUSES[number % len(STATUSES)],
        actual=number * 7 % 100,
        start=start,
        due=start + timedelta(days=10 + number % 25),
        delay_reason="等供应商回样" if number % 5 == 0 else "",
        progressed_at=now - timedelta(hours=number % 72),
    )


def _row(number: int) -> RaciRow:
    letters: dict[str, str] = {_person(number): "A", _person(number + 7): "R"}
    letters[_person(number + 11)] = "I"
    if number % 50 == 0:
        del letters[_person(number)]
    return RaciRow(id=record_id(Kind.RACI, number), version=1, cells=letters)


def _blocker(number: int, now: datetime) -> Blocker:
    raised = now - timedelta(hours=number % 30, minutes=number % 60)
    return Blocker(
        id=record_id(Kind.BLOCKER, number),
        version=1,
        updated_at=raised,
        title=f"卡点 {number} 接口密钥未发放",
        status=BlockerStatus.OPEN if number % 3 else BlockerStatus.WORKING,
        owner=_person(number),
        reporter="bench",
        responsible_dept=DEPTS[number % len(DEPTS)],
        tasks=(record_id(Kind.TASK, number % 12 + 1),),
        reported_at=raised,
        response_due=raised + timedelta(hours=2),
        responded_at=None if number % 3 else raised + timedelta(minutes=12),
        solution_due=raised + timedelta(hours=24),
    )


def _action(number: int, now: datetime) -> ActionItem:
    return ActionItem(
        id=record_id(Kind.ACTION, number),
        version=1,
        title=f"跟进第{number}项的回样",
        owner=_person(number) if number % 9 else None,
        due=now + timedelta(hours=number % 120 - 24),
        status=ActionStatus.OPEN if number % 6 else ActionStatus.SUBMITTED,
        origin="站会",
        created_by="bench",
        created_at=now - timedelta(days=2),
    )
