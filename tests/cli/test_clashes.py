"""Conflicts between a source and the board, settled from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from tests.cli.conftest import Cli
from tests.sync.feishu_service import FeishuService

LATER = 1_772_358_400_000
"""A change after those of the generated tasks."""


@pytest.fixture
def feishu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeishuService]:
    """A table of five tasks, its credentials in the environment."""
    with FeishuService() as service:
        for name, value in service.environ("plan").items():
            monkeypatch.setenv(name, value)
        yield service


@pytest.fixture
def clashing(on_file: Cli, feishu: FeishuService) -> Cli:
    """T-01, of which progress and start were changed here and there, differently."""
    on_file("init", "--name", "新品")
    words = ("source", "add", "plan", feishu.url, "--base-url", feishu.base_url)
    assert on_file(*words, "--write", "actual,start").status == 0
    assert on_file("sync").status == 0
    assert on_file("do", "T-01", "progress", "40").status == 0
    assert on_file("do", "T-01", "edit", "start=2026-03-05").status == 0
    change(feishu, 进度=0.6, 开始时间=1_772_380_800_000 + 86_400_000)
    ended = on_file("sync", "--full")
    assert ended.status == 0, ended.err
    assert "冲突 2" in ended.out
    return on_file


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
