"""The small reader of one line."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capture.plain import Known, Reading, Type, choices, mentioned, read_line
from core.domain.ids import RecordId
from core.domain.people import Department, Function, Person
from core.domain.refusal import Refused

TODAY = date(2024, 10, 16)


def person(number: int, name: str, dept: str, *functions: Function, alias: str = "") -> Person:
    return Person(
        id=RecordId(f"P-{number:02d}"),
        name=name,
        dept=dept,
        functions=functions,
        aliases=(alias,) if alias else (),
    )


KNOWN = Known(
    people=(
        person(1, "张伟", "市场部"),
        person(2, "王敏", "市场部", alias="小王"),
        person(3, "吴萌", "财务部"),
        person(4, "赵倩", "研发部"),
        person(5, "钱进", "行政部", Function.LIAISON),
    ),
    departments={
        name: Department(id=RecordId(f"O-{at:02d}"), name=name)
        for at, name in enumerate(("市场部", "财务部", "研发部", "行政部"), 1)
    },
    records=frozenset({RecordId("T-12"), RecordId("T-02"), RecordId("B-12"), RecordId("B-08")}),
    myself="张伟",
)


def read(line: str, kind: Type | None = None) -> Reading:
    return read_line(line, KNOWN, TODAY, kind)


def test_text_owner_day_and_link_come_apart() -> None:
    assert read("提交物料清单 @王敏 10-23 #T-12") == Reading(
        type=Type.ACTION,
        title="提交物料清单",
        owner=RecordId("P-02"),
        owner_choices=(RecordId("P-02"),),
        due=date(2024, 10, 23),
        links=(RecordId("T-12"),),
    )


@pytest.mark.parametrize(
    "line",
    [
        "催样本 @王敏 >2024-10-18 #T-02",
        "催样本 ＠王敏 》10-18 ＃T-02",
        "催样本@王敏>10-18 #t2",
        "催样本@王敏 10-18 #2",
        ">10-18 催样本 #T-02 @wangmin",
        "#T-02 @小王 催样本 10-18",
    ],
)
def test_width_order_and_blanks_do_not_matter(line: str) -> None:
    found = read(line)

    assert (found.title, found.owner, found.due) == ("催样本", "P-02", date(2024, 10, 18))
    assert (found.links, found.amber) == (("T-02",), ())


def test_the_first_name_owns_and_the_others_help() -> None:
    for line in ("联调 @赵倩 @王敏 @吴萌", "联调 @赵倩 +王敏 +吴萌"):
        found = read(line)
        assert (found.title, found.owner) == ("联调", "P-04")
        assert found.collaborators == ("P-02", "P-03")


def test_a_department_stands_for_its_liaison_and_me_for_oneself() -> None:
    assert read("确认会议室 @行政部").owner == "P-05"
    assert read("跟进合同 @me").owner == "P-01"
    assert read("跟进合同 @我").owner == "P-01"


def test_initials_that_fit_two_are_amber() -> None:
    found = read("提交清单 @wm")

    assert found.owner_choices == ("P-02", "P-03")
    assert [(each.id, each.choices) for each in found.amber] == [
        ("name-ambiguous", ("P-02", "P-03"))
    ]
    assert found.owner == "P-02"


@pytest.mark.parametrize("kind", [Type.ACTION, Type.BLOCKER, Type.TASK])
def test_nobody_named_is_amber(kind: Type) -> None:
    assert [each.id for each in read("提交清单", kind).amber] == ["no-owner"]


def test_a_decision_needs_no_owner_and_has_no_deadline() -> None:
    found = read("决议：T-04 顺延到 10-18")

    assert (found.type, found.title) == (Type.DECISION, "T-04 顺延到 10-18")
    assert (found.due, found.amber) == (None, ())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("待办：写", Type.ACTION),
        ("阻塞:写", Type.BLOCKER),
        ("决议： 写", Type.DECISION),
        ("任务:写", Type.TASK),
        ("TODO: 写", Type.ACTION),
        ("Blocker：写", Type.BLOCKER),
    ],
)
def test_a_prefix_names_the_type(line: str, kind: Type) -> None:
    found = read(line, Type.TASK)

    assert (found.type, found.title) == (kind, "写")


@pytest.mark.parametrize(
    "line",
    [
        "发邮件给 zhao@corp.com 确认",
        "C# 接口文档",
        "第10-2周核对",
        '"#周报 @王敏" 模板',
        "v1-2 发布",
    ],
)
def test_what_only_looks_like_a_mark_stays_text(line: str) -> None:
    found = read(line)

    assert (found.title, found.owner, found.due, found.links) == (line, None, None, ())


def test_what_nobody_knows_stays_in_the_title() -> None:
    found = read("问 @nobody 要 #T-99 的样本")

    assert found.title == "问 @nobody 要 #T-99 的样本"
    assert [each.id for each in found.amber] == ["name-unknown", "link-unknown", "no-owner"]


@pytest.mark.parametrize("name", ["all", "所有人", "全体"])
def test_everybody_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(f"更新周报 @{name}")

    assert refusal.value.reason == "one-owner"


@pytest.mark.parametrize(
    ("text", "due", "choices"),
    [
        ("10-16", date(2024, 10, 16), ()),
        ("10-08", date(2024, 10, 8), ("2024-10-08", "2025-10-08")),
        ("1-2", date(2025, 1, 2), ()),
        ("2024-09-01", date(2024, 9, 1), ("2024-09-01",)),
        ("02-30", None, ()),
        ("13-01", None, ()),
    ],
)
def test_which_year_a_day_means(text: str, due: date | None, choices: tuple[str, ...]) -> None:
    found = read(f"交材料 @王敏 {text}")

    assert found.due == due
    assert tuple(one for each in found.amber for one in each.choices) == choices
    assert found.title == ("交材料" if due else f"交材料 {text}")


def test_a_bare_number_means_a_task_first() -> None:
    assert read("看看 @王敏 #12").links == ("T-12",)
    assert read("看看 @王敏 #08").links == ("B-08",)
    assert mentioned("#12 #b-8 #nothing") == ("T-12", "B-12", "A-12", "D-12", "B-08")


def test_names_without_a_blank_behind_them_are_found() -> None:
    found = read("催样本@王敏尽快")

    assert (found.owner, found.title) == ("P-02", "催样本 尽快")


@given(st.text(max_size=80))
def test_any_text_is_read(line: str) -> None:
    with suppress(Refused):
        found = read(line)
        assert found.title == " ".join(found.title.split())
        assert set(mentioned(line)) >= set(found.links)


@given(st.text(alphabet='@#>+-！10369王敏wmT "周', max_size=30))
def test_marks_in_any_order_are_read(line: str) -> None:
    found = read(line)

    assert found.owner is None or found.owner in {each.id for each in KNOWN.people}
    assert (found.owner is None) == ("no-owner" in {each.id for each in found.amber})


def test_an_empty_query_is_nobody() -> None:
    assert choices("no such name", KNOWN) == ()
