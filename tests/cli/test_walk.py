"""A project from request to archive, by command line, across the National Day week of 2024."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout

import pytest

from tests.cli.walking import Walk, walk
from tui.__main__ import main


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The whole way, walked once."""
    with pytest.MonkeyPatch.context() as patch:
        yield walk(tmp_path_factory.mktemp("walk"), patch)


def test_departments_answer_in_two_working_days_across_the_holiday(walked: Walk) -> None:
    until = "10-09T18:00"

    assert walked.clock("asked", "C01") == [
        *(("研发部", "running", until), ("法务部", "running", until)),
    ]
    assert walked.clock("late", "C01") == [
        *(("法务部", "breached", until), ("研发部", "met", until)),
    ]
    assert walked.stage("late", "S3") == "late"


def test_what_was_mended_is_asked_again_with_the_make_up_saturday_counted(walked: Walk) -> None:
    again = [each for each in walked.clock("asked again", "C01") if each[1] == "running"]
    until = "10-12T18:00"

    assert again == [("研发部", "running", until), ("法务部", "running", until)]


def test_the_agenda_is_due_a_day_before_the_kickoff(walked: Walk) -> None:
    assert walked.clock("planned", "C02") == [("市场部", "running", "10-13T14:00")]


def test_after_the_kickoff_minutes_and_plans_are_due(walked: Walk) -> None:
    assert walked.clock("kicked off", "C11") == [("市场部", "running", "10-14T16:00")]
    assert walked.clock("kicked off", "C12") == [("市场部", "running", "10-15T15:00")]
    assert walked.clock("kicked off", "C03") == [
        *(("法务部", "running", "10-15T18:00"), ("研发部", "running", "10-15T18:00")),
    ]
    assert walked.clock("a plan is late", "C03") == [
        *(("法务部", "breached", "10-15T18:00"), ("研发部", "met", "10-15T18:00")),
    ]
    assert walked.clock("goals agreed", "C12") == [("市场部", "met", "10-15T15:00")]


def test_the_panel_has_three_working_days_and_the_rework_two(walked: Walk) -> None:
    until = "10-24T18:00"
    assert walked.clock("T-01 is reviewed", "C17") == [
        *(("市场部", "running", until), ("研发部", "running", until), ("法务部", "running", until)),
    ]
    assert walked.clock("sent back", "C18") == [("法务部", "running", "10-23T18:00")]


def test_the_retrospective_is_due_five_working_days_after_the_completion(walked: Walk) -> None:
    assert walked.clock("completed", "C19") == [("市场部", "running", "11-13T18:00")]
    assert walked.clock("archived", "C19") == [("市场部", "met", "11-13T18:00")]


def test_at_the_end_every_stage_that_was_walked_is_done(walked: Walk) -> None:
    stages = {each["id"]: each["state"] for each in walked.pages["archived"]["stages"]}
    quiet = {"S9", "S10", "S11"}

    assert {name for name, state in stages.items() if state != "done"} <= quiet
    assert walked.pages["archived"]["current"] is None


def test_whoever_may_not_is_told_why(walked: Walk) -> None:
    assert {who for who, _, _ in walked.refused} == {
        *("张伟", "王敏", "刘强", "赵倩", "周芳", "钱总", "何军", "访客", "路人"),
    }
    signing = {told for who, line, told in walked.refused if "sign F-01" in line and who != "访客"}
    assert any("王敏" in told for told in signing)
    assert {told for who, _, told in walked.refused if who == "访客"} == {
        "pengtou: 访客 只有只读权限"
    }


def test_the_archive_is_whole_and_its_log_rebuilds_every_record(walked: Walk) -> None:
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["archive", "--check", str(walked.folder / "archive.zip")]) == 0
    assert out.getvalue()
