"""The client by itself."""

from __future__ import annotations

import pytest

from sync.feishu.envelope import judge
from sync.http import Answer, Ask, Http
from sync.trouble import Fatal, Retry
from tests.sync.conftest import Time
from tests.sync.feishu_faults import server_error
from tests.sync.feishu_service import FeishuService


def _status(answer: Answer) -> int:
    if answer.status >= 500:
        raise Retry("http-status")
    return answer.status


def test_what_may_not_be_repeated_is_sent_once(service: FeishuService, time: Time) -> None:
    service.fail_next(server_error(), on="/write")

    with Http(service.base_url, sleep=time.sleep) as http, pytest.raises(Retry):
        http.ask(Ask("POST", "/write", body={}, repeatable=False), _status)

    assert service.count("/write") == 1


@pytest.mark.parametrize(
    "ask",
    [
        Ask("GET", "/x", headers={"Authorization": "Bearer 密钥"}),
        Ask("POST", "/x", body={"a": "\ud800"}),
        Ask("GET", "http://[::1/x"),
    ],
)
def test_what_cannot_be_sent_is_final_and_not_shown(ask: Ask, service: FeishuService) -> None:
    with Http(service.base_url) as http, pytest.raises(Fatal) as refused:
        http.ask(ask, _status)

    assert refused.value.reason == "request-refused"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_one_connection_serves_all_requests(service: FeishuService) -> None:
    with Http(service.base_url) as http:
        for _ in range(5):
            http.ask(Ask("GET", "/open-apis/any"), lambda answer: answer.status)

    assert len(service.peers) == 1


def test_an_answer_does_not_print_what_is_in_it() -> None:
    ask = Ask("POST", "/", body="own-example", headers={"Authorization": "own-example"})
    told = repr(Answer(200, {}, b"own-example")) + repr(ask)

    assert "own-example" not in told


def test_headers_with_a_strange_code_are_no_envelope() -> None:
    with pytest.raises(Fatal, match="http-status"):
        judge(Answer(403, {}, b'{"code": true}'))
