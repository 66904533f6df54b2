"""A PostgreSQL that only reads is told as that, and not as one that is away."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from core.service import Service
from tests.backends import on_postgres
from tests.cli.conftest import Cli
from tests.postgres import Postgres


@pytest.fixture
def reading(board: Cli, service: Service, postgres: Postgres) -> Cli:
    """The small project on a server that was set to be read."""
    name = service.store.url.database
    with postgres.administration() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    return board


@on_postgres
def test_lists_are_read_and_a_change_is_told_why_it_was_not_made(reading: Cli) -> None:
    listed, refused = reading("list", "tasks"), reading("add", "写方案 @王敏")

    assert (listed.status, refused.status) == (0, 4)
    assert "是只读的(备库,或设成了只读),没有写入" in refused.err
    assert "检查网络" not in refused.err
