"""What is settled about a source after it was added, and at a terminal while it is."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from core.settings import SourceSettings, read
from tests.cli.conftest import Cli
from tests.sync.feishu_data import STATUSES, TASK_COLUMNS, options, task
from tests.sync.feishu_service import FeishuService
from tests.sync.sheet_files import messy


def kept(config: Path) -> SourceSettings:
    """The source as the configuration has it."""
    return read(config).sources["plan"]


def test_nothing_is_written_back_until_it_is_switched_on(added: Cli, config: Path) -> None:
    assert (kept(config).write, kept(config).actions) == ((), False)

    assert added("source", "change", "plan", "--write", "actual,负责人", "--actions").status == 0

    assert (kept(config).write, kept(config).actions) == (("actual", "owner"), True)
    assert added("source", "change", "plan", "--write", "", "--no-actions").status == 0
    assert (kept(config).write, kept(config).actions) == ((), False)


def test_a_source_is_added_with_what_is_written_back(
    on_file: Cli, feishu: FeishuService, config: Path
) -> None:
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    shown = on_file(*words, "--write", "status,due", "--actions")

    assert shown.status == 0, shown.err
    assert (kept(config).write, kept(config).actions) == (("status", "due"), True)
    assert "截止 due ⇄" in shown.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--write", "dept"), "不能回写"),
        (("--write", "color"), "没有叫 color 的字段"),
        (("--map", "due=", "--write", "due"), "没有对应的列"),
        (("--interval", "often"), "间隔"),
        (("--option", "status"), "看不懂"),
        (("--option", "title:x=done"), "看不懂"),
        (("--option", "status:已上线=done"), "没有选项“已上线”:有的是"),
        (("--option", "status:已完成=finished"), "没有“finished”这个意思:可以是 未开始 todo"),
        (("--map", "title="), "没有哪一列对应标题"),
        (("--map", "actual=任务名称"), "没有一个值能当作“实际”"),
        (("--person", "没这人=张伟"), "没有“没这人”这个人:有的是 员工"),
        (("--url", "plan.xlsx"), "不是来源 plan 那种地址"),
        (("--person", "小王"), "看不懂"),
        (("--map", "owner"), "看不懂"),
        (("--map", "99=owner"), "没有第 99 列"),
        ((), "没有说要改什么"),
    ],
)
def test_what_cannot_be_changed_is_said_and_changes_nothing(
    added: Cli, config: Path, words: tuple[str, ...], told: str
) -> None:
    before = config.read_text(encoding="utf-8")

    ended = added("source", "change", "plan", *words)

    assert ended.status == 2
    assert told in ended.err
    assert config.read_text(encoding="utf-8") == before


def test_a_column_that_the_table_works_out_itself_is_not_written_to(
    on_file: Cli, feishu: FeishuService
) -> None:
    columns = [each for each in TASK_COLUMNS if each["field_name"] != "进度"]
    feishu.table.columns = [*columns, {**TASK_COLUMNS[3], "type": 20, "ui_type": "Formula"}]
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    ended = on_file(*words, "--map", "actual=进度", "--write", "actual")

    assert ended.status == 2
    assert "“进度”" in ended.err


def test_a_file_is_never_written_to(on_file: Cli, tmp_path: Path) -> None:
    file = str(messy(tmp_path / "plan.xlsx"))

    assert on_file("source", "add", "plan", file, "--actions").status == 2
    assert on_file("source", "add", "plan", file, "--write", "due").status == 2
    assert on_file("source", "add", "plan", file).status == 0
    assert on_file("source", "change", "plan", "--write", "due").status == 2
    assert on_file("source", "change", "plan", "--actions").status == 2


def test_the_interval_can_be_set_and_taken_away(added: Cli, config: Path) -> None:
    added("source", "change", "plan", "--interval", "10m")
    assert kept(config).seconds == 600

    added("source", "change", "plan", "--interval", "off")
    assert kept(config).seconds is None


def test_columns_are_numbered_and_corrected_by_number(added: Cli, config: Path) -> None:
    checked = added("source", "check", "plan", "--json").json
    numbers = {each["column"]: each["number"] for each in checked["columns"]}
    assert list(numbers.values()) == list(range(1, len(numbers) + 1))

    ended = added("source", "change", "plan", "--map", f"{numbers['开始时间']}=due,deliverable=")

    assert ended.status == 0, ended.err
    columns = kept(config).mapping["columns"]
    assert columns["due"]["name"] == "开始时间"
    assert not {"start", "deliverable"} & columns.keys()


def test_an_option_that_means_nothing_is_told_and_settled_once(
    added: Cli, feishu: FeishuService, config: Path
) -> None:
    feishu.table.columns = [
        {**each, "property": options(*STATUSES, "已上线")} if each["field_name"] == "状态" else each
        for each in TASK_COLUMNS
    ]
    feishu.table.records = [task(1, 状态="已上线")]
    checked = added("source", "check", "plan")
    assert "--option status:已上线=" in checked.err

    assert added("source", "change", "plan", "--option", "状态:已上线=已完成").status == 0

    assert added("source", "check", "plan", "--json").json["unmatched"] == []
    assert kept(config).mapping["statuses"]["已上线"] == "done"
    added("sync")
    assert [each["status"] for each in added("list", "tasks", "--json").json] == ["done"]


def test_a_person_who_is_settled_never_joins_a_second_time(
    added: Cli, feishu: FeishuService, config: Path
) -> None:
    feishu.table.records = [task(1), task(2)]
    added("people", "add", "王敏", "--dept", "市场部")
    checked = added("source", "check", "plan", "--json").json
    assert [each["name"] for each in checked["people"]] == ["员工1", "员工2"]

    ended = added("source", "change", "plan", "--person", "员工1=王敏", "--person", "ou_2=张伟")

    assert ended.status == 0, ended.err
    assert kept(config).mapping["people"] == {"员工1": "王敏", "ou_2": "张伟"}
    assert added("source", "check", "plan", "--json").json["people"] == []
    added("sync")
    owners = [each["owner"] for each in added("list", "tasks", "--json").json]
    assert sorted(owners) == ["张伟", "王敏"]
    names = [each["name"] for each in added("list", "people", "--json").json]
    assert sorted(names) == ["张伟", "王敏"]


def test_a_person_who_is_not_here_cannot_be_meant(added: Cli, config: Path) -> None:
    ended = added("source", "change", "plan", "--person", "员工1=没这人")

    assert ended.status == 1
    assert "people" not in kept(config).mapping


def test_what_was_settled_can_be_forgotten(added: Cli, config: Path) -> None:
    added("source", "change", "plan", "--person", "员工1=张伟", "--option", "status:未开始=done")
    added("source", "change", "plan", "--person", "员工1=", "--option", "status:未开始=")

    assert "people" not in kept(config).mapping
    assert "未开始" not in kept(config).mapping["statuses"]


def test_a_file_kept_by_hand_is_not_touched_but_told(added: Cli, config: Path) -> None:
    text = "# ours\n" + config.read_text(encoding="utf-8")
    config.write_text(text, encoding="utf-8")

    ended = added("source", "change", "plan", "--write", "due")

    assert ended.status == 1
    assert 'write = [\n    "due",\n]' in ended.out
    assert config.read_text(encoding="utf-8") == text


class Terminal(StringIO):
    """What takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command line as at a terminal, where so many lines are typed."""

    def run(cli: Cli, *words: str, typed: str) -> tuple[int, str]:
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr("io.StringIO", Terminal)
        ended = cli(*words, stdin=typed)
        return ended.status, ended.out + screen.getvalue()

    return run


def test_at_a_terminal_the_mapping_is_corrected_until_it_is_accepted(
    on_file: Cli, feishu: FeishuService, config: Path, typing: Any
) -> None:
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    status, told = typing(on_file, *words, typed="5=due 9=\nnonsense\n\n")

    assert status == 0
    assert told.count("回车确认") == 3
    assert "看不懂“nonsense”" in told
    columns = kept(config).mapping["columns"]
    assert columns["due"]["name"] == "开始时间"
    assert "deliverable" not in columns


def test_a_script_is_never_asked(on_file: Cli, feishu: FeishuService) -> None:
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)

    assert "回车确认" not in on_file(*words).err


def test_the_status_says_when_what_and_why(added: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    added("source", "change", "plan", "--interval", "5m")
    (before,) = added("sync", "--status", "--json").json
    added("sync")
    (fine,) = added("sync", "--status", "--json").json
    monkeypatch.setenv("PENGTOU_PLAN_APP_SECRET", "stolen")
    added("sync")
    (failed,) = added("sync", "plan", "--status", "--json").json

    assert (before["state"], before["synced_at"], before["next_at"]) == ("new", None, None)
    assert (fine["state"], fine["next_at"]) == ("idle", "2026-11-18T09:35:00+08:00")
    assert (failed["state"], failed["failures"]) == ("failed", 1)
    assert failed["next_at"] == "2026-11-18T09:40:00+08:00"
    assert "App Secret" in failed["why"]
    table = added("sync", "--status").out
    assert "出错" in table
    assert "App Secret" in table


def test_doctor_says_which_secrets_are_missing(added: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENGTOU_PLAN_APP_SECRET")

    ended = added("doctor", "--json")

    found = [each for each in ended.json if each["check"] == "secret"]
    assert [each["state"] for each in found] == ["ok", "error"]
    assert "PENGTOU_PLAN_APP_SECRET" in found[1]["detail"]
