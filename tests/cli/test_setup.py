"""Getting started: projects, people, the configuration, the database."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from core.store import Store
from tests.cli.conftest import Cli


def test_init_makes_the_database_and_the_project(on_file: Cli, tmp_path: Path) -> None:
    ended = on_file("init", "--name", "2024Q4新品全国推广", "--lead", "市场部")

    assert ended.status == 0
    assert ended.out == "项目“2024Q4新品全国推广”已建立,代号 2024q4xpqgtg\n"
    assert str(tmp_path / "board.db") in ended.err
    assert on_file("list", "people", "--json").json == [
        {
            "id": "P-01",
            "name": "张伟",
            "dept": "市场部",
            "functions": ["project_manager"],
            "role": "admin",
            "aliases": [],
            "timezone": None,
            "left_at": None,
            "version": 1,
        }
    ]


def test_init_works_on_a_bare_database(
    cli: Cli, empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGTOU_DB", empty_database_url)

    assert cli("list", "tasks").status == 4
    assert cli("init", "--name", "新品", "--code", "np").status == 0
    assert cli("init", "--name", "新品", "--code", "np").status == 1
    assert cli("init", "--name", "新品二").status == 0


def test_the_same_initials_get_a_number(on_file: Cli) -> None:
    on_file("init", "--name", "新品")

    assert on_file("init", "--name", "小铺", "--json").json["code"] == "xp-2"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--name", "n", "--start", "yesterday"), "不是日期"),
        (("--name", "n", "--calendar", "XX"), "没有代号为 XX 的日历"),
        (("--name", "n", "--timezone", "Moon/Base"), "没有叫 Moon/Base 的时区"),
        (("--lead", "市场部"), "缺少 --name"),
    ],
)
def test_init_refuses_what_cannot_be(on_file: Cli, words: tuple[str, ...], why: str) -> None:
    ended = on_file("init", *words)

    assert ended.status == 2
    assert why in ended.err
    assert on_file("list", "tasks").status == 4


def test_days_that_run_backwards_are_refused(on_file: Cli) -> None:
    ended = on_file("init", "--name", "n", "--start", "2024-12-01", "--end", "2024-09-09")

    assert ended.status == 1
    assert "早于" in ended.err


def test_the_project_made_or_chosen_last_is_the_one_that_is_meant(on_file: Cli) -> None:
    on_file("init", "--name", "甲", "--code", "one")
    on_file("init", "--name", "乙", "--code", "two")

    assert on_file("add", "写方案 @张伟").status == 0
    assert len(on_file("list", "actions", "--json").json) == 1
    assert on_file("list", "actions", "--json", "--project", "one").json == []
    assert on_file("list", "actions", "--json").json == []
    assert on_file("list", "tasks", "--project", "three").status == 1


def test_several_projects_want_a_choice_where_none_was_made(
    on_file: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    on_file("init", "--name", "甲", "--code", "one")
    on_file("init", "--name", "乙", "--code", "two")
    monkeypatch.setattr("core.places.state_folder", lambda: tmp_path / "nobody")

    undecided = on_file("list", "tasks")

    assert undecided.status == 1
    assert "one, two" in undecided.err


def test_a_second_project_of_one_name_needs_a_code_of_its_own(on_file: Cli) -> None:
    on_file("init", "--name", "新品")

    assert on_file("init", "--name", "新品").status == 1
    assert on_file("init", "--name", "新品", "--code", "again").status == 0


def test_people_are_added_with_functions_and_aliases(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--lead", "市场部")

    words = ("--dept", "行政部", "--function", "对接人", "--role", "只读", "--alias", "小钱,老钱")
    assert on_file("people", "add", "钱进", *words).status == 0
    assert on_file("people", "add", "钱进", "--dept", "行政部").status == 1
    assert on_file("people", "add", "甲", "--dept", "乙", "--function", "liason").status == 2
    assert on_file("people", "add", "甲", "--dept", "乙", "--timezone", "Mars").status == 2
    assert on_file("add", "订会议室 @行政部", "--json").json["owner"] == "钱进"
    assert on_file("add", "订会议室 @老钱", "--json").json["owner"] == "钱进"
    assert on_file("--as", "钱进", "add", "写方案 @张伟").status == 1


ROSTER = """姓名,部门,角色,职能,别名,时区
王敏,市场部,管理员,对接人;执行人,小王、敏敏,
,财务部,,,,
赵倩,研发部,成员,火箭手,,
刘强,研发部,,,,Asia/Tokyo
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_people_come_from_a_csv_file_once(on_file: Cli, tmp_path: Path, encoding: str) -> None:
    on_file("init", "--name", "新品")
    roster = tmp_path / "people.csv"
    roster.write_bytes(ROSTER.encode(encoding))

    planned = on_file("people", "import", str(roster), "--plan")
    first = on_file("people", "import", str(roster))
    again = on_file("people", "import", str(roster), "--json").json

    assert "将加入 2 人" in planned.out
    assert first.out == "加入 2 人,跳过 2 行\n"
    assert first.err == "第 3 行跳过:没有姓名\n第 4 行跳过:角色或职能不认识\n"
    assert again["added"] == 0
    assert [each["line"] for each in again["skipped"]] == [2, 3, 4, 5]
    people = {each["name"]: each for each in on_file("people", "list", "--json").json}
    assert people["王敏"]["functions"] == ["liaison", "executor"]
    assert people["王敏"]["aliases"] == ["小王", "敏敏"]
    assert people["刘强"]["timezone"] == "Asia/Tokyo"


