"""The log alone is enough: every record can be made again from it, and nothing ever leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.command import Command
from core.domain.event import Recorded
from core.domain.ids import SYSTEM, Kind, RecordId, kind_of, record_id
from core.domain.intake import BringIn, TakeBack
from core.domain.kinds import RECORDS
from core.domain.message import Message
from core.domain.record import Record
from core.domain.refusal import Refused
from core.domain.replay import made_again
from core.service import Service
from core.store import Store, open_store
from core.store.journal import Sought
from tests.samples import sample_zh
from tests.unit.core.making import records
from tests.unit.core.test_undo import commands

ALL = 100_000
SOMEONE = frozenset({"owner", "maker", "decider", "facilitator", "recorder"})
"""Fields that the database wants somebody in who is there."""
_KINDS = {cls: kind for kind, cls in RECORDS.items()}
steps = st.tuples(st.sampled_from(["张伟", "王敏"]), st.sampled_from(["undo", "redo"]) | commands)


def log_of(store: Store, project: int = 1) -> list[Recorded]:
    """The whole log, the oldest first, each event as it was written."""
    found = store.history(project, Sought(), limit=ALL)
    return [replace(each, undone_by=None) for each in reversed(found)]


def stored(store: Store, ids: Iterable[RecordId], project: int = 1) -> dict[RecordId, Record]:
    """The records as their tables have them."""
    return {each.id: each for each in store.records(project, list(ids))}


def assert_told_whole(store: Store, project: int = 1) -> None:
    """What the log makes is what the tables hold, and they hold nothing besides."""
    made = made_again(log_of(store, project))
    assert stored(store, made, project) == made
    for kind in RECORDS:
        if kind is not Kind.PROJECT:
            assert {each.id for each in store.all_of(project, kind)} <= made.keys()


def attempt(service: Service, step: Command | str) -> None:
    """Performs what the rules allow; an undo that is contested is forced, field by field."""
    if isinstance(step, str):
        wish = service.undoing() if step == "undo" else service.redoing()
        fields = service.contest(wish.command, forward=wish.forward).fields
        keys = [each.key for each in fields]
        service.perform(replace(wish, keep=tuple(keys[::2]), over=tuple(keys[1::2])))
    else:
        service.perform(step)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes=st.lists(steps, min_size=3, max_size=9))
def test_the_log_only_grows_and_tells_all(
    service: Service, wishes: list[tuple[str, Command | str]]
) -> None:
    before = log_of(service.store)
    for name, step in wishes:
        with suppress(Refused):
            attempt(Service(service.store, 1, name, service.now), step)
        after = log_of(service.store)
        assert after[: len(before)] == before
        before = after

    assert_told_whole(service.store)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_kind_of_record_can_be_made_again(service: Service, data: st.DataObject) -> None:
    drawn = [data.draw(records(cls)) for kind, cls in RECORDS.items() if kind is not Kind.PROJECT]
    fresh = [_placed(each, service) for each in drawn]
    system = Service(service.store, service.project, SYSTEM, service.now)
    written = system.perform(BringIn(records=tuple(fresh)))
    system.perform(TakeBack(command=written[0].command, many=True))
    system.perform(replace(system.redoing(), many=True))

    assert {kind_of(each.event.subject) for each in written} == {*RECORDS} - {Kind.PROJECT}
    assert_told_whole(service.store)


def _placed(record: Record, service: Service) -> Record:
    """The record under an id that is free, and of people who are there."""
    taken = service.store.ask(_highest, _KINDS[type(record)])
    people: dict[str, Any] = {
        each.name: record_id(Kind.PERSON, 1)
        for each in fields(record)
        if each.name in SOMEONE and getattr(record, each.name)
    }
    identity = record_id(_KINDS[type(record)], taken + 1)
    if isinstance(record, Message):
        people["channel"] = ""  # what a bot has carried out is not taken back
    return replace(record, id=identity, version=0, removed=False, **people)


def _highest(connection: Any, kind: Kind) -> int:
    from sqlalchemy import func, select

    from core.store.tables import TABLES

    return connection.execute(select(func.max(TABLES[kind].c.number))).scalar() or 0


def test_the_sample_project_can_be_made_again(tmp_path: Path) -> None:
    sample_zh(f"{tmp_path}/sample.db")
    store = open_store(f"{tmp_path}/sample.db")
    try:
        assert_told_whole(store)
    finally:
        store.close()
