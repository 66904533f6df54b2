"""What the services' error codes mean: `bots.failure.<reason>` says what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of one code."""

    reason: str
    again: bool = False
    """Whether the text was not taken now and may be later."""
    pause: float = 60.0
    """Seconds until then."""


UNKNOWN = Meaning("bot-unknown")
"""A code that nobody knows: the text was not taken, and it is shown with what the service said."""
LIMITED = Meaning("bot-limited", again=True)

FEISHU = {
    11232: LIMITED,
    9499: Meaning("bot-body"),
    19001: Meaning("bot-webhook"),
    19002: Meaning("bot-body"),
    19021: Meaning("bot-signature"),
    19022: Meaning("bot-address"),
    19024: Meaning("bot-keyword"),
}
DINGTALK = {
    -1: Meaning("bot-busy", again=True),
    130101: Meaning("bot-limited", again=True, pause=600.0),
    300001: Meaning("bot-webhook"),
    310000: Meaning("bot-refused"),
}
"""310000 has four meanings, told apart by what it says: see `SETTINGS`."""
SETTINGS = {
    "keywords": Meaning("bot-keyword"),
    "timestamp": Meaning("bot-clock"),
    "sign": Meaning("bot-signature"),
    "ip": Meaning("bot-address"),
}
WECOM = {
    -1: Meaning("bot-busy", again=True),
    45009: LIMITED,
    45033: LIMITED,
    40058: Meaning("bot-body"),
    93000: Meaning("bot-webhook"),
}


def dingtalk(code: int, message: str) -> Meaning:
    """What DingTalk means."""
    if code == 310000:
        said = message.lower()
        return next((each for word, each in SETTINGS.items() if word in said), DINGTALK[code])
    return DINGTALK.get(code, UNKNOWN)


def feishu(code: int, message: str) -> Meaning:
    """What Feishu means; 9499 stands for a wrong body, and for too many requests too."""
    if code == 9499 and "too many" in message.lower():
        return LIMITED
    return FEISHU.get(code, UNKNOWN)


def wecom(code: int, _: str) -> Meaning:
    """What WeCom means."""
    return WECOM.get(code, UNKNOWN)
