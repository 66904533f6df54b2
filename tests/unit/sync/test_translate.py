"""Remote values in our words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from core.domain.record import decode, encode
from core.domain.task import Task
from sync.feishu.zone import zone
from sync.mapping import Mapping, Target
from sync.record import JSON, Column, Items, Kind, Person, Record, Skipped, Unreadable, Value, Web
from sync.roster import Known, Roster
from sync.translate import (
    Translated,
    Unmatched,
    Where,
    as_text,
    folded,
    translate,
    translate_all,
)
from sync.vocabulary import FIELDS

MAPPING = Mapping(
    {name: Target(name, name) for name in FIELDS},
    {"进行中": "doing"},
    {"P0": "urgent"},
    fraction=True,
)
ROSTER = Roster.of(
    [
        Known("P-01", ("王敏", "wm"), "ou_1"),
        Known("P-02", ("李雷",), "ou_2"),
        Known("P-03", ("李雷",)),
        Known("P-04", ("周芳",)),
        Known("P-05", ("孙磊(市场部)",)),
        Known("P-06", ("孙磊(销售部)",)),
        Known("P-07", ("吴桐(法务部)",)),
    ]
)
WANG, LI, ZHOU, NOBODY = Person("ou_1"), Person("", "李雷"), Person("ou_x", "周芳"), Person("ou_9")


def _translated(mapping: Mapping = MAPPING, /, **cells: Value) -> Translated:
    record = Record("rec1", {"title": "标题", **cells})
    found = translate(record, mapping, ROSTER, {"recA": "T-01"})
    assert isinstance(found, Translated)
    return found


VALUES: list[tuple[str, Value, JSON]] = [
    ("title", "一\n二", "一 二"),
    ("title", datetime(2026, 3, 2, tzinfo=zone("Asia/Shanghai")), "2026-03-02"),
    ("owner", (WANG,), "P-01"),
    ("owner", "wm", "P-01"),
    ("owner", (ZHOU,), "P-04"),
    ("collaborators", (ZHOU, WANG, WANG), ["P-04", "P-01"]),
    ("collaborators", (NOBODY, WANG), ["P-01"]),
    ("status", "进行中", "doing"),
    ("priority", "P0", "urgent"),
    ("actual", 0.65, 65),
    ("actual", 1.0, 100),
    ("actual", 0.0, 0),
    ("start", datetime(2026, 3, 2, 0, 0, tzinfo=zone("Asia/Shanghai")), "2026-03-02"),
    ("due", "2026/3/2", "2026-03-02"),
    ("due", "2026年3月2日 周一", "2026-03-02"),
    ("actual", "约30%", 30),
    ("actual", "50%", 50),
    ("actual", "0.8", 80),
    ("actual", "80", 80),
    ("actual", "已完成", 100),
    ("actual", "未开始", 0),
    ("due", "20260302", "2026-03-02"),
    ("due", 46083.0, "2026-03-02"),
    ("dept", "市场部", "市场部"),
    ("dept", ("市场部",), "市场部"),
    ("deliverable", Web("终稿", "https://example.cn"), "终稿 https://example.cn"),
    ("deliverable", Web("", "https://example.cn"), "https://example.cn"),
    ("deliverable", ("a.pdf", "b.pdf"), "a.pdf, b.pdf"),
    ("delay_reason", "等\n法务", "等\n法务"),
    ("parent", Items(("recA",)), "T-01"),
    ("depends_on", Items(("recA", "recZ")), ["T-01"]),
]


@pytest.mark.parametrize(("field", "value", "ours"), VALUES)
def test_a_value_is_said_in_our_words(field: str, value: Value, ours: JSON) -> None:
    values = _translated(**{field: value}).values

    assert values[field] == ours
    decoded = decode(Task, values)
    assert {name: encode(found) for name, found in decoded.items()} == values


UNSAID: list[tuple[str, Value, str]] = [
    ("owner", (NOBODY,), "person"),
    ("owner", (LI,), "person-several"),
    ("owner", "李雷", "person-several"),
    ("owner", "孙磊", "person-several"),
    ("owner", "吴桐", "person"),
    ("status", "已延期", "option"),
    ("priority", "P9", "option"),
    ("actual", "半", "number"),
    ("actual", True, "number"),
    ("actual", "进行中", "number"),
    ("actual", Unreadable("str", "过半"), "number"),
    ("due", "2026-03-02至2026-03-09", "date"),
    ("due", "3月2日", "date"),
    ("due", Unreadable("str", "下周"), "date"),
    ("due", "下周", "date"),
    ("due", "2026-02-30", "date"),
    ("parent", Items(("recZ",)), "item"),
    ("parent", "T-01", "item"),
    ("due", Unreadable("dict"), "shape"),
]


@pytest.mark.parametrize(("field", "value", "reason"), UNSAID)
def test_what_has_no_word_is_listed_and_says_nothing(field: str, value: Value, reason: str) -> None:
    found = _translated(**{field: value})

    assert field not in found.values
    assert [(each.field, each.reason) for each in found.unmatched] == [(field, reason)]


def test_an_empty_cell_empties_what_can_be_empty_and_leaves_the_rest_unsaid() -> None:
    assert _translated().values == {
        "title": "标题",
        "owner": None,
        "collaborators": [],
        "start": None,
        "due": None,
        "dept": "",
        "deliverable": "",
        "delay_reason": "",
        "parent": None,
        "depends_on": [],
    }


def test_a_record_without_a_title_is_skipped() -> None:
    assert translate(Record("rec1", {}), MAPPING, ROSTER) == Skipped("rec1", "no-title")


def test_only_the_first_owner_answers_and_the_others_help() -> None:
    found = _translated(owner=(ZHOU, WANG))

    assert (found.values["owner"], found.values["collaborators"]) == ("P-04", ["P-01"])


def test_only_the_first_department_counts_and_the_others_are_listed() -> None:
    found = _translated(dept=("市场部", "供应链"))

    assert found.values["dept"] == "市场部"
    assert found.unmatched == (Unmatched("dept", "供应链", "more-than-one"),)


@pytest.mark.parametrize(("number", "ours"), [(0.65, 65), (1.0, 1), (65.4, 65), (0.0, 0)])
def test_a_plain_number_is_per_cent_unless_it_can_only_be_a_fraction(
    number: float, ours: int
) -> None:
    plain = Mapping({"title": Target("title", ""), "actual": Target("actual", "")})

    assert _translated(plain, actual=number).values["actual"] == ours


@pytest.mark.parametrize(
    ("value", "told"),
    [(3.5, "350%"), (-1.0, "-100%"), (1e308, "inf%"), ("120%", "120%"), ("105", "105%")],
)
def test_progress_outside_of_a_whole_is_told_and_not_taken(value: Value, told: str) -> None:
    found = _translated(actual=value)

    assert "actual" not in found.values
    assert found.unmatched == (Unmatched("actual", told, "range"),)


def test_a_deleted_column_says_nothing_rather_than_empty() -> None:
    columns = [Column("title", "标题", Kind.TEXT)]
    found = translate_all([Record("r", {"title": "x"})], MAPPING, ROSTER, columns=columns)

    assert found.records[0].values == {"title": "x"}
    assert set(found.lost) == FIELDS.keys() - {"title"}


def test_skipped_records_are_told_apart() -> None:
    found = translate_all([Record("a", {"title": "x"}), Record("b", {})], MAPPING, ROSTER)

    assert [item.id for item in found.records] == ["a"]
    assert found.skipped == (Skipped("b", "no-title"),)


@pytest.mark.parametrize(
    ("value", "text"), [(3.5, "3.5"), (True, ""), (None, ""), ((Person("ou_1"),), "ou_1")]
)
def test_any_value_can_be_read_as_text(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_a_day_without_a_year_is_the_nearest_to_when_its_record_changed() -> None:
    mapping = Mapping({"title": Target("title", ""), "due": Target("due", "")})
    changed = datetime(2026, 11, 20, tzinfo=UTC)
    record = Record("r", {"title": "x", "due": "1月8日"}, modified=changed)

    found = translate(record, mapping, ROSTER)

    assert isinstance(found, Translated)
    assert found.values["due"] == "2027-01-08"


def test_several_owners_in_a_text_are_several_people() -> None:
    found = _translated(owner="周芳、王敏")

    assert (found.values["owner"], found.values["collaborators"]) == ("P-04", ["P-01"])


def test_the_meaning_of_an_option_counts_in_a_column_of_progress_too() -> None:
    mapping = replace(MAPPING, statuses={"上线": "done"})

    assert _translated(mapping, actual="上线").values["actual"] == 100


def test_what_is_left_out_says_of_which_record() -> None:
    mapping = Mapping({"title": Target("title", ""), "due": Target("due", "")})
    rows = [Record(f"r{n}", {"title": f"第{n}项", "due": "尽快"}, row=n) for n in (4, 7)]
    told = translate_all(rows, mapping, ROSTER)

    (note,) = folded(each for one in told.records for each in one.unmatched)

    assert (note.value, note.where) == ("尽快", (Where("第4项", 4), Where("第7项", 7)))


def test_a_row_of_a_file_without_a_title_is_named_by_its_place() -> None:
    (skipped,) = translate_all([Record("x", {}, row=9)], MAPPING, ROSTER).skipped

    assert (skipped.reason, skipped.values) == ("sheet-no-title", {"row": 9})
