"""A blocker's way from open to closed: what each verb comes to, and from where it may start."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.batch import Batch
from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    Blocker,
    BlockerStatus,
    EditBlocker,
    MergeBlocker,
    RaiseBlocker,
    ReopenBlocker,
    SnoozeBlocker,
    SolveBlocker,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
)
from core.domain.command import Command
from core.domain.decision import Decision, Note
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.policy import Policy
from tests.unit.core.stuck import (
    LEADER,
    NAMES,
    ONE,
    OUTSIDER,
    OWNER,
    RESPONSIBLE,
    SECOND,
    TASK,
    TWO,
    act,
    kinds,
    later,
    refused,
    standing,
    stuck,
    the,
)
from tests.unit.core.world import World, task

SOLVE = SolveBlocker(blocker=ONE, text="改用国产料", grounds="交期 5 天")
HOLDS = timedelta(hours=8)


def test_the_straight_way_leads_from_open_to_closed() -> None:
    world = stuck()
    seen = [the(world).status]
    for person, wish in (
        (LEADER, Acknowledge(blocker=ONE)),
        (OWNER, StartWork(blocker=ONE)),
        (RESPONSIBLE, SOLVE),
        (RESPONSIBLE, SubmitBlocker(blocker=ONE)),
        (LEADER, VerifyBlocker(blocker=ONE)),
    ):
        later(world, minutes=30)
        seen.append(act(world, person, wish).status)

    assert seen == ["open", "acked", "working", "proposed", "verifying", "closed"]
    closed = the(world)
    assert (closed.solved_by, closed.verified_by) == ("王敏", "张伟")
    assert closed.closed_at == world.now
    assert closed.ack_until is None


def test_an_acknowledgement_stops_the_response_clock_and_holds_for_a_while() -> None:
    world = stuck(owner=None)
    acked = act(world, LEADER, Acknowledge(blocker=ONE))

    assert acked.responded_at == world.now
    assert acked.ack_until == world.now + HOLDS
    assert acked.owner == LEADER


def test_an_acknowledgement_holds_for_ever_where_the_policy_says_so() -> None:
    world = stuck(policy=RecordId("CP-01"))
    world.put(Policy(id=RecordId("CP-01"), effective_at=world.now, ack_minutes=0))

    assert act(world, LEADER, Acknowledge(blocker=ONE)).ack_until is None


def test_who_takes_it_on_is_no_collaborator_any_more() -> None:
    world = stuck(owner=None, collaborators=(LEADER, OWNER))

    assert act(world, LEADER, Acknowledge(blocker=ONE)).collaborators == (OWNER,)


def test_the_second_to_acknowledge_is_told_who_owns_it_and_since_when() -> None:
    world = stuck(owner=None)
    act(world, LEADER, Acknowledge(blocker=ONE))

    problem = refused(world, RESPONSIBLE, Acknowledge(blocker=ONE))

    assert problem.reason == "blocker-acknowledged"
    assert (problem.values["who"], problem.values["at"]) == ("张伟", world.now)


def test_assigning_what_was_acknowledged_sets_it_to_work() -> None:
    world = stuck()
    assigned = act(
        world, LEADER, Acknowledge(blocker=ONE), AssignBlocker(blocker=ONE, owner=RESPONSIBLE)
    )

    assert (assigned.status, assigned.owner) == (BlockerStatus.WORKING, RESPONSIBLE)
    assert assigned.ack_until is None


def test_assigning_is_no_response() -> None:
    assigned = act(stuck(), LEADER, AssignBlocker(blocker=ONE, owner=RESPONSIBLE))

    assert (assigned.status, assigned.responded_at) == (BlockerStatus.OPEN, None)


def test_starting_on_an_open_one_is_the_response() -> None:
    world = stuck()

    assert act(world, OWNER, StartWork(blocker=ONE)).responded_at == world.now


def test_a_solution_is_a_decision_on_record_and_stops_both_clocks() -> None:
    world = stuck()
    wish = SolveBlocker(blocker=ONE, text="改用国产料", maker=LEADER, consulted=(SECOND,))
    solved = act(world, LEADER, wish)

    assert solved.solved_at == solved.responded_at == world.now
    decision = world.records[solved.decision or RecordId("")]
    assert isinstance(decision, Decision)
    assert (decision.title, decision.maker, decision.consulted) == (wish.text, LEADER, (SECOND,))
    assert decision.links == (ONE, TASK)


def test_a_second_solution_keeps_the_moment_of_the_first() -> None:
    world = stuck()
    first = act(world, RESPONSIBLE, SOLVE)
    later(world, hours=1)
    second = act(world, LEADER, SOLVE)

    assert second.solved_at == first.solved_at
    assert (second.decision, second.solved_by) == ("D-02", "张伟")


@pytest.mark.parametrize("field", ["description", "impact_scope", "attempted_measures"])
@pytest.mark.parametrize("wish", [SOLVE, VerifyBlocker(blocker=ONE)], ids=["solve", "verify"])
def test_nothing_is_solved_or_verified_while_a_fact_is_missing(field: str, wish: Command) -> None:
    world = stuck(**{field: " "}, status=BlockerStatus.PROPOSED, solved_by="王敏")

    problem = refused(world, LEADER, wish)

    assert (problem.reason, problem.values["fields"]) == ("blocker-facts-missing", (field,))
    act(world, OUTSIDER, EditBlocker(blocker=ONE, **{field: "有了"}))  # type: ignore[arg-type]
    act(world, LEADER, wish)


def test_facts_are_not_asked_for_when_it_is_acknowledged() -> None:
    world = stuck(description="", impact_scope="", attempted_measures="")

    assert act(world, LEADER, Acknowledge(blocker=ONE)).status is BlockerStatus.ACKED


def test_two_departments_need_one_that_leads_before_it_is_solved() -> None:
    world = stuck(tasks=(TASK, RecordId("T-02")), lead="")
    world.put(task(2, dept="销售部"))

    problem = refused(world, RESPONSIBLE, SOLVE)

    assert problem.reason == "blocker-lead-missing"
    assert problem.values["depts"] == ("研发部", "销售部")
    act(world, OWNER, EditBlocker(blocker=ONE, lead="市场部"), SOLVE)


def test_the_project_must_know_who_decides() -> None:
    wish = SolveBlocker(blocker=ONE, text="改用国产料", maker=RecordId("P-99"))

    assert refused(stuck(), LEADER, wish).reason == "no-such-person"


def test_what_was_said_with_a_step_stays_as_a_note() -> None:
    world = stuck()
    act(world, OWNER, StartWork(blocker=ONE), SubmitBlocker(blocker=ONE, remark="料到了"))
    act(world, LEADER, VerifyBlocker(blocker=ONE, remark="看过了"))
    act(world, LEADER, ReopenBlocker(blocker=ONE, reason="又断了"))

    notes = [each for each in world.records.values() if isinstance(each, Note)]
    assert [(each.author, each.text, each.subject) for each in notes] == [
        ("赵倩", "料到了", ONE),
        ("张伟", "看过了", ONE),
        ("张伟", "又断了", ONE),
    ]


def two(world: World) -> World:
    """B-02 beside B-01, owned by 李强, on T-02."""
    world.put(task(2, dept="销售部"))
    act(world, OUTSIDER, RaiseBlocker(title="缺样机", owner=OUTSIDER, tasks=(RecordId("T-02"),)))
    return world


def test_what_a_merge_gave_to_the_other_stays_there_which_a_reopening_says() -> None:
    world = two(stuck(collaborators=(SECOND,)))
    act(world, LEADER, MergeBlocker(blocker=ONE, into=TWO))
    reopened = act(world, LEADER, ReopenBlocker(blocker=ONE, reason="不是一回事"))

    assert (reopened.merged_into, reopened.tasks) == (None, ("T-01",))
    assert the(world, TWO).tasks == ("T-02", "T-01")
    (note,) = (each for each in world.records.values() if isinstance(each, Note))
    assert note.text == "不是一回事 (→ B-02 T-01 赵倩 陈静)"


def test_a_merged_blocker_leaves_its_tasks_and_people_to_the_other() -> None:
    world = two(stuck(collaborators=(SECOND,)))
    merged = act(world, LEADER, MergeBlocker(blocker=ONE, into=TWO))

    assert (merged.status, merged.merged_into) == (BlockerStatus.MERGED, TWO)
    other = the(world, TWO)
    assert other.tasks == ("T-02", "T-01")
    assert (other.owner, other.collaborators) == (OUTSIDER, (OWNER, SECOND))
    assert refused(world, LEADER, Acknowledge(blocker=ONE)).reason == "blocker-settled"


def test_nothing_is_merged_into_itself_or_into_what_is_settled() -> None:
    world = two(stuck())

    problem = refused(world, LEADER, MergeBlocker(blocker=ONE, into=ONE))
    assert problem.reason == "blocker-merge-itself"
    act(world, LEADER, MergeBlocker(blocker=ONE, into=TWO))
    back = refused(world, LEADER, MergeBlocker(blocker=TWO, into=ONE))
    assert (back.reason, back.values["id"]) == ("blocker-settled", ONE)


def closed(world: World) -> World:
    act(world, RESPONSIBLE, SOLVE)
    act(world, LEADER, VerifyBlocker(blocker=ONE))
    return world


def test_what_is_opened_again_begins_anew_by_the_policy_of_the_day() -> None:
    world = closed(stuck(rung=2, alarms=("response:x",)))
    later(world, days=1)
    world.put(Policy(id=RecordId("CP-01"), effective_at=world.now, response_minutes=30))
    again = act(world, OWNER, ReopenBlocker(blocker=ONE, reason="又断了"))

    assert (again.status, again.reopened, again.policy) == (BlockerStatus.OPEN, 1, "CP-01")
    assert again.response_since == world.now
    assert again.response_due == world.now + timedelta(minutes=30)
    assert again.solution_due == world.now + timedelta(hours=24)
    gone = (again.responded_at, again.solved_at, again.closed_at, again.decision)
    assert gone == (None, None, None, None)
    assert (again.solved_by, again.verified_by, again.pauses) == ("", "", ())
    assert (again.rung, again.reporter) == (2, NAMES[OWNER])


def test_it_is_not_opened_again_without_a_reason_nor_while_it_is_open() -> None:
    wish = ReopenBlocker(blocker=ONE, reason="")

    assert refused(closed(stuck()), LEADER, wish).reason == "reason-missing"
    assert refused(stuck(), LEADER, wish).reason == "blocker-not-now"


@pytest.mark.parametrize(
    ("status", "wish"),
    [
        ("working", Acknowledge(blocker=ONE)),
        ("working", StartWork(blocker=ONE)),
        ("proposed", StartWork(blocker=ONE)),
        ("open", SubmitBlocker(blocker=ONE)),
        ("verifying", SubmitBlocker(blocker=ONE)),
        ("open", VerifyBlocker(blocker=ONE)),
        ("working", VerifyBlocker(blocker=ONE)),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_a_verb_out_of_turn_is_told_where_it_stands(status: str, wish: Command) -> None:
    problem = refused(stuck(status=BlockerStatus(status)), OWNER, wish)

    assert problem.reason == "blocker-not-now"
    assert problem.values["stands"] == status


@pytest.mark.parametrize("status", ["closed", "merged"])
@pytest.mark.parametrize(
    "wish",
    [
        Acknowledge(blocker=ONE),
        AssignBlocker(blocker=ONE, owner=LEADER),
        SOLVE,
        SnoozeBlocker(blocker=ONE, until=stuck().now + HOLDS, reason="等"),
        EditBlocker(blocker=ONE, title="x"),
        MergeBlocker(blocker=ONE, into=TWO),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_settled_stays_as_it_is(status: str, wish: Command) -> None:
    problem = refused(stuck(status=BlockerStatus(status)), LEADER, wish)

    assert problem.reason == "blocker-settled"


def test_several_are_acknowledged_at_once_and_taken_back_at_once() -> None:
    world = stuck()
    for title in ("缺样机", "缺人", "缺钱"):
        act(world, OWNER, RaiseBlocker(title=title, tasks=(TASK,)))
    every = tuple(each.id for each in world.records.values() if isinstance(each, Blocker))
    before = standing(world)

    act(world, LEADER, Batch(commands=tuple(Acknowledge(blocker=each) for each in every)))
    assert {the(world, each).status for each in every} == {BlockerStatus.ACKED}
    world.perform(TakeBack(command=world.commands()[-1]))

    assert len(every) == 4
    assert standing(world) == before


def test_verbs_on_one_blocker_follow_each_other_within_a_batch() -> None:
    world = stuck()
    world.actor = NAMES[RESPONSIBLE]
    events = world.decide(
        Batch(commands=(Acknowledge(blocker=ONE, seen=1), SOLVE, SubmitBlocker(blocker=ONE)))
    )

    assert kinds(events) == [
        "blocker.acknowledged",
        "decision.recorded",
        "blocker.solved",
        "blocker.submitted",
    ]


def test_one_that_is_refused_holds_back_the_whole_batch() -> None:
    wish = Batch(commands=(Acknowledge(blocker=ONE), Acknowledge(blocker=ONE)))

    assert refused(stuck(), LEADER, wish).reason == "blocker-acknowledged"
