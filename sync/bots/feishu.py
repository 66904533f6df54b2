"""Feishu's custom bots.

A text goes as rich text without marks: line by line, and what looks like a mention in a task's
title calls nobody.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sync.bots import codes
from sync.bots.address import Shape
from sync.bots.dialect import Dialect, Dressed, weight
from sync.bots.signing import feishu_sign
from sync.secret import Secret

_ROOM_FOR_SIGNATURE = 200
_HEADING = re.compile(r"#{1,6} (.+)")


def _body(title: str, text: str) -> dict[str, Any]:
    first, _, rest = text.partition("\n")
    heading, shown = title, text
    if title in first:
        found = _HEADING.fullmatch(first)
        heading, shown = (found[1], rest) if found else ("", text)
    lines = [[{"tag": "text", "text": _plain(each)}] for each in shown.split("\n")]
    return {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": heading, "content": lines}}},
    }


def _plain(line: str) -> str:
    """A heading without the signs of Markdown, which this service shows as they stand."""
    found = _HEADING.fullmatch(line)
    return f"【{found[1]}】" if found else line


def _dress(title: str, text: str, secret: Secret | None, now: datetime) -> Dressed:
    body = _body(title, text)
    if secret is not None:
        seconds = int(now.timestamp())
        sign = feishu_sign(seconds, secret.reveal())
        body = {"timestamp": str(seconds), "sign": sign, **body}
    return Dressed(body)


def _weigh(title: str, text: str) -> int:
    return weight(_body(title, text)) + len(title.encode()) + _ROOM_FOR_SIGNATURE


FEISHU = Dialect(
    kind="feishu",
    shape=Shape(("open.feishu.cn", "open.larksuite.com"), "/open-apis/bot/v2/hook"),
    signs=True,
    limit=20_000,
    a_minute=100,
    weigh=_weigh,
    dress=_dress,
    codes=("code", "StatusCode"),
    says=("msg", "StatusMessage"),
    meant=codes.feishu,
)
"""100 texts a minute, 20 KB each."""
