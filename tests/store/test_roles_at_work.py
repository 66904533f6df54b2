"""Work goes on with a login of one's own, and what is written says whose login it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from alembic.config import Config
from sqlalchemy import Connection, select, text

from core.domain.action import AddAction
from core.domain.blocker import Acknowledge, RaiseBlocker
from core.domain.ids import Kind, RecordId, record_id
from core.domain.meeting import MeetingKind
from core.domain.meeting_wishes import EndMeeting, StartMeeting
from core.domain.people import EditPerson, Role
from core.domain.project import CreateProject
from core.domain.refusal import Refused
from core.domain.task import SetProgress
from core.service import Service, create_project
from core.store import roles
from core.store.exchange import Exchange, RunRow
from core.store.roles_check import checked
from core.store.roles_doors import names_for
from core.store.roles_sql import SPACE
from core.store.tables import metadata
from tests.backends import on_postgres
from tests.store.roles_cast import (
    EVENT,
    OURS,
    House,
    denied,
    furnished,
    store_now,
)

TASK = record_id(Kind.TASK, 1)


@pytest.fixture
def own_house(service: Service) -> Iterator[House]:
    """The same, for one test alone."""
    url = service.store.url.render_as_string(hide_password=False)
    with furnished(url) as made:
        yield made


@on_postgres
def test_a_view_shows_what_its_reader_may_see(own_house: House) -> None:
    own_house.run_as_admin("CREATE VIEW everything AS SELECT project, title FROM task")
    denied(own_house, "wang", "SELECT * FROM everything")

    own_house.admin.tell(roles.apply)

    with own_house.raw("wang") as connection:
        seen = set(connection.exec_driver_sql("SELECT project FROM everything").scalars())
        assert seen == {OURS}


@on_postgres
def test_work_goes_on_as_ever_with_a_login(own_house: House) -> None:
    with own_house.desk("wang", "王敏") as desk:
        board = desk.board()
        desk.perform(SetProgress(task=TASK, actual=90, reason="返工"))
        assert desk.catch_up(board).tasks[TASK].actual == 90
        desk.undo()
        desk.redo()
        (raised, *_) = desk.perform(RaiseBlocker(title="缺货", tasks=(TASK,)))
        desk.perform(Acknowledge(blocker=RecordId(raised.event.subject)))
        desk.perform(AddAction(title="催供应商"))
        (started, *_) = desk.perform(StartMeeting(kind=MeetingKind.STANDUP))
        desk.perform(EndMeeting(meeting=RecordId(started.event.subject), unread=True))

        assert desk.board().tasks[TASK].actual == 90
        assert {each.actor for each in desk.history(limit=6)} == {"王敏"}


@on_postgres
def test_who_is_there_and_how_syncs_went_is_kept_with_a_login(own_house: House) -> None:
    with own_house.opened("wang") as store:
        now = store_now(store)
        store.enter(OURS, "s1", "王敏", now)
        store.look("s1", "tasks")
        assert [each.name for each in store.board(OURS, now).present if each.view == "tasks"]
        store.leave("s1")
        store.tell(_synced, now)
        assert store.ask(_runs) == 1


def _synced(connection: Connection, now: datetime) -> None:
    plan = Exchange(connection, OURS, "plan")
    assert plan.seize("王敏", now, now + timedelta(minutes=1)) == ""
    plan.run_noted(RunRow(now, "王敏", {"pulled": 3}))
    plan.release()


def _runs(connection: Connection) -> int:
    return len(Exchange(connection, OURS, "plan").runs(9))


@on_postgres
def test_a_commit_wakes_the_readers_of_other_logins(own_house: House) -> None:
    with own_house.opened("zhang") as store, own_house.desk("wang", "王敏") as desk:
        feed = store.feed()
        try:
            desk.perform(AddAction(title="催供应商"))
            assert feed.wait(5.0)
        finally:
            feed.close()


@on_postgres
def test_the_author_of_an_event_is_the_login(own_house: House) -> None:
    own_house.run("wang", EVENT.format(of=OURS, who="路人甲", id="c1"))
    own_house.run("wang", EVENT.format(of=OURS, who="system", id="c2"))
    denied(own_house, "wang", EVENT.format(of=OURS, who="李强", id="c3"))

    system, mine, *_ = own_house.admin.history(OURS, limit=2)
    assert (mine.actor, system.actor) == ("王敏", "system")
    with own_house.admin.reading() as connection:
        query = text(f"SELECT login FROM {SPACE}.author WHERE event = :seq")
        login = connection.execute(query, {"seq": system.seq}).scalar()
    assert login == own_house.login("wang")


@on_postgres
def test_the_time_of_an_event_is_the_servers(own_house: House) -> None:
    own_house.run("wang", EVENT.format(of=OURS, who="王敏", id="c1"))

    (told,) = own_house.admin.history(OURS, limit=1)
    assert abs(told.at - store_now(own_house.admin)) < timedelta(minutes=1)


@on_postgres
@pytest.mark.parametrize(
    "change",
    ["role = 'admin'", "functions = '[\"project_manager\"]'", "name = '张伟'", "dept = '市场部'"],
)
def test_nobody_gives_themselves_an_office(own_house: House, change: str) -> None:
    denied(own_house, "wang", f"UPDATE person SET {change} WHERE id = 'P-02'")
    assert own_house.run("wang", "UPDATE person SET remote_ids = '{}' WHERE id = 'P-02'") == 1


@on_postgres
def test_what_an_admin_says_of_somebody_counts_at_once(own_house: House) -> None:
    with own_house.desk("wang", "王敏") as wang, own_house.desk("zhang", "张伟") as zhang:
        wang.perform(AddAction(title="一"))
        zhang.perform(EditPerson(person=record_id(Kind.PERSON, 2), role=Role.VIEWER))
        assert own_house.run("wang", "UPDATE task SET remark = 'x'") == 0
        with pytest.raises(Refused, match="viewer-may-not"):
            wang.perform(AddAction(title="二"))


@on_postgres
def test_a_login_that_is_dropped_sees_nothing_more(own_house: House) -> None:
    with own_house.raw("wang") as connection:
        assert own_house.admin.tell(roles.drop, own_house.login("qian")) == "gone"
        query = select(metadata.tables["task"].c.project).distinct()
        assert set(connection.execute(query).scalars()) == {OURS}
    with own_house.opened("wang") as store:
        assert own_house.admin.tell(roles.drop, own_house.login("wang")) == "gone"
        with pytest.raises(Refused, match="database-denied"):
            store.projects()


@on_postgres
def test_no_password_is_in_any_statement(own_house: House) -> None:
    login = own_house.login("wang")
    own_house.admin.tell(roles.add, roles.Login(login, {OURS: "P-02"}), "开门-open")

    with own_house.admin.reading() as connection:
        query = text("SELECT rolpassword FROM pg_authid WHERE rolname = :login")
        kept = str(connection.execute(query, {"login": login}).scalar())
    assert kept.startswith("SCRAM-SHA-256$")


@on_postgres
def test_a_project_is_founded_and_upgraded_by_the_administrator(own_house: House) -> None:
    with own_house.opened("wang") as store:
        with pytest.raises(Refused, match="database-denied"):
            create_project(store, CreateProject(code="x", name="x"), actor="王敏")
        with own_house.admin.begin(OURS) as unit:
            unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
        with pytest.raises(Refused, match="upgrade-not-owner"):
            store.upgrade()
    with pytest.raises(Refused, match="database-older"), own_house.opened("wang"):
        pass


@on_postgres
def test_an_upgrade_is_the_owners_and_closes_what_is_new(
    own_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgraded(config: Config, _: str) -> None:
        connection = config.attributes["connection"]
        connection.exec_driver_sql("CREATE TABLE later (a integer)")
        connection.exec_driver_sql("DROP POLICY pengtou_look ON task")

    monkeypatch.setattr("core.store.migrate.command.upgrade", upgraded)
    own_house.run_as_admin("UPDATE alembic_version SET version_num = '0003'")
    own_house.admin.upgrade()

    with own_house.admin.reading() as connection:
        query = text("SELECT tableowner FROM pg_tables WHERE tablename = 'later'")
        owner = connection.execute(query).scalar()
    assert owner == names_for(own_house.admin.url.database or "").owner
    assert [each for each in own_house.admin.ask(checked) if each.lacks] == []
