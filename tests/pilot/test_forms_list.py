"""The list of forms, and how many of them wait for somebody."""

from __future__ import annotations

from core.domain.form import SignForm
from tests.pilot import forming
from tests.pilot.forming import ANSWER, REQUEST, at_form, at_list, performed
from tests.pilot.seat import seated
from tui.screens.picker import Picker
from tui.widgets.line_grid import LineGrid


async def test_the_list_shows_what_waits_for_me_first(file_url: str) -> None:
    await forming.asked(file_url)
    async with seated(file_url, actor="刘强") as seat:
        await seat.press("f")
        found = await at_list(seat)
        assert "等我办 1" in seat.text
        await seat.press("3")
        assert list(found._shown) == [ANSWER]
        await seat.press("enter")
        form_screen = await at_form(seat)
        assert form_screen.identity == ANSWER


async def test_the_list_narrows_down_to_a_kind(file_url: str) -> None:
    await forming.asked(file_url)
    async with seated(file_url) as seat:
        await seat.press("f")
        found = await at_list(seat)
        await seat.press("5")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "the kinds")
        await seat.press("2")
        await at_list(seat)
        assert {each.form.kind for each in found._shown.values()} == {"request"}


async def test_a_form_can_be_begun_from_the_list_and_is_found_by_its_number(
    file_url: str,
) -> None:
    async with seated(file_url) as seat:
        await seat.press("f3")
        await at_list(seat)
        await seat.press("c")
        await seat.until(lambda: isinstance(seat.app.screen, Picker), "which")
        await seat.press("1")
        await at_form(seat)
        await seat.press("escape")
        await at_list(seat)
        assert seat.app.screen.query_one(LineGrid).cursor_key == REQUEST
        await seat.press("escape", "#", "f", "1", "enter")
        await at_form(seat)


async def test_the_board_says_how_many_forms_wait_for_me(file_url: str) -> None:
    await forming.handed_in(file_url)
    async with seated(file_url, actor="王敏") as seat:
        await seat.until(lambda: "表单等我办 1" in seat.header, "the count")
        await performed(file_url, "王敏", SignForm(form=REQUEST))
        await seat.until(lambda: "等我办" not in seat.header, "nothing waits any more")
