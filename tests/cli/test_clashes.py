"""Conflicts between a source and the board, settled from the command line."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.cli.conftest import Cli, Copied, feishu_at, typed
from tests.seeds import Seed
from tests.sync.feishu_service import FeishuService
from tests.sync.scripted import Server

LATER = 1_772_358_400_000
"""A change after those of the generated tasks."""


@pytest.fixture(scope="session")
def clashed(door: Server) -> Seed:
    """T-01, of which progress and start were changed here and there, differently."""

    def clashed(database: str) -> None:
        with feishu_at(door) as feishu:
            words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
            typed(
                database,
                ("init", "--name", "新品"),
                (*words, "--write", "actual,start"),
                ("sync",),
                ("do", "T-01", "progress", "40"),
                ("do", "T-01", "edit", "start=2026-03-05"),
            )
            change_both(feishu)
            assert "冲突 2" in typed(database, ("sync", "--full"))

    return clashed


@pytest.fixture
def clashing(copied: Copied, clashed: Seed, feishu: FeishuService) -> Cli:
    """The same, and the table as it reads by now."""
    change_both(feishu)
    return copied(clashed)


def change_both(feishu: FeishuService) -> None:
    """Somebody edits progress and start there."""
    change(feishu, 进度=0.6, 开始时间=1_772_380_800_000 + 86_400_000)


def change(feishu: FeishuService, **cells: object) -> None:
    """Somebody edits the first row there."""
    rows = deepcopy(feishu.table.records)
    rows[0]["fields"] |= cells
    rows[0]["last_modified_time"] = LATER
    feishu.table.records = rows


def there(feishu: FeishuService, name: str) -> object:
    """What a cell of the first row reads at the source."""
    return feishu.table.records[0]["fields"][name]


def first_task(cli: Cli) -> dict[str, object]:
    """T-01 as it reads here."""
    (found,) = (each for each in cli("list", "tasks", "--json").json if each["id"] == "T-01")
    return dict(found)


def open_clashes(cli: Cli) -> dict[str, dict[str, object]]:
    """What waits for a person, by field."""
    return {each["field"]: each for each in cli("list", "clashes", "--json").json}


def test_conflicts_are_listed_with_all_three_sides(clashing: Cli) -> None:
    found = open_clashes(clashing)["actual"]

    assert (found["ours"], found["theirs"], found["base"]) == (40, 60, 0)
    assert (found["subject"], found["source"], found["status"]) == ("T-01", "plan", "open")
    assert found["ours_by"] == "张伟"
    table = clashing("list", "clashes").out
    assert "40%" in table
    assert "实际" in table


def test_ours_is_kept_and_written_back_by_the_next_sync(
    clashing: Cli, feishu: FeishuService
) -> None:
    identity = open_clashes(clashing)["actual"]["id"]

    assert clashing("do", str(identity), "ours").status == 0

    assert "actual" not in open_clashes(clashing)
    report = clashing("sync", "--json").json
    assert (report["pushed"], report["clashes"]) == (1, 1)
    assert there(feishu, "进度") == pytest.approx(0.4)


def test_theirs_is_taken(clashing: Cli, feishu: FeishuService) -> None:
    identity = open_clashes(clashing)["actual"]["id"]

    assert clashing("do", str(identity), "用来源").status == 0

    assert first_task(clashing)["actual"] == 60
    clashing("sync")
    assert there(feishu, "进度") == pytest.approx(0.6)


def test_a_third_value_goes_both_ways(clashing: Cli, feishu: FeishuService) -> None:
    found = open_clashes(clashing)

    assert clashing("do", str(found["actual"]["id"]), "hand", "55%").status == 0
    assert clashing("do", str(found["start"]["id"]), "hand", "2026-03-09").status == 0

    task = first_task(clashing)
    assert (task["actual"], task["start"]) == (55, "2026-03-09")
    assert clashing("sync", "--json").json["clashes"] == 0
    assert there(feishu, "进度") == pytest.approx(0.55)


@pytest.mark.parametrize("value", ["", "much", "101"])
def test_a_value_that_does_not_fit_settles_nothing(clashing: Cli, value: str) -> None:
    identity = str(open_clashes(clashing)["actual"]["id"])

    ended = clashing("do", identity, "hand", *filter(None, [value]))

    assert ended.status in (1, 2)
    assert "actual" in open_clashes(clashing)


def test_a_choice_is_taken_back_and_stands_open_again(clashing: Cli) -> None:
    identity = str(open_clashes(clashing)["actual"]["id"])
    clashing("do", identity, "theirs")
    (settled,) = clashing("list", "clashes", "--status", "settled", "--json").json
    assert (settled["choice"], settled["settled_by"]) == ("theirs", "张伟")

    assert clashing("undo").status == 0

    assert "actual" in open_clashes(clashing)
    assert first_task(clashing)["actual"] == 40


def test_the_list_of_the_settled_says_what_was_chosen_and_by_whom(clashing: Cli) -> None:
    identity = str(open_clashes(clashing)["actual"]["id"])
    clashing("do", identity, "hand", "55")

    table = clashing("list", "clashes", "--status", "settled").out

    assert "处理人" in table
    assert "55%" in table
    assert "张伟" in table


def test_what_was_settled_is_not_settled_twice(clashing: Cli) -> None:
    identity = str(open_clashes(clashing)["actual"]["id"])
    clashing("do", identity, "ours")

    ended = clashing("do", identity, "theirs")

    assert ended.status == 1
    assert "张伟" in ended.err


def test_a_conflict_is_shown_with_its_history(clashing: Cli) -> None:
    identity = str(open_clashes(clashing)["start"]["id"])

    shown = clashing("show", identity, "--json").json

    assert (shown["field"], shown["theirs"]) == ("start", "2026-03-03")
    assert [each["kind"] for each in shown["history"]] == ["clash.found"]
    assert identity in clashing("show", identity).out


def settled(cli: Cli, feishu: FeishuService) -> str:
    """Ours was kept and written back; gives back the number of the conflict."""
    identity = str(open_clashes(cli)["actual"]["id"])
    cli("do", identity, "ours")
    assert cli("sync", "--json").json["pushed"] == 1
    assert there(feishu, "进度") == pytest.approx(0.4)
    return identity


def test_a_conflict_is_shown_in_the_words_of_people(clashing: Cli, feishu: FeishuService) -> None:
    identity = settled(clashing, feishu)

    shown = clashing("show", identity).out

    for told in ("实际进度", "已处理", "用本地 40%", "上次同步       0%", "60%", "张伟 处理了冲突"):
        assert told in shown
    for machine in ("actual", "settled", "ours", "open"):
        assert machine not in shown
    english = clashing("--lang", "en", "show", identity).out
    assert "progress keeps ours, 40% (not taken: 60% from 推广进度表)" in english
    assert "actual" not in english


def test_the_link_of_a_task_is_shown_whole(clashing: Cli) -> None:
    link = str(clashing("show", "T-01", "--json").json["source_url"])

    assert len(link) > 60
    assert link in clashing("show", "T-01").out


def test_a_task_tells_its_conflicts_and_how_they_were_settled(
    clashing: Cli, feishu: FeishuService
) -> None:
    identity = settled(clashing, feishu)

    told = clashing("show", "T-01").out

    assert f"张伟 处理了冲突 {identity}:T-01" in told
    assert "实际进度 用本地 40%(没有采用推广进度表的 60%)" in told


def test_a_choice_that_was_written_back_says_so_when_it_is_taken_back(
    clashing: Cli, feishu: FeishuService
) -> None:
    identity = settled(clashing, feishu)

    ended = clashing("undo")

    assert ended.status == 0
    assert "40% 已回写,推广进度表里现在是 40%" in ended.out
    assert clashing("sync", "--json").json["clashes"] == 2
    assert "现在           之前选的已回写" in clashing("show", identity).out
    clashing("do", identity, "theirs")
    clashing("sync")
    assert there(feishu, "进度") == pytest.approx(0.6)


def test_a_choice_that_syncs_have_gone_past_says_what_to_do(
    clashing: Cli, feishu: FeishuService
) -> None:
    identity = settled(clashing, feishu)
    clashing("do", "T-01", "progress", "45")
    clashing("sync")
    (event, *_) = clashing("list", "events", "--id", identity, "--json").json

    ended = clashing("undo", "--id", str(event["seq"]))

    assert ended.status == 1
    assert f"{identity} 处理之后两边又同步过" in ended.err
    assert "请直接改 T-01" in ended.err


@pytest.fixture
def merged(clashing: Cli, feishu: FeishuService) -> Cli:
    """The same, and one sync has taken over the progress of the other tasks."""
    rows = deepcopy(feishu.table.records)
    for number, row in enumerate(rows[1:], 2):
        row["fields"] |= {"进度": number / 10}
        row["last_modified_time"] = LATER + 1
    feishu.table.records = rows
    assert clashing("sync", "--full").status == 0
    return clashing


def merge_of(cli: Cli, task: str) -> str:
    """The number of the event by which a sync took a task over."""
    found = cli("list", "events", "--id", task, "--status", "task.synced", "--json").json
    return str(found[0]["seq"])


def test_a_merge_is_undone_alone_and_what_the_next_sync_does_is_told(
    merged: Cli, feishu: FeishuService
) -> None:
    ended = merged("undo", "--id", merge_of(merged, "T-02"))

    assert ended.status == 0
    first, told = ended.out.splitlines()
    assert "张伟 撤销了 T-02 的改动  实际 20%→" in first
    assert "下次同步会把实际进度 " in told
    assert "回写到推广进度表,盖掉那边的 20%" in told
    tasks = {each["id"]: each["actual"] for each in merged("list", "tasks", "--json").json}
    assert tasks["T-03"] == 30


def test_the_whole_of_a_sync_is_listed_before_it_is_undone(merged: Cli) -> None:
    seq = merge_of(merged, "T-02")

    asked = merged("undo", "--id", seq, "--whole")

    assert asked.status == 1
    assert "改了 4 条记录" in asked.err
    assert "T-03" in asked.out
    assert "30%" in asked.out
    assert "SC-" not in asked.out
    done = merged("undo", "--id", seq, "--whole", "--yes", "--json")
    assert {each["subject"] for each in done.json} == {"T-02", "T-03", "T-04", "T-05"}
    assert len(open_clashes(merged)) == 2
