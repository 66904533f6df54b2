"""Every wish tried in a project that is put away: nothing is written there any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.domain import message
from core.domain.archiving import ArchiveProject, ReopenProject
from core.service import Service
from core.store import open_store
from tests.store.roles_stage import raised
from tests.store.test_roles_commands import NOW, ROWS, tried

AFTERWARDS = (
    *(ArchiveProject, ReopenProject),
    *(message.PartSent, message.MessageSent),
    *(message.MessageFailed, message.DoubtMessage),
)
"""What is decided in a project that is put away: that, and how came out what had left before."""


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Service]]:
    """The same stage once it is put away."""
    store = open_store(str(tmp_path_factory.mktemp("away") / "board.db"), create=True)
    number = raised(store, NOW)
    Service(store, number, "管理", lambda: NOW).perform(ArchiveProject(despite_open=True))
    yield lambda name: Service(store, number, name, lambda: NOW)
    store.close()


@pytest.mark.parametrize(
    "command",
    [pytest.param(row[0], id=f"{type(row[0]).__name__}-{at}") for at, row in enumerate(ROWS)],
)
def test_nothing_changes_in_a_project_that_is_put_away(
    away: Callable[[str], Service], command: Any
) -> None:
    stays = isinstance(command, AFTERWARDS)

    assert (tried(away("管理"), command) == "project-archived") is not stays
