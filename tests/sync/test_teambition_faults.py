"""Pulls from a Teambition in bad health: the end state is that of good health, or it is told."""

from __future__ import annotations

import logging

import pytest

from sync.http import MIB, Limits
from sync.record import Pull, Record
from sync.secret import variable
from sync.trouble import Fatal, Retry, SyncError
from tests.sync import teambition_faults as faults
from tests.sync.conftest import OpenProject, Time
from tests.sync.teambition_data import OPERATOR, task
from tests.sync.teambition_faults import EVERY, listing, refused, text
from tests.sync.teambition_service import TeambitionService

SHORT = Limits(deadline=0.5, silence=0.4, body=2 * MIB)
PATIENT = Limits(deadline=30.0, silence=20.0, body=2 * MIB)


def _state(pull: Pull) -> list[Record]:
    return sorted(pull.records, key=lambda record: record.id)


@pytest.mark.parametrize("name", EVERY)
def test_a_passing_fault_at_any_request_does_not_change_what_is_pulled(
    name: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(7))
    teambition.size = 3
    expected = open_teambition().pull()
    count = len(teambition.requests)
    source = open_teambition(limits=SHORT if name == "slow" else PATIENT)

    for place in range(1 if name == "slow" else count):
        teambition.fail_next(EVERY[name], on="/", after=place)
        pull = source.pull()

        assert (pull.trouble, pull.complete, teambition.pending) == (None, True, 0)
        assert _state(pull) == _state(expected)
        assert pull.cursor == expected.cursor


FINAL = {
    "bad query three times": ([refused(400)] * 3, "teambition-request"),
    "no permission": ([refused(403)], "teambition-permission"),
    "no permission in the body": ([refused(403, "body")], "teambition-permission"),
    "no such project": ([refused(404, "header")], "teambition-not-found"),
    "wrong prefix": ([refused(421, message="url not found")], "teambition-path"),
    "unknown code": ([refused(10007, "body")], "teambition-unknown"),
    "redirect": ([faults.Fault(302, b"", {"Location": "https://x.cn/"})], "http-redirected"),
    "no result": ([text('{"code": 200}')], "reply-not-understood"),
    "result of another kind": ([text('{"code": 200, "result": {}}')], "reply-not-understood"),
    "token refused twice": ([refused(401), refused(401, "body")], "teambition-token"),
}


@pytest.mark.parametrize("name", FINAL)
def test_a_final_fault_ends_the_pull_at_once_and_says_why(
    name: str, teambition: TeambitionService, open_teambition: OpenProject, time: Time
) -> None:
    replies, reason = FINAL[name]
    source = open_teambition()
    for fault in replies:
        teambition.fail_next(fault)

    with pytest.raises(Fatal) as ended:
        source.pull()

    assert (ended.value.reason, time.waits) == (reason, [])


@pytest.mark.parametrize("name", FINAL)
def test_trouble_after_the_first_page_keeps_what_came_and_completes_nothing(
    name: str, teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    replies, reason = FINAL[name]
    teambition.put(task(number) for number in range(7))
    teambition.size = 3
    for number, fault in enumerate(replies):
        teambition.fail_next(fault, after=not number)

    pull = open_teambition().pull()

    assert pull.trouble is not None
    assert pull.trouble.reason == reason
    assert (len(pull.records), pull.complete, pull.cursor) == (3, False, None)


def test_trouble_with_names_in_mid_pull_completes_nothing_either(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(7))
    teambition.size = 3
    teambition.fail_next(refused(403), on="/org/member/batchGet", after=1)

    pull = open_teambition().pull()

    assert (pull.trouble is not None, pull.complete, len(pull.records)) == (True, False, 3)


def test_a_repeated_page_token_ends_the_pull(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    for number in range(2):
        teambition.fail_next(listing([task(number)], token="same"))

    pull = open_teambition().pull()

    assert pull.trouble is not None
    assert (pull.trouble.reason, pull.complete) == ("page-token-repeated", False)


def test_the_wait_that_is_asked_for_is_kept_and_else_waits_double_and_end(
    teambition: TeambitionService, open_teambition: OpenProject, time: Time
) -> None:
    source = open_teambition()
    teambition.fail_next(faults.too_many("7"))
    assert source.pull().complete
    assert time.waits == [7.0]

    for _ in range(9):
        teambition.fail_next(faults.too_many())
    with pytest.raises(Retry, match="teambition-rate-limit"):
        source.pull()
    assert time.waits[1:] == [1.0, 2.0, 4.0, 8.0]


def test_a_refused_token_is_renewed_and_the_very_same_request_repeated(
    teambition: TeambitionService, open_teambition: OpenProject
) -> None:
    teambition.put(task(number) for number in range(7))
    teambition.size = 3
    teambition.fail_next(faults.REVOKED, after=1)

    assert open_teambition().pull().complete
    pages = [seen for seen in teambition.requests if seen.path.endswith("/task/query")]
    assert [seen.query.get("pageToken") for seen in pages] == [None, "at=3", "at=3", "at=6"]
    tokens = {seen.headers["authorization"] for seen in teambition.requests}
    assert len(tokens) == 2


def test_a_personal_token_is_sent_as_it_is_and_its_refusal_is_final(
    teambition: TeambitionService, open_teambition: OpenProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("APP_ID", "APP_SECRET", "OPERATOR_ID"):
        monkeypatch.delenv(variable("teambition", key))
    monkeypatch.setenv(variable("teambition", "USER_TOKEN"), teambition.personal)
    teambition.fail_next(refused(401), on="/project/query")

    with pytest.raises(Fatal, match="teambition-token"):
        open_teambition().check()

    (seen,) = teambition.requests
    assert seen.headers["authorization"] == "Bearer own-personal-token"


def test_neither_secret_nor_token_is_in_any_message(
    teambition: TeambitionService, open_teambition: OpenProject, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    source = open_teambition()
    source.check()
    token = teambition.requests[-1].headers["authorization"].removeprefix("Bearer ")
    echo = f"bad {teambition.app_secret} and {token}"
    scopes = {"requiredScopes": [token, "tb-core:task:list"]}
    teambition.fail_next(refused(403, "body", echo, accessDeniedDetail=scopes))

    with pytest.raises(SyncError) as refusal:
        source.pull()

    told = str(refusal.value) + repr(refusal.value) + caplog.text
    assert refusal.value.values["message"] == "bad ••• and •••"
    assert refusal.value.values["scopes"] == "•••, tb-core:task:list"
    marks = (teambition.app_secret, token, OPERATOR, teambition.app_id)
    assert not [mark for mark in marks if mark in told]


def test_a_service_that_is_not_there_is_worth_trying_later(
    teambition: TeambitionService, open_teambition: OpenProject, time: Time
) -> None:
    source = open_teambition()
    teambition.stop()

    with pytest.raises(Retry, match="network-lost"):
        source.pull()

    assert len(time.waits) == 4
