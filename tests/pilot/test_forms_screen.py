"""A form on screen: filled in, kept, saved, handed in, signed, answered, taken back."""

from __future__ import annotations

import json

from core.domain.form import FillForm, FormStatus, SignForm
from core.domain.ids import RecordId
from core.domain.people import EditPerson, Role
from core.places import state_folder
from tests.pilot import forming
from tests.pilot.forming import ANSWER, REQUEST, at_form, form, go_to, opened, performed
from tests.pilot.seat import Seat, seated
from tui.screens.form import FormScreen
from tui.screens.picker import Picker

CHANGED = FillForm(form=REQUEST, values={"goal": "5000 家"}, reason="渠道加倍")


def on_disk() -> list[str]:
    """What is put aside of forms in the state folder."""
    files = (state_folder() / "drafts").glob("*.json")
    left = [json.loads(each.read_bytes()) for each in files]
    return [line["text"] for each in left for line in each["lines"] if line["kind"] == "form"]


def screen(seat: Seat) -> FormScreen:
    found = seat.app.screen
    assert isinstance(found, FormScreen)
    return found


async def write(seat: Seat, place: str, text: str, key: str = "tab") -> None:
    """Goes to a place and types there."""
    await go_to(seat, place)
    await seat.press("enter")
    await seat.type(text)
    await seat.press(key)


async def test_what_is_known_stands_there_and_what_is_typed_is_saved(board_url: str) -> None:
    await forming.begun(board_url)
    async with opened(board_url) as seat:
        assert "研发部" in seat.text
        assert screen(seat).at == "background"
        await seat.press("enter")
        await seat.type("铺开")
        await seat.press("tab")
        await seat.type("3000 家")
        await seat.press("escape")
        await seat.until(lambda: "未保存 2 栏" in seat.text, "what is not saved")
        await seat.press("f2")
        await seat.settled()
        assert (form(seat).values["background"], form(seat).values["goal"]) == ("铺开", "3000 家")
        await seat.until(lambda: "F-01 已保存 2 栏" in seat.said, "what was saved")
        await seat.until(lambda: on_disk() == [], "no draft is left")


async def test_several_lines_stay_lines(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, "background")
        await seat.press("enter")
        await seat.type("一")
        await seat.press("enter")
        await seat.type("二")
        await seat.press("f2")
        await seat.settled()
        assert form(seat).values["background"] == "一\n二"


async def test_a_day_is_read_as_everywhere_and_a_wrong_one_stays_to_be_mended(
    file_url: str,
) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, "due")
        await seat.press("enter", *["backspace"] * 10)
        await seat.type("随便")
        await seat.press("enter")
        await seat.until(lambda: "看不懂日期“随便”" in seat.text, "why not")
        assert screen(seat).typed_text == "随便"
        await seat.press("backspace", "backspace")
        await seat.type("下周三")
        await seat.press("enter", "f2")
        await seat.settled()
        assert form(seat).values["due"] == "2024-10-23"


