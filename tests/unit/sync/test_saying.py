"""Our values as cells: never guessed, never invented, told where they cannot be said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sync.mapping import Mapping, Target
from sync.record import JSON, Column, Kind, Person, Value, Web
from sync.saying import Sayer
from sync.translate import Unmatched

WANG = Person("ou_1", "王敏")
ZHAO = Person("ou_2", "赵倩")
STATUSES = {"等一下": "todo", "未开始": "todo", "进行中": "doing", "完成": "done", "已完成": "done"}


def _say(  # noqa: PLR0913 - what a cell can depend on
    name: str,
    value: JSON,
    kind: Kind,
    there: Value | None = None,
    *,
    options: tuple[str, ...] = (),
    fraction: bool = False,
    writable: bool = True,
) -> object:
    column = Column("c", "列", kind, options=options, writable=writable)
    mapping = Mapping(
        {name: Target("c", "列")},
        statuses=STATUSES,
        priorities={"P0": "urgent"},
        fraction=fraction,
    )
    people = {"P-01": WANG, "P-02": ZHAO, "P-03": Person("", "何军")}
    return Sayer.of(mapping, [column], people).say(name, value, there)


def test_an_option_is_the_first_of_the_customers_that_means_it() -> None:
    options = ("进行中", "未开始", "等一下", "已完成", "完成")

    assert _say("status", "todo", Kind.OPTION, options=options) == "未开始"
    assert _say("status", "done", Kind.OPTION, options=options) == "已完成"


def test_a_meaning_without_an_option_is_told() -> None:
    assert _say("status", "rework", Kind.OPTION, options=("未开始",)) == Unmatched(
        "status", "rework", "option-unknown"
    )


def test_a_word_that_was_mapped_and_is_no_option_any_more_is_not_invented() -> None:
    said = _say("status", "done", Kind.OPTION, options=("未开始",))

    assert said == Unmatched("status", "done", "option-unknown")


def test_what_the_service_knows_of_its_options_counts() -> None:
    column = Column(
        "c", "列", Kind.OPTION, ("已上线",), writable=True, meanings=(("已上线", "done"),)
    )
    sayer = Sayer.of(Mapping({"status": Target("c", "列")}), [column], {})

    assert sayer.say("status", "done") == "已上线"


@pytest.mark.parametrize(
    ("kind", "fraction", "cell"),
    [(Kind.NUMBER, False, 45.0), (Kind.NUMBER, True, 0.45), (Kind.FRACTION, True, 0.45)],
)
def test_progress_is_per_cent_or_a_fraction(kind: Kind, fraction: bool, cell: float) -> None:
    assert _say("actual", 45, kind, fraction=fraction) == cell


def test_progress_is_not_written_into_a_text() -> None:
    assert _say("actual", 45, Kind.TEXT) == Unmatched("actual", "45", "kind-unfit")


def test_a_day_keeps_the_hour_of_its_cell() -> None:
    there = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)

    assert _say("due", "2026-03-05", Kind.DATE, there) == there.replace(day=5)
    assert _say("due", "2026-03-05", Kind.DATE) == "2026-03-05"
    assert _say("due", None, Kind.DATE, there) is None


def test_an_owner_is_somebody_the_source_knows() -> None:
    assert _say("owner", "P-01", Kind.PEOPLE) == (WANG,)
    assert _say("owner", "P-03", Kind.PEOPLE) == Unmatched("owner", "何军", "person-unknown")
    assert _say("owner", "P-03", Kind.TEXT) == "何军"


def test_others_in_the_owners_cell_stay() -> None:
    assert _say("owner", "P-02", Kind.PEOPLE, (WANG, ZHAO)) == (ZHAO,)
    assert _say("owner", None, Kind.PEOPLE, (WANG,)) is None
    assert _say("owner", None, Kind.PEOPLE, (WANG, ZHAO)) == Unmatched(
        "owner", "赵倩", "more-than-one"
    )


def test_a_title_goes_on_carrying_its_marker() -> None:
    assert _say("title", "新的", Kind.TEXT, "旧的（碰头 q4/A-21）") == "新的（碰头 q4/A-21）"
    assert _say("title", "新的", Kind.TEXT, "旧的（碰头）") == "新的"


def test_a_text_that_is_an_option_there_must_be_one() -> None:
    options = ("等物料",)

    assert _say("delay_reason", "等物料", Kind.OPTION, options=options) == "等物料"
    assert _say("delay_reason", "下雨", Kind.OPTION, options=options) == Unmatched(
        "delay_reason", "下雨", "option-unknown"
    )


def test_a_link_keeps_where_it_leads() -> None:
    assert _say("title", "新的", Kind.WEB, Web("旧的", "https://e")) == Web("新的", "https://e")
    assert _say("title", "新的", Kind.WEB) == Unmatched("title", "新的", "kind-unfit")


def test_a_column_that_cannot_be_written_is_told() -> None:
    assert _say("title", "新的", Kind.TEXT, writable=False) == Unmatched(
        "title", "列", "column-not-writable"
    )
