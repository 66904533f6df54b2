"""Two projects on one PostgreSQL with a login each, and rows of the second in every table."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Table, func, insert, make_url, select, update

from core.domain.ids import Kind, record_id
from core.domain.people import AddPerson, Role
from core.domain.project import CreateProject
from core.domain.refusal import Refused
from core.domain.task import AddTask
from core.service import Service, create_project
from core.store import Store, open_store, roles
from core.store.columns import Instant, Plain
from core.store.roles import Login
from core.store.tables import TABLES, metadata, project

MARK = "绝密"
"""Stands in every text of the second project."""
OURS, THEIRS = 1, 2
"""The numbers of the two projects."""


class House:
    """The database with its administrator's store, and the logins that were made."""

    def __init__(self, url: str, tag: str = "") -> None:
        self.url = url
        self.tag = tag or uuid.uuid4().hex[:8]
        self.admin = open_store(url)

    def login(self, name: str) -> str:
        """The name of a login of this house: roles are the whole server's."""
        return f"{name}_{self.tag}"

    def seat(self, name: str, people: dict[int, str], *, writes: bool = True) -> str:
        """A login for somebody; its name."""
        self.admin.tell(roles.add, Login(self.login(name), people, writes))
        return self.login(name)

    def url_of(self, name: str) -> str:
        """The address with somebody's login."""
        url = make_url(self.url).set(username=self.login(name), password="")
        return url.render_as_string(hide_password=False)

    @contextmanager
    def opened(self, name: str) -> Iterator[Store]:
        """The store as somebody's login has it."""
        store = open_store(self.url_of(name))
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def desk(self, login: str, name: str) -> Iterator[Service]:
        """A person at work in our project."""
        with self.opened(login) as store:
            yield Service(store, OURS, name)

    @contextmanager
    def raw(self, name: str) -> Iterator[Connection]:
        """A writing transaction of somebody's login, beside all rules of the program."""
        with self.opened(name) as store, store.begin(OURS) as unit:
            yield unit.connection

    def run_as_admin(self, statement: str) -> None:
        """What the administrator types into psql."""
        with self.admin.begin(OURS) as unit:
            unit.connection.exec_driver_sql(statement)

    def run(self, name: str, statement: str) -> int:
        """What somebody types into psql; how many rows it touched."""
        with self.raw(name) as connection:
            return connection.exec_driver_sql(statement).rowcount


@contextmanager
def furnished(url: str) -> Iterator[House]:
    """The house of the small project (see `tests.seeds`) and of another one, with roles.

    In ours 张伟 is the admin, 王敏 a member, 李强 only looks; 钱进 is in the other one.
    """
    house = House(url)
    try:
        _second(house.admin)
        _appointed(house.admin)
        with house.admin.begin(OURS) as unit:
            for table in metadata.sorted_tables:
                _at_least_one(unit.connection, table, THEIRS)
                if table not in TABLES.values():
                    _at_least_one(unit.connection, table, OURS)
        house.admin.tell(roles.apply)
        house.seat("zhang", {OURS: "P-01"})
        house.seat("wang", {OURS: "P-02"})
        house.seat("li", {OURS: "P-03"}, writes=False)
        house.seat("qian", {THEIRS: "P-01"})
        yield house
    finally:
        house.admin.close()


def _appointed(store: Store) -> None:
    """Written straight into the table: the small project has nobody who says who may what."""
    table = TABLES[Kind.PERSON]
    with store.begin(OURS) as unit:
        for person, role in (("P-01", Role.ADMIN), ("P-03", Role.VIEWER)):
            mine = (table.c.project == OURS) & (table.c.id == person)
            unit.connection.execute(update(table).where(mine).values(role=role.value))


def _second(store: Store) -> None:
    founding = CreateProject(code="secret", name=f"{MARK}项目", lead_dept=f"{MARK}部")
    service = Service(store, create_project(store, founding, actor="钱进"), "钱进")
    service.perform(AddPerson(name="钱进", dept=f"{MARK}部"))
    service.perform(AddTask(title=f"{MARK}任务", owner=record_id(Kind.PERSON, 1)))


def rows_of(connection: Connection, table: Table, number: int) -> int:
    """How many rows of a project a connection sees in a table."""
    key = table.c.number if table is project else table.c.project
    query = select(func.count()).select_from(table).where(key == number)
    return int(connection.execute(query).scalar_one())


def _at_least_one(connection: Connection, table: Table, number: int) -> None:
    if not rows_of(connection, table, number):
        connection.execute(insert(table).values(**row_for(table, number)))


def row_for(table: Table, number: int) -> dict[str, Any]:
    """A row for a project, of whatever a table takes."""
    foreign = {key.parent.name for key in table.foreign_keys}
    given = table.autoincrement_column
    values: dict[str, Any] = {"project": number}
    for column in table.columns:
        free = column.name in foreign or column is given or column.name in values
        if not free:
            values[column.name] = _sample(column.type, number)
    return values


def _sample(kind: Any, number: int) -> Any:
    if isinstance(kind, Instant):
        return datetime(2024, 10, 16, tzinfo=UTC)
    if isinstance(kind, Plain):
        return {}
    python = kind.python_type
    if python is date:
        return date(2024, 10, 16)
    text = MARK if number == THEIRS else "公开"
    return python(7) if python in (int, bool) else f"{text}{uuid.uuid4().hex[:4]}"


def denied(house: House, login: str, statement: str) -> None:
    """Asserts that a statement fails for want of a right."""
    with pytest.raises(Refused, match="database-denied"):
        house.run(login, statement)


def store_now(store: Store) -> datetime:
    """The database's time."""
    return datetime.now(UTC) + store.skew


EVENT = (
    "INSERT INTO event (project, at, actor, kind, subject, before, after, command, part)"
    " VALUES ({of}, '2001-01-01', '{who}', 'task.edited', 'T-01', '{{}}', '{{}}', '{id}', 0)"
)
"""What somebody says happened, for the log: the project, the name, the id of the command."""
