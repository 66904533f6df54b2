"""DingTalk's group robots: plain text, so that a line stays a line and a title marks nothing up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sync.bots import codes
from sync.bots.address import Shape
from sync.bots.dialect import Dialect, Dressed, weight
from sync.bots.signing import dingtalk_sign
from sync.secret import Secret


def _body(_: str, text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}


def _dress(title: str, text: str, secret: Secret | None, now: datetime) -> Dressed:
    params: dict[str, str] = {}
    if secret is not None:
        moment = int(now.timestamp() * 1000)
        params = {"timestamp": str(moment), "sign": dingtalk_sign(moment, secret.reveal())}
    return Dressed(_body(title, text), params)


DINGTALK = Dialect(
    kind="dingtalk",
    shape=Shape(("oapi.dingtalk.com",), "/robot/send", key="access_token"),
    signs=True,
    limit=20_000,
    a_minute=20,
    weigh=lambda title, text: weight(_body(title, text)),
    dress=_dress,
    codes=("errcode",),
    says=("errmsg",),
    meant=codes.dingtalk,
)
"""20 texts a minute, else the robot is silent for ten."""
