"""Group bots: signatures, addresses, bodies, and every listed answer of the services."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest

from core.settings import BotSettings
from sync.bots.address import webhook
from sync.bots.bot import DIALECTS, Bot, open_bot
from sync.bots.signing import dingtalk_sign, feishu_sign
from sync.bots.trouble import Busy, Unsure
from sync.http import Http, Limits
from sync.secret import Secret
from sync.trouble import Fatal, Retry
from tests.sync import feishu_faults as faults
from tests.sync.bot_service import KEY, MARKED, SECRET, BotService, refusal

NOW = datetime(2024, 10, 16, 2, 30, tzinfo=UTC)
KINDS = tuple(DIALECTS)
QUICK = Limits(deadline=0.5, silence=0.3)


@pytest.fixture
def group() -> Iterator[BotService]:
    """The group that the bots of a test write to."""
    with BotService(NOW.timestamp()) as running:
        yield running


def bot(group: BotService, kind: str, limits: Limits | None = None) -> Bot:
    """A bot of that service."""
    settings = BotSettings(type=kind, base_url=group.base_url)
    http = partial(Http, limits=limits, proxies=False)
    return open_bot("team", settings, group.secrets(kind), http)


def test_signatures_equal_the_contracts_vectors() -> None:
    assert feishu_sign(1599360473, "demo") == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="
    assert dingtalk_sign(1599360473000, "SECdemo") == "tGWkA5eQOQNCNPDgphtxIoNLO+/gD8Lcb705KQoRzeY="


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_arrives_as_it_stands(group: BotService, kind: str, signed: bool) -> None:
    group.signed = signed
    text = '# 纪要\n## 一、决议\n"D-05" <at user_id="all">所有人</at> [x](y) 100% \\n 👍🏽'

    bot(group, kind).send("周会", text, NOW)

    shown = text.replace("# 纪要\n## 一、决议", "【纪要】\n【一、决议】")
    assert group.group == [shown if kind == "feishu" else text]
    assert group.titles == ["周会" if kind == "feishu" else ""]


def test_a_heading_that_says_the_title_is_not_said_twice(group: BotService) -> None:
    bot(group, "feishu").send("周会", "# 纪要 周会\n第二行", NOW)

    assert group.titles == ["纪要 周会"]
    assert group.group == ["第二行"]


def test_feishu_shows_headings_without_the_signs_of_markdown(group: BotService) -> None:
    text = "# 会议纪要\n主持 张伟\n\n## 一、决议事项\n· 先上线 #T-12"
    bot(group, "feishu").send("会议纪要", text, NOW)

    assert group.titles == ["会议纪要"]
    assert group.group == ["主持 张伟\n\n【一、决议事项】\n· 先上线 #T-12"]


@pytest.mark.parametrize("kind", KINDS)
def test_parts_fit_the_limit_of_the_service_and_lose_nothing(group: BotService, kind: str) -> None:
    lines = [f'{at:03} "赵倩"\t把支付接口白名单申请下来 👨‍👩‍👧' for at in range(600)]
    sender = bot(group, kind)

    for each in sender.parts("周会", "\n".join(lines)):
        sender.send("周会", each, NOW)

    assert len(group.group) > 1
    assert group.group[0].startswith(f"(1/{len(group.group)})\n")
    assert [line for part in group.group for line in part.split("\n")[1:]] == lines


@pytest.mark.parametrize(
    ("kind", "code", "message", "reason"),
    [
        ("feishu", 19021, "sign match fail", "bot-signature"),
        ("feishu", 19022, "Ip Not Allowed", "bot-address"),
        ("feishu", 19024, "Key Words Not Found", "bot-keyword"),
        ("feishu", 19001, "param invalid: incoming webhook access token invalid", "bot-webhook"),
        ("feishu", 9499, "Bad Request", "bot-body"),
        ("feishu", 1, "news to us", "bot-unknown"),
        ("dingtalk", 310000, "keywords not in content", "bot-keyword"),
        ("dingtalk", 310000, "invalid timestamp", "bot-clock"),
        ("dingtalk", 310000, "sign not match", "bot-signature"),
        ("dingtalk", 310000, "ip 1.2.3.4 not in whitelist", "bot-address"),
        ("dingtalk", 310000, "something else", "bot-refused"),
        ("dingtalk", 300001, "token is not exist", "bot-webhook"),
        ("dingtalk", 7, "news to us", "bot-unknown"),
        ("wecom", 93000, "invalid webhook url", "bot-webhook"),
        ("wecom", 40058, "content too long", "bot-body"),
        ("wecom", 7, "news to us", "bot-unknown"),
    ],
)
def test_what_a_person_must_mend_is_final(
    group: BotService, kind: str, code: int, message: str, reason: str
) -> None:
    group.fail_next(refusal(kind, code, message))

    with pytest.raises(Fatal) as refused:
        bot(group, kind).send("周会", "正文", NOW)

    assert refused.value.reason == reason
    assert refused.value.values == {"code": code, "message": message}


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("feishu", refusal("feishu", 11232, "frequency limited")),
        ("feishu", refusal("feishu", 9499, "too many request", 400)),
        ("dingtalk", refusal("dingtalk", 130101, "send too fast")),
        ("dingtalk", refusal("dingtalk", -1, "系统繁忙")),
        ("wecom", refusal("wecom", 45009, "api freq out of limit")),
        ("wecom", refusal("wecom", -1, "system busy")),
        *((kind, faults.text("slow down", 429, "text/plain")) for kind in KINDS),
    ],
)
def test_a_limit_is_waited_out(group: BotService, kind: str, fault: faults.Fault) -> None:
    group.fail_next(fault)

    with pytest.raises(Busy):
        bot(group, kind).send("周会", "正文", NOW)

    assert len(group.requests) == 1


def test_how_long_a_service_wants_is_heeded(group: BotService) -> None:
    group.fail_next(faults.coded(11232, 429, x_ogw_ratelimit_reset="7"))

    with pytest.raises(Busy) as asked:
        bot(group, "feishu").send("周会", "正文", NOW)

    assert asked.value.asked == 7.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fault",
    [
        faults.cut(),
        faults.html(),
        faults.server_error(502),
        faults.server_error(500),
        faults.text('{"errmsg": "no code"}'),
        faults.text("{"),
        faults.text("[" * 100_000),
        faults.drip(0.05),
        faults.drip(0.05, head=True),
        faults.bomb(1),
    ],
    ids=["cut", "html", "502", "500", "no code", "half", "deep", "drip", "head drip", "bomb"],
)
def test_an_answer_that_is_none_leaves_it_open_and_is_never_repeated(
    group: BotService, kind: str, fault: faults.Fault
) -> None:
    group.fail_next(fault)

    with pytest.raises(Unsure) as unsure:
        bot(group, kind, QUICK).send("周会", "正文", NOW)

    assert unsure.value.reason == "bot-no-answer"
    assert len(group.requests) == 1


@pytest.mark.parametrize("status", [404, 403, 401])
def test_a_page_that_refuses_is_final(group: BotService, status: int) -> None:
    group.fail_next(faults.html(status))

    with pytest.raises(Fatal, match="http-status"):
        bot(group, "wecom").send("周会", "正文", NOW)


def test_no_redirection_is_followed(group: BotService) -> None:
    elsewhere = {"location": f"{group.base_url}/elsewhere"}
    group.fail_next(faults.Fault(307, b"", elsewhere))

    with pytest.raises(Fatal, match="http-redirected"):
        bot(group, "wecom").send("周会", "正文", NOW)

    assert len(group.requests) == 1


def test_nobody_there_means_that_it_did_not_arrive(group: BotService) -> None:
    sender = bot(group, "dingtalk")
    group.stop()

    with pytest.raises(Retry) as away:
        sender.send("周会", "正文", NOW)

    assert (away.value.reason, away.value.values["kind"]) == ("network-lost", "ConnectError")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "wrong",
    [
        "http://{host}{path}",
        "https://{host}.example.com{path}",
        "https://example.com{path}",
        "https://{host}@127.0.0.1{path}",
        "https://u:p@{host}{path}",
        "https://{host}:8443{path}",
        "https://0x7f000001{path}",
        "https://[::ffff:127.0.0.1]{path}",
        "https://①②⑦.⓪.⓪.①{path}",
        "https://{host}/elsewhere",
        "https://{host}",
        "file://{host}{path}",
        "",
        "正文",
    ],
)
def test_a_webhook_that_leads_elsewhere_is_refused_and_not_told(kind: str, wrong: str) -> None:
    shape = DIALECTS[kind].shape
    query = f"?{shape.key}={KEY}" if shape.key else f"/{KEY}"
    told = wrong.format(host=shape.hosts[0], path=shape.path + query)

    with pytest.raises(Fatal) as refused:
        webhook("team", Secret(told), shape)

    assert refused.value.reason == "secret-not-webhook"
    assert KEY not in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_services_own_webhooks_are_taken(kind: str) -> None:
    shape = DIALECTS[kind].shape
    for host in shape.hosts:
        end = f"?{shape.key}={KEY}&timestamp=1" if shape.key else f"/{KEY}"

        found = webhook("team", Secret(f" https://{host}{shape.path}{end}\n"), shape)

        assert found.base == f"https://{host}"
        assert KEY not in repr(found)


def test_a_gateway_must_be_safe_to_reach() -> None:
    shape = DIALECTS["feishu"].shape
    told = Secret(f"http://gateway.example{shape.path}/{KEY}")

    with pytest.raises(Fatal, match="url-not-safe"):
        webhook("team", told, shape, "http://gateway.example")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "fault", [refusal("feishu", 19021, f"bad {SECRET} {KEY}"), faults.cut(), faults.html(404)]
)
def test_secrets_are_read_nowhere(
    group: BotService, kind: str, fault: faults.Fault, caplog: pytest.LogCaptureFixture
) -> None:
    sender = bot(group, kind)
    with caplog.at_level(logging.DEBUG):
        sender.send("周会", "正文", NOW)
        group.fail_next(fault)
        with pytest.raises((Fatal, Unsure)) as refused:
            sender.send("周会", "正文", NOW)

    told = [caplog.text, str(refused.value), repr(refused.value), repr(vars(sender))]
    assert [each for each in told if any(marked in each for marked in MARKED)] == []
    assert caplog.text.count("team") == 0
