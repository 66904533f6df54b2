"""A database that is there and says no: the board says what it is, and no line waits for it."""

from __future__ import annotations

import asyncio

from sqlalchemy import make_url, text

from tests.backends import on_postgres
from tests.pilot.seat import Seat, seated
from tests.postgres import Postgres

NEVER = "已留存,恢复连接后自动发送"
"""What is only true of a database that is away."""


async def ordered(server: Postgres, url: str, statement: str) -> None:
    """Has the administrator run a statement, `{name}` being the database; connections end."""
    await asyncio.to_thread(_ordered, server, url, statement)


def _ordered(server: Postgres, url: str, statement: str) -> None:
    name = make_url(url).database
    with server.administration() as connection:
        connection.execute(text(statement.format(name=name)))
        ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        connection.execute(text(ending), {"name": name})


READS = "ALTER DATABASE {name} SET default_transaction_read_only = on"
WRITES = "ALTER DATABASE {name} RESET default_transaction_read_only"


async def reports(seat: Seat, line: str) -> None:
    """Types a progress report."""
    await seat.press("p", *line, "enter")
    await seat.pilot.pause()


@on_postgres
async def test_a_read_only_server_is_read_and_a_line_is_told_that_it_will_not_go(
    board_url: str, postgres: Postgres
) -> None:
    await ordered(postgres, board_url, READS)
    async with seated(board_url) as seat:
        assert "数据库只读" in seat.header
        assert "T-08" in seat.text
        await reports(seat, "60")
        await seat.until(lambda: "是只读的(备库" in seat.said, "why it does not go")
        assert NEVER not in seat.said
        assert (seat.entry.text, "待发" in seat.header) == ("60", False)


@on_postgres
async def test_a_server_that_becomes_read_only_is_not_called_away_and_writes_again_later(
    board_url: str, postgres: Postgres
) -> None:
    async with seated(board_url) as seat:
        await ordered(postgres, board_url, READS)
        await seat.until(lambda: "数据库只读" in seat.header, "what it is")
        await ordered(postgres, board_url, WRITES)
        await seat.until(lambda: "只读" not in seat.header, "that it is over")
        await seat.until(lambda: "连接不上" not in seat.header, "back")
        await reports(seat, "60")
        await seat.until(lambda: seat.board.tasks["T-08"].actual == 60, "the wish carried out")
