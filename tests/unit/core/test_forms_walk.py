"""Whatever people do, in whatever order: no form is done without those who must agree."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.event import apply, begin
from core.domain.form import (
    AGREES,
    FillForm,
    Form,
    FormStatus,
    OpenForm,
    SignForm,
    SubmitForm,
    WithdrawForm,
    changed_since,
    objections,
    seal,
)
from core.domain.form_ahead import steps_of
from core.domain.form_kind import Act, StepKind
from core.domain.form_standing import children, waiting
from core.domain.ids import RecordId
from core.domain.parties import parties
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.forms import standard
from tests.unit.core.forms_world import CAST, NEEDS, FormWorld
from tests.unit.core.world import task

CHANGE: dict[str, Any] = {
    "reason": "接口未开放",
    "impact": "顺延",
    "changes": [{"task": "T-01", "field": "due", "to": "2026-11-30"}],
    "depts": ["研发部"],
}
KINDS: dict[str, dict[str, Any]] = {
    "request": NEEDS,
    "change": CHANGE,
    "completion": {"text": "完成", "depts": ["研发部"]},
    "goals": {"goal": "3000 家", "sub_goals": [{"dept": "研发部", "goal": "零缺陷"}]},
}
ANSWERS: dict[str, tuple[dict[str, Any], ...]] = {
    "dept_response": (
        {"answer": "accept", "liaison": ["P-04"]},
        {"answer": "accept", "liaison": ["P-05"]},
        {"answer": "object", "adjustment": "晚两周"},
    ),
    "opinion_on_change": ({"answer": "agree"}, {"answer": "object", "remark": "不行"}),
    "request": ({"goal": "5000 家"}, {"depts": ["研发部"]}, {"depts": ["法务部", "研发部"]}),
    "change": ({"depts": ["研发部"]}, {"depts": ["法务部", "研发部"]}),
    "completion": ({"text": "都完成了"},),
    "goals": ({"goal": "5000 家"},),
}
"""What is written into each kind of form."""
ACTS = ("open", "fill", "submit", "submit", "sign", "sign", "sign", "refuse", "withdraw")
SIGNED = ("review", "approve", "sign")
"""The steps that take a name."""
NAMES = tuple(name for name, _, _ in CAST)
steps = st.tuples(
    st.sampled_from((*ACTS, *("on",) * 20)),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from((None, None, None, *NAMES)),
)
"""What is done (`on`: whatever takes it further), to which form, how, and by whom: mostly by
somebody whom it waits for."""
Step = tuple[str, int, int, str | None]


def taken(world: FormWorld, step: Step) -> None:
    """Somebody wishes what the rules may refuse."""
    act, which, how, name = step
    going = [each for each in forms_of(world) if each.status in (FormStatus.DRAFT, FormStatus.OPEN)]
    done = [each for each in forms_of(world) if each.status is FormStatus.DONE]
    some = going or done
    if act == "open" or not some:
        kind = list(KINDS)[how % len(KINDS)]
        tried(world, name or "张伟", OpenForm(kind=kind, values=KINDS[kind]))
        return
    form = some[which % len(some)] if which < 50 or not done else done[which % len(done)]
    wait = waiting(form, world.scene(SubmitForm(form=form.id)))
    people = [each.name for each in wait.people] if wait else []
    actor = name or (people[how % len(people)] if people else "张伟")
    for each in wishes(act, how, form):
        tried(world, actor, each)


def wishes(act: str, how: int, form: Form) -> tuple[Any, ...]:
    """What somebody does to a form."""
    answers = ANSWERS[form.kind]
    fill = FillForm(form=form.id, values=answers[how % len(answers)])
    submit, sign = SubmitForm(form=form.id), SignForm(form=form.id)
    found: dict[str, tuple[Any, ...]] = {
        "on": (sign,) if form.step in SIGNED else (fill, submit),
        "fill": (fill,),
        "submit": (submit,),
        "sign": (sign,),
        "refuse": (SignForm(form=form.id, agrees=False, remark="不行"),),
        "withdraw": (WithdrawForm(form=form.id, reason="改期"),),
    }
    return found[act]


def forms_of(world: FormWorld) -> list[Form]:
    """All forms, by their ids."""
    return [each for each in world.records.values() if isinstance(each, Form)]


def begun() -> FormWorld:
    """A request that waits for two departments, and a task that may be changed."""
    world = FormWorld.staffed()
    world.put(task(1, dept="研发部", owner=RecordId("P-04")))
    world.asked()
    return world


def tried(world: FormWorld, name: str, command: Any) -> None:
    """Somebody wishes what the rules may refuse."""
    world.actor = name
    with suppress(Refused):
        world.perform(command)


def assert_agreed(form: Form, scene: Scene) -> None:
    """Each step of a form that is done has the names, or the answers, that it takes."""
    for step in steps_of(standard()[form.kind], scene):
        if step.act in (Act.SIGN, Act.APPROVE):
            _assert_signed(form, step, scene)
        elif step.act is Act.COLLECT:
            asked = children(form, scene, step.id)
            assert all(each.status is FormStatus.DONE for each in asked)
            assert not objections(asked, standard())
            assert set(form.values[step.each]) <= {each.dept for each in asked}


def _assert_signed(form: Form, step: StepKind, scene: Scene) -> None:
    signed = {who for who, sign in form.signed(step.id).items() if sign["verdict"] == AGREES}
    wanted = {each.id for each in parties(step.who, form, scene)}
    assert wanted <= signed if step.needs == "all" else wanted & signed


@settings(max_examples=60, deadline=None)
@given(walk=st.lists(steps, min_size=10, max_size=60))
def test_no_walk_skips_whom_a_form_needs(walk: list[Step]) -> None:
    world = begun()
    for each_step in walk:
        done = {each.id for each in forms_of(world) if each.status is FormStatus.DONE}
        taken(world, each_step)
        for each in forms_of(world):
            if each.status is FormStatus.DONE and each.id not in done:
                assert_agreed(each, world.scene(SubmitForm(form=each.id)))


@settings(max_examples=40, deadline=None)
@given(walk=st.lists(steps, min_size=10, max_size=40))
def test_nothing_signed_changes_without_showing_it(walk: list[Step]) -> None:
    world = begun()
    for each_step in walk:
        taken(world, each_step)
    for each in forms_of(world):
        kind = standard()[each.kind]
        stale = {sign["seal"] for sign in changed_since(each, kind)}
        spoken = {
            sign["seal"]
            for sign in each.signs
            if sign["round"] == each.round and sign["verdict"] == AGREES
        }
        assert stale == spoken - {seal(each, kind)}


@settings(max_examples=40, deadline=None)
@given(walk=st.lists(steps, min_size=5, max_size=30))
def test_the_log_alone_makes_every_form_again(walk: list[Step]) -> None:
    world = begun()
    for each_step in walk:
        taken(world, each_step)

    made: dict[RecordId, Form] = {}
    for each in world.log:
        subject, event = each.event.subject, each.event
        if event.creates and event.kind.startswith("form."):
            made[subject] = begin(Form, event, each.at)
        elif subject in made:
            made[subject] = apply(made[subject], event, each.at)

    told = {form.id: (form.values, form.status, form.step, form.signs) for form in forms_of(world)}
    assert {
        id_: (form.values, form.status, form.step, form.signs) for id_, form in made.items()
    } == told


def test_a_long_way_round_does_end() -> None:
    """The walks above mean something: a request can be done in the world that they walk in."""
    world = FormWorld.staffed()
    form = world.asked()
    for name, child in (("刘强", "F-02"), ("周芳", "F-03")):
        world.answer(name, RecordId(child), answer="accept", liaison=["P-04"])

    assert world.form(form).status is FormStatus.DONE
    assert_agreed(world.form(form), world.scene(SubmitForm(form=form)))
