"""`people dept`, `meet propose`, and deadlines on other people's clocks (R27)."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def abroad(on_file: Cli) -> Cli:
    """A project with an office in London."""
    on_file("init", "--name", "新品", "--lead", "市场部")
    on_file("people", "dept", "伦敦办", "--timezone", "Europe/London", "--branch")
    on_file("people", "add", "Ann", "--dept", "伦敦办")
    return on_file


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
        *("2026-11-18T17:00:00+08:00", "2026-11-19T17:00:00+08:00"),
    ]
    assert found["slots"][0]["there"]["伦敦办"] == "2026-11-18T09:00:00+00:00"
    assert "11-18 周三 17:00–17:30(伦敦办 09:00)" in abroad("meet", "propose").out


def test_a_time_that_is_proposed_can_be_planned_and_is_not_proposed_again(abroad: Cli) -> None:
    abroad("meet", "plan", "weekly", "2026-11-18", "17:00")

    first = abroad("meet", "propose", "--days", "1", "--json").json["slots"][0]
    assert first["starts_at"] == "2026-11-18T17:30:00+08:00"


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
