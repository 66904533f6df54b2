"""The board with a login of one's own on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from core.domain.action import AddAction
from core.service import Service
from tests.pilot.seat import seated
from tests.postgres import Postgres
from tests.seeds import small_project
from tests.store.roles_cast import MARK, OURS, House, furnished


@pytest.fixture(scope="module")
def house(postgres: Postgres) -> Iterator[House]:
    """Two projects and a login each."""
    with postgres.database(postgres.template(small_project)) as url, furnished(url) as made:
        yield made


async def test_a_member_works_on_the_board_and_sees_others_at_work(house: House) -> None:
    async with seated(house.url_of("wang"), actor="王敏") as seat:
        assert MARK not in seat.text
        await seat.press("a")
        await seat.until(lambda: seat.screen.line is not None, "the ground of the line")
        await seat.enter("催样机 @王敏")
        await seat.press("escape")
        await seat.settled()
        assert [each.title for each in seat.board.actions.values()] == ["催样机"]

        colleague = Service(house.admin, OURS, "张伟")
        await asyncio.to_thread(colleague.perform, AddAction(title="看样"))
        await seat.until(lambda: len(seat.board.actions) == 2, "the colleague's change")

        await seat.press("u")
        await seat.settled()
        assert [each.title for each in seat.board.actions.values()] == ["看样"]


async def test_a_viewer_reads_the_board_and_is_told_that_this_is_all(house: House) -> None:
    async with seated(house.url_of("li"), actor="李强") as seat:
        await seat.press("a")
        await seat.until(lambda: seat.screen.line is not None, "the ground of the line")
        await seat.enter("催物料 @王敏")
        await seat.until(lambda: "只能看" in seat.said or "只读" in seat.said, "why not")
        assert "催物料" not in [each.title for each in seat.board.actions.values()]


async def test_somebody_elses_name_does_not_open_the_board(house: House) -> None:
    async with seated(house.url_of("wang"), actor="张伟", awaited=False) as seat:
        await seat.until(lambda: "不是“张伟”" in seat.text.replace("\n", ""), "whose login it is")


_EXPELLED = """
DO $$ DECLARE of text; BEGIN
FOR of IN SELECT roleid::regrole::text FROM pg_auth_members WHERE member = '{login}'::regrole
LOOP EXECUTE 'REVOKE ' || of || ' FROM {login}'; END LOOP; END $$
"""


async def test_a_login_that_lost_its_right_is_told_so_and_its_line_stays(house: House) -> None:
    expelled = _EXPELLED.format(login=house.login("zhang"))
    async with seated(house.url_of("zhang"), actor="张伟") as seat:
        await seat.press("a")
        await seat.until(lambda: seat.screen.line is not None, "the ground of the line")
        await seat.press(*"call @zw")
        await asyncio.to_thread(house.run_as_admin, expelled)
        await seat.until(lambda: "不让这个登录" in seat.header, "what it is")
        await seat.until(lambda: list(seat.app.screen.query("Toast")), "a word about it")

        await seat.press("enter")

        await seat.until(lambda: "没有这项权限" in seat.said, "why it does not go")
        assert "自动发送" not in seat.said
        assert "待发" not in seat.header
        assert seat.entry.text == "call @zw"
