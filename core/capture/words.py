"""The words of the capture line that are neither names nor times: types, fields, repetition."""

from __future__ import annotations

import re
from typing import Final

from core.capture.chips import Type
from core.domain.task import LightLevel

TYPES: Final = {
    word: kind
    for kind, words in {
        Type.ACTION: "待办 行动项 行动 todo action",
        Type.BLOCKER: "阻塞 卡点 blocker",
        Type.DECISION: "决议 决定 decision",
        Type.RISK: "风险 risk",
        Type.TASK: "任务 task",
    }.items()
    for word in words.split()
}
"""What may stand before the first colon of a line."""

FIELDS: Final = {
    word: name
    for name, words in {
        "impact": "影响 impact",
        "attempted": "已试 已尝试 tried",
        "reason": "原因 reason",
        "grounds": "依据 grounds",
        "goal": "目标 goal",
        "response": "应对措施 应对方案 应对 response",
    }.items()
    for word in words.split()
}
"""What may stand before a colon further on, in a line that is a blocker, a decision or a risk."""

LIGHTS: Final = {
    word: light
    for light, words in {
        LightLevel.RED: "红 红灯 red",
        LightLevel.AMBER: "黄 黄灯 amber yellow",
        LightLevel.GREEN: "绿 绿灯 green",
    }.items()
    for word in words.split()
}
"""A risk's light, standing freely in its line (001)."""

URGENT: Final = re.compile(r"(?:紧急|加急|特急|urgent|asap)(?![a-z])")
"""What is said of something urgent, standing freely."""
URGENCY: Final = re.compile(
    r"(?:(?P<high>高(?:优先级?)?|重要|high)|紧急|加急|特急|急|urgent)(?![a-z])"
)
"""How urgent, in words right behind the mark: !高, !紧急."""
OWN_ID: Final = re.compile(r"[a-z]-[0-9]{1,9}(?![0-9a-z-])(?![ ]?的)")
"""The id of a record without its mark."""

WITH_FIELDS: Final = frozenset({Type.BLOCKER, Type.DECISION, Type.RISK})

_KEYS = "|".join(sorted(FIELDS, key=len, reverse=True))
TYPE: Final = re.compile(rf"\s*({'|'.join(sorted(TYPES, key=len, reverse=True))})\s*:")
LIGHT: Final = re.compile("|".join(sorted(LIGHTS, key=len, reverse=True)))
FIELD: Final = re.compile(
    rf"(?P<key>{_KEYS})[ ]?:[ ]?(?P<value>.+?)(?=\s|[;。>]|(?<![a-z0-9])[@#]|(?:{_KEYS})[ ]?:|\Z)"
)
"""A value ends at a blank, a semicolon or full stop, a mark, the next field or the line's end."""
REPEATS: Final = re.compile(
    r"(?:每|逢)(?:隔?[一二两三四五六0-9]?个?)(?:天|日|周|星期|礼拜|月|季度?|年|工作日)"
    r"[一二三四五六日天末底初]?"
    r"|(?<![a-z])(?:every|each) (?:other )?"
    r"(?:day|week|month|quarter|year|mon|tue|wed|thu|fri|sat|sun)[a-z]*"
)
"""Repetition, which is planned elsewhere."""
