"""Making boards: whole from records, or the next one from the few records that changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from core.calendar.workdays import WorkCalendar
from core.domain.action import ActionItem
from core.domain.blocker import SETTLED, Blocker
from core.domain.board import Board, action_urgency
from core.domain.clash import Clash
from core.domain.decision import Decision, Milestone
from core.domain.form import Form
from core.domain.health import Standing, standing, urgency
from core.domain.ids import Kind, kind_of, task_of
from core.domain.meeting import AgendaItem, Meeting, Minutes, Point, Series
from core.domain.message import Message
from core.domain.people import Department, Person
from core.domain.policy import Policy
from core.domain.project import Project
from core.domain.raci import Finding, RaciRow, load_findings, loads, row_findings
from core.domain.record import Record
from core.domain.risk import Risk
from core.domain.task import Task, TaskStatus

R = TypeVar("R", bound=Record)

_PLAIN_SHELVES: dict[Kind, tuple[str, type[Record]]] = {
    Kind.PERSON: ("people", Person),
    Kind.DECISION: ("decisions", Decision),
    Kind.MILESTONE: ("milestones", Milestone),
    Kind.RISK: ("risks", Risk),
    Kind.POLICY: ("policies", Policy),
    Kind.MESSAGE: ("messages", Message),
    Kind.MEETING: ("meetings", Meeting),
    Kind.AGENDA_ITEM: ("agenda", AgendaItem),
    Kind.POINT: ("points", Point),
    Kind.MINUTES: ("minutes", Minutes),
    Kind.SERIES: ("series", Series),
    Kind.CLASH: ("clashes", Clash),
    Kind.FORM: ("forms", Form),
}
"""Shelves of the board that no count on it is reckoned from."""
_RANKING = frozenset({Kind.BLOCKER, Kind.POLICY, Kind.DEPARTMENT})
"""What the order of the blockers follows from."""


def assemble(blank: Board, records: Iterable[Record]) -> Board:
    """The board that these records make, on a blank one of their project."""
    shelves: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
    for record in records:
        if not record.removed:
            shelves[kind_of(record.id)][record.id] = record
    plain: dict[str, Any] = {name: shelves[kind] for kind, (name, _) in _PLAIN_SHELVES.items()}
    whole = _with_tasks(
        replace(
            blank,
            **plain,
            departments={each.name: each for each in shelves[Kind.DEPARTMENT].values()},
            blockers=shelves[Kind.BLOCKER],
            actions=shelves[Kind.ACTION],
            action_order=_action_order(shelves[Kind.ACTION]),
        ),
        shelves[Kind.TASK],
        _by_task(shelves[Kind.RACI], shelves[Kind.TASK]),
    )
    return _in_order(whole)


def _by_task(rows: Mapping[str, RaciRow], tasks: Iterable[str]) -> dict[str, RaciRow]:
    """The rows by their tasks' own ids: equal texts of thousands of tasks would double them."""
    own = {task: task for task in tasks}
    return {own.get(task, task): each for row, each in rows.items() for task in (task_of(row),)}


def _with_tasks(board: Board, tasks: dict[str, Task], raci: dict[str, RaciRow]) -> Board:
    today = board.today
    standings = {identity: _standing(board, today, task) for identity, task in tasks.items()}
    load = loads(row.cells for task, row in raci.items() if task in tasks)
    wrong = ((each, _findings(task, raci.get(each))) for each, task in tasks.items())
    return replace(
        board,
        tasks=tasks,
        standings=standings,
        raci=raci,
        task_order=tuple(sorted(tasks, key=lambda each: urgency(tasks[each], standings[each]))),
        findings={each: found for each, found in wrong if found},
        raci_load=load,
        overloads=load_findings(load),
        lights=Counter(standings[each].light for each, task in tasks.items() if _counts(task)),
        silent=sum(not stands.fresh for stands in standings.values()),
    )


def step(
    board: Board,
    records: Iterable[Record],
    revision: int,
    read_at: datetime,
    calendars: Mapping[str, WorkCalendar] | None = None,
) -> Board:
    """The next board: what changed is looked at, the rest is carried over.

    A project, a new day, or departments with other `calendars` than before change every light:
    then all is assembled anew.
    """
    news: dict[str, Record] = {record.id: record for record in records}
    kinds = {kind_of(each) for each in news}
    own = board.calendars if calendars is None else calendars
    after = replace(board, revision=revision, read_at=read_at, news=len(news), calendars=own)
    anew = Kind.PROJECT in kinds or own != board.calendars
    if anew or after.today != board.today:
        return _anew(after, news)
    if Kind.TASK in kinds or Kind.RACI in kinds:
        after = _step_tasks(after, news)
    after = _step_rest(after, news, kinds)
    return _in_order(after) if kinds & _RANKING or _turned(after, board.read_at) else after


def _anew(board: Board, news: Mapping[str, Record]) -> Board:
    project = next((each for each in news.values() if isinstance(each, Project)), board.project)
    shelves: tuple[Mapping[Any, Record], ...] = (
        *(getattr(board, shelf) for shelf, _ in _PLAIN_SHELVES.values()),
        board.departments,
        board.tasks,
        board.raci,
        board.blockers,
        board.actions,
    )
    known: dict[str, Record] = {each.id: each for shelf in shelves for each in shelf.values()}
    return assemble(replace(board, project=project), {**known, **news}.values())


