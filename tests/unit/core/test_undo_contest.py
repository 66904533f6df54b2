"""Taking back what somebody else changed since: field by field, by choice, and never unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.domain.batch import Batch
from core.domain.contest import contested
from core.domain.ids import Kind, RecordId, record_id
from core.domain.intake import TakeBack
from core.domain.letter import read, written
from core.domain.raci import FillRaci, Letter
from core.domain.refusal import Conflict, Refused
from core.domain.task import AddTask, AssignTask, EditTask, SetStatus, Task, TaskStatus
from tests.unit.core.world import LI, WANG, World, task

ONE, TWO = (record_id(Kind.TASK, number) for number in (1, 2))
ROW = RecordId("R-01")
TITLE, PARTS = "T-01.title", "T-01.deliverable"


def start() -> World:
    return World.of(task(1), task(2))


def edited(world: World, **values: Any) -> None:
    """Changes the first task."""
    world.perform(EditTask(task=ONE, **values))


def overtaken() -> World:
    """I changed a title and what is delivered, then somebody the title."""
    world = start()
    edited(world, title="我的", deliverable="报告")
    world.actor = "王敏"
    edited(world, title="她的")
    world.actor = "张伟"
    return world


def first(world: World) -> Task:
    found = world.records[ONE]
    assert isinstance(found, Task)
    return found


def test_three_readings_are_told_of_a_field_that_was_changed_again() -> None:
    world = overtaken()
    (field,) = contested(world.log[:1], world.records)

    assert (field.key, field.before, field.mine, field.now) == (TITLE, "调研", "我的", "她的")
    assert field.seq == 1


def test_put_back_means_the_old_value_and_says_what_it_replaced() -> None:
    world = overtaken()
    (event,) = world.decide(TakeBack(command="c0", over=(TITLE,)))

    assert event.before == {"title": "她的", "deliverable": "报告"}
    assert event.after == {"title": "调研", "deliverable": ""}


def test_left_alone_means_that_the_other_fields_are_taken_back() -> None:
    world = overtaken()
    world.perform(TakeBack(command="c0", keep=(TITLE,)))

    assert (first(world).title, first(world).deliverable) == ("她的", "")


def test_what_nothing_was_chosen_for_is_asked_about() -> None:
    world = overtaken()
    edited(world, deliverable="样品")

    with pytest.raises(Refused) as refused:
        world.decide(TakeBack(command="c0", over=(TITLE,)))

    assert refused.value.reason == "undo-overtaken"
    assert refused.value.values["field"] == "deliverable"
    assert (refused.value.values["command"], refused.value.values["forward"]) == ("c0", False)


def test_a_choice_is_stale_once_the_record_was_written_again() -> None:
    world = overtaken()
    wish = TakeBack(command="c0", over=(TITLE,), seen={ONE: first(world).version})
    edited(world, title="又改")

    with pytest.raises(Conflict):
        world.decide(wish)


def test_keeping_everything_is_a_decision_too_and_the_next_undo_goes_further_back() -> None:
    world = start()
    edited(world, title="我的")
    edited(world, title="她的")
    world.perform(TakeBack(command="c0", keep=(TITLE,)))

    assert first(world).title == "她的"
    with pytest.raises(Refused, match="undone-already"):
        world.decide(TakeBack(command="c0"))


def test_a_redo_after_a_choice_gives_back_what_the_undo_took() -> None:
    world = overtaken()
    world.perform(TakeBack(command="c0", keep=(TITLE,)))
    world.perform(TakeBack(command=world.commands()[-1], forward=True))

    assert (first(world).title, first(world).deliverable) == ("她的", "报告")


def test_a_redo_is_asked_about_as_an_undo_is() -> None:
    world = start()
    edited(world, title="我的")
    world.perform(TakeBack(command="c0"))
    edited(world, title="她的")

    with pytest.raises(Refused) as refused:
        world.decide(TakeBack(command="c1", forward=True))
    assert (refused.value.values["mine"], refused.value.values["now"]) == ("调研", "她的")
    world.perform(TakeBack(command="c1", forward=True, over=(TITLE,)))
    assert first(world).title == "我的"


def test_one_undo_takes_back_a_batch_that_wrote_a_field_twice() -> None:
    world = start()
    before = first(world)
    steps = (
        EditTask(task=ONE, title="一"),
        EditTask(task=ONE, title="二"),
        SetStatus(task=TWO, status=TaskStatus.DONE),
    )
    world.perform(Batch(commands=steps))

    undone = world.perform(TakeBack(command="c0"))

    assert len(undone) == len(steps)
    assert replace(first(world), version=before.version, updated_at=None) == before


def test_a_field_that_a_batch_wrote_twice_is_asked_about_once() -> None:
    world = start()
    world.perform(Batch(commands=(EditTask(task=ONE, title="一"), EditTask(task=ONE, title="二"))))
    edited(world, title="她的")
    mine = [each for each in world.log if each.command == "c0"]

    (field,) = contested(mine, world.records)

    assert (field.before, field.mine, field.now) == ("调研", "二", "她的")
    world.perform(TakeBack(command="c0", over=(TITLE,)))
    assert first(world).title == "调研"


def test_a_letter_of_another_party_is_another_field() -> None:
    world = start()
    world.perform(FillRaci(task=ONE, party=LI, letter=Letter("A")))
    world.perform(FillRaci(task=ONE, party=LI, letter=Letter("R")))
    mine = world.commands()[-1]
    world.perform(FillRaci(task=ONE, party=WANG, letter=Letter("C")))

    world.perform(TakeBack(command=mine))

    assert getattr(world.records[ROW], "cells") == {LI: "A", WANG: "C"}  # noqa: B009


def test_a_letter_that_somebody_changed_since_is_asked_about_alone() -> None:
    world = start()
    world.perform(FillRaci(task=ONE, party=LI, letter=Letter("A")))
    world.perform(FillRaci(task=ONE, party=LI, letter=Letter("R")))
    mine = world.commands()[-1]
    world.perform(FillRaci(task=ONE, party=LI, letter=Letter("I")))

    with pytest.raises(Refused) as refused:
        world.decide(TakeBack(command=mine))

    assert refused.value.values["field"] == f"cells.{LI}"


def test_a_record_that_somebody_worked_on_since_does_not_vanish_unasked() -> None:
    world = start()
    world.perform(AddTask(title="新"))
    world.actor = "王敏"
    world.perform(AssignTask(task=RecordId("T-03"), owner=WANG))

    world.actor = "张伟"
    with pytest.raises(Refused, match="undo-overtaken"):
        world.decide(TakeBack(command="c0"))
    (kept,) = world.decide(TakeBack(command="c0", keep=("T-03.owner",)))
    assert kept.after == {"removed": False}
    (gone,) = world.decide(TakeBack(command="c0", over=("T-03.owner",)))
    assert gone.after == {"removed": True}


def test_a_choice_can_wait_for_the_database_as_any_wish() -> None:
    wish = TakeBack(command="c0", keep=(PARTS,), over=(TITLE,), seen={ONE: 3})

    assert read(written(wish)) == wish
