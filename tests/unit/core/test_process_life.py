"""Whatever people do to forms, and take back: nobody is skipped, and nothing changes unseen."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings

from core.domain.board import Board
from core.domain.command import Command
from core.domain.event import Recorded
from core.domain.form import FillForm, Form, FormStatus, SignForm, SubmitForm, changed_since
from core.domain.ids import SYSTEM, RecordId, kind_of
from core.domain.intake import TakeBack
from core.domain.kinds import RECORDS
from core.domain.record import Record, decode
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.forms import standard
from tests.unit.core.forms_world import NEEDS, FormWorld
from tests.unit.core.process_life import ProcessLives
from tests.unit.core.process_stories import STORIES, Story, tell
from tests.unit.core.process_wishes import CAST, LEAD, TASK
from tests.unit.core.test_forms_walk import forms_of


class Rules:
    """The rules alone."""

    lead = LEAD

    def __init__(self) -> None:
        self.world = FormWorld(actor=SYSTEM)
        for each in (*CAST, TASK):
            self.world.perform(each)

    def wish(self, actor: str, command: Command) -> None:
        self.world.actor = actor
        self.world.now += timedelta(minutes=1)
        self.world.perform(command)

    def records(self) -> dict[RecordId, Record]:
        return self.world.records

    def recorded(self) -> list[Recorded]:
        return self.world.log

    def board(self) -> Board:
        return self.world.board()

    def scene(self) -> Scene:
        return self.world.scene(SubmitForm(form=RecordId("F-01")))

    def mark(self) -> object:
        forms = (each for each in self.world.records.values() if isinstance(each, Form))
        written = [repr(each) for each in forms]
        return len(self.world.log), list(map(id, self.world.records.values())), written

    def told_whole(self) -> None:
        """Each field reads as the last event says that named it."""
        told: dict[RecordId, dict[str, Any]] = {}
        for each in self.world.log:
            told.setdefault(each.event.subject, {}).update(each.event.after)
        assert told.keys() == self.world.records.keys()
        for name, record in self.world.records.items():
            plain = decode(RECORDS[kind_of(name)], told[name])
            made = type(record)(id=name, **plain)
            for field in fields(record):
                if field.name not in ("version", "updated_at"):
                    read = getattr(record, field.name)
                    assert getattr(made, field.name) == read, (name, field.name)

    def close(self) -> None:
        """There is nothing to leave."""


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_nobody_is_skipped_where(story: Story) -> None:
    tell(story, Rules())


def test_who_only_looks_on_holds_nothing_up() -> None:
    ground = Rules()
    tell(STORIES["a kickoff with a visitor"], ground)

    charters = [each for each in forms_of(ground.world) if each.kind == "charter"]
    assert [each.status for each in charters] == [FormStatus.DONE]
    assert "P-08" not in {each["person"] for each in charters[0].signs}


def test_what_was_written_after_a_signature_is_clean_again_once_it_is_taken_back() -> None:
    world = FormWorld.staffed()
    form = world.asked()
    world.by("张伟", FillForm(form=form, values={"goal": "5000 家"}, reason="改口"))
    shown = [each["name"] for each in changed_since(world.form(form), standard()["request"])]

    world.perform(TakeBack(command=world.commands()[-1]))

    assert shown == ["王敏", "钱总"]
    assert changed_since(world.form(form), standard()["request"]) == ()


def test_what_reads_otherwise_goes_back_at_once_to_whoever_put_their_name_to_it() -> None:
    world = FormWorld.staffed()
    form = world.opened("张伟", "request", **NEEDS)
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form))
    world.by("张伟", FillForm(form=form, values={"goal": "5000 家"}, reason="改口"))
    assert world.form(form).step == "review"
    with pytest.raises(Refused, match="form-who-signs"):
        world.by("钱总", SignForm(form=form))

    world.by("王敏", SignForm(form=form))
    world.by("钱总", SignForm(form=form))

    assert world.form(form).step == "answers"


def test_an_undo_of_a_form_that_went_on_is_refused_before_anything_is_asked() -> None:
    world = FormWorld.staffed()
    form = world.opened("张伟", "request", **NEEDS)
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form))
    mine = world.commands()[-1]
    world.by("钱总", SignForm(form=form))

    world.actor = "王敏"
    with pytest.raises(Refused, match="undo-form-went-on"):
        world.perform(TakeBack(command=mine))


class UnderTheRules(ProcessLives):
    """On nothing but the rules."""

    def __init__(self) -> None:
        super().__init__(Rules())


UnderTheRules.TestCase.settings = settings(max_examples=40, stateful_step_count=6, deadline=None)
test_whatever_is_done_to_forms = UnderTheRules.TestCase
