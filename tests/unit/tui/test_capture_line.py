"""Choices on a line that goes on being typed."""

from __future__ import annotations

import random

from core.capture.chips import Type
from tests.samples import sample_board
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


def tab(line: CaptureLine, caret: int, *steps: int) -> CaptureLine:
    """The line after Tab, so many times, with the caret taken there."""
    for step in steps or (1,):
        line = line.cycled(step, line.piece(caret, moved=True))
    return line


def test_tab_goes_through_the_choices_of_the_piece_at_the_caret_and_round() -> None:
    line = typed("催样本 @wm 周五")
    seen = []
    for _ in range(4):
        seen.append(owner(line))
        line = tab(line, len("催样本 @wm"))

    assert seen == ["王敏", "吴萌", "", "王敏"]


def test_leaving_it_as_text_is_always_among_the_choices() -> None:
    line = typed("催样本 @wm 周五")
    line = tab(line, 6, 1, 1)

    assert line.reading.text == "催样本 @wm"


def test_shift_tab_goes_the_other_way() -> None:
    line = typed("催样本 @wm 周五")

    assert tab(line, 6, 1, -1).reading == tab(line, 6, 1, 2).reading


def test_a_choice_stays_while_typing_goes_on_behind_it() -> None:
    line = tab(typed("催 @wm"), 5)

    for end in range(1, len(" 下周三 #T-12 !") + 1):
        line = line.edited("催 @wm" + " 下周三 #T-12 !"[:end])

    assert owner(line) == "吴萌"


def test_a_choice_moves_along_when_something_is_typed_before_it() -> None:
    line = tab(typed("催 @wm"), 5).edited("快催 @wm").edited("请快催 @wm")

    assert owner(line) == "吴萌"
    assert line.chosen == {(4, 7): ids("wu")[0]}


def test_typing_into_a_piece_takes_its_choice_away() -> None:
    line = tab(typed("催 @wm"), 5)

    assert line.edited("催 @w").chosen == {}
    assert owner(line.edited("催 @wang")) == "王敏"


def test_a_choice_about_a_default_stays_whatever_is_typed() -> None:
    line = typed("提交清单")
    left_out = tab(line, 0)

    assert line.reading.due is not None
    assert left_out.reading.due is None
    assert left_out.edited("请提交清单").reading.due is None


def test_without_a_piece_at_the_caret_tab_is_about_the_first_that_is_open() -> None:
    line = typed("@ll 更新甘特图表")

    assert owner(line) == "林琳"
    assert owner(tab(line, len(line.text))) == "李雷"


def test_a_suggestion_is_taken_up_where_the_caret_stands_in_it() -> None:
    line = typed("把周五的数据发给法务 @sl")
    before = line.reading.due_rule
    line = tab(line, 2)

    assert before == "next-meeting"
    assert f"{line.reading.due:%m-%d}" == "10-18"
    assert line.reading.text == "把的数据发给法务"


def test_everybody_becomes_one_each() -> None:
    line = typed("@all 更新周报")
    assert line.reading.everyone

    assert len(tab(line, 4).reading.each) == 7


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


def test_what_is_open_goes_before_the_caret_until_that_is_moved() -> None:
    line = typed("@ll 更新 下周三")
    end = len(line.text)

    pieces = [line.piece(end), line.piece(end, moved=True), line.piece(end, (0, 3), moved=True)]
    assert [each and each.start for each in pieces] == [0, 7, 0]


def test_every_piece_is_reached_and_tab_comes_round_in_each() -> None:
    for text in ("催样本 @wm 周五 #T-12 !", "把周五的数据发给法务 @sl", "王敏交清单", "交 @没这人"):
        line = typed(text)
        piece, seen = line.beside(None, 1), []
        for _ in line.pieces:
            assert piece is not None
            seen.append(piece)
            turned = line
            for _ in piece.choices:
                held = (piece.start, piece.end)
                before, turned = turned, turned.cycled(1, turned.piece(0, held))
                assert turned.reading != before.reading, (text, piece)
            assert turned.reading == line.reading, (text, piece)
            piece = line.beside(piece, 1)
        assert tuple(seen) == line.pieces


def test_a_line_is_read_well_under_five_milliseconds() -> None:
    import time

    line = typed("提交物料清单 @wm 下周三 #T-12 !")
    spent = []
    for number in range(100):
        begun = time.perf_counter()
        line.edited(f"提交物料清单 @wm 下周三 #T-12 !{number}")
        spent.append(time.perf_counter() - begun)

    assert sorted(spent)[50] < 0.005


def test_a_line_among_many_records_is_read_at_once_wherever_the_cursor_stands() -> None:
    import time
    from dataclasses import replace

    from core.domain.ids import RecordId
    from tui.grounding import moved

    names = ("提交", "物料", "清单", "合规", "渠道", "培训", "接口", "口径")
    records = {
        RecordId(f"T-{at:04}"): f"{names[at % 8]}{names[at // 8 % 8]}{at}" for at in range(2000)
    }
    wide, board = replace(GROUND, records=records), sample_board("zh")
    CaptureLine(wide, Type.ACTION, "交 @wm #物料")
    spent = []
    for at in range(40):
        begun = time.perf_counter()
        ground = moved(wide, board, GROUND.now, f"T-{at:04}")
        assert ground is not None
        CaptureLine(ground, Type.ACTION, "提交物料清单 @wm 下周三 #物料 !")
        spent.append(time.perf_counter() - begun)

    assert sorted(spent)[20] < 0.005
