"""Ends of a listing that the scripted service does not reach."""

from __future__ import annotations

import pytest

from sync.feishu.envelope import TooHeavy, judge
from sync.feishu.paging import SMALLEST, Batch, Walk, batch
from sync.http import Answer
from sync.trouble import Fatal, Retry


def test_pages_are_halved_only_so_far() -> None:
    sizes: list[int] = []

    def fetch(token: str | None, size: int) -> Batch:
        sizes.append(size)
        raise TooHeavy("feishu-too-large")

    with pytest.raises(TooHeavy):
        list(Walk(fetch, 50))

    assert sizes == [50, 25, 12, SMALLEST]


def test_without_a_total_a_listing_may_be_long_but_not_endless() -> None:
    def fetch(token: str | None, size: int) -> Batch:
        return Batch([1], True, str(int(token or 0) + 1), None)

    with pytest.raises(Fatal, match="pages-endless"):
        list(Walk(fetch, 500))


@pytest.mark.parametrize("data", [None, [], {"items": {}}, "x"])
def test_a_page_of_nonsense_is_final(data: object) -> None:
    with pytest.raises(Fatal, match="page-unreadable"):
        batch(data)


@pytest.mark.parametrize("data", [{}, {"items": None, "total": "5", "page_token": 3}])
def test_a_page_may_lack_everything(data: object) -> None:
    assert batch(data) == Batch([], False, None, None)


@pytest.mark.parametrize("body", [b'{"code": 91403, "msg": {"zh": 1}}', b' {"code": 91403}'])
def test_a_message_that_is_no_text_is_no_message(body: bytes) -> None:
    with pytest.raises(Fatal) as refused:
        judge(Answer(200, {"x-tt-logid": "log\x1b[2J1"}, body))

    assert refused.value.values == {"code": 91403, "message": "", "log_id": "log1"}


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_status_that_may_get_better_is_tried_again(status: int) -> None:
    with pytest.raises(Retry) as fault:
        judge(Answer(status, {"retry-after": "4"}, b""))

    assert fault.value.asked == 4