def test_people_come_from_a_workbook(on_file: Cli, tmp_path: Path) -> None:
    from openpyxl import Workbook

    on_file("init", "--name", "新品")
    book = Workbook()
    assert book.active is not None
    for row in (("Name", "Department"), ("Wang Min", "Marketing"), (None, None)):
        book.active.append(row)
    book.save(tmp_path / "people.xlsx")

    assert on_file("people", "import", str(tmp_path / "people.xlsx")).out.startswith("加入 1 人")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("other.csv", b"a,b\n1,2\n"),
        ("odd.csv", b"\xff\xff\xff\x00"),
        ("fake.xlsx", b"no zip at all"),
    ],
)
def test_a_file_that_is_no_list_of_people(
    on_file: Cli, tmp_path: Path, name: str, content: bytes | None
) -> None:
    on_file("init", "--name", "新品")
    if content is not None:
        (tmp_path / name).write_bytes(content)

    ended = on_file("people", "import", str(tmp_path / name))

    assert ended.status == 2
    assert name in ended.err


def test_the_configuration_is_written_privately(cli: Cli, config: Path) -> None:
    assert cli("config", "path").out == f"{config}\n"
    assert cli("config", "set", "board.theme", "light").status == 0
    assert cli("config", "set", "keys.progress.set", "P,F5").status == 0
    assert cli("config", "show", "--json").json == {
        "board": {"theme": "light"},
        "keys": {"progress.set": ["P", "F5"]},
    }
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert cli("config", "set", "board.theme", "").status == 0
    assert "theme" not in config.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("board.them", "light", "是不是 board.theme"),
        ("lang", "zh", "没有 lang 这一项,是不是 board.language?"),
        ("board.lang", "zh", "没有 board.lang 这一项,是不是 board.language?"),
        ("language", "zh", "没有 language 这一项,是不是 board.language?"),
        ("projector.them", "light", "是不是 projector.theme?"),
        ("sources.plan.intervall", "5m", "是不是 sources.plan.interval?"),
        ("bots.team.typ", "feishu", "是不是 bots.team.type?"),
        ("board.language", "fr", "board.language 不能是 'fr';可用:zh, en("),
        ("colour", "red", "没有 colour"),
        ("sources.Bad Name", "x", "来源名"),
    ],
)
def test_a_setting_that_means_nothing(
    cli: Cli, config: Path, key: str, value: str, why: str
) -> None:
    ended = cli("config", "set", key, value)

    assert ended.status == 2
    assert why in ended.err
    assert not config.exists()


def test_a_file_kept_by_hand_is_left_alone(cli: Cli, config: Path) -> None:
    config.parent.mkdir()
    config.write_text("# 我的设置\n[board]\nlanguage = 'en'\n", encoding="utf-8")

    ended = cli("config", "set", "board.theme", "light")

    assert ended.status == 1
    assert ended.out == '[board]\ntheme = "light"\n'
    assert config.read_text(encoding="utf-8").startswith("# 我的设置")


@pytest.mark.parametrize("text", ["not toml at all", "unknown = 1", "[board]\nlanguage = 3"])
def test_a_broken_configuration_is_named(on_file: Cli, config: Path, text: str) -> None:
    config.parent.mkdir()
    config.write_text(text, encoding="utf-8")

    ended = on_file("list", "tasks")

    assert ended.status == 2
    assert str(config) in ended.err
    assert on_file("--help").status == 0


def test_the_database_tells_about_itself(board: Cli, store: Store, tmp_path: Path) -> None:
    info = board("db", "info", "--json").json

    assert info["kind"] == ("sqlite" if store.path else "postgresql")
    assert info["schema"] == info["program_schema"]
    assert [each["code"] for each in info["projects"]] == ["launch"]
    assert board("db", "check").status == 0
    assert "最新" in board("db", "upgrade").out
    backup = board("db", "backup", str(tmp_path / "copy.db"))
    if store.path is None:
        assert (backup.status, "pg_dump" in backup.err) == (1, True)
    else:
        assert backup.status == 0
        assert board("--db", str(tmp_path / "copy.db"), "list", "tasks", "--json").json
        assert board("db", "backup", str(tmp_path / "copy.db")).status == 1


def test_a_password_is_never_printed(cli: Cli) -> None:
    url = "postgresql://wei:hush-hush@127.0.0.1:1/none?connect_timeout=1"

    for words in (("list", "tasks"), ("db", "info", "-v"), ("db", "check"), ("doctor",)):
        ended = cli("--db", url, *words)
        assert ended.status != 0
        assert "hush-hush" not in ended.out + ended.err


def test_doctor_says_what_to_do(on_file: Cli, config: Path) -> None:
    absent = on_file("doctor", "--json")
    on_file("init", "--name", "新品")
    fine = {each["check"]: each for each in on_file("doctor", "--json").json}

    assert {each["check"]: each["state"] for each in absent.json}["database"] == "warning"
    assert fine["database"]["state"] == "ok"
    assert fine["python"]["state"] == "ok"
    config.parent.mkdir(exist_ok=True)
    config.write_text("# pengtou 1\n[sources.feishu]\nurl = 'https://x'\n", encoding="utf-8")
    missing = on_file("doctor")
    assert missing.status == 1
    assert "✗ 来源 feishu 缺密钥:请设环境变量 PENGTOU_FEISHU_APP_ID" in missing.out


def test_keys_and_themes_are_listed(cli: Cli, config: Path) -> None:
    assert "* dark" in cli("themes").out
    assert any(each["action"] == "help" for each in cli("keys", "--json").json)


def test_a_new_project_is_not_left_to_nobody_by_one_undo(on_file: Cli) -> None:
    on_file("init", "--name", "新品", "--lead", "市场部")

    taken_back = on_file("undo")

    assert (taken_back.status, "管理这个项目" in taken_back.err) == (1, True)
    assert [each["name"] for each in on_file("people", "list", "--json").json] == ["张伟"]
