"""Goals, requests for resources and what waits for others: one key leads there, keys move them."""

from __future__ import annotations

from typing import Any

from core.domain.goals import goals
from core.domain.resources import ResourceState, resources
from tests.pilot import forming
from tests.pilot.seat import Seat, seated
from tui.screens.detail import DetailScreen
from tui.screens.picker import Picker
from tui.screens.process import ProcessScreen

GOALS: dict[str, Any] = {
    "goal": "3000 家",
    "sub_goals": [
        {"dept": "销售部", "goal": "首月铺货", "measure": "门店数", "target": "3000 家"},
        {"dept": "研发部", "goal": "bug 率", "target": "≤1%", "current": "0.8%"},
    ],
}
NEEDS: dict[str, Any] = {
    "needs": [{"what": "3 名工程师", "kind": "people", "from": "研发部", "by": "2024-10-20"}]
}


async def page(seat: Seat) -> None:
    """The process page, and on it what the project aims at."""
    await seat.press("w")
    await seat.until(lambda: isinstance(seat.app.screen, ProcessScreen), "the process page")
    await seat.press("e")
    await seat.until(lambda: isinstance(seat.app.screen, Picker), "the list")


async def test_a_goal_is_moved_on_by_typing_where_it_stands(file_url: str) -> None:
    await forming.begun(file_url, "goals", **GOALS)
    async with seated(file_url, size=(80, 24)) as seat:
        await page(seat)
        assert "目标 销售部 首月铺货" in seat.text
        assert "0.8%/≤1%  100%" in seat.text
        await seat.press("1")
        await seat.until(lambda: "首月铺货 现在到哪了" in seat.text, "the line")
        await seat.enter("1200 家")

        (first, _) = goals(seat.board.forms.values())
        assert (first.current, first.reached) == ("1200 家", 40)


async def test_what_is_typed_takes_the_place_of_the_value_of_a_goal(file_url: str) -> None:
    await forming.begun(file_url, "goals", **GOALS)
    async with seated(file_url, size=(80, 24)) as seat:
        await page(seat)
        await seat.press("2")
        await seat.until(lambda: "bug 率 现在到哪了" in seat.text, "the line")
        await seat.enter("0.5%")

        (_, second) = goals(seat.board.forms.values())
        assert second.current == "0.5%"


async def test_a_request_is_turned_to_what_became_of_it(file_url: str) -> None:
    await forming.begun(file_url, "needs", **NEEDS)
    async with seated(file_url, size=(80, 24)) as seat:
        await page(seat)
        assert "3 名工程师" in seat.text
        await seat.press("1")
        await seat.until(lambda: "到哪一步了" in seat.text, "the states")
        await seat.press("2")
        await seat.settled()

        (request,) = resources(seat.board.forms.values())
        assert request.state is ResourceState.PROMISED


async def test_a_task_that_waits_for_a_red_one_is_opened(file_url: str) -> None:
    async with seated(file_url, size=(80, 24)) as seat:
        await page(seat)
        assert "在等 T-05 推广素材设计" in seat.text
        assert "等 T-04✗" in seat.text
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.app.screen, DetailScreen), "the task")
        assert "推广素材设计" in seat.text


async def test_a_narrow_board_in_english_names_the_task_that_comes_first(file_url: str) -> None:
    async with seated(file_url, size=(80, 24), language="en") as seat:
        await seat.until(lambda: "T-05" in seat.text, "the tasks")
        assert "T-04✗" in next(each for each in seat.text.splitlines() if "T-05" in each)
