"""What fills forms where nobody wrote: the log, the work, and the words of the form itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from core.domain.action import ActionItem, ActionStatus
from core.domain.blocker import Blocker, BlockerStatus
from core.domain.event import Event, Recorded
from core.domain.form import FillForm, Form, OpenForm
from core.domain.form_file import understood
from core.domain.form_kind import Misdefined
from core.domain.form_told import Told, worded
from core.domain.ids import Kind, RecordId, record_id
from core.domain.meeting import Cadence, Meeting, MeetingKind, MeetingStatus, Series
from core.domain.people import Function
from core.domain.prefill import prefilled
from core.domain.retrospect import Promise, retrospect
from core.domain.task import Task, TaskStatus
from tests.unit.core.forms_world import FormWorld
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import ZONE, task

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=ZONE)
HOUR = timedelta(hours=1)


@pytest.fixture
def world() -> FormWorld:
    """Everybody is there, nothing is begun; Wednesday, 2026-11-18, 09:30."""
    return FormWorld.staffed()


def filled(world: FormWorld, kind: str, language: str = "zh", **form: Any) -> dict[str, Any]:
    """What a form of a kind would be filled with."""
    blank = Form(id=RecordId("F-99"), kind=kind, **form)
    scene = replace(world.scene(OpenForm(kind=kind)), log=tuple(world.log), language=language)
    return prefilled(STANDARD.forms[kind], blank, scene)


def happened(world: FormWorld, subject: str, day: str, **after: Any) -> None:
    """The log says that something about a record read so from a day on."""
    at = datetime.fromisoformat(f"2026-11-{day}T18:00").replace(tzinfo=ZONE)
    seq = len(world.log) + 1
    before = {} if not any(each.event.subject == subject for each in world.log) else {"x": 1}
    event = Event("task.told", RecordId(subject), before, after)
    world.log.append(Recorded(seq, at, "张伟", f"c{seq}", event))


def planned(world: FormWorld, number: int, due: int, **values: Any) -> Task:
    """A task of 研发部 that was due in November, put on record on the 2nd."""
    found = task(number, title=f"任务{number}", dept="研发部", due=date(2026, 11, due), **values)
    world.put(found)
    happened(world, found.id, "02", due=f"2026-11-{due:02d}")
    return found


def stuck(number: int, **values: Any) -> Blocker:
    """A blocker of 法务部, reported two days ago."""
    usual: dict[str, Any] = {
        "title": "缺授权",
        "responsible_dept": "法务部",
        "reported_at": NOW - 48 * HOUR,
    }
    return Blocker(id=record_id(Kind.BLOCKER, number), **{**usual, **values})


def test_a_task_is_on_time_by_the_day_it_was_delivered_on(world: FormWorld) -> None:
    planned(world, 1, 10, status=TaskStatus.DONE)
    planned(world, 2, 10, status=TaskStatus.DONE)
    planned(world, 3, 10)
    happened(world, "T-01", "10", status="done")
    happened(world, "T-02", "13", status="done")

    lines = filled(world, "retro")["facts"].split("\n")

    assert lines[:3] == [
        "任务按时完成 1/3(33%)",
        "逾期完成的任务 1 项,逾期天数中位数 3 天",
        "未完成的任务 1 项",
    ]


def test_what_is_not_due_yet_is_told_apart_and_nothing_early_is_late(world: FormWorld) -> None:
    planned(world, 1, 30, status=TaskStatus.DONE)
    planned(world, 2, 10, status=TaskStatus.DONE)
    planned(world, 3, 30)
    happened(world, "T-01", "09", status="done")
    happened(world, "T-02", "10", status="done")

    found = filled(world, "retro")

    assert found["facts"].split("\n") == [
        "任务按时完成 2/2(100%)",
        "未到期、尚未完成 1 项,不计入按时率",
    ]
    assert all("late" not in row for row in found["by_dept"])


def test_what_was_delivered_and_taken_back_counts_by_its_last_delivery(world: FormWorld) -> None:
    planned(world, 1, 10, status=TaskStatus.DONE)
    happened(world, "T-01", "09", status="in_review", actual=100)
    happened(world, "T-01", "10", status="rework")
    happened(world, "T-01", "12", status="done")

    found = retrospect(replace(world.scene(OpenForm(kind="retro")), log=tuple(world.log)))

    assert found.tasks[0].delivered == date(2026, 11, 12)
    assert found.tasks[0].late == 2


def test_what_came_finished_is_counted_nowhere(world: FormWorld) -> None:
    world.put(task(1, status=TaskStatus.DONE, due=date(2026, 11, 10)))
    happened(world, "T-01", "12", status="done", due="2026-11-10")

    assert "facts" not in filled(world, "retro")


def test_a_plan_is_told_against_what_came_of_it(world: FormWorld) -> None:
    planned(world, 1, 10, status=TaskStatus.DONE, delay_reason="样机晚到")
    planned(world, 2, 10, status=TaskStatus.DONE)
    happened(world, "T-01", "05", due="2026-11-12")
    world.put(replace(world.records[RecordId("T-01")], due=date(2026, 11, 12)))  # type: ignore[call-arg]
    happened(world, "T-01", "14", status="done")
    happened(world, "T-02", "09", status="done")

    assert filled(world, "retro")["off_plan"] == [
        {
            "task": "T-01",
            "planned": "2026-11-10",
            "agreed": "2026-11-12",
            "actual": "2026-11-14",
            "late": 2,
            "reason": "样机晚到",
        }
    ]


def test_what_is_overdue_and_not_done_counts_its_days_until_today(world: FormWorld) -> None:
    planned(world, 1, 16)
    planned(world, 2, 30)

    assert filled(world, "retro")["off_plan"] == [
        {"task": "T-01", "planned": "2026-11-16", "agreed": "2026-11-16", "late": 2}
    ]


def test_medians_are_told_by_department(world: FormWorld) -> None:
    answered = [1.0, 2.0, 9.0]
    for number, hours in enumerate(answered, 1):
        at = NOW - 48 * HOUR + hours * HOUR
        world.put(stuck(number, responded_at=at, solved_at=at + HOUR, reopened=int(number == 3)))
    world.put(stuck(4, responsible_dept="研发部"))

    found = filled(world, "retro")
    rows = {row["dept"]: row for row in found["by_dept"]}

    assert rows["法务部"] == {
        "dept": "法务部",
        "blockers": 3,
        "answered": 2,
        "solved": 3,
        "reopened": 1,
    }
    assert rows["研发部"] == {"dept": "研发部", "blockers": 1}
    assert "阻塞响应时长中位数 2 小时(共 4 项)" in found["facts"]
    assert "重开的阻塞 1/4 项" in found["facts"]


def test_what_was_carried_over_and_minutes_in_time_are_told(world: FormWorld) -> None:
    for number, carried in enumerate((0, 2, 1), 1):
        world.put(ActionItem(id=record_id(Kind.ACTION, number), title="a", carried=carried))
    for number, hours in enumerate((20, 30, None), 1):
        ended = NOW - 72 * HOUR
        sent = ended + hours * HOUR if hours else None
        values = {"status": MeetingStatus.ENDED, "ended_at": ended, "minutes_sent_at": sent}
        world.put(Meeting(id=record_id(Kind.MEETING, number), kind=MeetingKind.WEEKLY, **values))  # type: ignore[arg-type]

    facts = filled(world, "retro", "en")["facts"]

    assert "Action items carried over: 2, 3 times in all" in facts
    assert "Minutes out within 24 hours: 1 of 3" in facts


def test_the_letter_says_what_is_done_and_what_is_not(world: FormWorld) -> None:
    world.put(task(1, title="样机", status=TaskStatus.DONE), task(2, title="物料"))
    world.put(ActionItem(id=RecordId("A-01"), title="移交", status=ActionStatus.OPEN))

    text = filled(world, "completion")["text"]

    assert text == (
        "“新品上市”由市场部牵头,研发部、法务部协作。\n"
        "截至 2026-11-18,2 项任务已完成 1 项;未完成:T-02 物料。\n"
        "尚有 1 项待办未交付:A-01。\n"
        "除上述未完成事项外,市场部确认本次协作结束,并同步至研发部、法务部;未完成事项另行跟进。"
    )
    world.put(ActionItem(id=RecordId("A-01"), title="移交", status=ActionStatus.DONE))
    world.put(task(2, title="物料", status=TaskStatus.DONE))
    assert filled(world, "completion")["text"].endswith(
        "市场部确认本次协作完成,并同步至研发部、法务部。"
    )
    assert "2 项任务全部完成并验收" in filled(world, "completion")["text"]
    assert "all 2 of 2" not in filled(world, "completion", "en")["text"]
    assert "By 2026-11-18 all 2 tasks are done" in filled(world, "completion", "en")["text"]


def test_how_people_meet_is_told_from_the_rhythm_of_meetings(world: FormWorld) -> None:
    world.put(
        Series(id=RecordId("SE-01"), kind=MeetingKind.WEEKLY, weekday=2, at="10:00", minutes=30),
        Series(
            id=RecordId("SE-02"), kind=MeetingKind.STANDUP, cadence=Cadence.WORKDAYS, at="09:15"
        ),
        Series(id=RecordId("SE-03"), kind=MeetingKind.ISSUE, cadence=Cadence.NEVER),
    )

    zh, en = (filled(world, "charter", each)["communication"] for each in ("zh", "en"))
    assert zh == "周例会:每周三 10:00,30 分钟\n站会:每个工作日 09:15,30 分钟"
    assert en.startswith("Weekly sync: Wednesday at 10:00, 30 min")


def test_a_progress_report_knows_plan_actual_and_what_is_in_the_way(world: FormWorld) -> None:
    world.put(task(1, dept="研发部", actual=40, delay_reason="人手不足"))
    world.put(task(2, dept="研发部", status=TaskStatus.CANCELLED), task(3, dept="法务部"))
    world.put(
        stuck(1, tasks=(RecordId("T-01"),), impact_scope="上线", attempted_measures="已催"),
        stuck(2, responsible_dept="研发部", status=BlockerStatus.CLOSED),
        stuck(3),
    )

    found = filled(world, "progress", dept="研发部")

    assert found["tasks"] == [{"task": "T-01", "planned": 100, "actual": 40, "reason": "人手不足"}]
    assert found["problems"] == [{"problem": "B-01 缺授权", "scope": "上线", "tried": "已催"}]


def test_a_change_follows_what_waits_for_the_task(world: FormWorld) -> None:
    first, second, third = (RecordId(f"T-0{n}") for n in (1, 2, 3))
    world.put(
        task(1, title="样机", dept="研发部"),
        task(2, title="拍摄", dept="市场部", depends_on=(first,)),
        task(3, title="投放", dept="市场部", depends_on=(second,), due=None),
        task(4, title="旁的"),
    )
    rows = [{"task": first, "field": "due", "to": "2026-12-01"}]
    form = world.opened("张伟", "change", reason="样机晚到")

    assert world.form(form).values["depts"] == ["研发部", "法务部"]
    assert "impact" not in world.form(form).values

    world.by("张伟", FillForm(form=form, values={"changes": rows}))
    assert (
        world.form(form).values["impact"]
        == f"T-02 拍摄 市场部 11-13 ← {first}\n{third} 投放 市场部 ← T-02"
    )

    world.by("张伟", FillForm(form=form, values={"impact": "不大"}))
    world.by("张伟", FillForm(form=form, values={"changes": rows * 2}))
    assert world.form(form).values["impact"] == "不大"


def test_the_time_to_mend_is_counted_from_the_verdict(world: FormWorld) -> None:
    panel = world.records[RecordId("P-03")]
    world.put(replace(panel, functions=(Function.ACCEPTANCE_PANEL,)))  # type: ignore[call-arg]
    form = world.by("刘强", OpenForm(kind="opinion", subject=panel.id))

    assert "due" not in world.form(form).values
    world.by("刘强", FillForm(form=form, values={"verdict": "passed"}))
    assert "due" not in world.form(form).values

    world.now += timedelta(days=2)
    world.by("刘强", FillForm(form=form, values={"verdict": "failed"}))
    assert world.form(form).values["due"] == "2026-11-24"


def test_a_file_words_what_is_known_and_may_leave_things_out() -> None:
    sayings = {"zh": {"late": "晚了 {n} 天 {mood_x}", "kind": "{kind}", "kind_a": "甲"}}
    found = (Told("late", {"n": 3}), Told("kind", {"kind": "a"}), Told("unsaid", {"n": 1}))

    assert worded(found, sayings, "en") == "甲"
    assert worded(found, {}, "zh") == ""


@pytest.mark.parametrize("template", ["{n", "{n.real}", "{0}", "{n!r}"])
def test_a_template_that_cannot_be_filled_is_told_when_it_is_read(template: str) -> None:
    field = {"name": "facts", "shape": "lines", "label": {"zh": "数据"}, "from": "log.facts"}
    document = {
        "kind": "own",
        "code": "F90",
        "stage": "S15",
        "by": "anyone",
        "names": {"zh": ["自有"]},
        "field": [field | {"told": {"zh": {"tasks": template}}}],
    }

    with pytest.raises(Misdefined, match="value"):
        understood(document, "own.toml")


def test_a_promise_that_was_not_delivered_is_not_late_yet() -> None:
    day = date(2026, 11, 10)

    assert Promise(RecordId("T-01"), "a", "", day, day).late is None
