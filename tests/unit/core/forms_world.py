"""A world with everybody whom the process needs, and the forms that come with the program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.domain.command import Command
from core.domain.form import FillForm, Form, OpenForm, SignForm, SubmitForm
from core.domain.form_standing import scene_of
from core.domain.ids import Kind, RecordId, record_id
from core.domain.people import Department, Function, Person
from core.domain.scene import Scene
from core.domain.stages import Page, Stage, page
from tests.unit.core.standard import STANDARD
from tests.unit.core.world import World

CAST = (
    ("张伟", "市场部", (Function.PROJECT_MANAGER,)),
    ("王敏", "市场部", (Function.LEAD_DEPT_HEAD,)),
    ("刘强", "研发部", (Function.DEPT_HEAD,)),
    ("赵倩", "研发部", (Function.LIAISON,)),
    ("周芳", "法务部", (Function.DEPT_HEAD,)),
    ("钱总", "", (Function.COLLAB_MANAGER,)),
)
NEEDS: dict[str, Any] = {
    "background": "铺开",
    "goal": "3000 家",
    "support": "研发 2 人",
    "due": "2026-12-31",
    "depts": ["研发部", "法务部"],
}


@dataclass
class FormWorld(World):
    """Performs commands about forms, on behalf of whoever is named."""

    @classmethod
    def staffed(cls) -> FormWorld:
        """A world with the cast."""
        world = cls()
        world.put(
            *(
                Person(id=record_id(Kind.PERSON, at), name=name, dept=dept, functions=functions)
                for at, (name, dept, functions) in enumerate(CAST, 1)
            ),
            *(
                Department(id=record_id(Kind.DEPARTMENT, at), name=name)
                for at, name in enumerate(("市场部", "研发部", "法务部"), 1)
            ),
        )
        return world

    def scene(self, command: Command) -> Scene:
        """With what forms are like."""
        # Named, for a dataclass with slots behind it knows no bare super().
        scene = World.scene(self, command)
        return replace(scene, forms=STANDARD.forms, clocks=STANDARD.clocks)

    def by(self, name: str, command: Command) -> RecordId:
        """Somebody wishes; the record that was written first."""
        self.actor = name
        return self.perform(command)[0].id

    def opened(self, name: str, kind: str, **values: Any) -> RecordId:
        """Somebody begins a form."""
        return self.by(name, OpenForm(kind=kind, values=values))

    def answer(self, name: str, form: RecordId, **values: Any) -> None:
        """Somebody fills, hands in and signs."""
        self.by(name, FillForm(form=form, values=values))
        self.by(name, SubmitForm(form=form))
        self.by(name, SignForm(form=form))

    def asked(self) -> RecordId:
        """A request that waits for the answers of two departments."""
        form = self.opened("张伟", "request", **NEEDS)
        self.by("张伟", SubmitForm(form=form))
        self.by("王敏", SignForm(form=form))
        self.by("钱总", SignForm(form=form))
        return form

    def form(self, identity: str) -> Form:
        """A form as it reads."""
        found = self.records[RecordId(identity)]
        assert isinstance(found, Form)
        return found

    def page(self, at: datetime | None = None) -> Page:
        """The process at a moment."""
        self.now = at or self.now
        board = self.board()
        return page(board, scene_of(board, STANDARD, self.now, self.actor))

    def stage(self, name: str, at: datetime | None = None) -> Stage:
        """One stage at a moment."""
        return next(each for each in self.page(at).stages if each.id == name)
