"""What a test's database may begin with. Seeds are sown once a run and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from core.domain.ids import Kind, record_id
from core.domain.people import AddPerson
from core.domain.project import CreateProject
from core.domain.task import AddTask, SetProgress
from core.service import Service, create_project
from core.store import open_store
from tests.hand_clock import HandClock
from tests.postgres import Postgres

Seed = Callable[[str], None]
"""Fills the empty database at an URL or path."""


@contextmanager
def seeded(seed: Seed, request: pytest.FixtureRequest, backend: str, folder: Path) -> Iterator[str]:
    """A database with what the seed sows: on SQLite the file `board.db` in the folder."""
    if backend == "sqlite":
        path = folder / "board.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template")(seed), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database(server.template(seed)) as url:
        yield url


def schema(url: str) -> None:
    """Today's schema and nothing else."""
    open_store(url, create=True).close()


def small_project(url: str) -> None:
    """Project 1: P-01 张伟, P-02 王敏, P-03 李强; T-01 调研 (80 %), T-02 打样, T-03 上线."""
    store, clock = open_store(url, create=True), HandClock()
    founding = CreateProject(
        code="launch", name="新品上市", lead_dept="市场部", start=date(2026, 11, 2)
    )
    service = Service(
        store, create_project(store, founding, actor="张伟", now=clock()), "张伟", clock
    )
    for name, dept in (("张伟", "市场部"), ("王敏", "研发部"), ("李强", "销售部")):
        service.perform(AddPerson(name=name, dept=dept))
    zhang, wang, li = (record_id(Kind.PERSON, number) for number in (1, 2, 3))
    for title, dept, owner, start, due in (
        ("调研", "研发部", wang, 2, 13),
        ("打样", "研发部", wang, 9, 27),
        ("上线", "销售部", li, 16, 30),
    ):
        wish = AddTask(
            title=title,
            dept=dept,
            owner=owner,
            collaborators=(zhang,),
            start=date(2026, 11, start),
            due=date(2026, 11, due),
        )
        service.perform(wish)
    service.perform(SetProgress(task=record_id(Kind.TASK, 1), actual=80, reason="资源不足"))
    store.close()
