"""What the wall must not show is covered, in the room that it took."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from core.domain.masking import AMOUNTS, CUSTOMERS, HIDDEN, PHONES, mask_of

ALL = mask_of(HIDDEN, ("华南连锁", "Acme Co"), (r"合同[A-Z]\d+",))


def covered(text: str) -> str:
    return ALL.cover(text, cell_len)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("预算 ¥1,200 待批", "预算 ＊＊＊ 待批"),
        ("3.5万差口", "＊＊*差口"),
        ("120 万元", "＊＊＊＊"),
        ("五百万元预算", "＊＊＊＊预算"),
        ("付 USD 20k", "付 ＊＊＊*"),
        ("$3.5 million", "＊＊＊＊＊＊"),
        ("２０００元", "＊＊＊＊＊"),
        ("找王敏 138 0013 8000", "找王敏 ＊＊＊＊＊＊*"),
        ("021-62345678", "＊＊＊＊＊＊"),
        ("400-820-8820 转", "＊＊＊＊＊＊ 转"),
        ("+1 415 555 2671", "＊＊＊＊＊＊＊*"),
        ("11010519491231002X", "＊＊＊＊＊＊＊＊＊"),
        ("6222 0200 1234 5678", "＊＊＊＊＊＊＊＊＊*"),
        ("华南 连锁补货", "＊＊＊＊*补货"),
        ("ACME co order", "＊＊＊* order"),
        ("按合同A12办", "按＊＊＊*办"),
    ],
)
def test_what_must_not_be_seen_is_covered(text: str, wall: str) -> None:
    assert covered(text) == wall


@pytest.mark.parametrize(
    "text",
    [
        *("完成80%", "80/100", "2024-10-16 09:30", "10-18 剩00:24", "T-04 等 B-08", "2024Q4新品"),
        *("2024年元月", "3元素", "一块合作", "第6周", "24h 绿通(2h)", "20k views", "3家"),
    ],
)
def test_what_a_board_is_read_for_stays(text: str) -> None:
    assert covered(text) == text


@given(st.text(max_size=12), st.integers(10**6, 10**18), st.text(max_size=12))
def test_no_run_of_seven_digits_survives(before: str, number: int, after: str) -> None:
    assert not re.search("[0-9]{7}", covered(f"{before}{number}{after}"))


@given(
    st.sampled_from("3456789"),
    st.lists(st.integers(0, 9), min_size=9, max_size=9),
    st.lists(st.sampled_from(["", " ", "-"]), min_size=10, max_size=10),
)
def test_no_mobile_number_survives_however_it_is_grouped(
    second: str, rest: list[int], gaps: list[str]
) -> None:
    digits = ["1", second, *map(str, rest)]
    text = "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))
    left = re.sub("[^0-9]", "", covered(f"电话 {text} 找人"))

    assert len(left) < 7


PIECES = st.sampled_from(
    ["¥1,200", "3.5万元", "13800138000", "华南连锁", "王敏", "T-04", " ", "demo", "“偏好”", "80%"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_covering_leaves_the_width_as_it_was(text: str) -> None:
    assert cell_len(covered(text)) == cell_len(text)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_covering_twice_is_covering_once(text: str) -> None:
    assert covered(covered(text)) == covered(text)


def test_only_what_is_named_is_hidden() -> None:
    mask = mask_of((PHONES,), ("华南连锁",))

    assert mask.cover("¥300 华南连锁 13800138000", cell_len) == "¥300 华南连锁 ＊＊＊＊＊*"
    assert mask.kinds == (PHONES,)


def test_customers_are_told_as_hidden_only_where_some_are_named() -> None:
    assert mask_of(HIDDEN).kinds == (AMOUNTS, PHONES)
    assert mask_of(HIDDEN, ("华南连锁",)).kinds == (AMOUNTS, PHONES, CUSTOMERS)


def test_a_pattern_that_fits_nothing_covers_nothing() -> None:
    assert mask_of((), (), ("x*",)).cover("abc", cell_len) == "abc"
