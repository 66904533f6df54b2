"""The life of a blocker on a real database: what the rules say is what is stored, whoever races."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.batch import Batch
from core.domain.blocker import (
    Acknowledge,
    BlockerStatus,
    EditBlocker,
    MergeBlocker,
    RaiseBlocker,
    SolveBlocker,
    SubmitBlocker,
    VerifyBlocker,
)
from core.domain.ids import SYSTEM, Kind, RecordId, kind_of, record_id
from core.domain.intake import TakeBack
from core.domain.message import Message
from core.domain.raci import FillRaci, Letter
from core.domain.record import Record
from core.domain.refusal import Conflict, Refused
from core.service import Service
from tests.backends import on_postgres
from tests.hand_clock import HandClock
from tests.store.racing import together
from tests.unit.core.verbs import FACTS, Verb, at, minutes, verbs
from tests.unit.core.world import World

ONE, TWO = (record_id(Kind.BLOCKER, number) for number in (1, 2))
TASK = record_id(Kind.TASK, 1)
ZHANG, WANG, LI = "张伟", "王敏", "李强"
_OURS = (Kind.BLOCKER, Kind.DECISION, Kind.NOTE, Kind.MESSAGE)


@pytest.fixture
def stuck(service: Service) -> Service:
    """B-01 and B-02 on T-01 of 研发部, whose C is 李强; 市场部 leads."""
    service.perform(FillRaci(task=TASK, party=record_id(Kind.PERSON, 3), letter=Letter.C))
    for title in ("缺料", "缺人"):
        service.perform(RaiseBlocker(title=title, tasks=(TASK,), **FACTS))
    return service


def by(service: Service, name: str) -> Service:
    """The same project, on somebody else's behalf."""
    return Service(service.store, service.project, name, service.now)


def stored(service: Service) -> dict[RecordId, Record]:
    """All that stands in the database, without the bookkeeping."""
    found = (each for kind in _OURS for each in service.all_of(kind))
    return {each.id: replace(each, version=0, updated_at=None) for each in found}


def mirror(service: Service) -> World:
    """The same project in memory, with what was taken back."""
    subjects = {each.event.subject for each in service.history(limit=100_000)}
    known = [each for each in subjects if kind_of(each) is not Kind.PROJECT]
    world = World()
    world.put(*service.store.records(service.project, known))
    return world


def reading(world: World) -> dict[RecordId, Record]:
    """All that stands in memory, as `stored` has it."""
    kinds = tuple(each.value for each in _OURS)
    return {
        each.id: replace(each, version=0, updated_at=None)
        for each in world.records.values()
        if not each.removed and each.id.partition("-")[0] in kinds
    }


