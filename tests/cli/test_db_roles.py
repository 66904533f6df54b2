"""`pengtou db roles`, and every door of the command line with a login of one's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from core.domain.action import AddAction
from core.service import Service
from core.store import roles
from core.store.roles_sql import SPACE
from tests.backends import on_postgres
from tests.cli.conftest import ON_SQLITE, Cli
from tests.store.roles_cast import MARK, OURS, House, furnished

pytestmark = pytest.mark.usefixtures("board")


@pytest.fixture
def house(service: Service) -> Iterator[House]:
    """Two projects and a login each."""
    with furnished(service.store.url.render_as_string(hide_password=False)) as made:
        yield made


@pytest.fixture
def as_wang(house: House, board: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """The command line of 王敏, who is a member of our project alone, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PENGTOU_DB", house.url_of("wang"))
    monkeypatch.setenv("PENGTOU_USER", "王敏")
    monkeypatch.delenv("PENGTOU_NOW")
    return board


@ON_SQLITE
def test_a_file_has_no_logins_and_says_so(board: Cli) -> None:
    ended = board("db", "roles")

    assert ended.status == 1
    assert "能读这个文件的人就能看到全部" in ended.err


@ON_SQLITE
def test_doctor_says_that_a_files_owner_sees_all(board: Cli) -> None:
    told = {each["check"]: each for each in board("doctor", "--json").json}

    assert "能读它的人就能看到全部项目" in told["row_security"]["detail"]


