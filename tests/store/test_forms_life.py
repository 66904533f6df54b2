"""Forms, people, meetings and tasks in a database: the log alone tells all, a refusal nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Connection, func, select

from core.domain.board import Board
from core.domain.command import Command
from core.domain.event import Recorded
from core.domain.form_standing import scene_of
from core.domain.ids import Kind, RecordId
from core.domain.project import CreateProject
from core.domain.record import Record
from core.domain.scene import Scene
from core.service import Service, create_project
from core.store import Store
from core.store.tables import TABLES, event
from tests.backends import on_sqlite
from tests.hand_clock import HandClock
from tests.store.test_rebuilding import assert_told_whole, log_of, stored
from tests.unit.core.process_life import ProcessLives
from tests.unit.core.process_stories import STORIES, tell
from tests.unit.core.process_wishes import CAST, LEAD, TASK

TOLD = ("a kickoff with a visitor", "taken back, and not done again by a key")
"""What is gone through on both databases, too."""


class Database:
    """A project of its own in a store."""

    lead = LEAD

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, HandClock()
        number = store.ask(_projects) + 1
        founding = CreateProject(
            code=f"p{number}", name="推广", lead_dept=LEAD, start=date(2026, 11, 16)
        )
        self.number = create_project(store, founding, actor="张伟", now=self.clock())
        for each in (*CAST, TASK):
            self._desk("张伟").perform(each)

    def _desk(self, name: str) -> Service:
        return Service(self.store, self.number, name, self.clock)

    def wish(self, actor: str, command: Command) -> None:
        self.clock.forward(minutes=1)
        self._desk(actor).perform(command)

    def records(self) -> dict[RecordId, Record]:
        return stored(self.store, self.store.ask(_subjects, self.number), self.number)

    def recorded(self) -> list[Recorded]:
        return log_of(self.store, self.number)

    def board(self) -> Board:
        return self._desk("张伟").board()

    def scene(self) -> Scene:
        definitions = self._desk("张伟").definitions()
        return scene_of(self.board(), definitions, self.clock(), "张伟")

    def mark(self) -> object:
        """How many events there are, and every row of every table of records."""
        return self.store.ask(_rows, self.number)

    def told_whole(self) -> None:
        assert_told_whole(self.store, self.number)

    def close(self) -> None:
        """The store outlives its projects."""


def _projects(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(TABLES[Kind.PROJECT])).scalar() or 0


def _subjects(connection: Connection, project: int) -> list[RecordId]:
    query = select(event.c.subject).where(event.c.project == project).distinct()
    return [RecordId(each) for each in connection.execute(query).scalars()]


def _rows(connection: Connection, project: int) -> tuple[object, ...]:
    count = select(func.count()).where(event.c.project == project)
    found: list[object] = [connection.execute(count).scalar()]
    for kind, table in TABLES.items():
        if kind is not Kind.PROJECT:
            rows = connection.execute(select(table).where(table.c.project == project))
            found.append(sorted(map(repr, rows)))
    return tuple(found)


@pytest.mark.parametrize("story", TOLD)
def test_a_story_is_told_whole_by_the_log(store: Store, story: str) -> None:
    tell(STORIES[story], Database(store))


@on_sqlite
def test_whatever_is_done_to_forms_in_a_database(store: Store) -> None:
    class InIt(ProcessLives):
        def __init__(self) -> None:
            super().__init__(Database(store))

    run_state_machine_as_test(
        InIt, settings=settings(max_examples=3, stateful_step_count=4, deadline=None)
    )
