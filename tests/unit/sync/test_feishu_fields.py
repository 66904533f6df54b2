"""Every shape a cell comes in, and every shape it should not come in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.feishu.columns import fields
from sync.feishu.fields import CellReader, RecordReader, filled
from sync.feishu.zone import zone
from sync.mapping import Mapping, Target
from sync.record import Items, Kind, Person, Record, Skipped, Unreadable, Value, Web
from sync.roster import Roster
from sync.translate import translate
from sync.vocabulary import FIELDS

SHANGHAI = zone("Asia/Beijing")
TYPES = (
    *range(6),
    *(7, 11, 13, 15, 17, 18, 19, 20, 21, 22, 23, 24),
    *(1001, 1002, 1003, 1004, 1005, 3001, 99),
)


def _read(kind: int, value: Any) -> Value | None:
    return CellReader(SHANGHAI).of_type(kind)(value) if filled(value) else None


def _at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


SEGMENTS = [
    {"type": "text", "text": "待 "},
    {"type": "mention", "text": "@王芳", "name": "王芳", "token": "ou_7", "mentionType": "User"},
    {"type": "unheard of", "text": " 见 "},
    {"type": "url", "text": "会签单", "link": "https://example.cn/8812"},
    None,
]
PERSON = {"id": "ou_1", "name": "刘洋", "en_name": "Liu Yang", "email": "", "avatar_url": "x"}
FILE = {"file_token": "box1", "name": "a.pdf", "url": "https://secret", "tmp_url": "https://s"}
MIDNIGHT = 1_675_440_000_000

SHAPES: list[tuple[int, Any, Value | None]] = [
    (1, SEGMENTS, "待 @王芳 见 会签单"),
    (1, [{"type": "text", "text": " 标题 "}], "标题"),
    (1, "plain", "plain"),
    (1, {"type": "url", "text": "a@example.cn", "link": "mailto:a@example.cn"}, "a@example.cn"),
    (1, 12, "12"),
    (1, [{"type": "text", "text": "  "}], None),
    (2, 0.66, 0.66),
    (2, 0, 0.0),
    (2, "12.5", 12.5),
    (2, [75], 75.0),
    (2, True, Unreadable("bool")),
    (2, "many", Unreadable("str")),
    (2, 10**400, Unreadable("int")),
    (3, "进行中", "进行中"),
    (3, ["进行中"], "进行中"),
    (3, {"id": "opt1", "name": "进行中"}, "进行中"),
    (4, ["市场部", "供应链"], ("市场部", "供应链")),
    (4, "市场部", ("市场部",)),
    (5, MIDNIGHT, _at(2023, 2, 4)),
    (5, [MIDNIGHT], _at(2023, 2, 4)),
    (5, 10**30, Unreadable("int")),
    (5, "2023-02-04", Unreadable("str")),
    (7, False, False),
    (7, True, True),
    (11, [PERSON, {"id": "ou_2"}], (Person("ou_1", "刘洋"), Person("ou_2"))),
    (11, [{"name": "nobody"}], Unreadable("list")),
    (13, "+8613800000000", "+8613800000000"),
    (15, {"text": "终稿", "link": "https://example.cn/d"}, Web("终稿", "https://example.cn/d")),
    (15, "https://example.cn", "https://example.cn"),
    (17, [FILE], ("a.pdf",)),
    (18, {"link_record_ids": ["rec1", "rec2"]}, Items(("rec1", "rec2"))),
    (18, {"link_record_ids": []}, None),
    (18, {"link_record_ids": None}, None),
    (21, ["rec1"], Items(("rec1",))),
    (19, {"type": 1, "value": [{"type": "text", "text": "否"}]}, "否"),
    (20, {"type": 2, "ui_type": "Number", "value": [75]}, 75.0),
    (20, {"type": 5, "value": [MIDNIGHT]}, _at(2023, 2, 4)),
    (20, {"type": 3, "value": ["P0"]}, "P0"),
    (20, {"type": 11, "value": [PERSON]}, (Person("ou_1", "刘洋"),)),
    (20, {"type": 2, "value": []}, None),
    (20, {"type": 2, "value": [None]}, None),
    (20, {"type": 20, "value": [1]}, "1"),
    (20, 3, 3.0),
    (22, {"location": "1,2", "name": "北京站", "full_address": "北京市东城区"}, "北京市东城区"),
    (23, [{"id": "oc_1", "name": "推广群", "avatar_url": "x"}], ("推广群",)),
    (24, "验收", "验收"),
    (1002, 0, datetime.fromtimestamp(0, SHANGHAI)),
    (1003, PERSON, (Person("ou_1", "刘洋"),)),
    (1004, [PERSON], (Person("ou_1", "刘洋"),)),
    (1005, "No.001", "No.001"),
    (99, [{"type": "text", "text": "new"}], "new"),
    (99, {"strange": 1}, Unreadable("dict")),
]


@pytest.mark.parametrize(("kind", "cell", "value"), SHAPES)
def test_a_cell_reads_as_its_value(kind: int, cell: Any, value: Value | None) -> None:
    assert _read(kind, cell) == value


@pytest.mark.parametrize("empty", [None, "", [], {}])
@pytest.mark.parametrize("kind", TYPES)
def test_absent_null_and_empty_are_the_same(kind: int, empty: Any) -> None:
    assert _read(kind, empty) is None


def test_zero_and_false_are_values() -> None:
    assert filled(0)
    assert filled(False)


def test_the_addresses_of_a_file_are_not_kept() -> None:
    assert "https" not in repr(_read(17, [FILE]))


KEYS = ("text", "name", "id", "link", "value", "type", "link_record_ids", "full_address")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(KEYS), inner),
    max_leaves=8,
)


@given(st.sampled_from(TYPES), JSON)
def test_any_json_in_any_cell_is_a_value_or_unreadable(kind: int, cell: Any) -> None:
    entry = {"field_id": "fld1", "field_name": "c", "type": kind}
    reader = RecordReader(fields([entry]).cells, SHANGHAI)

    record = reader.read({"record_id": "rec1", "fields": {"c": cell}})

    assert isinstance(record, Record)
    mapping = Mapping({name: Target("fld1", "c") for name in FIELDS})
    translate(record, mapping, Roster.of([]))


@given(JSON)
def test_any_json_as_an_item_is_a_record_or_skipped(item: Any) -> None:
    assert isinstance(RecordReader([], UTC).read(item), Record | Skipped)


@given(st.lists(JSON))
def test_any_json_as_a_field_list_gives_columns(items: list[Any]) -> None:
    fields(items)


@given(JSON, JSON)
def test_any_property_gives_a_column(kind: Any, found: Any) -> None:
    entry = {"field_id": "f", "field_name": "n", "type": kind, "ui_type": found, "property": found}

    assert len(fields([entry]).columns) == 1


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"type": 2, "ui_type": "Progress"}, Kind.FRACTION),
        ({"type": 2, "ui_type": "Number", "property": {"formatter": "0.00%"}}, Kind.FRACTION),
        ({"type": 2, "ui_type": "Number", "property": {"formatter": "0"}}, Kind.NUMBER),
        ({"type": 1002}, Kind.SYSTEM),
        ({"type": 3001}, Kind.OTHER),
        ({"type": None}, Kind.OTHER),
    ],
)
def test_a_column_has_a_kind(entry: dict[str, Any], kind: Kind) -> None:
    (column,) = fields([{"field_id": "f", "field_name": "n", **entry}]).columns

    assert column.kind is kind
