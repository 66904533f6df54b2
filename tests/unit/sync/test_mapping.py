"""A mapping as it is kept and changed."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w

from sync.mapping import Mapping, Target
from sync.record import Column, Kind
from sync.trouble import Fatal

MAPPING = Mapping(
    {"title": Target("fld1", '任务 "名称"'), "status": Target("fld3", "状态")},
    {"进行中": "doing", "a.b = [x]": "done"},
    {"P0": "urgent"},
    True,
)
COLUMNS = [Column("fld1", "任务名称", Kind.TEXT), Column("fld2", "Due Date", Kind.DATE)]


def test_a_mapping_survives_the_configuration_file() -> None:
    assert Mapping.from_dict(tomllib.loads(tomli_w.dumps(MAPPING.to_dict()))) == MAPPING


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({}, "columns"),
        ({"columns": {"colour": {"id": "f"}}}, "columns.colour"),
        ({"columns": {"title": {"name": "x"}}}, "columns.title"),
        ({"columns": {"title": "f"}}, "columns.title"),
        ({"columns": {}, "statuses": {"x": "finished"}}, "statuses.x"),
        ({"columns": {}, "statuses": {"x": ["done"]}}, "statuses.x"),
        ({"columns": {}, "priorities": 3}, "priorities"),
        ({"columns": {}, "fraction": "yes"}, "fraction"),
    ],
)
def test_a_broken_mapping_is_refused_by_its_key(table: dict[str, Any], key: str) -> None:
    with pytest.raises(Fatal) as refusal:
        Mapping.from_dict(table)

    assert refusal.value.values == {"key": key}


@pytest.mark.parametrize("name", ["fld2", "Due Date", "due date"])
def test_a_person_may_choose_a_column_by_id_or_name(name: str) -> None:
    assert MAPPING.choose("due", name, COLUMNS).columns["due"] == Target("fld2", "Due Date")


def test_a_person_may_choose_no_column() -> None:
    assert list(MAPPING.choose("status", "", COLUMNS).columns) == ["title"]


@pytest.mark.parametrize(
    ("field", "column", "reason"),
    [("colour", "fld2", "mapping-field-unknown"), ("due", "截止", "mapping-column-unknown")],
)
def test_what_does_not_exist_cannot_be_chosen(field: str, column: str, reason: str) -> None:
    with pytest.raises(Fatal, match=reason):
        MAPPING.choose(field, column, COLUMNS)


def test_a_deleted_column_is_lost_and_a_renamed_one_is_not() -> None:
    assert MAPPING.lost(COLUMNS) == ("status",)
    assert list(MAPPING.without(["status"]).columns) == ["title"]
