"""Who may do what to a blocker, and what those who may not are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.domain.blocker import (
    Acknowledge,
    Blocker,
    BlockerStatus,
    EditBlocker,
    Escalate,
    MergeBlocker,
    OpenGreenChannel,
    RaiseBlocker,
    ReopenBlocker,
    SnoozeBlocker,
    SolveBlocker,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
)
from core.domain.blocker_state import STARTS
from core.domain.command import Command
from core.domain.decision import WriteNote
from core.domain.ids import RecordId
from core.domain.people import Person, Role
from core.domain.rights import may, who_may
from tests.unit.core.stuck import (
    CAST,
    EXECUTIVE,
    HEAD,
    LEADER,
    MANAGER,
    NAMES,
    ONE,
    OUTSIDER,
    OWNER,
    RESPONSIBLE,
    SECOND,
    STRANGER,
    TWO,
    act,
    refused,
    stuck,
    the,
)
from tests.unit.core.world import PROJECT, World

STUCK = the(stuck())
LEAD, DEPT, LADDER = {LEADER, SECOND}, {RESPONSIBLE, OWNER, HEAD}, {MANAGER, HEAD, EXECUTIVE}
HANDS = LEAD | DEPT | LADDER
EVERYBODY = HANDS | {OUTSIDER}


def allowed(
    verb: str, blocker: Blocker = STUCK, people: Iterable[Person] = CAST
) -> tuple[RecordId, ...]:
    return who_may(verb, blocker, {each.id: each for each in people}, {}, PROJECT)


@pytest.mark.parametrize(
    ("verb", "people"),
    [
        *((verb, HANDS) for verb in ("ack", "assign", "start", "escalate", "decide", "snooze")),
        *((verb, HANDS) for verb in ("wake", "merge", "reopen")),
        ("submit", DEPT),
        ("green", LEAD | LADDER),
        ("verify", LEAD),
        *((verb, EVERYBODY) for verb in ("edit", "to-action")),
    ],
)
def test_each_verb_has_its_people(verb: str, people: set[RecordId]) -> None:
    assert set(allowed(verb)) == people


def test_every_verb_is_known_to_both_tables() -> None:
    assert all(allowed(verb) for verb in STARTS)


def test_who_raised_it_may_escalate_but_not_acknowledge_it() -> None:
    raised = replace(STUCK, reporter=NAMES[OUTSIDER])

    assert OUTSIDER in allowed("escalate", raised)
    assert OUTSIDER not in allowed("ack", raised)


@pytest.mark.parametrize(
    ("part", "who"),
    [("reporter", NAMES[LEADER]), ("solved_by", NAMES[LEADER]), ("owner", LEADER)],
)
def test_nobody_verifies_what_they_raised_own_or_said_to_be_solved(part: str, who: str) -> None:
    values: dict[str, Any] = {part: who}
    blocker = replace(STUCK, **values)

    assert allowed("verify", blocker) == (SECOND,)


def test_another_name_of_the_same_person_verifies_nothing_either() -> None:
    people = [replace(each, aliases=("老张",)) if each.id == LEADER else each for each in CAST]

    assert allowed("verify", replace(STUCK, solved_by="老张"), people) == (SECOND,)


def test_the_ladder_verifies_where_nobody_of_the_lead_is_left() -> None:
    blocker = replace(STUCK, reporter=NAMES[LEADER], solved_by=NAMES[SECOND])

    assert allowed("verify", blocker) == (MANAGER, HEAD, EXECUTIVE)


def test_in_a_small_project_anybody_else_verifies_but_never_those_two() -> None:
    few = [each for each in CAST if each.id in (LEADER, RESPONSIBLE, OUTSIDER)]
    blocker = replace(STUCK, reporter=NAMES[LEADER], solved_by=NAMES[RESPONSIBLE])

    assert allowed("verify", blocker, few) == (OUTSIDER,)
    assert allowed("verify", blocker, few[:2]) == ()


def test_a_project_without_departments_is_not_stuck() -> None:
    people = [replace(each, dept="", functions=()) for each in CAST]
    blocker = replace(STUCK, owner=None, lead="", responsible_dept="", reporter="")

    for verb in STARTS:
        assert set(allowed(verb, blocker, people)) == EVERYBODY


def test_viewers_and_who_left_may_nothing() -> None:
    people = [replace(CAST[0], role=Role.VIEWER), *CAST[1:7], replace(CAST[7], removed=True)]

    assert not {LEADER, SECOND} & {each for verb in STARTS for each in allowed(verb, STUCK, people)}


def test_somebody_unknown_may_only_edit() -> None:
    people = {each.id: each for each in CAST}

    assert [verb for verb in STARTS if may(verb, STUCK, None, people, {}, PROJECT)] == ["edit"]


@pytest.mark.parametrize(
    ("status", "wish"),
    [
        ("open", Acknowledge(blocker=ONE)),
        ("open", StartWork(blocker=ONE)),
        ("open", Escalate(blocker=ONE)),
        ("open", SolveBlocker(blocker=ONE, text="x")),
        ("working", SubmitBlocker(blocker=ONE)),
        ("verifying", VerifyBlocker(blocker=ONE)),
        ("open", SnoozeBlocker(blocker=ONE, until=stuck().now + timedelta(hours=1), reason="x")),
        ("open", OpenGreenChannel(blocker=ONE)),
        ("open", MergeBlocker(blocker=ONE, into=TWO)),
        ("closed", ReopenBlocker(blocker=ONE, reason="x")),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_a_refused_verb_says_who_may(status: str, wish: Command) -> None:
    world = stuck(status=BlockerStatus(status))
    problem = refused(world, NAMES[OUTSIDER], wish)

    verifies = isinstance(wish, VerifyBlocker)
    assert problem.reason == ("blocker-who-verifies" if verifies else "blocker-who-may")
    assert refused(world, STRANGER, wish).reason == "actor-unknown"
    assert problem.values["id"] == ONE
    names = problem.values["names"]
    assert isinstance(names, tuple)
    assert NAMES[OUTSIDER] not in names
    assert names[0] in NAMES.values()


def test_a_whole_department_is_not_listed() -> None:
    names = refused(stuck(), OUTSIDER, Escalate(blocker=ONE)).values["names"]

    assert isinstance(names, tuple)
    assert (len(names), names[-1]) == (7, "…")


def test_where_nobody_is_left_that_is_said() -> None:
    world = World.of(*CAST[:2], replace(CAST[2], removed=True))
    world.actor = NAMES[LEADER]
    world.perform(RaiseBlocker(title="x", description="x", impact_scope="x"))
    world.perform(EditBlocker(blocker=ONE, attempted_measures="x"))
    world.put(replace(the(world), status=BlockerStatus.VERIFYING, solved_by=NAMES[RESPONSIBLE]))

    assert refused(world, LEADER, VerifyBlocker(blocker=ONE)).reason == "blocker-nobody-may"


def test_a_stranger_raises_and_remarks_but_edits_nothing() -> None:
    world = stuck()

    act(world, STRANGER, RaiseBlocker(title="停线"), WriteNote(subject=ONE, text="问过了"))

    assert the(world, TWO).reporter == STRANGER
    assert refused(world, STRANGER, EditBlocker(blocker=ONE, title="x")).reason == "actor-unknown"