@on_postgres
def test_doctor_says_whether_row_security_holds(
    board: Cli, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> tuple[str, str]:
        found = {each["check"]: each for each in board("doctor", "--json").json}
        return found["row_security"]["state"], found["row_security"]["detail"]

    assert told()[0] == "warning"
    with furnished(service.store.url.render_as_string(hide_password=False)) as house:
        assert told()[0] == "ok"
        assert "登录 postgres 是管理员" in told()[1]
        monkeypatch.setenv("PENGTOU_DB", house.url_of("wang"))
        assert told() == ("ok", f"行级安全有效:登录 {house.login('wang')} 只看得到自己的项目")
        house.run_as_admin("ALTER TABLE task DISABLE ROW LEVEL SECURITY")
        assert told()[0] == "error"
        assert "task" in told()[1]


@on_postgres
def test_before_there_are_any_the_check_says_what_to_do(board: Cli) -> None:
    ended = board("db", "roles", "check")

    assert ended.status == 1
    assert "pengtou db roles apply" in ended.err


@on_postgres
def test_the_plan_is_sql_that_an_administrator_can_run(board: Cli, service: Service) -> None:
    planned = board("db", "roles", "--plan")
    assert planned.status == 0
    assert board("db", "roles", "check", "--json").json["holds"] is False

    url = service.store.url
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(planned.out.encode())

    ended = board("db", "roles", "check", "--json")
    assert (ended.status, ended.json["holds"]) == (0, True)
    assert [each for each in ended.json["found"] if each["lacks"]] == []


@on_postgres
def test_everybody_gets_a_login_by_the_sound_of_their_name(board: Cli) -> None:
    first = board("db", "roles", "apply", "--people", "all", "--json").json
    again = board("db", "roles", "apply", "--people", "all", "--json").json

    names = {each["person"] for each in first["logins"]}
    left_out = {each["name"] for each in first["skipped"]}
    assert names | left_out == {"张伟", "王敏", "李强"}
    assert all(each["login"].isascii() for each in first["logins"])
    assert again["logins"] == []
    try:
        assert {each["reason"] for each in again["skipped"]} <= {"seated", "taken"}
        table = board("db", "roles", "check")
        assert table.status == 0
        assert "每张表都按人隔开" in table.err
    finally:
        for each in first["logins"]:
            board("db", "roles", "drop", each["login"])


@on_postgres
def test_a_file_says_who_gets_which_login(board: Cli, tmp_path: Path, house: House) -> None:
    roster = tmp_path / "logins.csv"
    house.admin.tell(_without, house.login("wang"))
    name = house.login("wm")
    roster.write_text(f"登录名,姓名,项目\n{name},王敏,launch\n", encoding="utf-8")

    ended = board("db", "roles", "apply", "--people", str(roster))

    assert ended.status == 0
    assert f"已建登录 {name}:王敏(launch)" in ended.out
    assert "还没有密码" in ended.err


def _without(connection: Connection, login: str) -> None:
    roles.drop(connection, login)


@on_postgres
def test_who_has_a_login_already_is_told_by_name_and_the_projects_code(
    board: Cli, house: House
) -> None:
    ended = board(
        "db", "roles", "add", house.login("wm"), "--person", "王敏", "--project", "launch"
    )

    assert ended.status == 1
    assert f"王敏 在项目 launch 里已有登录 {house.login('wang')}" in ended.err


@on_postgres
def test_a_password_is_read_from_stdin_and_told_to_nobody(board: Cli, house: House) -> None:
    name = house.login("wang")
    words = ("db", "roles", "add", name, "--person", "P-02", "--project", "launch", "--password")

    ended = board(*words, "-v", stdin="芝麻-sesame\n")

    assert ended.status == 0
    assert "sesame" not in ended.out + ended.err
    assert board(*words, stdin="\n").status == 2
    with house.admin.reading() as connection:
        kept = connection.exec_driver_sql(
            f"SELECT rolpassword FROM pg_authid WHERE rolname = '{name}'"
        ).scalar()
    assert str(kept).startswith("SCRAM-SHA-256$")


@on_postgres
def test_who_cannot_be_told_apart_gets_no_login(board: Cli, house: House) -> None:
    assert board("db", "roles", "add", "x", "--person", "没有").status == 1
    assert board("db", "roles", "add", "x", "--person", "P-01").status == 1
    ended = board("db", "roles", "add", "x", "--person", "王敏", "--project", "none")
    assert "没有代号为 none 的项目" in ended.err


@on_postgres
def test_a_login_is_dropped(board: Cli, house: House) -> None:
    name = house.login("qian")

    assert "已删除" in board("db", "roles", "drop", name).out
    assert board("db", "roles", "drop", name).status == 1


DOORS = [
    *(("list", each) for each in ("tasks", "blockers", "actions", "decisions", "risks")),
    *(("list", each) for each in ("raci", "people", "meetings", "events", "sources")),
    *(("export", each) for each in ("raci", "progress", "blockers", "actions", "tracker")),
    *(("show", each) for each in ("T-01", "P-01", "PJ-01", "PJ-02", "B-01")),
    *(("db", "info"), ("db", "check"), ("db", "roles", "check"), ("doctor",)),
    *(("board", "--plain"), ("process",), ("inbox",), ("clocks",), ("form", "list")),
    *(("report", "weekly"), ("minutes",), ("tick",), ("undo",)),
]

REFUSING = [each for each in DOORS if each[0] in ("list", "show", "export", "form", "clocks")]
REFUSING.remove(("list", "sources"))


@on_postgres
def test_no_verb_tells_of_another_project(as_wang: Cli) -> None:
    for words in DOORS:
        for wanted in (("--json",), ("--project", "secret")):
            ended = as_wang(*words, *wanted)
            assert MARK not in ended.out + ended.err, words
            assert "钱进" not in ended.out + ended.err, words
            assert ended.status != 2, (words, ended.err)
            if wanted[:1] == ("--project",) and words in REFUSING:
                assert ended.status == 1, words


@on_postgres
def test_only_ones_own_name_can_be_taken(as_wang: Cli) -> None:
    ended = as_wang("--as", "张伟", "list", "tasks")

    assert ended.status == 1
    assert "是 王敏,不是“张伟”" in ended.err
    assert as_wang("add", "写方案 @王敏").status == 0
    assert json.loads(as_wang("list", "events", "--json").out)[0]["actor"] == "王敏"


@on_postgres
def test_projects_and_logins_are_the_administrators(as_wang: Cli, house: House) -> None:
    for words in (
        ("init", "--name", "另一个", "--code", "other"),
        ("db", "roles", "apply"),
        ("db", "roles", "add", house.login("me2"), "--person", "王敏"),
        ("db", "roles", "drop", house.login("zhang")),
    ):
        ended = as_wang(*words)
        assert ended.status == 4, (words, ended)
        assert "数据库管理员" in ended.err


@on_postgres
def test_a_login_without_a_seat_is_told_what_to_ask_for(
    board: Cli, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.admin.tell(_unseated, house.login("wang"))
    monkeypatch.setenv("PENGTOU_DB", house.url_of("wang"))

    ended = board("list", "tasks")

    assert ended.status == 4
    assert "pengtou db roles add" in ended.err


def _unseated(connection: Connection, login: str) -> None:
    connection.exec_driver_sql(f"DELETE FROM {SPACE}.seat WHERE login = '{login}'")


@on_postgres
def test_a_viewer_is_told_that_they_only_look(
    board: Cli, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_DB", house.url_of("li"))
    monkeypatch.setenv("PENGTOU_USER", "李强")

    assert board("list", "tasks").status == 0
    assert board("add", "写方案 @王敏").status == 1


def test_an_archive_is_for_the_people_of_its_project(
    board: Cli, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.perform(AddAction(title="归档前"))
    with service.store.begin(OURS) as unit:
        unit.connection.exec_driver_sql("UPDATE project SET phase = 'archived'")

    assert board("list", "tasks").status == 0
    monkeypatch.setenv("PENGTOU_USER", "路人")
    ended = board("list", "tasks")
    assert ended.status == 1
    assert "仅协作成员可查看" in ended.err