steps = st.lists(
    st.tuples(
        verbs(
            st.sampled_from([ONE, TWO]),
            st.sampled_from([record_id(Kind.PERSON, number) for number in (1, 2, 3)]),
            st.just(TASK),
        ),
        st.sampled_from([ZHANG, WANG, LI, SYSTEM]),
        minutes,
        st.booleans(),
    ),
    min_size=4,
    max_size=14,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_the_rules_and_the_database_agree_after_any_sequence(
    stuck: Service, clock: HandClock, way: list[tuple[Verb, str, int, bool]]
) -> None:
    world = mirror(stuck)
    for verb, actor, passed, back in way:
        clock.forward(minutes=passed)
        world.now, world.actor = clock(), actor
        acting, wish = by(stuck, actor), at(verb, clock())
        try:
            expected = world.decide(wish)
        except Refused as problem:
            with pytest.raises(Refused, match=problem.reason):
                acting.perform(wish)
            continue
        recorded = acting.perform(wish)
        assert tuple(each.event for each in recorded) == expected
        world.perform(wish)
        if back and recorded:
            acting.perform(TakeBack(command=recorded[0].command))
            world.perform(TakeBack(command=world.commands()[-1]))
    assert stored(stuck) == reading(world)


@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
@on_postgres
def test_of_two_who_acknowledge_at_once_one_wins_and_the_other_is_told_who_and_when(
    stuck: Service, seen: bool
) -> None:
    version = stuck.board().blockers[ONE].version if seen else None
    barrier = threading.Barrier(2)

    def acknowledge(writer: int) -> tuple[str, Exception | None]:
        name = (ZHANG, WANG)[writer]
        barrier.wait(30)
        try:
            by(stuck, name).perform(Acknowledge(blocker=ONE, seen=version))
        except (Conflict, Refused) as problem:
            return name, problem
        return name, None

    answers = pair(acknowledge)

    (winner,) = (name for name, problem in answers if problem is None)
    ((loser, problem),) = (each for each in answers if each[1] is not None)
    truth = by(stuck, loser).board().blockers[ONE]
    assert truth.status is BlockerStatus.ACKED
    assert stuck.board().name_of(truth.owner) == winner
    if isinstance(problem, Conflict):
        assert (problem.actor, problem.at) == (winner, truth.responded_at)
    else:
        assert isinstance(problem, Refused)
        assert problem.reason == "blocker-acknowledged"
        assert (problem.values["who"], problem.values["at"]) == (winner, truth.responded_at)
    assert isinstance(problem, Conflict) is seen


def pair(work: object) -> list[tuple[str, Exception | None]]:
    """Two of the usual eight writers."""
    assert callable(work)
    return [each for each in together(lambda n: work(n) if n < 2 else None) if each]


def test_a_closed_blocker_went_through_two_hands_and_who_is_concerned_was_told(
    stuck: Service,
) -> None:
    by(stuck, WANG).perform(Acknowledge(blocker=ONE))
    by(stuck, WANG).perform(SolveBlocker(blocker=ONE, text="换料"))
    by(stuck, WANG).perform(SubmitBlocker(blocker=ONE, remark="料到了"))
    with pytest.raises(Refused, match="blocker-who-verifies"):
        by(stuck, WANG).perform(VerifyBlocker(blocker=ONE))
    with pytest.raises(Refused, match="blocker-who-verifies"):
        stuck.perform(VerifyBlocker(blocker=ONE))
    by(stuck, LI).perform(VerifyBlocker(blocker=ONE))

    board = stuck.board()
    assert (board.blockers[ONE].status, board.blockers[ONE].verified_by) == ("closed", LI)
    assert [each.about for each in board.messages.values()] == [
        "blocker.acknowledged",
        "blocker.solved",
    ]
    assert [each.text for each in stuck.notes_on(ONE)] == ["料到了"]


def test_several_are_acknowledged_in_one_transaction_and_taken_back_in_one(
    stuck: Service,
) -> None:
    before = stored(stuck)
    seen = {each.id: each.version for each in stuck.board().blockers.values()}
    wish = Batch(commands=tuple(Acknowledge(blocker=each, seen=seen[each]) for each in (ONE, TWO)))
    recorded = stuck.perform(wish)

    assert len({each.command for each in recorded}) == 1
    assert {each.status for each in stuck.board().blockers.values()} == {BlockerStatus.ACKED}
    stuck.undo()
    assert stored(stuck) == before


def test_a_stale_one_in_a_batch_holds_back_all_of_it(stuck: Service) -> None:
    seen = stuck.board().blockers[TWO].version
    by(stuck, WANG).perform(EditBlocker(blocker=TWO, title="缺两个人"))

    with pytest.raises(Conflict) as conflict:
        stuck.perform(
            Batch(commands=(Acknowledge(blocker=ONE), Acknowledge(blocker=TWO, seen=seen)))
        )

    assert (conflict.value.subject, conflict.value.actor) == (TWO, WANG)
    assert stuck.board().blockers[ONE].status is BlockerStatus.OPEN


def test_undo_takes_the_waiting_message_and_leaves_the_one_that_has_left(
    stuck: Service, clock: HandClock
) -> None:
    stuck.perform(Acknowledge(blocker=ONE))
    stuck.undo()
    assert stuck.board().messages == {}

    stuck.redo()
    clock.forward(seconds=10)
    stuck.undo()
    (message,) = stuck.board().messages.values()
    assert isinstance(message, Message)
    assert message.send_after == clock()
    assert stuck.board().blockers[ONE].status is BlockerStatus.OPEN
    stuck.redo()
    assert stuck.board().blockers[ONE].status is BlockerStatus.ACKED
    clock.forward(minutes=1)
    stuck.undo()
    assert stuck.board().blockers[ONE].responded_at is None


def test_a_merge_is_not_done_again_into_one_that_was_merged_itself(stuck: Service) -> None:
    by(stuck, WANG).perform(MergeBlocker(blocker=ONE, into=TWO))
    by(stuck, WANG).undo()
    stuck.perform(MergeBlocker(blocker=TWO, into=ONE))

    with pytest.raises(Refused, match="blocker-settled"):
        by(stuck, WANG).redo()
