"""The process page: where the project stands, who is late, and one key for the next step."""

from __future__ import annotations

import pytest

from core.domain.form import SignForm
from core.domain.meeting import MeetingKind
from tests.pilot import forming
from tests.pilot.forming import at_form, at_page, page
from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.form import FormScreen
from tui.screens.forms import FormsScreen
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen
from tui.widgets.line_grid import LineGrid


def screen(seat: Seat) -> ProcessScreen:
    return next(each for each in seat.app.screen_stack if isinstance(each, ProcessScreen))


def stage(seat: Seat, name: str) -> None:
    """Puts the cursor on a stage."""
    screen(seat).query_one("#stage-list", LineGrid).go_to(name)


def explained(seat: Seat) -> str:
    return str(screen(seat).query_one("#explained-lines").render())


async def test_sixteen_stages_and_the_wall_of_clocks_stand_on_one_page(board_url: str) -> None:
    await forming.asked(board_url)
    async with page(board_url) as seat:
        assert "✓ S1  需求发起" in seat.text
        assert "… S3  部门反馈承接" in seat.text
        assert "S15 复盘归档" in seat.text
        assert "C01 反馈承接" in seat.text
        keys = list(screen(seat)._clocks.values())
        states = [each.state.value for each in keys]
        assert states == sorted(states)
        assert "breached" in states
        assert "F-02" in {each.subject for each in keys}


async def test_the_selected_stage_says_whom_it_waits_for_and_what_the_key_does(
    file_url: str,
) -> None:
    await forming.handed_in(file_url)
    async with page(file_url) as seat:
        stage(seat, "S1")
        await seat.until(lambda: "等 王敏" in explained(seat), "who")
        assert "下一步:看过并签 F-01 跨部门协作需求申请表" in explained(seat)
        assert "目标写成数字" in explained(seat)


async def test_the_page_follows_what_others_do(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url) as seat:
        assert "✓ S1" not in seat.text
        await forming.performed(file_url, "王敏", SignForm(form=forming.REQUEST))
        await seat.until(lambda: "✓ S1" in seat.text, "the stage moves on")


async def test_one_key_begins_the_form_that_a_stage_lacks(file_url: str) -> None:
    async with page(file_url) as seat:
        stage(seat, "S1")
        await seat.until(lambda: "新建《跨部门协作需求申请表》" in explained(seat), "the step")
        await seat.press("space")
        form = await at_form(seat)
        assert (form.identity, form.kind and form.kind.kind) == ("F-01", "request")
        assert forming.form(seat).values["depts"]


async def test_one_key_leads_to_a_form_and_signs_it_there(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url, actor="王敏") as seat:
        stage(seat, "S1")
        await seat.until(lambda: "看过并签" in explained(seat), "the step")
        await seat.press("n")
        await at_form(seat)
        await seat.press("n")
        await seat.settled()
        assert forming.form(seat).step == "approve"
        await seat.until(lambda: "签字 王敏(市场部) · 负责人审核" in seat.said, "what was done")


async def test_one_key_plans_the_kickoff_in_the_language_of_days(file_url: str) -> None:
    async with page(file_url) as seat:
        stage(seat, "S4")
        await seat.until(lambda: "排一场启动会" in explained(seat), "the step")
        await seat.press("n")
        await seat.until(lambda: "另选时间" in seat.text, "times to choose from")
        await seat.press("t")
        await seat.enter("明天 10点")
        planned = [
            each for each in seat.board.meetings.values() if each.kind is MeetingKind.KICKOFF
        ]
        assert [f"{each.starts_at:%m-%d %H:%M}" for each in planned] == ["10-17 02:00"]
        await seat.until(lambda: "启动会的议程" in explained(seat), "then its agenda")


async def test_an_unreadable_time_stays_in_the_line(file_url: str) -> None:
    async with page(file_url) as seat:
        stage(seat, "S4")
        await seat.until(lambda: "排一场启动会" in explained(seat), "the step")
        await seat.press("n")
        await seat.until(lambda: "另选时间" in seat.text, "times to choose from")
        await seat.press("t")
        await seat.type("随便")
        await seat.press("enter")
        await seat.until(lambda: "看不懂日期" in seat.text, "why not")
        assert seat.entry.text == "随便"