async def test_esc_twice_drops_what_cannot_be_read(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        before = form(seat).values["due"]
        await go_to(seat, "due")
        await seat.press("enter")
        await seat.type("随便")
        await seat.press("escape")
        await seat.until(lambda: "再按 Esc 放弃" in seat.said, "what a second one does")
        await seat.press("escape")
        assert not screen(seat).draft.edits
        assert form(seat).values["due"] == before


async def test_chinese_from_an_input_method_opens_the_field_under_the_cursor(
    file_url: str,
) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await go_to(seat, "outcome")
        await seat.type("渠道就绪")
        await seat.until(lambda: screen(seat).typed_text == "渠道就绪", "all of it")


async def test_departments_are_chosen_and_taken_out_by_digits(file_url: str) -> None:
    await forming.begun(file_url, depts=["研发部"])
    async with opened(file_url) as seat:
        await go_to(seat, "depts")
        await seat.press("enter")
        for digit in ("3", "4"):
            await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")
            await seat.press(digit)
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")
        await seat.press("escape", "f2")
        await seat.settled()
        assert form(seat).values["depts"] == ["销售部"]


async def test_rows_are_added_filled_and_taken_out(file_url: str) -> None:
    await forming.begun(file_url, "goals")
    async with opened(file_url) as seat:
        n = len(form(seat).values["sub_goals"])
        await go_to(seat, "sub_goals.+")
        await seat.press("enter")
        assert screen(seat).at == f"sub_goals.{n}.dept"
        await go_to(seat, f"sub_goals.{n}.goal")
        await seat.press("enter")
        await seat.type("缺陷率低于1%")
        await seat.press("enter", "f2")
        await seat.settled()
        assert form(seat).values["sub_goals"][n] == {"goal": "缺陷率低于1%"}
        await seat.press("escape")
        await go_to(seat, "sub_goals.0")
        await seat.press("7", "f2")
        await seat.settled()
        assert len(form(seat).values["sub_goals"]) == n


async def test_u_takes_back_what_was_written_here_before_anything_else(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await write(seat, "outcome", "甲", "escape")
        assert screen(seat).draft.edits == {"outcome": "甲"}
        await seat.press("u")
        assert not screen(seat).draft.edits
        assert form(seat).status is FormStatus.DRAFT


async def test_advice_stands_beside_and_stops_nobody(file_url: str) -> None:
    await forming.begun(file_url, **(forming.NEEDS | {"goal": "做得更好"}))
    async with opened(file_url) as seat:
        assert "! 写成能量化的数字" in seat.text
        await seat.press("1")
        await seat.settled()
        assert form(seat).status is FormStatus.OPEN


async def test_what_is_missing_is_marked_and_the_cursor_goes_there(file_url: str) -> None:
    await forming.begun(file_url, background="铺开")
    async with opened(file_url) as seat:
        await go_to(seat, "milestones")
        await seat.press("n")
        await seat.until(lambda: "✗ 还缺这一栏" in seat.text, "the mark")
        assert screen(seat).at == "goal"
        assert "协作目标(量化)" in seat.said
        assert form(seat).status is FormStatus.DRAFT


async def test_handing_in_saves_what_was_typed_in_one_go(board_url: str) -> None:
    await forming.begun(board_url, **{**forming.NEEDS, "goal": ""})
    async with opened(board_url) as seat:
        await write(seat, "goal", "3000 家")
        await seat.press("escape", "1")
        await seat.settled()
        assert form(seat).status is FormStatus.OPEN
        assert form(seat).values["goal"] == "3000 家"
        await seat.until(lambda: on_disk() == [], "no draft is left")


async def test_who_may_not_sign_is_told_who_does(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url) as seat:
        assert "等 王敏 · 负责人审核" in seat.text
        await seat.press("2")
        await seat.until(lambda: "由 王敏 签" in seat.said, "who signs")
        assert form(seat).signs == ()


async def test_a_refusal_wants_a_reason_and_comes_back_to_its_writer(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url, actor="王敏") as seat:
        await seat.press("3")
        await seat.until(lambda: seat.entry.typing, "the line for the reason")
        await seat.enter("目标不清")
        found = form(seat)
        assert (found.status, found.round) == (FormStatus.DRAFT, 2)
        await seat.until(lambda: "✗ 王敏 10-16 09:30 退回(负责人审核): 目标不清" in seat.text)


async def test_a_later_edit_shows_on_the_signature(file_url: str) -> None:
    await forming.asked(file_url)
    await performed(file_url, "张伟", CHANGED)
    async with opened(file_url) as seat:
        assert "签后已改动" in seat.text
        assert "✓ 陈总 10-16 09:30 签(审批)" in seat.text


async def test_an_answer_is_filled_handed_in_and_signed_with_two_digits(board_url: str) -> None:
    await forming.asked(board_url)
    async with opened(board_url, ANSWER, actor="刘强") as seat:
        await seat.press("4")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the answers")
        await seat.press("1")
        await seat.settled()
        assert form(seat, ANSWER).status is FormStatus.DONE


async def test_an_objection_asks_for_a_proposal_first(file_url: str) -> None:
    await forming.asked(file_url)
    async with opened(file_url, ANSWER, actor="刘强") as seat:
        await seat.press("4")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the answers")
        await seat.press("2")
        await seat.until(lambda: "异议的调整建议" in seat.said, "what is missing")
        assert form(seat, ANSWER).status is FormStatus.DRAFT
        assert screen(seat).draft.edits["answer"] == "object"


async def test_a_form_is_taken_back_with_or_without_a_reason(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url) as seat:
        await seat.press("5")
        await seat.until(lambda: seat.entry.typing, "the line for the reason")
        await seat.press("enter")
        await seat.settled()
        assert form(seat).status is FormStatus.WITHDRAWN


async def test_what_was_typed_is_offered_again_in_the_middle_of_a_field(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await write(seat, "background", "铺开")
        await seat.type("30")
        await seat.until(lambda: any('"30"' in each for each in on_disk()), "on disk")
    async with seated(file_url) as seat:
        seat.app.open_form(REQUEST)
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the question")
        assert "F-01 上次填到一半" in seat.text
        await seat.press("1")
        found = await at_form(seat)
        assert (found.open_place, found.typed_text) == ("goal", "30")
        assert found.draft.edits["background"] == "铺开"


async def test_a_draft_can_be_given_up(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url) as seat:
        await write(seat, "outcome", "甲", "escape")
        await seat.press("escape")
        await seat.until(lambda: "草稿已留下" in seat.said, "that it is kept")
        seat.app.open_form(REQUEST)
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the question")
        await seat.press("2")
        await at_form(seat)
        await seat.until(lambda: on_disk() == [], "it is gone")


async def test_a_viewer_reads_only(file_url: str) -> None:
    await forming.begun(file_url)
    await performed(file_url, "张伟", EditPerson(person=RecordId("P-14"), role=Role.VIEWER))
    async with opened(file_url, actor="吴萌") as seat:
        await seat.press("enter")
        await seat.until(lambda: "只读:你只能查看" in seat.said, "that it is read only")
        assert not screen(seat).open_place


async def test_the_history_of_a_form_names_signers_and_fields(file_url: str) -> None:
    await forming.asked(file_url)
    await performed(file_url, "张伟", CHANGED)
    async with opened(file_url) as seat:
        await seat.press("H")
        await seat.until(lambda: "签字 陈总(总经办) · 审批" in seat.text, "who signed")
        assert "签后改动 张伟(项目部): 渠道加倍" in seat.text
        assert "协作目标(量化): 3000 家 → 5000 家" in " ".join(seat.text.split())
        assert "seal" not in seat.text


async def test_a_form_is_filled_at_eighty_columns(file_url: str) -> None:
    await forming.begun(file_url)
    async with opened(file_url, size=(80, 24)) as seat:
        await write(seat, "milestones", "(11-01 上线)", "f2")
        await seat.settled()
        assert "(11-01 上线)" in form(seat).values["milestones"]
        assert "(11-01 上线)" in seat.text


async def test_signing_is_undone_like_everything_else(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url, actor="王敏") as seat:
        await seat.press("2")
        await seat.settled()
        assert form(seat).step == "approve"
        await seat.press("u")
        await seat.settled()
        assert (form(seat).step, form(seat).signs) == ("review", ())


async def test_what_is_signed_elsewhere_shows_at_once(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url) as seat:
        await performed(file_url, "王敏", SignForm(form=REQUEST, remark="同意"))
        await seat.until(lambda: "✓ 王敏 10-16 09:30 签(负责人审核): 同意" in seat.text)


async def test_what_can_be_done_is_told_with_why_not(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url) as seat:
        await seat.press(".")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the menu")
        assert "由 王敏 签" in seat.text
        await seat.press("8")
        await seat.until(lambda: "没有没保存的" in seat.said, "why not")


async def test_a_form_is_copied_as_text(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with opened(file_url) as seat:
        await seat.press("y")
        await seat.settled()
        await seat.until(lambda: "F-01" in seat.said, "that it was copied")