class _Tasks:
    """The task side of a board, open for a few changes."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.tasks, self.standings = dict(board.tasks), dict(board.standings)
        self.raci, self.findings = dict(board.raci), dict(board.findings)
        self.lights, self.load = Counter(board.lights), Counter(board.raci_load)
        self.order, self.silent = list(board.task_order), board.silent
        self.today = board.today

    def _key(self, identity: str) -> Any:
        return urgency(self.tasks[identity], self.standings[identity])

    def _cells(self, identity: str) -> Mapping[str, str]:
        row = self.raci.get(identity)
        return row.cells if row is not None else {}

    def take_out(self, identity: str) -> Task | None:
        """The task, as it read before, leaves every count and list."""
        if identity not in self.tasks:
            return None
        del self.order[bisect_left(self.order, self._key(identity), key=self._key)]
        task, stood = self.tasks.pop(identity), self.standings.pop(identity)
        self.lights[stood.light] -= _counts(task)
        self.silent -= not stood.fresh
        self.load.subtract(loads([self._cells(identity)]))
        self.findings.pop(identity, None)
        return task

    def file(self, row: RaciRow) -> None:
        """The row takes the place of the old one, while its task is out."""
        self.raci.pop(task_of(row.id), None)
        if not row.removed:
            self.raci[task_of(row.id)] = row

    def put_in(self, task: Task) -> None:
        """The task, as it reads now, joins every count and list."""
        stands = _standing(self.board, self.today, task)
        self.tasks[task.id], self.standings[task.id] = task, stands
        self.order.insert(bisect_left(self.order, self._key(task.id), key=self._key), task.id)
        self.lights[stands.light] += _counts(task)
        self.silent += not stands.fresh
        self.load.update(loads([self._cells(task.id)]))
        if wrong := _findings(task, self.raci.get(task.id)):
            self.findings[task.id] = wrong

    def close(self) -> Board:
        """The board with these tasks."""
        return replace(
            self.board,
            tasks=self.tasks,
            standings=self.standings,
            raci=self.raci,
            findings=self.findings,
            task_order=tuple(self.order),
            lights=self.lights,
            silent=self.silent,
            raci_load=self.load,
            overloads=load_findings(self.load),
        )


def _step_tasks(board: Board, news: Mapping[str, Record]) -> Board:
    draft = _Tasks(board)
    rows = [each for each in news.values() if isinstance(each, RaciRow)]
    touched: dict[str, Record | None] = {task_of(row.id): None for row in rows}
    touched |= {each.id: each for each in news.values() if isinstance(each, Task)}
    for identity, new in touched.items():
        old = draft.take_out(identity)
        touched[identity] = new or old
    for row in rows:
        draft.file(row)
    for task in touched.values():
        if isinstance(task, Task) and not task.removed:
            draft.put_in(task)
    return draft.close()


def _step_rest(board: Board, news: Mapping[str, Record], kinds: set[Kind]) -> Board:
    changes: dict[str, Any] = {}
    if Kind.BLOCKER in kinds:
        changes["blockers"] = _merged(board.blockers, news, Blocker)
    if Kind.ACTION in kinds:
        changes["actions"] = _merged(board.actions, news, ActionItem)
        changes["action_order"] = _action_order(changes["actions"])
    if Kind.DEPARTMENT in kinds:
        known: dict[str, Department] = {each.id: each for each in board.departments.values()}
        merged = _merged(known, news, Department)
        changes["departments"] = {each.name: each for each in merged.values()}
    for kind, (shelf, cls) in _PLAIN_SHELVES.items():
        if kind in kinds:
            changes[shelf] = _merged(getattr(board, shelf), news, cls)
    return replace(board, **changes)


def _turned(board: Board, before: datetime) -> bool:
    """Whether a snooze or an acknowledgement has run out since the board before."""
    return replace(board, read_at=before).blockers_at(board.read_at) != board.blocker_order


def _merged(shelf: Mapping[str, R], news: Mapping[str, Record], kind: type[R]) -> dict[str, R]:
    merged = dict(shelf)
    for identity, record in news.items():
        if isinstance(record, kind):
            merged.pop(identity, None)
            if not record.removed:
                merged[identity] = record
    return merged


def _in_order(board: Board) -> Board:
    """The board with its blockers by the clocks as they stand at its read."""
    open_ones = (each for each in board.blockers.values() if each.status not in SETTLED)
    order = _ids(open_ones, partial(board.urgency_of, now=board.read_at))
    return replace(board, blocker_order=order)


def _action_order(actions: Mapping[str, ActionItem]) -> tuple[str, ...]:
    return _ids(actions.values(), action_urgency)


def _ids(records: Iterable[R], key: Callable[[R], Any]) -> tuple[str, ...]:
    return tuple(record.id for record in sorted(records, key=key))


def _standing(board: Board, today: date, task: Task) -> Standing:
    return standing(task, today, board.zone, board.calendar_of(task.dept), board.project)


def _counts(task: Task) -> bool:
    return task.status is not TaskStatus.CANCELLED


def _findings(task: Task, row: RaciRow | None) -> tuple[Finding, ...]:
    """R03: a task without a row is an empty row; what was cancelled is let be."""
    if not _counts(task):
        return ()
    return row_findings(row.cells if row is not None else {})
