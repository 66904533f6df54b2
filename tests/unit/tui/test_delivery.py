"""How a text on its way to a group stands, in words that say what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.ids import Kind, record_id
from core.domain.message import Delivery, Message
from sync.bots import codes
from tui.delivery import standing, why
from tui.words import LANGUAGES, Words

NOW = datetime(2024, 10, 16, 2, 30, tzinfo=UTC)
OTHERS = ("bot-no-answer", "sender-gone", "network-lost", "http-redirected", "http-status")
REASONS = {
    each.reason
    for table in (codes.FEISHU, codes.DINGTALK, codes.WECOM, codes.SETTINGS)
    for each in table.values()
} | {codes.UNKNOWN.reason, *OTHERS, "request-refused"}


def message(**values: object) -> Message:
    """A text for a group."""
    usual = {"channel": "team", "send_after": NOW}
    return Message(id=record_id(Kind.MESSAGE, 1), **{**usual, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_has_words(reason: str, language: str) -> None:
    assert Words.load(language).has(f"bots.failure.{reason}")


def test_what_the_service_said_is_shown_beside_the_reason() -> None:
    told = why(message(failure="bot-keyword 19024 Key Words Not Found"), Words.load("zh"))

    assert told.startswith("正文没有机器人要求的关键词")
    assert told.endswith("(19024 Key Words Not Found)")


def test_a_reason_of_a_newer_program_is_shown_as_it_is() -> None:
    assert "bot-new 7" in why(message(failure="bot-new 7"), Words.load("zh"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"send_after": NOW + timedelta(seconds=8)}, "8 秒后发出"),
        ({}, "等待发送"),
        ({"status": Delivery.SENDING}, "发送中"),
        ({"status": Delivery.SENDING, "parts_sent": 2}, "发送中,已到 2 段"),
        ({"status": Delivery.SENT, "sent_at": NOW}, "已发出 02:30"),
        (
            {"failure": "bot-busy -1", "try_after": NOW + timedelta(minutes=1)},
            "02:31 再试:服务繁忙(-1)",
        ),
        ({"status": Delivery.UNSURE, "failure": "sender-gone"}, "不确定:发送的程序中途退出"),
    ],
)
def test_where_it_stands(values: dict[str, object], told: str) -> None:
    assert standing(message(**values), NOW, UTC, Words.load("zh")).startswith(told)
