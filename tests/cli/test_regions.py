"""`people dept`, `meet propose`, and deadlines on other people's clocks (R27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Copied, typed


def _abroad(database: str) -> None:
    typed(
        database,
        ("init", "--name", "新品", "--lead", "市场部"),
        ("people", "dept", "伦敦办", "--timezone", "Europe/London", "--branch"),
        ("people", "add", "Ann", "--dept", "伦敦办"),
    )


@pytest.fixture
def abroad(copied: Copied) -> Cli:
    """A project with an office in London."""
    return copied(_abroad)


def test_departments_have_a_place_and_hours(abroad: Cli) -> None:
    (london,) = abroad("people", "dept", "伦敦办", "--hours", "8:30-17", "--json").json

    assert (london["timezone"], london["opens"], london["closes"]) == (
        *("Europe/London", "08:30", "17:00"),
    )
    assert london["branch"]
    assert "11-18 01:30" in abroad("people", "dept").out
    assert abroad("people", "dept", "伦敦办", "--hours", "", "--json").json[0]["opens"] == "09:00"
    assert "Mars" in abroad("people", "dept", "伦敦办", "--timezone", "Mars/Base").err


def test_times_inside_everybodys_hours_are_proposed(abroad: Cli) -> None:
    found = abroad("meet", "propose", "--days", "1", "--json").json

    assert [each["starts_at"] for each in found["slots"]] == [
        *("2026-11-19T17:00:00+08:00", "2026-11-18T17:00:00+08:00"),
    ]
    assert [each["hasty"] for each in found["slots"]] == [False, True]
    assert found["slots"][1]["there"]["伦敦办"] == "2026-11-18T09:00:00+00:00"
    assert "11-18 周三 17:00–17:30(伦敦办 09:00)" in abroad("meet", "propose").out


def test_a_time_that_is_proposed_can_be_planned_and_is_not_proposed_again(abroad: Cli) -> None:
    abroad("meet", "plan", "weekly", "2026-11-18", "17:00")

    hasty = abroad("meet", "propose", "--days", "1", "--json").json["slots"][-1]
    assert hasty["starts_at"] == "2026-11-18T17:30:00+08:00"


def test_where_there_is_none_the_nearest_is_told(abroad: Cli) -> None:
    abroad("people", "dept", "纽约办", "--timezone", "America/New_York")
    ended = abroad("meet", "propose", "--depts", "市场部,纽约办")

    assert ended.status == 0
    assert "凑不到一起" in ended.err
    assert "市场部 要早到 1h15、纽约办 要晚走 1h15" in ended.out
    assert abroad("meet", "propose", "--depts", "月球办").status == 2
    assert abroad("meet", "propose", "--minutes", "3").status == 2


def test_a_deadline_is_told_on_the_departments_clock_and_on_the_viewers(abroad: Cli) -> None:
    abroad("add", "!断电 @Ann 领:伦敦办", "--type", "blocker")
    shown = abroad("show", "B-01")
    assert shown.status == 0, shown.err
    assert "伦敦办" in shown.out

    told = abroad("show", "B-01", "--json", "--as", "张伟").json.get("elsewhere", {})
    assert all("伦敦办" in each for each in told.values())


def test_where_all_clocks_agree_nothing_is_added(abroad: Cli) -> None:
    abroad("add", "催货 @张伟 >周五", "--type", "action")

    assert "别处时间" not in abroad("show", "A-01").out
    assert "别处时间" in abroad("show", "A-01", "--as", "Ann").out


def test_a_department_rests_on_the_holidays_of_its_country(abroad: Cli) -> None:
    (london,) = abroad("people", "dept", "伦敦办", "--calendar", "GB", "--json").json
    assert (london["calendar"], london["rest_days"]) == ("GB", [])

    wrong = abroad("people", "dept", "伦敦办", "--calendar", "XX")
    assert wrong.status == 2
    assert "XX" in wrong.err
    assert "SG" in wrong.err


def test_a_calendar_file_of_ones_own_is_kept_in_the_database(abroad: Cli, tmp_path: Path) -> None:
    file = tmp_path / "london.toml"
    file.write_text('base = "GB"\nrest = [2026-11-19]\nwork = [2026-11-21]\n', encoding="utf-8")
    (london,) = abroad("people", "dept", "伦敦办", "--calendar", str(file), "--json").json
    file.unlink()

    assert (london["rest_days"], london["make_up_days"]) == (["2026-11-19"], ["2026-11-21"])
    assert "GB +1 −1" in abroad("people", "dept").out
    found = abroad("meet", "propose", "--days", "3", "--json").json
    days = [each["starts_at"][:10] for each in found["slots"]]
    assert sorted(days) == ["2026-11-18", "2026-11-20", "2026-11-23"]
    (reset,) = abroad("people", "dept", "伦敦办", "--calendar", "", "--json").json
    assert (reset["calendar"], reset["rest_days"]) == ("CN", [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rest = 3", "rest"),
        ('rest = ["2026-11-19"]', "2026-11-19"),
        ("holidays = []", "holidays"),
        ("base = 7", "base"),
        ("rest = [", "TOML"),
        ("rest = [2026-11-19]\nwork = [2026-11-19]", "2026-11-19"),
    ],
)
def test_a_calendar_file_that_cannot_be_used_says_where(
    abroad: Cli, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    ended = abroad("people", "dept", "伦敦办", "--calendar", str(file))

    assert ended.status in (1, 2)
    assert told in ended.err
    assert abroad("people", "dept", "伦敦办", "--calendar", str(tmp_path / "no.toml")).status == 2


def test_a_day_ends_when_the_offices_of_the_department_close(abroad: Cli) -> None:
    abroad("add", "--type", "task", "场地 @Ann 部门:伦敦办 >周五")

    shown = abroad("show", "T-01", "--json").json
    assert shown["elsewhere"] == {"due": {"伦敦办": "2026-11-20T18:00:00+00:00"}}
    assert "伦敦办 11-20 18:00" in abroad("show", "T-01").out
