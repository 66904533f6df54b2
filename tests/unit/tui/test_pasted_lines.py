"""Pasted text taken apart: marks of lists come off, headings are told."""

from __future__ import annotations

import pytest

from tui.pasted_lines import PastedLine, pasted_lines


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("1. 交清单", "交清单"),
        ("2、交清单", "交清单"),
        ("（3）交清单", "交清单"),
        ("4）交清单", "交清单"),
        ("- 交清单", "交清单"),
        ("  • 交清单", "交清单"),
        ("·交清单", "交清单"),
        ("①交清单", "交清单"),
        ("十二、交清单", "交清单"),
        ("- [ ] 交清单", "交清单"),
        ("- 阻塞：接口没开", "阻塞：接口没开"),
        ("10.25 交清单", "10.25 交清单"),
        ("1-2 开工会", "1-2 开工会"),
        ("-5 度以下停工", "-5 度以下停工"),
        ("3天后 交清单", "3天后 交清单"),
        ("一周内给结果", "一周内给结果"),
        ("#T-12 交清单", "#T-12 交清单"),
        ("12", "12"),
    ],
)
def test_the_mark_of_a_list_comes_off_and_nothing_else(typed: str, text: str) -> None:
    assert list(pasted_lines(typed)) == [PastedLine(text)]


@pytest.mark.parametrize(
    "typed",
    ["会议纪要 10月16日", "待办事项：", "Owners:", "# 站会", "## 待办", "——————", "一、市场部："],
)
def test_a_heading_is_told(typed: str) -> None:
    assert [each.heading for each in pasted_lines(typed)] == [True]


def test_empty_lines_are_none() -> None:
    assert list(pasted_lines("\n \n\t\n")) == []
