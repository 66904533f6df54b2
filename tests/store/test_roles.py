"""On PostgreSQL a login sees and changes its own projects only, whatever is asked and however."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Table, insert, make_url, select, text

from core.domain.action import AddAction
from core.domain.ids import Kind, record_id
from core.domain.refusal import Gone, Refused
from core.domain.task import SetProgress
from core.service import Service
from core.store import open_store, roles
from core.store.journal import Sought
from core.store.roles_check import checked
from core.store.roles_doors import VERSION, doors, names_for
from core.store.roles_sql import SPACE
from core.store.tables import metadata
from tests.postgres import Postgres
from tests.seeds import small_project
from tests.store.roles_cast import (
    EVENT,
    MARK,
    OURS,
    THEIRS,
    House,
    denied,
    furnished,
    row_for,
    rows_of,
    store_now,
)

TASK = record_id(Kind.TASK, 1)
CHANGED = [
    pytest.param(table, id=table.name)
    for table in metadata.sorted_tables
    if table.name not in ("event", "project")
]
"""The tables that members change in their own project; the other two are tried by themselves."""


@pytest.fixture(scope="module")
def built(postgres: Postgres) -> Iterator[tuple[str, str]]:
    """A house that stands as long as the tests that change nothing in it: address and tag."""
    with postgres.database(postgres.template(small_project)) as url:
        with furnished(url) as made:
            tag = made.tag
        yield url, tag


@pytest.fixture
def house(built: tuple[str, str]) -> Iterator[House]:
    """Two projects and a login each; nothing is to be changed."""
    made = House(*built)
    yield made
    made.admin.close()


def test_every_table_hides_the_rows_of_other_projects(house: House) -> None:
    with house.admin.reading() as everything, house.raw("wang") as own:
        for table in metadata.sorted_tables:
            assert rows_of(everything, table, THEIRS), table.name
            assert rows_of(own, table, THEIRS) == 0, table.name
            assert rows_of(own, table, OURS) == rows_of(everything, table, OURS), table.name


def test_every_table_of_the_program_has_a_door(house: House) -> None:
    known = {each.table: each for each in doors(names_for(house.admin.url.database or ""))}

    assert known.keys() == {*metadata.tables, VERSION}
    assert [name for name, each in known.items() if len(each.policies) < 2] == []


def test_no_door_of_the_program_leads_to_another_project(house: House) -> None:
    with house.opened("wang") as store:
        assert [number for number, _ in store.projects()] == [OURS]
        assert store.revision(THEIRS) == 0
        assert store.history(THEIRS, Sought()) == ()
        assert all(store.all_of(THEIRS, kind) == [] for kind in Kind if kind is not Kind.PROJECT)
        assert store.records(THEIRS, [TASK]) == []
        with pytest.raises(KeyError):
            store.board(THEIRS, datetime.now(UTC))
        with pytest.raises(Gone):
            Service(store, THEIRS, "王敏").perform(SetProgress(task=TASK, actual=1))


@pytest.mark.parametrize("table", CHANGED)
def test_nothing_of_another_project_is_written(house: House, table: Table) -> None:
    assert house.run("wang", f"UPDATE {table.name} SET project = project WHERE project = 2") == 0
    with pytest.raises(Refused, match="database-denied"), house.raw("wang") as connection:
        connection.execute(insert(table).values(**row_for(table, THEIRS)))
    with house.raw("wang") as connection:
        any_of_ours = rows_of(connection, table, OURS)
    if any_of_ours:
        denied(house, "wang", f"UPDATE {table.name} SET project = 2")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM task",
        "DELETE FROM event",
        "UPDATE event SET actor = '李强'",
        "TRUNCATE presence",
        "TRUNCATE event",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TRIGGER pengtou_sign ON event",
        "ALTER TABLE task DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE task NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY pengtou_look ON task",
        "CREATE POLICY all_in ON task USING (true)",
        "CREATE TABLE mine (a integer)",
        "CREATE TEMP TABLE mine (a integer)",
        f"SELECT * FROM {SPACE}.seat",
        f"INSERT INTO {SPACE}.seat VALUES (session_user, 2, 'P-01')",
        f"SELECT * FROM {SPACE}.author",
        f"CREATE FUNCTION {SPACE}.projects(text) RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE helper SUPERUSER",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT set_config('role', 'postgres', false)",
        "INSERT INTO project (number, id, version, removed, code, name, lead_dept, phase, calendar,"
        " timezone, amber_behind, red_behind) VALUES (3, 'PJ-03', 1, false, 'x', '', '', '', '',"
        " '', 5, 25)",
        "UPDATE project SET code = 'secret'",
        "UPDATE project SET number = 2",
        "INSERT INTO policy SELECT project, 'CP-90', 90, 1, removed, updated_at, updated_at, basis,"
        " response_minutes, solution_minutes, green_minutes, ack_minutes, opens, closes,"
        " owner_may_close, steps_off FROM policy UNION ALL VALUES (1, 'CP-91', 91, 1, false,"
        " now(), now(), '', 1, 1, 1, 1, '', '', false, '[]')",
        "INSERT INTO event (project, at, actor, kind, subject, before, after, command, part)"
        " VALUES (2, now(), '王敏', 'x', 'T-01', '{}', '{}', 'c', 0)",
        "SELECT last_value FROM event_seq_seq",
        "INSERT INTO event (seq, project, at, actor, kind, subject, before, after, command, part)"
        " VALUES (1, 1, now(), '王敏', 'x', 'T-01', '{}', '{}', 'c', 0)",
    ],
)
def test_a_member_gets_no_further_than_their_records(house: House, statement: str) -> None:
    denied(house, "wang", statement)


def test_nobody_becomes_the_owner(house: House) -> None:
    database = house.admin.url.database or ""
    for role in (names_for(database).owner, house.login("qian")):
        denied(house, "wang", f'SET ROLE "{role}"')


@pytest.mark.parametrize("name", ["pengtou.who", "application_name", "search_path"])
def test_no_setting_makes_anyone_anyone(house: House, name: str) -> None:
    with house.raw("wang") as connection:
        told = {"n": name, "v": house.login("qian")}
        connection.execute(text("SELECT set_config(:n, :v, true)"), told)
        seen = connection.execute(text("SELECT DISTINCT project FROM public.task")).scalars()
        assert set(seen) == {OURS}


def test_row_security_is_not_switched_off(house: House) -> None:
    denied(house, "wang", "SET row_security = off; SELECT * FROM task")


def test_a_key_that_is_hidden_cannot_be_told_from_one_that_is_free(house: House) -> None:
    told = set()
    for command in ("auto:PJ-02:B-01:wake:x", "auto:PJ-09:B-01:wake:x"):
        told.add(_complaint(house, EVENT.format(of=OURS, who="王敏", id=command)))
    assert len(told) == 1

    person = (
        "INSERT INTO person (project, id, number, version, removed, name, dept, functions, role,"
        " aliases, timezone, remote_ids) VALUES ({of}, '{id}', 1, 1, false, '', '', '[]',"
        " 'member', '[]', '', '{{}}')"
    )
    told = {
        _complaint(house, person.format(of=of, id=id_))
        for of, id_ in ((THEIRS, "P-01"), (THEIRS, "P-77"), (99, "P-01"))
    }
    assert len(told) == 1


def _complaint(house: House, statement: str) -> str:
    with pytest.raises(Refused) as refused:
        house.run("wang", statement)
    cause = refused.value.__cause__
    return str(getattr(cause, "orig", cause)).partition("\n")[0]


def test_the_project_itself_is_changed_by_those_who_run_it(house: House) -> None:
    assert house.run("wang", "UPDATE project SET phase = 'archived'") == 0
    assert house.run("zhang", "UPDATE project SET phase = phase") == 1


def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    with house.opened("li") as store:
        assert store.reads_only
        assert store.board(OURS, store_now(store)).tasks
        with pytest.raises(Refused, match="reading-only"):
            Service(store, OURS, "李强").perform(AddAction(title="x"))
    with house.admin.reading() as connection:
        for table in metadata.sorted_tables:
            may = text("SELECT has_any_column_privilege(:who, :table, 'INSERT, UPDATE')")
            asked = {"who": house.login("li"), "table": table.name}
            assert not connection.execute(may, asked).scalar(), table.name


def test_one_person_has_one_login(house: House) -> None:
    with pytest.raises(Refused, match="roles-seat-taken"):
        house.seat("other", {OURS: "P-02"})


def test_a_login_that_may_do_more_is_not_taken(house: House) -> None:
    with pytest.raises(Refused, match="roles-login-mighty"):
        house.admin.tell(roles.add, roles.Login("postgres", {OURS: "P-02"}))


def test_nothing_of_the_marked_words_is_to_be_found(house: House) -> None:
    with house.raw("wang") as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            assert MARK not in repr(rows), table.name


def test_an_administrator_who_is_no_superuser_can_do_it_all(
    house: House, postgres: Postgres
) -> None:
    dba, database = house.login("dba"), f"dba_{house.tag}"
    with postgres.administration() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {dba} LOGIN CREATEROLE")
        connection.exec_driver_sql(f"CREATE DATABASE {database} OWNER {dba}")
    try:
        _owned_by(house, dba, postgres.named(database))
    finally:
        with postgres.administration() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {database} WITH (FORCE)")


def _owned_by(house: House, dba: str, url: str) -> None:
    address = make_url(url).set(username=dba).render_as_string(hide_password=False)
    small_project(address)
    store = open_store(address)
    try:
        store.tell(roles.apply)
        store.tell(roles.add, roles.Login(house.login("neu"), {OURS: "P-02"}))
        store.tell(roles.apply)
        assert [each for each in store.ask(checked) if each.lacks] == []
        assert store.projects()
        assert store.tell(roles.drop, house.login("neu")) == "gone"
    finally:
        store.close()
