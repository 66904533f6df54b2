"""What the name of a column says about it. Pure.

The words are those of `sync.vocabulary`: a column that is taken for a field here is one that the
first mapping takes for it, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sync.guess import Why, guess
from sync.record import Column, Kind
from sync.vocabulary import plain

NUMBERED = frozenset({
    "编号", "任务编号", "事项编号", "工作编号", "问题编号", "需求编号", "任务id", "编码",
    "任务编码", "id", "taskid", "issueid", "key", "单号", "工单号", "任务号",
})  # fmt: skip
"""Names of columns whose values name a task for good."""
COUNTED = frozenset({
    "", "序号", "任务序号", "行号", "项次", "项号", "no", "nr", "num", "number", "wbs", "wbs编号",
    "wbs编码",
})  # fmt: skip
"""Names of columns that mostly count rows; `plain` leaves nothing of a single `#`."""
_ALSO = frozenset({
    "备注", "说明", "阶段", "类别", "分类", "模块", "项目", "计划", "实际", "进展", "风险", "工期",
    "完成情况", "实际完成时间", "实际开始时间", "里程碑", "权重", "资源", "问题",
    "remarks", "notes", "phase", "category", "stage", "type", "duration",
})  # fmt: skip
"""Other names that are seen in the heads of plans."""
_TIMES = ("日期", "时间", "date")
_LONGEST = 24
"""Characters of the longest name of a column; what is longer is a sentence."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a name says."""

    field: str = ""
    """Our field; empty where the name says none."""
    weight: int = 0
    """How much it looks like the name of a column: 2 is one of our own words."""


@lru_cache(maxsize=4096)
def hint(name: str) -> Hint:
    """What the column called `name` probably holds."""
    if not name or len(name) > _LONGEST:
        return Hint()
    best = Hint()
    for kind in (Kind.ITEMS, Kind.PEOPLE, Kind.NUMBER, Kind.TEXT):
        for each in guess((Column("", name, kind),)).guesses:
            weight = 2 if each.why is Why.NAME else 1
            if weight > best.weight:
                best = Hint(each.field, weight)
    word = plain(name)
    if not best.weight and (word in _ALSO or is_key(name)):
        return Hint("", 1)
    return best


def is_key(name: str) -> bool:
    """Whether a column of this name numbers its rows."""
    word = plain(name)
    return word in NUMBERED or (word in COUNTED and name.strip() != "")


def only_counts(name: str) -> bool:
    """Whether bare numbers in a column of this name are places in the list and no names."""
    return plain(name) in COUNTED


def is_time(name: str) -> bool:
    """Whether a column of this name holds days."""
    word = plain(name)
    return hint(name).field in ("start", "due") or any(each in word for each in _TIMES)
