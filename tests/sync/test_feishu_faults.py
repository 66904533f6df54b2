"""Pulls from a service in bad health: the end state is that of good health, or it is told."""

from __future__ import annotations

import logging

import pytest

from sync.http import MIB, Limits
from sync.record import Pull, Record
from sync.trouble import Fatal, Retry, SyncError
from tests.sync import feishu_faults as faults
from tests.sync.conftest import Open, Time
from tests.sync.feishu_data import task
from tests.sync.feishu_faults import Fault, coded, listing, text
from tests.sync.feishu_service import FeishuService

SHORT = Limits(deadline=0.6, silence=0.4, body=2 * MIB)
PATIENT = Limits(deadline=30.0, silence=20.0, body=2 * MIB)

PASSING = {
    "gateway limit": faults.too_many(),
    "rate limit in status 200": coded(1254290),
    "rate limit in status 400": coded(99991400, 400),
    "server error": faults.server_error(),
    "gateway error": faults.server_error(502),
    "busy with a date": Fault(503, b"busy", {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    "too many without an envelope": Fault(429, b"slow down", {"retry-after": "3"}),
    "cut body": faults.cut(),
    "broken JSON": text('{"code": 0, "data": {'),
    "JSON that is not an object": text("[1]"),
    "a number that is none": text('{"code": 0, "data": {"total": NaN}}'),
    "endless number": text('{"code": 0, "data": {"total": ' + "9" * 5000 + "}}"),
    "code that is no number": text('{"code": "0"}'),
    "too deep": text('{"a":' * 100_000),
    "HTML": faults.html(),
    "broken gzip": Fault(body=b"no gzip", headers={"content-encoding": "gzip"}),
    "an encoding nobody asked for": Fault(body=b"x", headers={"content-encoding": "br"}),
    "slow drip": faults.drip(),
    "slow headers": faults.drip(head=True),
    "expired token": coded(99991663, 400),
    "token of another kind": coded(99991664),
    "revoked tokens": faults.revoked(),
    "listing lost": coded(1254002),
    "not ready": coded(1254607, 400),
    "too large": coded(1254104),
    "being copied": coded(1254036, 400),
}


def _state(pull: Pull) -> list[Record]:
    return sorted(pull.records, key=lambda record: record.id)


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_in_mid_pull_does_not_change_what_is_pulled(
    name: str, service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(510)]
    expected = open_feishu().pull()
    source = open_feishu(limits=SHORT if "slow" in name.split() else PATIENT)
    source.check()
    service.fail_next(PASSING[name], after=1)

    pull = source.pull()

    assert pull.trouble is None
    assert pull.complete
    assert _state(pull) == _state(expected)


FINAL = {
    "quota although 429": (coded(99991403, 429), "feishu-quota"),
    "no collaborator": (coded(91403), "feishu-not-collaborator"),
    "no permission": (coded(1254302, 403), "feishu-permission"),
    "scope": (coded(99991672, 400), "feishu-scope"),
    "unknown code": (coded(77), "feishu-unknown"),
    "redirect": (Fault(302, b"", {"location": "https://example.cn/"}), "http-redirected"),
    "no such page": (faults.html(404), "http-status"),
    "gzip bomb": (faults.bomb(), "body-too-large"),
    "page without a place to go on": (listing([task(1)], more=True), "page-token-missing"),
    "page of nonsense": (text('{"code": 0, "data": {"items": 7}}'), "page-unreadable"),
}


@pytest.mark.parametrize("name", FINAL)
def test_a_final_fault_ends_the_pull_at_once_and_says_why(
    name: str, service: FeishuService, open_feishu: Open, time: Time
) -> None:
    fault, reason = FINAL[name]
    source = open_feishu(limits=PATIENT)
    source.check()
    service.fail_next(fault)

    ended = _trouble(source.pull)

    assert isinstance(ended, Fatal)
    assert ended.reason == reason
    assert time.waits == []


def _trouble(pull: object) -> SyncError:
    """What went wrong, whether before the first page or after it."""
    assert callable(pull)
    try:
        found = pull()
    except SyncError as error:
        return error
    assert isinstance(found, Pull)
    assert not found.complete
    assert found.trouble is not None
    return found.trouble


def test_trouble_after_the_first_page_keeps_what_came_and_completes_nothing(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(510)]
    service.fail_next(coded(99991403, 429), after=1)

    pull = open_feishu().pull()

    assert len(pull.records) == 500
    assert not pull.complete
    assert pull.cursor is None


def test_a_repeated_page_token_ends_the_pull(service: FeishuService, open_feishu: Open) -> None:
    for _ in range(2):
        service.fail_next(listing([task(1)], more=True, token="same"))

    pull = open_feishu().pull()

    assert pull.trouble is not None
    assert pull.trouble.reason == "page-token-repeated"
    assert not pull.complete


def test_empty_pages_that_promise_more_are_believed_a_few_times_only(
    service: FeishuService, open_feishu: Open
) -> None:
    for number in range(3):
        service.fail_next(listing([], more=True, token=f"t{number}"))

    pull = open_feishu().pull()

    assert pull.trouble is not None
    assert pull.trouble.reason == "pages-empty"


def test_one_empty_page_in_the_middle_is_survived(
    service: FeishuService, open_feishu: Open
) -> None:
    service.fail_next(listing([], more=True, token="at:0"))

    assert len(open_feishu().pull().records) == 5


def test_a_listing_that_never_ends_is_ended(service: FeishuService, open_feishu: Open) -> None:
    for number in range(30):
        service.fail_next(listing([task(number)], more=True, token=f"t{number}"))

    pull = open_feishu().pull()

    assert pull.trouble is not None
    assert pull.trouble.reason == "pages-endless"


def test_a_listing_is_begun_again_once_and_not_twice(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(510)]
    for good_before in (1, 0, 1, 0):
        service.fail_next(coded(1254002), after=good_before)

    pull = open_feishu().pull()

    assert pull.trouble is not None
    assert pull.trouble.reason == "feishu-listing-lost"
    assert not pull.complete


def test_a_listing_that_was_begun_again_is_complete_and_doubles_nothing(
    service: FeishuService, open_feishu: Open
) -> None:
    service.table.records = [task(number) for number in range(510)]
    for good_before in (1, 0):
        service.fail_next(coded(1254002), after=good_before)

    pull = open_feishu().pull()

    assert pull.complete
    assert len(pull.records) == 510


def test_a_page_that_is_too_heavy_is_asked_for_in_halves(
    service: FeishuService, open_feishu: Open
) -> None:
    for _ in range(3):
        service.fail_next(coded(1254607, 400))

    assert open_feishu().pull().complete
    sizes = [seen.query["page_size"] for seen in service.requests if "/search" in seen.path]
    assert sizes == ["500", "500", "500", "250"]


def test_the_wait_the_gateway_asks_for_is_kept(
    service: FeishuService, open_feishu: Open, time: Time
) -> None:
    service.fail_next(faults.too_many(reset="7"))

    assert open_feishu().pull().complete
    assert time.waits == [7.0]


def test_without_a_header_the_waits_double_and_end(
    service: FeishuService, open_feishu: Open, time: Time
) -> None:
    for _ in range(9):
        service.fail_next(coded(1254290))

    with pytest.raises(Retry) as given_up:
        open_feishu().pull()

    assert given_up.value.reason == "feishu-rate-limit"
    assert time.waits == [1.0, 2.0, 4.0, 8.0]


def test_a_token_is_fetched_once_for_many_calls(service: FeishuService, open_feishu: Open) -> None:
    source = open_feishu()
    source.pull()
    source.pull()

    assert service.count("/tenant_access_token") == 1


def test_a_token_near_its_end_is_renewed_before_it_is_refused(
    service: FeishuService, open_feishu: Open
) -> None:
    service.expire = 0
    open_feishu().pull()

    assert service.count("/tenant_access_token") == service.count("/bitable")


def test_a_second_refusal_of_the_token_is_final(service: FeishuService, open_feishu: Open) -> None:
    source = open_feishu()
    source.pull()
    for _ in range(2):
        service.fail_next(coded(99991663, 400))

    with pytest.raises(Fatal) as refused:
        source.pull()

    assert refused.value.reason == "feishu-token"
    assert service.count("/tenant_access_token") == 2


@pytest.mark.parametrize("token", ['"t 1"', '"密"', "7", '""'])
def test_a_token_that_is_none_is_final(
    token: str, service: FeishuService, open_feishu: Open
) -> None:
    reply = f'{{"code": 0, "tenant_access_token": {token}, "expire": 7200}}'
    service.fail_next(text(reply), on="/tenant_access_token")

    with pytest.raises(Fatal, match="feishu-token"):
        open_feishu().pull()


def test_wrong_credentials_are_final(service: FeishuService, open_feishu: Open) -> None:
    source = open_feishu()
    service.app_secret = "changed"

    with pytest.raises(Fatal) as refused:
        source.check()

    assert refused.value.reason == "feishu-credentials"


def test_neither_secret_nor_token_nor_address_is_in_any_message(
    service: FeishuService, open_feishu: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = f"bad {service.app_secret} and t-own-1"
    service.fail_next(coded(99991672, 400, msg=echo))

    with pytest.raises(Fatal) as refused:
        open_feishu().pull()

    told = str(refused.value) + repr(refused.value) + caplog.text
    assert refused.value.values["message"] == "bad ••• and •••"
    assert not [mark for mark in (service.app_secret, "t-own-1", "bascn") if mark in told]


def test_a_service_that_is_not_there_is_worth_trying_later(
    service: FeishuService, open_feishu: Open, time: Time
) -> None:
    source = open_feishu()
    service.stop()

    with pytest.raises(Retry) as given_up:
        source.pull()

    assert given_up.value.reason == "network-lost"
    assert len(time.waits) == 4
