"""What the scripted Teambition holds: ids, lists and tasks, as the service writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Item = dict[str, Any]

PROJECT = "65f1a0c2e1a2b3c4d5e6f001"
TENANT = "5e8d1c2be1a2b3c4d5e6f4ff"
OPERATOR = "5e8d1c2be1a2b3c4d5e6f500"
FLOW, OTHER_FLOW = "65f1a0c2e1a2b3c4d5e6f0f1", "65f1a0c2e1a2b3c4d5e6f0f2"
LATER = "2026-11-17T08:00:00.000Z"
"""A change after those of the generated tasks."""


def user(number: int) -> str:
    """The userId of somebody."""
    return f"5e8d1c2be1a2b3c4d5e6f5{number:02x}"


def task_of(number: int) -> str:
    """The id of a generated task."""
    return f"65f2b7c4e1a2b3c4d5{number:06x}"


def status(number: int, name: str, kind: str, flow: str = FLOW, **more: Any) -> Item:
    """One status of a workflow."""
    return {
        "id": f"65f1a0c2e1a2b3c4d5e6f1{number:02}",
        "name": name,
        "kind": kind,
        "pos": str(number * 65536),
        "taskflowId": flow,
        "rejectStatusIds": [],
        "isDeleted": False,
        **more,
    }


STATUSES = (
    status(1, "待处理", "start"),
    status(2, "进行中", "unset"),
    status(3, "阻塞", "unset"),
    status(4, "已上线", "end"),
    status(5, "已取消", "end"),
    status(6, "新缺陷", "start", OTHER_FLOW),
    status(7, "已修复", "finish", OTHER_FLOW),
)
PRIORITIES = (
    {"id": "p2", "name": "非常紧急", "priority": 2, "color": "#e62412"},
    {"id": "p1", "name": "紧急", "priority": 1, "color": "#fa8c15"},
    {"id": "p0", "name": "普通", "priority": 0, "color": "#8c8c8c"},
    {"id": "p10", "name": "较低", "priority": -10, "color": "#8c8c8c"},
)
DEPARTMENT, REASON, SIGNED, CHECKER = "cfDept", "cfReason", "cfSigned", "cfChecker"
FIELDS = (
    {
        "id": DEPARTMENT,
        "name": "责任部门",
        "type": "dropDown",
        "choices": [{"id": "ch1", "value": "财务部"}, {"id": "ch2", "value": "市场部"}],
    },
    {"id": REASON, "name": "延期原因", "type": "text"},
    {"id": SIGNED, "name": "签约日", "type": "date"},
    {"id": CHECKER, "name": "验收人", "type": "member"},
)
STAGES = (
    {"id": "65f1a0c2e1a2b3c4d5e6f301", "name": "本周"},
    {"id": "65f1a0c2e1a2b3c4d5e6f302", "name": "下周"},
)
TAGS = ({"id": "65f1a0c2e1a2b3c4d5e6f401", "name": "渠道", "color": "blue", "isArchived": False},)


def value(cf: str, *titles: str, kind: str = "text", ids: tuple[str, ...] = ()) -> Item:
    """One entry of `customfields`."""
    named = zip(titles, ids or ("",) * len(titles), strict=True)
    parts = [{"id": id_, "title": title, "metaString": ""} for title, id_ in named]
    return {"cfId": cf, "type": kind, "value": parts}


def task(number: int, **members: Any) -> Item:
    """One task as the listing returns it."""
    day = f"2026-03-{number % 27 + 1:02}"
    made: Item = {
        "id": task_of(number),
        "content": f"第{number}项 渠道物料定稿",
        "note": "",
        "projectId": PROJECT,
        "ancestorIds": [],
        "parentTaskId": "",
        "tfsId": STATUSES[number % 3]["id"],
        "tasklistId": "65f1a0c2e1a2b3c4d5e6f201",
        "stageId": STAGES[number % 2]["id"],
        "tagIds": [],
        "creatorId": OPERATOR,
        "executorId": user(number % 20),
        "involveMembers": [user(number % 20)],
        "priority": (0, 1, 2)[number % 3],
        "storyPoint": "",
        "recurrence": None,
        "isDone": False,
        "isArchived": False,
        "visible": "members",
        "uniqueId": str(number),
        "startDate": f"{day}T16:00:00.000Z",
        "dueDate": f"{day}T15:59:59.999Z",
        "accomplishTime": None,
        "created": f"2026-02-01T00:00:{number % 60:02}.000Z",
        "updated": "2026-03-13T08:41:07.903Z",
        "sfcId": "65f1a0c2e1a2b3c4d5e6f601",
        "sprintId": None,
        "progress": number % 101,
        "pos": number,
        "customfields": [],
    }
    return made | members


@dataclass
class Seen:
    """One request that came in."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass
class Project:
    """What the service keeps."""

    tasks: dict[str, Item] = field(default_factory=dict)
    statuses: list[Item] = field(default_factory=lambda: [dict(each) for each in STATUSES])
    priorities: list[Item] = field(default_factory=lambda: [dict(each) for each in PRIORITIES])
    fields: list[Item] = field(default_factory=lambda: [dict(each) for each in FIELDS])
    stages: list[Item] = field(default_factory=lambda: [dict(each) for each in STAGES])
    tags: list[Item] = field(default_factory=lambda: [dict(each) for each in TAGS])
    names: dict[str, str] = field(
        default_factory=lambda: {user(number): f"员工{number}" for number in range(20)}
    )
    dependencies: list[Item] = field(default_factory=list)
