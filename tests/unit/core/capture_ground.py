"""The facts of the capture examples: Wednesday, 2024-10-16, 10:00, in Shanghai."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.calendar.workdays import Feast, WorkCalendar
from core.capture.ground import Anchors, Context, Ground
from core.domain.ids import RecordId
from core.domain.people import Person

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2024, 10, 16, 10, tzinfo=ZONE)
MEETING = datetime(2024, 10, 17, 9, 30, tzinfo=ZONE)
CALENDAR = WorkCalendar(
    "CN",
    range(2023, 2027),
    off=tuple(date(2024, 10, day) for day in (1, 2, 3, 4, 7)),
    on=(date(2024, 9, 29), date(2024, 10, 12)),
    unpublished=frozenset({2025, 2026}),
    feasts=(
        Feast("国庆节", date(2024, 10, 1), date(2024, 10, 7)),
        Feast("元旦", date(2025, 1, 1), date(2025, 1, 1)),
        Feast("春节", date(2025, 1, 28), date(2025, 2, 4)),
        Feast("清明节", date(2025, 4, 4), date(2025, 4, 6)),
        Feast("劳动节", date(2025, 5, 1), date(2025, 5, 2)),
        Feast("端午节", date(2025, 5, 31), date(2025, 6, 2)),
        Feast("国庆节", date(2025, 10, 1), date(2025, 10, 3)),
        Feast("中秋节", date(2025, 10, 6), date(2025, 10, 6)),
    ),
)
_PEOPLE = (
    ("zhang", "张伟", "项目部"), ("wang", "王敏", "市场部"), ("wu", "吴萌", "财务部"),
    ("zhao", "赵倩", "研发部"), ("liu", "刘强", "研发部"), ("sun", "孙磊", "销售部"),
    ("zhou", "周芳", "法务部"), ("gang", "吴刚", "财务部"), ("zheng", "郑洁", "品牌部"),
    ("han", "韩梅", "售后部"), ("he", "何军", "华东分公司"), ("lin", "林琳", "产品部"),
    ("li", "李雷", "项目部"), ("qian", "钱进", "行政部"),
)  # fmt: skip
PEOPLE = tuple(Person(id=RecordId(short), name=name, dept=dept) for short, name, dept in _PEOPLE)
NAMES = {each.id: each.name for each in PEOPLE}


def ids(*short: str) -> tuple[RecordId, ...]:
    """Record ids, typed."""
    return tuple(map(RecordId, short))


def by_record(**people: str) -> dict[RecordId, tuple[RecordId, ...]]:
    """`T_12="wang"` as a role's holders."""
    return {RecordId(key.replace("_", "-")): ids(*who.split()) for key, who in people.items()}


GROUND = Ground(
    now=NOW,
    zone=ZONE,
    calendar=CALENDAR,
    people=PEOPLE,
    present=frozenset(ids("zhang", "wang", "zhao", "sun", "zhou", "lin", "li")),
    departments={"行政部": ids("qian"), "法务部": ids("zhou"), "市场部": ids("wang")},
    records={
        RecordId("T-01"): "用户调研报告撰写",
        RecordId("T-02"): "竞品分析",
        RecordId("T-04"): "功能demo交付",
        RecordId("T-05"): "推广素材设计",
        RecordId("T-07"): "渠道铺货计划",
        RecordId("T-12"): "新品宣传物料制作",
        RecordId("B-08"): "测试环境支付接口权限未开放",
        RecordId("A-19"): "补充“购买偏好”客户数据",
    },
    responsible=by_record(T_12="wang", T_04="zhao", T_02="wang", T_05="wang", T_07="sun"),
    accountable=by_record(T_12="zhang", T_04="zhang"),
    myself=RecordId("li"),
    context=Context(due=MEETING, due_label="站会"),
    anchors=Anchors(
        start=date(2024, 9, 2), end=date(2024, 12, 1), milestones={"上线": date(2024, 11, 20)}
    ),
    next_meeting=MEETING,
)


def ground(**changes: object) -> Ground:
    """The usual ground with other facts."""
    return replace(GROUND, **changes)  # type: ignore[arg-type]


def speaking(person: str) -> Ground:
    """The ground while somebody speaks."""
    return ground(context=replace(GROUND.context, speaker=RecordId(person)))
