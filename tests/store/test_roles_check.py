"""`db roles check` finds whatever keeps the roles from holding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.domain.ids import Kind, record_id
from core.domain.people import EditPerson, Role
from core.service import Service
from core.store import roles
from core.store.roles_check import checked
from core.store.roles_doors import names_for
from core.store.roles_plan import plan
from core.store.roles_sql import SPACE
from tests.backends import on_postgres
from tests.postgres import Postgres
from tests.seeds import small_project
from tests.store.roles_cast import OURS, House, furnished

Lacks = set[tuple[str, str]]


@pytest.fixture(scope="module")
def built(postgres: Postgres) -> Iterator[tuple[str, str]]:
    """A house that every test leaves as it was: address and tag."""
    with postgres.database(postgres.template(small_project)) as url:
        with furnished(url) as made:
            tag = made.tag
        yield url, tag


@pytest.fixture
def house(built: tuple[str, str]) -> Iterator[House]:
    """Two projects and a login each; whatever a test breaks is mended after it."""
    made = House(*built)
    try:
        yield made
        made.admin.tell(roles.apply)
        assert lacking(made) == set()
    finally:
        made.admin.close()


def lacking(house: House) -> Lacks:
    """What does not hold: the name, and the id of what it lacks."""
    found = house.admin.ask(checked)
    return {(each.name, lack) for each in found for lack in each.lacks}


def test_all_of_it_holds_once_it_was_carried_out(house: House) -> None:
    assert lacking(house) == set()


@pytest.mark.parametrize(
    ("statement", "name", "lack"),
    [
        ("ALTER TABLE task DISABLE ROW LEVEL SECURITY", "task", "row-security"),
        ("ALTER TABLE task NO FORCE ROW LEVEL SECURITY", "task", "row-security-forced"),
        ("ALTER TABLE task OWNER TO postgres", "task", "owner"),
        ("CREATE POLICY open ON task USING (true)", "task", "policies"),
        ("ALTER POLICY pengtou_look ON task USING (project > 0)", "task", "policies"),
        ("DROP POLICY pengtou_look ON task", "task", "policies"),
        ("GRANT TRUNCATE ON task TO PUBLIC", "task", "grants"),
        ("GRANT SELECT (title) ON task TO PUBLIC", "task", "grants"),
        ("ALTER TABLE event DISABLE TRIGGER pengtou_sign", "event", "triggers"),
        ("ALTER TABLE event DISABLE TRIGGER event_no_change", "event", "triggers"),
        (f"ALTER FUNCTION {SPACE}.projects(integer) SECURITY INVOKER", "projects", "changed"),
        (f"ALTER FUNCTION {SPACE}.projects(integer) OWNER TO postgres", "projects", "owner"),
    ],
)
def test_what_is_broken_is_named(house: House, statement: str, name: str, lack: str) -> None:
    house.run_as_admin(statement)

    assert (name, lack) in lacking(house)


@pytest.mark.parametrize(
    ("statement", "mend", "lack"),
    [
        ("ALTER ROLE {login} BYPASSRLS", "ALTER ROLE {login} NOBYPASSRLS", "mighty"),
        ("GRANT {owner} TO {login}", "REVOKE {owner} FROM {login}", "may-own"),
        ("REVOKE {member} FROM {login}", "GRANT {member} TO {login}", "group"),
    ],
)
def test_a_login_that_may_too_much_or_too_little_is_named(
    house: House, statement: str, mend: str, lack: str
) -> None:
    names = names_for(house.admin.url.database or "")
    who = {"login": house.login("wang"), "owner": names.owner, "member": names.member}
    house.run_as_admin(statement.format(**who))

    assert lacking(house) == {(house.login("wang"), lack)}
    house.run_as_admin(mend.format(**who))


def test_an_owner_that_may_log_in_is_named(house: House) -> None:
    owner = names_for(house.admin.url.database or "").owner
    house.run_as_admin(f"ALTER ROLE {owner} LOGIN")

    assert lacking(house) == {(owner, "login")}
    house.run_as_admin(f"ALTER ROLE {owner} NOLOGIN")


def test_a_view_that_reads_for_its_owner_is_named(house: House) -> None:
    house.run_as_admin("CREATE VIEW everything AS SELECT project, title FROM task")

    assert ("everything", "invoker") in lacking(house)


def test_anybody_may_ask_but_who_sits_where_is_not_told(house: House) -> None:
    with house.opened("wang") as store:
        found = store.ask(checked)

    assert {lack for each in found for lack in each.lacks} == set()
    assert not [each for each in found if each.kind == "login"]
    assert [each for each in house.admin.ask(checked) if each.kind == "login"]


@on_postgres
def test_a_database_without_roles_lacks_all_of_it(service: Service) -> None:
    found = service.store.ask(checked)

    assert all(each.lacks for each in found)


def test_the_plan_is_the_same_the_second_time(house: House) -> None:
    first, again = (plan(house.admin.ask(roles.lay_of)) for _ in range(2))

    assert first == again


def test_a_member_who_became_a_viewer_is_told_until_the_login_is_given_anew(house: House) -> None:
    with house.desk("zhang", "张伟") as desk:
        wang = record_id(Kind.PERSON, 2)
        desk.perform(EditPerson(person=wang, role=Role.VIEWER))
        assert lacking(house) == {(house.login("wang"), "group")}
        house.seat("wang", {OURS: "P-02"}, writes=False)
        assert lacking(house) == set()
        desk.perform(EditPerson(person=wang, role=Role.MEMBER))
        house.seat("wang", {OURS: "P-02"})
