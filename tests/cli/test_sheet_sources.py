"""Excel and CSV files brought in from the command line, as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import read
from tests.cli.conftest import Cli, Copied, typed
from tests.sync.sheet_files import PLAIN, messy, write_csv, write_xlsx

NAMES = ("张伟", "王敏", "李雷")


def _office(database: str) -> None:
    people = (("people", "add", name, "--dept", "市场部") for name in NAMES[1:])
    typed(database, ("init", "--name", "华东"), *people)


@pytest.fixture
def office(copied: Copied) -> Cli:
    """A project whose people are 张伟, 王敏 and 李雷."""
    return copied(_office)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return messy(tmp_path / "华东区试销.xlsx")


def tasks(cli: Cli) -> dict[str, dict[str, object]]:
    """Our tasks by title."""
    return {each["title"]: each for each in cli("list", "tasks", "--json").json}


def test_a_file_is_looked_at_and_kept_under_its_own_name(
    office: Cli, plan: Path, config: Path
) -> None:
    added = office("source", "add", str(plan))

    assert added.status == 0, added.err
    kept = read(config).sources["huadongqushixiao"]
    assert (kept.type, kept.url, kept.key) == ("sheet", str(plan), "任务编号")
    assert "已读取 华东区试销.xlsx:5 个任务(工作表:任务计划)" in added.err
    assert "以后按“任务编号”认出同一行" in added.err
    assert "pengtou sync huadongqushixiao --plan" in added.err
    row = next(line for line in added.out.splitlines() if "计划完成" in line)
    assert "due" in row
    assert "2024-10-18 | 2024-10-25 | 2024-10-12" in row


def test_a_file_is_previewed_brought_in_and_nothing_comes_twice(office: Cli, plan: Path) -> None:
    office("source", "add", "plan", str(plan))

    planned = office("sync", "plan", "--plan", "--json").json
    assert (planned["created"], tasks(office)) == (5, {})
    first = office("sync", "plan", "--json").json
    again = office("sync", "plan", "--plan", "--json").json

    assert (first["created"], first["complete"]) == (5, True)
    assert (again["created"], again["updated"], again["changes"]) == (0, 0, [])
    found = tasks(office)
    assert set(found) == {"渠道政策 确认", "物料设计", "门店培训", "数据复盘", "样品寄送"}
    assert {each["source"] for each in found.values()} == {"plan"}
    assert (found["物料设计"]["start"], found["物料设计"]["due"]) == ("2024-10-14", "2024-10-25")
    assert (found["物料设计"]["status"], found["物料设计"]["actual"]) == ("doing", 30)


def test_who_and_what_is_not_known_is_told_and_settles_later(office: Cli, plan: Path) -> None:
    added = office("source", "add", "plan", str(plan))
    first = office("sync", "plan")

    assert "状态 有不认识的选项,先不采用:“挂起”" in added.err
    for told in (
        "第 12 行“数据复盘” · 负责人:名单里没有“赵六”",
        "第 12 行“数据复盘” · 状态:不知道选项“挂起”是什么意思",
        "第 12 行“数据复盘” · 截止:“尽快”不是哪一天",
        "第 6 行“一、产品准备”是分组标题",
        "第 13 行“合计”是合计或说明",
    ):
        assert told in first.err
    assert tasks(office)["数据复盘"]["owner"] is None

    office("people", "add", "赵六", "--dept", "销售部")
    assert "更新 1" in office("sync", "plan").out
    assert tasks(office)["数据复盘"]["owner"] == "赵六"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_csv_of_excel_is_brought_in(office: Cli, tmp_path: Path, encoding: str) -> None:
    write_csv(tmp_path / "plan.csv", encoding=encoding)

    assert office("source", "add", str(tmp_path / "plan.csv")).status == 0
    assert office("sync", "plan", "--json").json["created"] == 3
    assert tasks(office)["样品寄送"]["actual"] == 100


def test_a_file_is_brought_in_on_every_database(board: Cli, tmp_path: Path) -> None:
    there = len(tasks(board))
    board("source", "add", str(write_csv(tmp_path / "plan.csv")))

    assert board("sync", "plan", "--json").json["created"] == 3
    assert board("sync", "plan", "--json").json["unchanged"] == 3
    assert len(tasks(board)) == there + 3


def test_a_changed_file_changes_what_it_says(office: Cli, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "plan.csv")
    office("source", "add", str(path))
    office("sync", "plan")
    head, first, second, third = PLAIN
    moved = (*second[:2], "进行中", second[3], "2024-11-01", "40%")
    write_csv(path, [head, ("渠道复盘", "王敏", "未开始", "", "", ""), third, moved, first])

    planned = office("sync", "plan", "--plan").out
    done = office("sync", "plan", "--json").json

    assert "新建" in planned
    assert "截止:本地 2024-10-25 | 来源 2024-11-01" in planned
    assert (done["created"], done["updated"], done["ended"]) == (1, 1, 0)
    assert tasks(office)["物料设计"]["due"] == "2024-11-01"


def test_rows_that_vanished_are_asked_about_and_their_tasks_stay(
    office: Cli, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "plan.csv")
    office("source", "add", str(path))
    office("sync", "plan")
    write_csv(path, PLAIN[:2])

    asked = office("sync", "plan", "--json")
    agreed = office("sync", "plan", "--yes", "--json")

    assert (asked.status, asked.json["ended"]) == (1, 0)
    assert "3 行中有 2 行在来源里不见了" in asked.err
    assert (agreed.status, agreed.json["ended"]) == (0, 2)
    assert len(tasks(office)) == 3


def test_what_was_changed_here_is_not_overwritten(office: Cli, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "plan.csv")
    office("source", "add", str(path))
    office("sync", "plan")
    task = str(tasks(office)["物料设计"]["id"])
    assert office("do", task, "due", "2024-11-08", "--reason", "1").status == 0

    assert office("sync", "plan", "--json").json["clashes"] == 0
    assert tasks(office)["物料设计"]["due"] == "2024-11-08"


def test_the_name_of_a_new_option_is_understood_when_it_comes(office: Cli, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "plan.csv")
    office("source", "add", str(path))
    office("sync", "plan")
    write_csv(path, [*PLAIN[:3], (*PLAIN[3][:2], "待验收", *PLAIN[3][3:])])

    assert office("sync", "plan").err == ""
    assert tasks(office)["样品寄送"]["status"] == "in_review"


def test_a_sheet_is_named_after_the_file(office: Cli, plan: Path, config: Path) -> None:
    assert office("source", "add", "old", f"{plan}#旧计划").status == 0
    assert read(config).sources["old"].url == f"{plan}#旧计划"
    missing = office("source", "add", "more", f"{plan}#计划")

    assert missing.status == 2
    assert "没有叫“计划”的工作表,只有:封面、旧计划、任务计划" in missing.err


def test_another_column_may_be_the_title_and_rows_are_known_by_it(
    office: Cli, tmp_path: Path, config: Path
) -> None:
    path = write_csv(tmp_path / "plan.csv", [("事项", "说明", "负责人"), ("a", "调研渠道", "王敏")])

    assert office("source", "add", str(path), "--map", "title=说明").status == 0
    assert read(config).sources["plan"].key == "说明"
    office("sync", "plan")
    assert list(tasks(office)) == ["调研渠道"]


def test_a_path_is_kept_whole_and_a_second_file_gets_another_name(
    office: Cli, tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "more").mkdir()
    write_csv(tmp_path / "plan.csv")
    write_xlsx(tmp_path / "more" / "plan.xlsx")
    monkeypatch.chdir(tmp_path)

    assert office("source", "add", "plan.csv").status == 0
    assert office("source", "add", "more/plan.xlsx").status == 0
    assert office("source", "add", "plan.csv").status == 1
    urls = {name: each.url for name, each in read(config).sources.items()}
    assert urls == {
        "plan": str(tmp_path / "plan.csv"),
        "plan-2": str(tmp_path / "more" / "plan.xlsx"),
    }


def test_our_own_export_can_be_brought_in_elsewhere(office: Cli, plan: Path) -> None:
    office("source", "add", "plan", str(plan))
    office("sync", "plan")
    path = plan.with_name("out.xlsx")
    assert office("export", "assignments", "--format", "xlsx", "-o", str(path)).status == 0

    found = office("source", "add", "copy", str(path), "--json").json

    assert found["total"] == 5
    fields = {each["field"] for each in found["columns"]}
    assert fields >= {"title", "owner", "dept", "start", "due", "depends_on"}


def test_a_source_whose_file_is_gone_says_so_and_the_others_go_on(
    office: Cli, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        office("source", "add", str(write_csv(tmp_path / f"{name}.csv")))
    (tmp_path / "one.csv").unlink()

    ended = office("sync")

    assert ended.status == 2
    assert f"找不到文件 {tmp_path / 'one.csv'}" in ended.err
    assert "two:读到 3,新建 3" in ended.out
    assert office("doctor").status in (0, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("source", "add", "plan"), "pengtou source add 计划.xlsx"),
        (("source", "add", "none.xlsx"), "找不到文件"),
        (("source", "add", "Plan!", "plan.csv"), "来源名只能用小写字母"),
        (("source", "add", "plan.csv", "--interval", "5m"), "请去掉 --interval"),
        (("source", "add", "old.xls"), "另存为 .xlsx"),
        (("source", "add", "plan.csv", "--map", "title=没有"), "没有叫“没有”的列"),
    ],
)
def test_what_cannot_be_brought_in_says_what_to_do(
    office: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    write_csv(tmp_path / "plan.csv")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    monkeypatch.chdir(tmp_path)

    ended = office(*words)

    assert ended.status == 2
    assert told in ended.err


def test_the_english_words_are_there(office: Cli, plan: Path) -> None:
    told = office("source", "add", "plan", str(plan), "--lang", "en").err

    assert "read 华东区试销.xlsx: 5 tasks (sheet: 任务计划)" in told
    assert "rows are known by “任务编号” from now on" in told
