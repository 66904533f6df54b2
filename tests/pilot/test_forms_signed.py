"""A form that was signed, or is done, and a field that two people write: nobody is written over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from core.domain.form import CHANGES, FillForm, FormStatus, SignForm, SubmitForm
from core.domain.ids import RecordId
from tests.pilot import forming
from tests.pilot.forming import ANSWER, REQUEST, form, go_to, opened, performed
from tests.pilot.seat import Seat
from tui.process_actions import FORM
from tui.screens.form import FormScreen
from tui.screens.form_contest import FormContest
from tui.screens.form_guarding import Question
from tui.screens.picker import Picker
from tui.screens.status import footer_line
from tui.words import Words


def screen(seat: Seat) -> FormScreen:
    found = seat.app.screen
    assert isinstance(found, FormScreen)
    return found


async def asked_over(seat: Seat, kind: type[Any]) -> None:
    await seat.until(lambda: isinstance(seat.app.screen, kind), kind.__name__)


async def test_a_signed_form_asks_before_it_is_typed_into_and_saves_with_a_reason(
    board_url: str,
) -> None:
    await forming.asked(board_url)
    async with opened(board_url) as seat:
        await go_to(seat, "goal")
        await seat.type("多一些")
        await asked_over(seat, Question)
        assert "F-01 已由 王敏、陈总 签字" in seat.text
        await seat.press("y")
        await seat.until(lambda: screen(seat).typed_text == "3000 家多一些", "all that was typed")
        await seat.press("f2")
        await seat.until(lambda: seat.entry.typing, "the line for the reason")
        assert form(seat).values["goal"] == "3000 家"
        await seat.enter("渠道加倍")
        assert form(seat).values["goal"] == "3000 家多一些"
        assert form(seat).signs[-1]["verdict"] == CHANGES
        await seat.until(lambda: "签后已改动" in seat.text, "that it shows")
        assert "✎ 张伟 10-16 09:30 签后改动: 渠道加倍" in seat.text


async def test_who_does_not_mean_to_change_what_is_signed_changes_nothing(file_url: str) -> None:
    await forming.handed_in(file_url)
    await performed(file_url, "王敏", SignForm(form=REQUEST))
    async with opened(file_url) as seat:
        await go_to(seat, "goal")
        await seat.type("接口")
        await asked_over(seat, Question)
        await seat.press("n")
        await seat.until(lambda: "没有改动" in seat.said, "that nothing happened")
        assert not screen(seat).draft.edits
        assert not screen(seat).open_place


async def test_it_asks_once_in_a_visit(file_url: str) -> None:
    await forming.asked(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, "goal")
        await seat.press("enter")
        await asked_over(seat, Question)
        await seat.press("y")
        await seat.press("escape")
        await go_to(seat, "support")
        await seat.press("enter")
        assert screen(seat).open_place == "support"


async def test_a_deadline_that_was_agreed_on_says_by_which_form_it_moves(file_url: str) -> None:
    await forming.asked(file_url)
    for each, head in ((ANSWER, "刘强"), (RecordId("F-03"), "周芳")):
        wishes = (FillForm(form=each, values=TAKEN[head]), SubmitForm(form=each))
        await performed(file_url, head, *wishes, SignForm(form=each))
    async with opened(file_url) as seat:
        assert form(seat).status is FormStatus.DONE
        await go_to(seat, "due")
        await seat.press("enter")
        await seat.until(lambda: "只能先提变更申请单" in seat.said, "by which form")
        assert not screen(seat).open_place


TAKEN: dict[str, dict[str, Any]] = {
    "刘强": {"answer": "accept", "liaison": ["P-04"]},
    "周芳": {"answer": "accept", "liaison": ["P-05"]},
}


async def test_a_field_that_somebody_else_wrote_is_asked_about_in_three_columns(
    board_url: str,
) -> None:
    await forming.begun(board_url, by="张伟", goal="1000 家")
    async with opened(board_url) as seat:
        await go_to(seat, "goal")
        await seat.press("enter")
        await seat.type("(张)")
        await performed(board_url, "王敏", FillForm(form=REQUEST, values={"goal": "2000 家"}))
        await seat.until(lambda: form(seat).values["goal"] == "2000 家", "theirs")
        await seat.press("f2")
        await asked_over(seat, FormContest)
        for text in ("打开时: 1000 家", "1 我的: 1000 家(张)", "2 别人的(现在): 2000 家"):
            assert text in seat.text
        await seat.press("1")
        await seat.settled()
        assert form(seat).values["goal"] == "1000 家(张)"


async def test_theirs_is_left_as_it_is(file_url: str) -> None:
    await forming.begun(file_url, by="张伟", goal="1000 家")
    async with opened(file_url) as seat:
        await contested(seat, file_url)
        await seat.press("2")
        await seat.until(lambda: not screen(seat).draft.edits, "no draft")
        assert form(seat).values["goal"] == "2000 家"


async def test_both_can_be_put_together_by_hand(file_url: str) -> None:
    await forming.begun(file_url, by="张伟", goal="1000 家")
    async with opened(file_url) as seat:
        await contested(seat, file_url)
        await seat.press("3")
        await seat.until(lambda: screen(seat).typed_text == "2000 家\n1000 家(张)", "both")
        await seat.press("f2")
        await seat.settled()
        assert form(seat).values["goal"] == "2000 家\n1000 家(张)"


async def test_esc_leaves_the_draft_and_saves_nothing(file_url: str) -> None:
    await forming.begun(file_url, by="张伟", goal="1000 家")
    async with opened(file_url) as seat:
        await contested(seat, file_url)
        await seat.press("escape")
        await seat.until(lambda: "写的都还在" in seat.said, "that nothing is lost")
        assert screen(seat).draft.edits == {"goal": "1000 家(张)"}
        assert form(seat).values["goal"] == "2000 家"
        assert "别人刚改成:2000 家" in seat.text


async def contested(seat: Seat, url: str) -> None:
    """王敏 wrote the goal while it was open here."""
    await go_to(seat, "goal")
    await seat.press("enter")
    await seat.type("(张)")
    await performed(url, "王敏", FillForm(form=REQUEST, values={"goal": "2000 家"}))
    await seat.until(lambda: form(seat).values["goal"] == "2000 家", "theirs")
    await seat.press("f2")
    await asked_over(seat, FormContest)


async def test_rows_of_two_people_go_together(file_url: str) -> None:
    rows = [{"dept": "研发部", "goal": "零缺陷"}, {"dept": "市场部", "goal": "铺货"}]
    await forming.begun(file_url, "goals", goal="全年", sub_goals=rows)
    async with opened(file_url) as seat:
        await go_to(seat, "sub_goals.0")
        await seat.press("enter")
        await go_to(seat, "sub_goals.0.measure")
        await seat.press("enter")
        await seat.type("月测")
        theirs = [rows[0], rows[1] | {"target": "3000"}]
        await performed(file_url, "张伟", FillForm(form=REQUEST, values={"sub_goals": theirs}))
        await seat.until(lambda: form(seat).values["sub_goals"] == theirs, "theirs")
        await seat.press("enter", "f2")
        await seat.settled()
        assert form(seat).values["sub_goals"] == [rows[0] | {"measure": "月测"}, theirs[1]]


async def test_the_next_step_of_a_form_that_waits_for_my_answer_opens_it(file_url: str) -> None:
    await forming.asked(file_url)
    async with opened(file_url, actor="刘强") as seat:
        assert "n 打开我的回复" in seat.text
        await seat.press("n")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the answers")
        assert f"{ANSWER} 的结论" in seat.text
        await seat.press("escape")
        assert screen(seat).identity == ANSWER


async def test_the_key_for_the_next_step_says_what_it_does(file_url: str) -> None:
    await forming.begun(file_url, **forming.NEEDS)
    async with opened(file_url, size=(80, 24)) as seat:
        assert "n 提交" in seat.text
        assert "1 提交" in seat.text
        assert "5 撤回" in seat.text
        assert screen(seat).kind is not None


async def test_a_date_that_is_typed_takes_the_place_of_the_old_one(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, "due")
        await seat.press("enter")
        await seat.type("2024-12-20")
        assert screen(seat).typed_text == "2024-12-20"
        await seat.press("enter", "f2")
        await seat.settled()
        assert form(seat).values["due"] == "2024-12-20"


async def test_a_key_that_moves_the_caret_keeps_what_stands_there(file_url: str) -> None:
    await forming.begun(file_url, "charter", project="新品")
    async with opened(file_url) as seat:
        await go_to(seat, "project")
        await seat.press("enter", "right")
        await seat.type("推广")
        assert screen(seat).typed_text == "新品推广"


async def test_what_is_typed_over_a_list_narrows_it_down(file_url: str) -> None:
    await forming.begun(file_url, "change")
    async with opened(file_url) as seat:
        await go_to(seat, "changes.+")
        await seat.type("素材")
        await asked_over(seat, Picker)
        await seat.until(lambda: "T-05" in seat.text and "T-01" not in seat.text, "the task")
        await seat.press("enter")
        assert screen(seat).draft.edits["changes"] == [{"task": "T-05"}]
        field = screen(seat).spot
        assert field is not None
        assert field.id == "changes.0.field"
        await seat.type("截止")
        await asked_over(seat, Picker)
        await seat.press("enter")
        assert screen(seat).draft.edits["changes"] == [{"task": "T-05", "field": "due"}]


async def test_what_is_typed_over_the_menu_or_an_answer_stays_there(file_url: str) -> None:
    await forming.asked(file_url)
    async with opened(file_url, ANSWER, actor="刘强") as seat:
        for key in (".", "4"):
            await seat.press(key)
            await asked_over(seat, Picker)
            await seat.type("接口")
            assert isinstance(seat.app.screen, Picker)
            assert "│ 接口 " in seat.text
            await seat.press("escape")
            assert screen(seat).identity == ANSWER


async def test_what_is_typed_where_nothing_can_be_typed_says_so(file_url: str) -> None:
    await forming.asked(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, f"form:{ANSWER}")
        await seat.type("接")
        await seat.until(lambda: "“接”没有写进去" in seat.said, "that it went nowhere")
        assert screen(seat).identity == REQUEST


async def test_the_tasks_of_the_forms_own_department_come_first(file_url: str) -> None:
    await forming.begun(file_url, "plan", by="刘强")
    async with opened(file_url, actor="刘强") as seat:
        await go_to(seat, "tasks.+")
        await seat.press("enter", "enter")
        await asked_over(seat, Picker)
        assert seat.app.latest is not None
        tasks, picker = seat.app.latest.tasks, seat.app.screen
        assert isinstance(picker, Picker)
        own = [tasks[each.id].dept == "研发部" for each in picker._choices]
        assert own == sorted(own, reverse=True)
        assert any(own)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("act", ["fill", "answer", "submit", "sign", "open", "look"])
def test_the_footer_has_room_for_every_name_of_the_next_step(act: str, language: str) -> None:
    named = [
        replace(each, brief=f"form.next_{act}") if each.id == "form.next" else each for each in FORM
    ]
    left, _ = footer_line(named, Words.load(language), 80)
    assert cell_len("".join(span.text for span in left).rstrip()) <= 76
