"""Looks like A-19."""

from __future__ import annotations

from core.capture.similar import similar
from core.domain.ids import RecordId
from tests.unit.core.capture_ground import ids

SUN, WANG = ids("sun", "wang")
ITEMS: list[tuple[RecordId, str, RecordId | None]] = [
    (RecordId("A-19"), "补充“购买偏好”客户数据", SUN),
    (RecordId("A-20"), "提交物料清单", WANG),
    (RecordId("A-21"), "确认培训场地", SUN),
]


def test_an_open_item_of_the_same_owner_is_recognised_by_its_characters() -> None:
    assert similar("补充客户数据", SUN, ITEMS) == [("A-19", 71)]


def test_a_slip_of_the_input_method_is_recognised_by_its_sound() -> None:
    assert similar("确认陪训厂地", SUN, ITEMS) == [("A-21", 83)]


def test_somebody_elses_item_is_none_of_ours() -> None:
    assert similar("提交物料清单", SUN, ITEMS) == []


def test_the_same_title_is_the_same() -> None:
    assert similar("提交 物料清单", WANG, ITEMS) == [("A-20", 100)]


def test_one_character_looks_like_nothing() -> None:
    assert similar("补", SUN, ITEMS) == []
