"""What the scripted service holds: columns, tasks, tables, and the requests it saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DAY = 86_400_000
APP = "bascnOwnExample0001"
NODE = "wikcnOwnExample0001"
TABLE = "tblOwnExample01"

Item = dict[str, Any]


def column(number: int, name: str, kind: int, ui_type: str = "", **more: Any) -> Item:
    """One entry of the field list; `more` may give `property` and `is_primary`."""
    return {
        "field_id": f"fld{number:02}",
        "field_name": name,
        "type": kind,
        "ui_type": ui_type,
        "property": None,
        "is_primary": False,
        "is_hidden": False,
        "description": "",
        **more,
    }


def options(*names: str) -> Item:
    """The property of a select column."""
    return {"options": [{"id": f"opt{n}", "name": name} for n, name in enumerate(names)]}


STATUSES = ("未开始", "进行中", "已阻塞", "已完成")
PRIORITIES = ("P0", "P1", "P2", "P3")
TASK_COLUMNS = [
    column(1, "任务名称", 1, "Text", is_primary=True),
    column(2, "负责人", 11, "User", property={"multiple": True}),
    column(3, "状态", 3, "SingleSelect", property=options(*STATUSES)),
    column(4, "进度", 2, "Progress", property={"formatter": "0%", "min": 0, "max": 1}),
    column(5, "开始时间", 5, "DateTime", property={"date_formatter": "yyyy/MM/dd"}),
    column(6, "截止时间", 5, "DateTime", property={"date_formatter": "yyyy-MM-dd HH:mm"}),
    column(7, "优先级", 3, "SingleSelect", property=options(*PRIORITIES)),
    column(8, "所属部门", 4, "MultiSelect", property=options("市场部", "供应链")),
    column(9, "交付物", 15, "Url"),
    column(10, "阻塞原因", 1, "Text"),
]
MODIFIED_COLUMN = column(11, "最后更新时间", 1002, "ModifiedTime")


def task(number: int, *, modified: int = 1_772_358_300_000, **cells: Any) -> Item:
    """One record as a search returns it; `cells` replace or, by None, remove cells."""
    start = 1_772_380_800_000 + number % 60 * DAY
    fields = {
        "任务名称": [{"type": "text", "text": f"第{number}项 渠道物料定稿"}],
        "负责人": [
            {"id": f"ou_{number % 20}", "name": f"员工{number % 20}", "en_name": "", "email": ""}
        ],
        "状态": STATUSES[number % 4],
        "进度": number % 101 / 100,
        "开始时间": start,
        "截止时间": start + 14 * DAY,
        "优先级": PRIORITIES[number % 4],
        "所属部门": ["市场部"],
        "交付物": {"text": "终稿", "link": f"https://example.cn/d/{number}"},
        **cells,
    }
    return {
        "record_id": f"rec{number:06}",
        "created_time": 1_771_862_400_000,
        "last_modified_time": modified,
        "fields": {name: value for name, value in fields.items() if value is not None},
    }


@dataclass
class Table:
    """One table of the base."""

    records: list[Item]
    columns: list[Item] = field(default_factory=lambda: list(TASK_COLUMNS))
    views: dict[str, list[str]] = field(default_factory=dict)
    """Record ids by view."""


@dataclass
class Seen:
    """One request that came in."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: Mapping[str, str]
