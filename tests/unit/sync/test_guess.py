"""What columns are taken for."""

from __future__ import annotations

import pytest

from sync.guess import Why, faces, guess
from sync.mapping import Target
from sync.record import Column, Kind
from sync.vocabulary import FIELDS, FITTING, PRIORITIES, STATUSES, plain


def _columns(*pairs: tuple[str, Kind]) -> list[Column]:
    return [Column(f"fld{n}", name, kind) for n, (name, kind) in enumerate(pairs)]


def _found(columns: list[Column]) -> dict[str, str]:
    return {name: target.name for name, target in guess(columns).mapping.columns.items()}


def test_a_chinese_table_is_understood() -> None:
    columns = _columns(
        ("任务名称", Kind.TEXT),
        ("负责人", Kind.PEOPLE),
        ("协作人", Kind.PEOPLE),
        ("状态", Kind.OPTION),
        ("实际进度", Kind.FRACTION),
        ("计划进度", Kind.FRACTION),
        ("开始时间", Kind.DATE),
        ("截止日期", Kind.DATE),
        ("实际完成时间", Kind.DATE),
        ("优先级", Kind.OPTION),
        ("所属部门", Kind.OPTION),
        ("交付物", Kind.FILES),
        ("延迟原因", Kind.TEXT),
        ("父记录", Kind.ITEMS),
        ("前置任务", Kind.ITEMS),
        ("创建时间", Kind.SYSTEM),
    )

    assert _found(columns) == {
        "title": "任务名称",
        "owner": "负责人",
        "collaborators": "协作人",
        "status": "状态",
        "actual": "实际进度",
        "start": "开始时间",
        "due": "截止日期",
        "priority": "优先级",
        "dept": "所属部门",
        "deliverable": "交付物",
        "delay_reason": "延迟原因",
        "parent": "父记录",
        "depends_on": "前置任务",
    }


def test_an_english_table_is_understood() -> None:
    columns = _columns(
        ("Task Name", Kind.TEXT),
        ("Assignee", Kind.PEOPLE),
        ("Status", Kind.OPTION),
        ("Progress", Kind.NUMBER),
        ("Start date", Kind.DATE),
        ("Due Date", Kind.DATE),
        ("Priority", Kind.OPTION),
        ("Department", Kind.OPTION),
    )

    assert list(_found(columns)) == [
        "title", "owner", "status", "actual", "start", "due", "priority", "dept",
    ]  # fmt: skip


def test_a_longer_name_counts_when_it_holds_our_word_and_nothing_against_it() -> None:
    columns = _columns(("推广任务名称（必填）", Kind.TEXT), ("项目负责人", Kind.PEOPLE))
    found = guess(columns)

    assert [(each.field, each.why) for each in found.guesses] == [
        ("title", Why.PART),
        ("owner", Why.PART),
    ]


def test_the_kind_must_fit_the_name() -> None:
    assert "due" not in _found(_columns(("截止时间", Kind.PEOPLE)))


def test_the_first_column_is_the_title_when_no_name_says_so() -> None:
    column = Column("fld0", "ｘｘ", Kind.TEXT, primary=True)

    assert [each.why for each in guess([column]).guesses] == [Why.PRIMARY]


def test_every_column_is_used_at_most_once() -> None:
    columns = _columns(("任务", Kind.TEXT), ("任务状态", Kind.OPTION), ("状态", Kind.OPTION))
    targets = [target.id for target in guess(columns).mapping.columns.values()]

    assert len(targets) == len(set(targets))


def test_known_options_are_matched_and_the_others_listed() -> None:
    column = Column("f", "状态", Kind.OPTION, options=("✅ 已完成", "In Progress", "已延期"))
    found = guess([column])

    assert found.mapping.statuses == {"✅ 已完成": "done", "In Progress": "doing"}
    assert found.unmatched == (("status", "已延期"),)


def test_without_options_the_samples_tell() -> None:
    column = Column("f", "优先级", Kind.TEXT, samples=("P0", "P0", "随意"))
    found = guess([column])

    assert found.mapping.priorities == {"P0": "urgent"}
    assert found.unmatched == (("priority", "随意"),)


