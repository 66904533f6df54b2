"""Who says no, in which words, who hears of it, and who judges a result (C18, R13, R22)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.form import FillForm, Form, OpenForm, SignForm, SubmitForm
from core.domain.form_objecting import objected, reasons, speaker
from core.domain.form_standing import children
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.leaving import LeaveProject, ReturnToProject
from core.domain.message import Message
from core.domain.parties import parties
from core.domain.people import AddPerson, Function, Person
from core.domain.refusal import Refused
from tests.unit.core.forms_world import FormWorld
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import task

LEGAL = RecordId("F-03")
"""The answer that 法务部 is asked for."""


@pytest.fixture
def world() -> FormWorld:
    """Everybody is there."""
    return FormWorld.staffed()


def sent(world: FormWorld) -> list[Message]:
    """The messages that stand."""
    found = (each for each in world.records.values() if isinstance(each, Message))
    return [each for each in found if not each.removed]


def person(world: FormWorld, identity: str, *functions: Function) -> None:
    """Somebody is what they were not."""
    found = world.records[RecordId(identity)]
    assert isinstance(found, Person)
    world.put(replace(found, functions=functions))


def panel(world: FormWorld, owner: str) -> list[str]:
    """Who judges a result of T-01."""
    world.put(task(1, dept="法务部", owner=RecordId(owner)))
    form = Form(id=RecordId("F-99"), kind="acceptance", subject=RecordId("T-01"))
    return [each.name for each in parties("panel", form, world.scene(OpenForm(kind="acceptance")))]


def test_whoever_handed_it_in_hears_of_an_objection_in_its_own_words(world: FormWorld) -> None:
    form = world.asked()
    world.answer("周芳", LEGAL, answer="object", adjustment="合同要晚两周")

    (message,) = [each for each in sent(world) if each.about == "form.objected"]
    assert (message.subject, message.to) == (form, (RecordId("P-01"),))
    said = message.values
    assert (said["who"], said["by"], said["answer@zh"]) == ("周芳", "F-03", "异议")
    assert "合同要晚两周" in said["why@zh"]
    assert "合同要晚两周" in said["why@en"]


def test_who_takes_it_on_writes_to_nobody(world: FormWorld) -> None:
    world.asked()
    world.answer("周芳", LEGAL, answer="accept", liaison=["P-05"])

    assert sent(world) == []


def test_a_form_given_back_says_to_its_writer_who_and_why(world: FormWorld) -> None:
    form = world.opened("张伟", "request", goal="3000 家", background="铺开", support="研发 2 人",
                        due="2026-12-31", depts=["研发部"])  # fmt: skip
    world.by("张伟", SubmitForm(form=form))
    world.by("王敏", SignForm(form=form, agrees=False, remark="目标不清"))

    (message,) = sent(world)
    assert (message.about, message.to) == ("form.given_back", (RecordId("P-01"),))
    assert message.values["why"] == "目标不清"


def test_undo_takes_the_message_back_with_the_objection(world: FormWorld) -> None:
    world.asked()
    world.by("周芳", FillForm(form=LEGAL, values={"answer": "object", "adjustment": "晚两周"}))
    world.by("周芳", SubmitForm(form=LEGAL))
    world.by("周芳", SignForm(form=LEGAL))
    assert sent(world)

    world.by("周芳", TakeBack(command=world.log[-1].command))

    assert sent(world) == []


def test_the_reason_stands_while_the_answer_says_no(world: FormWorld) -> None:
    form, kind = world.asked(), STANDARD.forms["dept_response"]
    world.answer("周芳", LEGAL, answer="object", adjustment="合同要晚两周")
    answer = world.form(LEGAL)

    assert [(field.name, text) for field, text in reasons(answer, kind)] == [
        ("adjustment", "合同要晚两周")
    ]
    assert speaker(answer) == "周芳"
    assert answer in children(world.form(form), world.scene(OpenForm(kind="request")))
    agreed = replace(answer, values={**answer.values, "answer": "accept"})
    assert reasons(agreed, kind) == ()


def test_a_task_knows_which_answers_sent_its_result_back(world: FormWorld) -> None:
    world.put(task(1, dept="研发部", owner=RecordId("P-04")))
    values = {"result": "demo", "criteria": "95%"}
    form = world.by("赵倩", OpenForm(kind="acceptance", subject=RecordId("T-01"), values=values))
    world.by("赵倩", SubmitForm(form=form))
    scene = world.scene(OpenForm(kind="acceptance"))
    (check,) = children(world.form(form), scene)
    world.answer("刘强", check.id, complete=90, quality="字号不对")
    asked = [each for each in children(world.form(form), world.scene(OpenForm(kind="acceptance")))
             if each.kind == "opinion"]  # fmt: skip
    for each in asked:
        name = str(getattr(world.records[each.subject or RecordId("")], "name", ""))
        no = {"verdict": "failed", "rework": "改字号", "due": "2026-12-01"}
        said = no if name == "周芳" else {"verdict": "passed"}
        world.by(name, FillForm(form=each.id, values={"judged": "见标准", **said}))
        world.by(name, SubmitForm(form=each.id))

    forms = [world.form(each) for each in world.records if each.startswith("F-")]
    (found,) = objected(RecordId("T-01"), forms, STANDARD.forms)
    assert found.values["rework"] == "改字号"
    (message,) = [each for each in sent(world) if each.about == "form.objected"]
    assert message.to == (RecordId("P-04"),)


def test_nobody_judges_their_own_result(world: FormWorld) -> None:
    person(world, "P-05", Function.DEPT_HEAD, Function.ACCEPTANCE_PANEL)
    person(world, "P-03", Function.ACCEPTANCE_PANEL)

    assert panel(world, "P-05") == ["刘强"]
    assert panel(world, "P-04") == ["刘强", "周芳"]


def test_where_the_owner_is_the_whole_panel_the_heads_judge(world: FormWorld) -> None:
    person(world, "P-05", Function.DEPT_HEAD, Function.ACCEPTANCE_PANEL)

    assert panel(world, "P-05") == ["王敏", "刘强"]


def test_where_the_owner_is_the_only_head_whoever_runs_the_process_judges(world: FormWorld) -> None:
    person(world, "P-02")
    person(world, "P-03")

    assert panel(world, "P-05") == ["钱总"]


def test_who_left_is_told_that_they_did_and_when(world: FormWorld) -> None:
    world.by("张伟", LeaveProject(person=RecordId("P-05"), keeps=True))

    with pytest.raises(Refused, match="actor-left") as refused:
        world.by("周芳", ReturnToProject(person=RecordId("P-05")))
    assert refused.value.values == {"name": "周芳", "day": world.now.date().isoformat()}
    with pytest.raises(Refused, match="person-left") as again:
        world.by("张伟", AddPerson(name="周芳", dept="法务部"))
    assert again.value.values["day"] == world.now.date().isoformat()
