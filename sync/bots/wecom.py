"""WeCom's group robots: plain text, so that nothing in a title is a mention or a mark."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sync.bots import codes
from sync.bots.address import Shape
from sync.bots.dialect import Dialect, Dressed
from sync.bots.parts import in_bytes
from sync.secret import Secret


def _body(text: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": text}}


def _dress(_title: str, text: str, _secret: Secret | None, _now: datetime) -> Dressed:
    return Dressed(_body(text))


WECOM = Dialect(
    kind="wecom",
    shape=Shape(("qyapi.weixin.qq.com",), "/cgi-bin/webhook/send", key="key"),
    signs=False,
    limit=2048,
    a_minute=20,
    weigh=lambda _, text: in_bytes(text),
    dress=_dress,
    codes=("errcode",),
    says=("errmsg",),
    meant=codes.wecom,
)
"""20 texts a minute; 2,048 bytes of text each, where the rest of the body does not count."""