@pytest.mark.parametrize(
    ("kind", "samples", "fraction"),
    [
        (Kind.FRACTION, (), True),
        (Kind.NUMBER, (0.5, 1.0), True),
        (Kind.NUMBER, (1.0, 50.0), False),
        (Kind.NUMBER, (0.5, 50.0), False),
        (Kind.NUMBER, (), False),
    ],
)
def test_the_scale_of_progress_is_seen(
    kind: Kind, samples: tuple[float, ...], fraction: bool
) -> None:
    assert guess([Column("f", "进度", kind, samples=samples)]).mapping.fraction is fraction


def test_an_empty_table_is_no_mapping() -> None:
    assert guess([]).mapping.columns == {}


def test_the_order_of_columns_does_not_matter_for_names() -> None:
    columns = _columns(("截止时间", Kind.DATE), ("结束时间", Kind.DATE), ("标题", Kind.TEXT))

    assert _found(columns) == _found(columns[::-1])
    assert guess(columns).mapping.columns["due"] == Target("fld0", "截止时间")


def test_the_vocabulary_is_written_plain() -> None:
    words = [word for names in FIELDS.values() for word in names] + [*STATUSES, *PRIORITIES]

    assert [word for word in words if plain(word) != word] == []
    assert FITTING.keys() == FIELDS.keys()


@pytest.mark.parametrize(
    ("names", "due"),
    [
        (("任务", "开始时间", "完成时间"), "完成时间"),
        (("任务", "开始时间", "完成时间", "状态"), "完成时间"),
        (("任务", "完成日期"), "完成日期"),
        (("任务", "完成日期", "状态"), None),
        (("任务", "截止日期", "完成时间"), "截止日期"),
        (("任务", "开始", "完成"), "完成"),
        (("任务", "实际完成时间", "状态"), None),
        (("任务", "完成情况说明"), None),
    ],
)
def test_what_stands_beside_it_says_whether_a_day_is_to_finish_by(
    names: tuple[str, ...], due: str | None
) -> None:
    assert _found(_columns(*((name, Kind.TEXT) for name in names))).get("due") == due


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("责任单位", "dept"),
        ("牵头部门", "dept"),
        ("跟进人", "owner"),
        ("牵头人", "owner"),
        ("工作项", "title"),
        ("任务内容", "title"),
        ("重点工作", "title"),
        ("要求完成时间", "due"),
        ("DDL", "due"),
        ("启动日期", "start"),
        ("协办人", "collaborators"),
    ],
)
def test_the_words_of_project_offices_are_known(name: str, field: str) -> None:
    assert _found(_columns((name, Kind.TEXT))) == {field: name}


@pytest.mark.parametrize("name", ["计量单位", "完成说明", "单位价格"])
def test_a_word_that_means_much_only_counts_alone(name: str) -> None:
    assert _found(_columns((name, Kind.TEXT))) == {}


@pytest.mark.parametrize(
    ("samples", "taken"),
    [(("约30%", "50%", "已完成"), True), (("进展顺利", "等审批", "50%"), False), ((), False)],
)
def test_texts_that_are_mostly_numbers_are_progress(samples: tuple[str, ...], taken: bool) -> None:
    column = Column("f", "完成情况", Kind.TEXT, samples=samples)

    assert ("actual" in guess([column]).mapping.columns) is taken


def test_people_in_a_text_are_seen_one_by_one() -> None:
    column = Column("f", "负责人", Kind.TEXT, samples=("王敏、李雷", "王敏"))

    assert [each.name for each in faces(guess([column]).mapping, [column])] == ["王敏", "李雷"]


def test_a_column_full_of_words_for_a_status_is_the_status() -> None:
    said = ("进行中", "未开始", "已完成", "延期")
    columns = [
        Column("f1", "工作内容", Kind.TEXT, samples=("海报",)),
        Column("f2", "完成情况", Kind.TEXT, samples=said),
    ]
    found = guess(columns)

    assert [(each.field, each.why) for each in found.guesses][-1] == ("status", Why.VALUES)
    assert found.mapping.statuses["进行中"] == "doing"
    assert found.unmatched == (("status", "延期"),)


def test_a_column_called_status_stays_the_status_beside_such_words() -> None:
    columns = [
        Column("f1", "状态", Kind.OPTION, options=("甲", "乙")),
        Column("f2", "完成情况", Kind.TEXT, samples=("进行中", "未开始")),
    ]

    assert guess(columns).mapping.columns["status"].id == "f1"
