"""Choices on a line that goes on being typed."""

from __future__ import annotations

import random

from core.capture.chips import Type
from tests.unit.core.capture_ground import GROUND, NAMES, ids
from tui.capture_line import CaptureLine, shifted


def typed(text: str, kind: Type = Type.ACTION) -> CaptureLine:
    """A line typed key by key."""
    line = CaptureLine(GROUND, kind)
    for end in range(1, len(text) + 1):
        line = line.edited(text[:end])
    return line


def owner(line: CaptureLine) -> str:
    """Who owns what is typed."""
    found = line.reading.owner
    return NAMES[found] if found is not None else ""


def test_tab_goes_through_the_choices_of_the_piece_at_the_caret_and_round() -> None:
    line = typed("催样本 @wm 周五")
    seen = []
    for _ in range(4):
        seen.append(owner(line))
        line = line.cycled(len("催样本 @wm"), 1)

    assert seen == ["王敏", "吴萌", "", "王敏"]


def test_leaving_it_as_text_is_always_among_the_choices() -> None:
    line = typed("催样本 @wm 周五")
    line = line.cycled(6, 1).cycled(6, 1)

    assert line.reading.text == "催样本 @wm"


def test_shift_tab_goes_the_other_way() -> None:
    line = typed("催样本 @wm 周五")

    assert line.cycled(6, 1).cycled(6, -1).reading == line.cycled(6, 1).cycled(6, 2).reading


def test_a_choice_stays_while_typing_goes_on_behind_it() -> None:
    line = typed("催 @wm").cycled(5, 1)

    for end in range(1, len(" 下周三 #T-12 !") + 1):
        line = line.edited("催 @wm" + " 下周三 #T-12 !"[:end])

    assert owner(line) == "吴萌"


def test_a_choice_moves_along_when_something_is_typed_before_it() -> None:
    line = typed("催 @wm").cycled(5, 1).edited("快催 @wm").edited("请快催 @wm")

    assert owner(line) == "吴萌"
    assert line.chosen == {(4, 7): ids("wu")[0]}


def test_typing_into_a_piece_takes_its_choice_away() -> None:
    line = typed("催 @wm").cycled(5, 1)

    assert line.edited("催 @w").chosen == {}
    assert owner(line.edited("催 @wang")) == "王敏"


def test_a_choice_about_a_default_stays_whatever_is_typed() -> None:
    line = typed("提交清单")
    left_out = line.cycled(0, 1)

    assert line.reading.due is not None
    assert left_out.reading.due is None
    assert left_out.edited("请提交清单").reading.due is None


def test_without_a_piece_at_the_caret_tab_is_about_the_first_that_is_open() -> None:
    line = typed("@ll 更新甘特图表")

    assert owner(line) == "林琳"
    assert owner(line.cycled(len(line.text), 1)) == "李雷"


def test_a_suggestion_is_taken_up_where_the_caret_stands_in_it() -> None:
    line = typed("把周五的数据发给法务 @sl")
    before = line.reading.due_rule
    line = line.cycled(2, 1)

    assert before == "next-meeting"
    assert f"{line.reading.due:%m-%d}" == "10-18"
    assert line.reading.text == "把的数据发给法务"


def test_everybody_becomes_one_each() -> None:
    line = typed("@all 更新周报")
    assert line.reading.everyone

    assert len(line.cycled(4, 1).reading.each) == 7


def test_a_choice_that_names_nobody_any_more_is_dropped() -> None:
    line = CaptureLine(GROUND, Type.ACTION, "催 @wm", {(2, 5): "P-99", (40, 44): "text"})

    assert owner(line.edited("催 @wm ")) == "王敏"
    assert (40, 44) not in line.edited("催 @wm ").chosen


def test_spans_shift_by_the_edit_and_never_point_outside() -> None:
    chance = random.Random(3)
    letters = "催样本 @wm周五前#T-02!甲"
    for _ in range(3000):
        before = "".join(chance.choices(letters, k=chance.randrange(1, 20)))
        start, end = sorted(chance.choices(range(len(before) + 1), k=2))
        cut, stop = sorted(chance.choices(range(len(before) + 1), k=2))
        after = (
            before[:cut] + "".join(chance.choices(letters, k=chance.randrange(4))) + before[stop:]
        )
        for (first, last), _ in shifted({(start, end): "x"}, before, after).items():
            assert 0 <= first <= last <= len(after)
            assert after[first:last] == before[start:end]


def test_a_line_is_read_well_under_five_milliseconds() -> None:
    import time

    line = typed("提交物料清单 @wm 下周三 #T-12 !")
    spent = []
    for number in range(100):
        begun = time.perf_counter()
        line.edited(f"提交物料清单 @wm 下周三 #T-12 !{number}")
        spent.append(time.perf_counter() - begun)

    assert sorted(spent)[50] < 0.005
