"""Choices and merges taken back: nothing is pretended, nothing lapses silently, no more is undone
than was meant."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.clash import Choice, Clash, ClashStatus
from core.domain.ids import Kind
from core.domain.intake import TakeBack
from core.domain.people import AddPerson, Function, Role
from core.domain.refusal import Refused
from core.service import Service
from core.store import Store
from core.store.journal import Sought
from tests.hand_clock import HandClock
from tests.sync.conftest import Open
from tests.sync.feishu_data import task
from tests.sync.feishu_service import FeishuService
from tests.sync.run_world import LATER, new_project
from tests.sync.two_way import TwoWay

BASE, OURS, THEIRS = 1, 40, 70
only_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(service: FeishuService, store: Store, clock: HandClock, open_feishu: Open) -> TwoWay:
    """Row 1 was changed on both sides; of rows 2 and 3 the same sync took theirs over."""
    found = TwoWay(service, new_project(store, clock), open_feishu(), write=("actual",))
    found.put([task(number) for number in range(10)])
    found.sync()
    clock.forward(minutes=5)
    found.progress(1, OURS)
    clock.forward(minutes=5)
    found.change(1, 进度=THEIRS / 100)
    found.change(2, 进度=0.66)
    found.change(3, 进度=0.33)
    found.sync()
    return found


def only(world: TwoWay) -> Clash:
    """The one clash that there ever was."""
    (found,) = world.service.all_of(Kind.CLASH)
    assert isinstance(found, Clash)
    return found


def sides(world: TwoWay) -> tuple[int, Any]:
    """The progress of row 1 here and there."""
    return world.task(1).actual, round(world.cells(1)["进度"] * 100)


def merged(world: TwoWay, number: int) -> int:
    """The number of the event by which a sync took a row over."""
    sought = Sought(subjects=(world.id(number),), kinds=("task.synced",))
    return world.service.sought(sought)[0].seq


def kinds(world: TwoWay) -> list[str]:
    """What happened to the clash, the newest first."""
    return [each.event.kind for each in world.service.history([only(world).id])]


def test_a_plain_member_takes_a_merge_back_though_somebody_runs_the_project(
    world: TwoWay, clock: HandClock
) -> None:
    ours = world.service
    ours.perform(AddPerson(name="李强", functions=(Function.PROJECT_MANAGER,)))
    ours.perform(AddPerson(name="王敏"))

    member = Service(ours.store, ours.project, "王敏", clock)
    member.undo(event=merged(world, 2))

    assert (world.task(2).actual, world.task(3).actual) == (2, 33)


def test_who_only_reads_takes_no_merge_back(world: TwoWay, clock: HandClock) -> None:
    ours = world.service
    ours.perform(AddPerson(name="陈静", role=Role.VIEWER))

    with pytest.raises(Refused) as caught:
        Service(ours.store, ours.project, "陈静", clock).undo(event=merged(world, 2))

    assert caught.value.reason == "viewer-may-not"
    assert world.task(2).actual == 66


def test_undoing_a_merge_takes_back_that_task_alone(world: TwoWay) -> None:
    undone = world.service.undo(event=merged(world, 2))

    assert [each.event.subject for each in undone] == [world.id(2)]
    assert (world.task(2).actual, world.task(3).actual) == (2, 33)
    assert only(world).status is ClashStatus.OPEN
    world.service.undo(event=merged(world, 3))
    assert world.task(3).actual == 3


def test_a_merge_that_was_taken_back_is_done_again_by_itself(world: TwoWay) -> None:
    world.service.undo(event=merged(world, 2))

    world.service.redo()

    assert (world.task(2).actual, world.task(3).actual) == (66, 33)
    with pytest.raises(Refused, match="nothing-to-redo"):
        world.service.redo()


@only_sqlite
def test_a_merge_is_taken_back_once(world: TwoWay) -> None:
    seq = merged(world, 2)
    world.service.undo(event=seq)

    with pytest.raises(Refused, match="undone-already"):
        world.service.undo(event=seq)


def test_the_whole_of_a_sync_leaves_what_it_found_and_what_was_taken_back(world: TwoWay) -> None:
    world.service.undo(event=merged(world, 2))
    wish = world.service.undoing(merged(world, 3), whole=True)

    assert {each.event.subject for each in world.service.meant(wish)} == {world.id(3)}
    world.service.perform(wish)

    assert (world.task(2).actual, world.task(3).actual) == (2, 3)
    assert only(world).status is ClashStatus.OPEN
    with pytest.raises(Refused, match="undone-already"):
        world.service.perform(wish)


@only_sqlite
def test_that_a_sync_found_a_clash_is_nothing_to_take_back(world: TwoWay) -> None:
    (found,) = world.service.history([only(world).id])

    with pytest.raises(Refused, match="clash-found"):
        world.service.undo(event=found.seq)


@only_sqlite
def test_a_merge_that_was_taken_back_is_written_over_by_the_next_sync(world: TwoWay) -> None:
    world.service.undo(event=merged(world, 2))

    world.sync()

    assert (world.task(2).actual, world.cells(2)["进度"]) == (2, 0.02)


@pytest.mark.parametrize(("choice", "value", "read"), [("ours", None, 40), ("hand", 55, 55)])
def test_a_choice_that_was_written_waits_again_and_stays(
    world: TwoWay, choice: str, value: int | None, read: int
) -> None:
    world.settle(Choice(choice), value)
    world.sync()
    assert sides(world) == (read, read)

    world.service.undo()

    clash = only(world)
    assert (clash.status, clash.reopened, clash.there, clash.theirs) == (
        ClashStatus.OPEN,
        True,
        read,
        THEIRS,
    )
    for _ in range(2):
        report = world.sync(full=True)
        assert (report.clashes, report.pushed) == (1, 0)
    assert sides(world) == (OURS, read)


@only_sqlite
def test_what_was_put_aside_can_be_chosen_after_all_and_is_written_back(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.service.undo()
    world.sync()

    world.settle(Choice.THEIRS)
    report = world.sync()

    assert (report.pushed, report.clashes) == (1, 0)
    assert sides(world) == (THEIRS, THEIRS)


@only_sqlite
def test_ours_chosen_again_changes_nothing_anywhere(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.service.undo()

    world.settle(Choice.OURS)
    report = world.sync()

    assert (report.pushed, report.clashes) == (0, 0)
    assert sides(world) == (OURS, OURS)


@only_sqlite
def test_a_reopened_choice_follows_what_changes_there(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.service.undo()
    world.change(1, 进度=0.8, at=LATER + 60_000)

    world.sync()

    clash = only(world)
    assert (clash.status, clash.ours, clash.theirs) == (ClashStatus.OPEN, OURS, 80)
    assert (clash.reopened, clash.choice, clash.settled_by) == (False, None, "")


@only_sqlite
def test_a_reopened_choice_follows_what_changes_here(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.service.undo()
    world.progress(1, 45)

    world.sync()

    clash = only(world)
    assert (clash.ours, clash.theirs, clash.reopened) == (45, THEIRS, True)
    assert sides(world) == (45, OURS)


@only_sqlite
def test_a_choice_not_yet_written_is_simply_open_again(world: TwoWay) -> None:
    world.settle(Choice.OURS)

    world.service.undo()

    assert (only(world).status, only(world).reopened) == (ClashStatus.OPEN, False)
    assert world.sync().clashes == 1
    assert sides(world) == (OURS, THEIRS)


@only_sqlite
def test_a_choice_that_the_exchange_has_gone_past_is_refused_with_the_reason(
    world: TwoWay,
) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.change(1, 进度=0.8, at=LATER + 60_000)
    world.sync()

    with pytest.raises(Refused, match="clash-went-on") as refused:
        world.service.undo()

    assert refused.value.values["fields"] == "actual"
    assert only(world).status is ClashStatus.SETTLED
    assert sides(world) == (80, 80)


@only_sqlite
def test_of_several_choices_those_the_exchange_has_gone_past_stay(world: TwoWay) -> None:
    world.settle(Choice.THEIRS)
    world.sync()
    world.change(1, 进度=0.8, at=LATER + 60_000)
    world.sync()
    wish = world.service.undoing()
    (field,) = world.service.contest(wish.command).fields
    assert (field.before, field.mine, field.now) == (OURS, THEIRS, 80)

    world.service.perform(TakeBack(command=wish.command, over=(field.key,)))

    assert only(world).status is ClashStatus.SETTLED
    assert world.sync().pushed == 1
    assert sides(world) == (OURS, OURS)


@only_sqlite
def test_a_choice_about_a_row_that_is_gone_is_not_opened_again(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.drop(1)
    world.sync(full=True)

    with pytest.raises(Refused, match="clash-ended"):
        world.service.undo()


def test_an_undo_is_done_again_although_the_choice_had_been_written(world: TwoWay) -> None:
    world.settle(Choice.OURS)
    world.sync()
    world.service.undo()
    world.sync()

    world.service.redo()

    assert only(world).status is ClashStatus.SETTLED
    assert world.sync(full=True).clashes == 0
    assert sides(world) == (OURS, OURS)


@only_sqlite
def test_a_clash_that_is_over_says_what_both_read(world: TwoWay) -> None:
    world.progress(1, THEIRS)

    world.sync()

    clash = only(world)
    assert (clash.status, clash.ours, clash.theirs) == (ClashStatus.LAPSED, THEIRS, THEIRS)
    assert kinds(world) == ["clash.lapsed", "clash.found"]


@only_sqlite
def test_a_clash_of_a_row_that_is_gone_is_not_said_to_agree(world: TwoWay) -> None:
    world.drop(1)

    world.sync(full=True)

    assert kinds(world) == ["clash.dropped", "clash.found"]
    assert (only(world).ours, only(world).theirs) == (OURS, THEIRS)


def test_a_task_tells_how_its_conflicts_were_settled(world: TwoWay) -> None:
    world.settle(Choice.OURS)

    told = [each.event.kind for each in world.service.story(world.id(1))]

    assert told[:2] == ["clash.settled", "clash.found"]
