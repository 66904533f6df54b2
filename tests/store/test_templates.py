"""A project that begins from a template: one change on both databases, and its own clocks."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.blocker import OpenGreenChannel, RaiseBlocker
from core.domain.form_standing import scene_of
from core.domain.from_template import Begin, wishes
from core.domain.ids import Kind, RecordId
from core.domain.people import AddPerson, EditDepartment, Function, Role
from core.domain.policy import SetPolicy, in_force
from core.domain.process_clocks import wall
from core.domain.project import CreateProject
from core.domain.refusal import Refused
from core.meetings import template as agenda
from core.service import Service, create_project
from core.store import Store
from core.templates import standard
from tests.hand_clock import HandClock


@pytest.fixture
def founded(store: Store, clock: HandClock) -> Service:
    """An incident of a customer's that 张伟 handles."""
    founding = CreateProject(code="fire", name="断货", lead_dept="客服部", start=date(2026, 11, 18))
    number = create_project(store, founding, actor="张伟", now=clock())
    service = Service(store, number, "张伟", clock)
    manager = (Function.PROJECT_MANAGER,)
    service.perform(AddPerson(name="张伟", dept="客服部", functions=manager, role=Role.ADMIN))
    return service


def begin(service: Service, name: str = "incident") -> None:
    wish = wishes(Begin(standard()[name], service.board(), "zh", agenda))
    service.perform(wish, command_id="begin")


def states(service: Service, clock: str) -> list[str]:
    """How a clock stands, wherever it runs."""
    board = service.board()
    scene = scene_of(board, service.definitions(), service.now(), service.actor)
    return [each.state.value for each in wall(board, scene) if each.clock == clock]


def test_everything_comes_as_one_change(founded: Service) -> None:
    begin(founded)
    board = founded.board()

    assert [each.title for each in board.tasks.values()][:2] == ["问题核实与影响范围", "临时措施"]
    assert set(board.departments) == {"客服部", "研发部", "质量部", "销售部", "法务部"}
    assert board.findings == {}
    assert len(board.milestones) == 2
    assert [each.kind for each in board.forms.values()] == ["request"]
    assert board.forms["F-01"].values["depts"] == ["研发部", "质量部", "销售部", "法务部"]
    assert {each.command for each in founded.history() if each.event.subject == "T-03"} == {"begin"}


def test_one_undo_takes_all_of_it_back(founded: Service) -> None:
    begin(founded)
    founded.undo()
    board = founded.board()

    assert (board.tasks, board.milestones, board.forms, board.series) == ({}, {}, {}, {})
    assert set(board.departments) == {"客服部"}
    assert in_force(board.policies.values(), founded.now()).clocks == {}
    assert set(board.people) == {"P-01"}


def test_the_clocks_of_a_project_are_its_own(founded: Service) -> None:
    begin(founded)
    founded.perform(RaiseBlocker(title="断电"))
    founded.perform(OpenGreenChannel(blocker=RecordId("B-01")))
    assert states(founded, "C16") == ["running"]

    founded.perform(SetPolicy(clocks={"C16": "off"}))
    assert states(founded, "C16") == []
    assert in_force(founded.board().policies.values(), founded.now()).clocks["C25"] == "on"


def test_a_clock_that_nobody_defines_is_refused(founded: Service) -> None:
    with pytest.raises(Refused, match="clock-unknown"):
        founded.perform(SetPolicy(clocks={"C77": "on"}))


def test_where_a_department_is_is_kept_and_read_back(founded: Service) -> None:
    begin(founded)
    known = founded.board().departments["研发部"]
    wish = EditDepartment(
        department=known.id, timezone="Europe/London", opens="8:30", closes="17:00", branch=True
    )
    with pytest.raises(Refused, match="policy-hour"):
        founded.perform(wish)

    founded.perform(EditDepartment(department=known.id, timezone="Europe/London", branch=True))
    founded.perform(EditDepartment(department=known.id, opens="08:30", closes="17:00"))
    now = founded.board().departments["研发部"]
    assert (now.timezone, now.opens, now.closes) == ("Europe/London", "08:30", "17:00")
    assert now == next(each for each in founded.all_of(Kind.DEPARTMENT) if each.id == now.id)

    founded.undo()
    assert founded.board().departments["研发部"].opens == ""


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"timezone": "Mars/Base"}, "zone-unknown"),
        ({"opens": "18:00", "closes": "09:00"}, "policy-hours"),
        ({"opens": "09:00"}, "policy-hour"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    founded: Service, wish: dict[str, str], reason: str
) -> None:
    lead = founded.board().departments["客服部"]

    with pytest.raises(Refused, match=reason):
        founded.perform(EditDepartment(department=lead.id, **wish))  # type: ignore[arg-type]
