"""How services know that a text comes from who has the bot's secret (contract, section 11)."""

from __future__ import annotations

import base64
import hashlib
import hmac


def feishu_sign(seconds: int, secret: str) -> str:
    """Feishu's signature: time and secret are the key, and the message is empty."""
    return _signed(f"{seconds}\n{secret}", "")


def dingtalk_sign(milliseconds: int, secret: str) -> str:
    """DingTalk's signature: the secret is the key, time and secret are the message."""
    return _signed(secret, f"{milliseconds}\n{secret}")


def _signed(key: str, message: str) -> str:
    digest = hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")
