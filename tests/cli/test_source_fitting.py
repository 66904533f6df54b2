"""What a person settles about a source, and what is refused before it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import read
from tests.cli.conftest import Cli, Copied, typed
from tests.sync.feishu_data import column, task
from tests.sync.feishu_service import FeishuService
from tests.sync.sheet_files import PLAIN, write_csv, write_xlsx

MIXED = (
    ("序号", "工作项", "跟进人", "责任单位", "开始时间", "完成时间", "进展情况", "备注"),
    ("1", "主视觉定稿", "张伟", "市场部", "11.3", "11月20日", "约30%", "等纸张"),
    ("2", "门店陈列", "张伟", "市场部", "11.10", "12月中旬", "已完成", ""),
    ("3", "媒介排期", "赵六", "销售部", "11.12", "2026-12-5", "0.8", "重复"),
)


def _office(database: str) -> None:
    typed(database, ("init", "--name", "新品"))


@pytest.fixture
def office(copied: Copied) -> Cli:
    """A project of 张伟."""
    return copied(_office)


def tasks(cli: Cli) -> dict[str, dict[str, object]]:
    return {str(each["title"]): each for each in cli("list", "tasks", "--json").json}


def test_a_file_with_odd_cells_comes_in_and_each_odd_cell_is_named(
    office: Cli, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)
    added = office("source", "add", str(path))
    assert added.status == 0, added.err

    done = office("sync", "plan")

    found = tasks(office)
    assert [each["actual"] for each in found.values()] == [30, 80, 100]
    assert (found["媒介排期"]["due"], found["媒介排期"]["dept"]) == ("2026-12-05", "销售部")
    assert found["门店陈列"]["due"] is None
    assert "第 3 行“门店陈列” · 截止:“12月中旬”不是哪一天,没有采用" in done.err
    assert "第 4 行“媒介排期” · 负责人:名单里没有“赵六”" in done.err


def test_what_was_left_out_last_time_is_only_counted(office: Cli, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)
    office("source", "add", str(path))
    office("sync", "plan")

    again = office("sync", "plan")
    everything = office("sync", "plan", "--plan")
    write_xlsx(path, [*MIXED, ("4", "达人", "孙七", "", "", "年底", "", "")])
    more = office("sync", "plan")

    assert again.err == "仍有 2 处没有采用,和上次一样;逐条看:pengtou sync plan --plan\n"
    assert everything.err.count("没有采用") == 2
    assert "什么也没有写" in everything.out
    assert "“年底”不是哪一天" in more.err
    assert "12月中旬" not in more.err


def test_an_import_is_no_report_of_progress(office: Cli, tmp_path: Path) -> None:
    office("source", "add", str(write_xlsx(tmp_path / "plan.xlsx", MIXED)))
    told = office("sync", "plan").err

    assert "今日未更新 3" in office("board", "--plain").out
    assert "新建的 3 个任务要在责任矩阵里补上 R 和 A" in told


def test_strangers_of_a_file_are_not_promised_to_join(office: Cli, tmp_path: Path) -> None:
    added = office("source", "add", str(write_xlsx(tmp_path / "plan.xlsx", MIXED)))

    assert "名单里没有:赵六;先不采用" in added.err
    assert "同步时会加入项目" not in added.err
    office("sync", "plan")
    assert [each["name"] for each in office("list", "people", "--json").json] == ["张伟"]


DOUBLE = (
    ("序号", "工作项", "跟进人", "状态", "备注"),
    ("1", "主视觉", "张伟", "神秘", "一"),
    ("2", "上线发布", "张伟", "进行中", "一"),
    ("3", "上线发布", "李强", "进行中", "二"),
)


def test_hints_name_the_source_and_who_is_there_twice(office: Cli, tmp_path: Path) -> None:
    for name, dept in (("李强(市场部)", "市场部"), ("李强(销售部)", "销售部")):
        office("people", "add", name, "--dept", dept)
    office("source", "add", "sched", str(write_xlsx(tmp_path / "plan.xlsx", DOUBLE)))

    told = office("sync", "sched").err

    assert "pengtou source change sched --option status:神秘=意思" in told
    assert "名单里叫“李强”的不止一个,没有采用" in told
    assert "pengtou source change sched --person 李强=姓名" in told
    assert "名单里没有" not in told
    assert "pengtou source change sched --key 列名" in told


def test_a_column_that_tells_rows_apart_ends_the_warning_that_nothing_does(
    office: Cli, tmp_path: Path
) -> None:
    path = str(write_xlsx(tmp_path / "plan.xlsx", DOUBLE))
    assert "“上线发布”不止一行" in office("source", "add", "one", path).err

    changed = office("source", "change", "one", "--key", "序号", "--map", "status=")

    assert changed.status == 0, changed.err
    assert "认行:工作项 → 序号" in changed.err
    assert "不止一行" not in changed.err
    assert "不止一行" not in office("source", "add", "two", path, "--key", "序号", "--yes").err


def test_rows_known_by_a_number_survive_another_title(
    office: Cli, tmp_path: Path, config: Path
) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)
    assert "“序号”每一行都有、互不相同" in office("source", "add", "one", str(path)).err
    assert office("source", "add", "plan", str(path), "--key", "序号", "--yes").status == 0
    assert read(config).sources["plan"].key == "序号"
    office("sync", "plan")
    head, (number, _, *rest), *others = MIXED
    write_xlsx(path, [head, (number, "主视觉最终定稿", *rest), *others])

    done = office("sync", "plan", "--json").json

    assert (done["created"], done["updated"], done["ended"]) == (0, 1, 0)
    assert tasks(office)["主视觉最终定稿"]["id"] == "T-01"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--key", "责任单位"), "“责任单位”认不出每一行"),
        (("--key", "没有"), "可以用 序号、工作项"),
        (("--map", "title="), "没有哪一列对应标题"),
        (("--map", "actual=备注"), "列“备注”里没有一个值能当作“实际”(如 “等纸张”、“重复”)"),
        (("--map", "bogus=备注"), "没有叫 bogus 的字段:请用 标题、负责人、"),
    ],
)
def test_a_mapping_that_cannot_work_is_not_kept(
    office: Cli, tmp_path: Path, config: Path, words: tuple[str, ...], told: str
) -> None:
    ended = office("source", "add", str(write_xlsx(tmp_path / "plan.xlsx", MIXED)), *words)

    assert ended.status == 2
    assert told in ended.err
    assert "plan" not in read(config).sources


def test_who_insists_gets_the_mapping(office: Cli, tmp_path: Path, config: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)

    assert office("source", "add", str(path), "--map", "actual=备注", "--yes").status == 0
    assert read(config).sources["plan"].mapping["columns"]["actual"]["name"] == "备注"


def test_one_column_for_two_fields_shows_both(office: Cli, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)

    added = office("source", "add", str(path), "--map", "start=完成时间")

    assert "开始 start、截止 due" in added.out
    assert "列“完成时间”同时用作:开始、截止" in added.err


def test_a_text_file_has_no_sheet_to_name_and_kinds_are_words(office: Cli, tmp_path: Path) -> None:
    added = office("source", "add", str(write_csv(tmp_path / "plan.csv")))

    assert "已读取 plan.csv:3 个任务\n" in added.err
    assert "人员" in added.out
    assert "people" not in added.out


def test_all_missing_secrets_are_named_at_once(
    office: Cli, feishu: FeishuService, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in feishu.environ("plan"):
        monkeypatch.delenv(name)

    ended = office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    assert ended.status == 2
    assert "缺 2 个密钥:PENGTOU_PLAN_APP_ID, PENGTOU_PLAN_APP_SECRET" in ended.err


def test_a_service_is_synced_by_itself_unless_somebody_says_otherwise(
    office: Cli, feishu: FeishuService, config: Path
) -> None:
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    told = office(*words).err
    assert read(config).sources["plan"].seconds == 300
    assert "每 5m 自动同步一次" in told
    office("source", "remove", "plan")

    assert "自动同步一次" not in office(*words, "--interval", "off").err
    assert read(config).sources["plan"].seconds is None


def test_a_change_says_what_changed_and_needs_no_network_for_what_is_here(
    office: Cli, feishu: FeishuService
) -> None:
    office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    seen = len(feishu.requests)

    changed = office("source", "change", "plan", "--interval", "10m")

    assert len(feishu.requests) == seen
    assert changed.out == ""
    assert "间隔:5m → 10m\n" in changed.err
    assert office("source", "change", "plan", "--interval", "10m").err.endswith("没有变化\n")


def test_a_file_that_moved_is_followed(office: Cli, tmp_path: Path, config: Path) -> None:
    office("source", "add", str(write_csv(tmp_path / "plan.csv")))
    office("sync", "plan")
    moved = write_csv(tmp_path / "计划.csv", PLAIN)

    changed = office("source", "change", "plan", "--url", str(moved))

    assert changed.status == 0
    assert f"→ {moved}" in changed.err
    assert read(config).sources["plan"].title == "计划.csv"
    assert office("sync", "plan", "--json").json["unchanged"] == 3


def test_a_person_whom_no_sample_shows_is_looked_for_in_all_records(
    office: Cli, feishu: FeishuService, config: Path
) -> None:
    feishu.table.records = [task(1, 负责人=None) for _ in range(1)]
    feishu.table.records += [{**task(2), "record_id": f"recx{n}"} for n in range(60)]
    feishu.table.records += [task(7)]
    office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    assert office("source", "change", "plan", "--person", "员工7=张伟").status == 0
    unknown = office("source", "change", "plan", "--person", "员工8=张伟")
    assert unknown.status == 2
    assert "没有“员工8”这个人:有的是 员工" in unknown.err
    assert office("source", "change", "plan", "--person", "员工8=张伟", "--yes").status == 0
    assert read(config).sources["plan"].mapping["people"] == {"员工7": "张伟", "员工8": "张伟"}


def test_texts_in_a_table_are_read_cell_by_cell(office: Cli, feishu: FeishuService) -> None:
    feishu.table.columns = [
        column(1, "任务名称", 1, "Text", is_primary=True),
        column(4, "进度", 1, "Text"),
        column(6, "截止时间", 1, "Text"),
    ]
    cells = (("约30%", "2026-11-28"), ("已完成", "下周"), ("过半", "12月20日"))
    feishu.table.records = [
        {
            **task(number),
            "fields": {
                "任务名称": [{"type": "text", "text": f"第{number}项"}],
                "进度": [{"type": "text", "text": progress}],
                "截止时间": [{"type": "text", "text": day}],
            },
        }
        for number, (progress, day) in enumerate(cells)
    ]
    office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    done = office("sync", "plan")

    found = tasks(office)
    assert [found[f"第{n}项"]["actual"] for n in range(3)] == [30, 100, 0]
    assert [found[f"第{n}项"]["due"] for n in (0, 1)] == ["2026-11-28", None]
    assert str(found["第2项"]["due"]).endswith("-12-20")
    assert "“第1项” · 截止:“下周”不是哪一天" in done.err
    assert "“第2项” · 实际:“过半”不是数字" in done.err


def test_a_text_where_a_number_belongs_is_told_as_it_reads(
    office: Cli, feishu: FeishuService
) -> None:
    feishu.table.records = [task(1, 进度="abc", 截止时间="下周")]
    office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    told = office("sync", "plan").err

    assert "实际:“abc”不是数字" in told
    assert "截止:“下周”不是哪一天" in told
    assert "“str”" not in told


def test_a_column_that_is_gone_is_told_as_a_column(office: Cli, feishu: FeishuService) -> None:
    office("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    feishu.table.columns = [each for each in feishu.table.columns if each["field_name"] != "进度"]

    told = office("sync", "plan", "--full").err

    assert "实际:它对应的列“进度”在来源里不见了" in told
    assert "--map actual=列名" in told


def test_the_english_words_say_the_same(office: Cli, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MIXED)
    added = office("source", "add", str(path), "--lang", "en")
    done = office("sync", "plan", "--lang", "en")

    assert "they are left out, and their tasks have nobody for now" in added.err
    assert "row 3 “门店陈列” · due: “12月中旬” is no day; left out" in done.err


def test_who_stands_second_in_the_owners_cell_helps_and_is_no_conflict(
    office: Cli, tmp_path: Path
) -> None:
    for name in ("王敏", "李雷"):
        office("people", "add", name, "--dept", "市场部")
    rows = [("任务名称", "负责人"), ("调研", "张伟、王敏")]
    path = write_xlsx(tmp_path / "plan.xlsx", rows)
    office("source", "add", str(path))
    office("sync", "plan")
    again = office("sync", "plan", "--plan", "--json").json
    write_xlsx(path, [rows[0], ("调研", "张伟、李雷")])

    done = office("sync", "plan", "--json").json

    assert again["changes"] == []
    assert (done["updated"], done["clashes"]) == (1, 0)
    assert tasks(office)["调研"]["collaborators"] == ["李雷"]