async def test_a_clock_leads_to_what_stops_it(file_url: str) -> None:
    async with page(file_url) as seat:
        await seat.press("tab")
        wall = screen(seat).query_one("#clock-list", LineGrid)
        late = next(key for key, each in screen(seat)._clocks.items() if each.clock == "C04")
        wall.go_to(late)
        await seat.until(lambda: "的进度" in explained(seat), "the step")
        await seat.press("n")
        await seat.until(lambda: seat.entry.typing, "the line for a report")
        assert seat.entry.purpose is not None
        assert seat.entry.purpose.id == "progress"


async def test_a_form_of_a_department_asks_which(file_url: str) -> None:
    async with page(file_url) as seat:
        stage(seat, "S7")
        await seat.until(lambda: "内部执行计划" in explained(seat), "the step")
        await seat.press("n")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "which department")
        await seat.press("2")
        await seat.until(lambda: "代 市场部 填写" in seat.text, "whether it is for others")
        await seat.press("2")
        form = await at_form(seat)
        assert form.form is not None
        assert form.form.dept == "市场部"


async def test_enter_opens_the_record_and_f_the_list(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url) as seat:
        stage(seat, "S1")
        await seat.press("enter")
        await at_form(seat)
        await seat.press("escape")
        await at_page(seat)
        stage(seat, "S8")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the task")
        await seat.press("escape")
        await seat.press("f")
        await seat.until(lambda: isinstance(seat.app.screen, FormsScreen), "the list")


async def test_clocks_that_were_met_are_shown_when_asked_for(file_url: str) -> None:
    async with page(file_url) as seat:
        few = len(screen(seat)._clocks)
        await seat.press("v")
        assert len(screen(seat)._clocks) > few


@pytest.mark.parametrize("keys", [("f4",), ("ｗ",)])
async def test_an_input_method_does_not_keep_anybody_out(file_url: str, keys: tuple[str]) -> None:
    async with seated(file_url) as seat:
        await seat.press(*keys)
        await at_page(seat)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_all_stages_fit_on_every_size(file_url: str, language: str) -> None:
    async with page(file_url, size=(80, 24), language=language) as seat:
        assert all(f"S{n} " in seat.text for n in range(16))
        for size in ((120, 36), (200, 50)):
            await seat.pilot.resize_terminal(*size)
            await seat.until(lambda: "C04" in seat.text, "the wall beside it")
            assert all(f"S{n} " in seat.text for n in range(16))


async def test_a_broken_definition_is_told_and_breaks_nothing(file_url: str) -> None:
    from core.places import form_folder

    folder = form_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.toml").write_text("kind = 7", encoding="utf-8")
    async with seated(file_url) as seat:
        await seat.press("w")
        await seat.until(lambda: "own.toml" in seat.text, "which file")
        await seat.press("escape")
        await seat.until(lambda: not isinstance(seat.app.screen, FormScreen), "back")


async def test_the_cursor_follows_the_project_to_ones_own_turn_and_on(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url, actor="陈总") as seat:
        await seat.until(lambda: here(seat) == "S8", "what is late, for it is not their turn")
        await forming.performed(file_url, "王敏", SignForm(form=forming.REQUEST))
        await seat.until(lambda: here(seat) == "S2", "their own turn")
        await seat.until(lambda: "看过并签 F-01" in explained(seat), "the step")
        await forming.performed(file_url, "陈总", SignForm(form=forming.REQUEST))
        await seat.until(lambda: here(seat) == "S8", "the stage is done")


async def test_the_cursor_stays_where_somebody_put_it(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url, actor="陈总") as seat:
        await seat.press("home")
        assert here(seat) == "S0"
        await forming.performed(file_url, "王敏", SignForm(form=forming.REQUEST))
        await seat.until(lambda: "✓ S1" in seat.text, "the stage is done")
        assert here(seat) == "S0"


async def test_the_key_takes_no_step_that_came_up_just_now(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with page(file_url, actor="王敏") as seat:
        shown = screen(seat)
        shown._stepping = "S3"
        shown.caught_up()
        await seat.until(lambda: "刚有人办了这一步" in seat.said, "that it went on")
        assert seat.app.screen is shown


def here(seat: Seat) -> str | None:
    """The stage under the cursor."""
    return screen(seat).query_one("#stage-list", LineGrid).cursor_key
