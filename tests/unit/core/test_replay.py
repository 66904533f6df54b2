"""Whatever people do: what changed is told once, and later events can be turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.board import Board
from core.domain.changes import What
from core.domain.command import Command
from core.domain.decision import Decision, Milestone
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import TakeBack
from core.domain.record import Record
from core.domain.replay import records_on, turned_back
from core.domain.risk import Risk
from core.domain.task import MoveTask, Task
from tests.unit.core.test_undo import commands, try_all
from tests.unit.core.watch import Watch
from tests.unit.core.world import task

T1 = record_id(Kind.TASK, 1)
Step = Command | Callable[[Watch], None]

FIELDS: dict[type[Record], tuple[str, ...]] = {
    Task: ("due", "actual", "status", "owner"),
    Blocker: ("owner", "status"),
    ActionItem: ("due", "owner", "status", "carried"),
    Decision: (),
    Risk: ("light", "status"),
    Milestone: ("day", "reached"),
}
"""What of each kind of record is told; all else is rightly left out."""
BY_TIME = {What.LIGHT, What.LATE, What.OVERDUE}


def shown(board: Board) -> dict[RecordId, Record]:
    """The records of a board that changes are told of."""
    return {key: each for key, each in records_on(board).items() if type(each) in FIELDS}


def reads(record: Record | None) -> object:
    """How those of a record's fields read that are told."""
    return record and [getattr(record, name) for name in FIELDS[type(record)]]


moves: st.SearchStrategy[Step] = st.one_of(
    commands,
    st.builds(
        MoveTask,
        task=st.just(T1),
        due=st.sampled_from([date(2026, 11, 20), date(2026, 11, 13)]),
        reason=st.just("等"),
    ),
    st.just(Watch.undo),
)


def walk(watch: Watch, steps: list[Step]) -> None:
    """Performs what the rules allow, a few hours from one step to the next."""
    for step in steps:
        watch.world.now += timedelta(hours=5)
        if isinstance(step, type(Watch.undo)):
            if watch.world.log:
                try_all(watch.world, [TakeBack(command=watch.world.commands()[-1])])
        else:
            try_all(watch.world, [step])  # type: ignore[list-item]


@given(before=st.lists(moves, max_size=6), after=st.lists(moves, max_size=12))
def test_everything_is_told_once_or_rightly_left_out(
    before: list[Step],
    after: list[Step],
) -> None:
    watch = Watch.of(task(1), task(2), task(3))
    walk(watch, before)
    watch.look()
    walk(watch, after)
    told = watch.changes().told
    then, now = shown(watch.then), shown(watch.world.board())
    differing = {
        each for each in {*then, *now} if reads(then.get(each)) != reads(now.get(each))
    } | (then.keys() ^ now.keys())

    assert max(Counter((each.id, each.what) for each in told).values(), default=1) == 1
    assert {each.id for each in told if each.what not in BY_TIME} == differing


@given(before=st.lists(moves, max_size=6), after=st.lists(moves, max_size=10))
def test_later_events_turned_back_give_the_board_of_then(
    before: list[Step],
    after: list[Step],
) -> None:
    watch = Watch.of(task(1), task(2), task(3))
    walk(watch, before)
    watch.look()
    known = {
        key: replace(each, version=0, updated_at=None) for key, each in watch.world.records.items()
    }
    walk(watch, after)
    found = turned_back(watch.world.records, watch.world.log[watch.seen :])

    assert {key: replace(each, version=0, updated_at=None) for key, each in found.items()} == known
