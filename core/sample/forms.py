"""The forms of the sample project: filled, signed and sealed as the process leaves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from core.domain.form import AGREES, Form, FormStatus, seal
from core.domain.form_kind import FormKind
from core.domain.ids import Kind, RecordId, record_id
from core.domain.record import encode
from core.domain.task import Task
from core.sample.when import When

_PLANNED: Final = ("owner", "start", "due", "deliverable")


@dataclass(frozen=True, slots=True)
class Filling:
    """What forms are made from."""

    days: When
    data: Mapping[str, Any]
    """As `process.toml` says it."""
    words: Mapping[str, Any]
    """The `[forms]` of a language's file."""
    names: Mapping[str, str]
    """Of departments and people, by their ids."""
    tasks: Sequence[Task]
    kinds: Mapping[str, FormKind]

    def forms(self) -> Iterator[Form]:
        """Each in the order of its id."""
        found = [self._form(told) for told in self.data["form"]]
        found += [*self._answers(), *self._plans()]
        yield from sorted(found, key=lambda each: each.id.zfill(12))

    def _form(self, told: Mapping[str, Any]) -> Form:
        said = dict(self.words[told["kind"]])
        texts = said.pop("values", {})
        values: dict[str, Any] = {name: self.days.written(each) for name, each in texts.items()}
        if "depts" in told:
            values["depts"] = [self.names[each] for each in told["depts"]]
        if told["kind"] == "request":
            values["due"] = self.days.sunday(7).isoformat()
        if "goals" in told:
            depts = told["goals"]
            values["sub_goals"] = [{"dept": self.names[each]} | said[each] for each in depts]
        if "tasks" in told:
            values["tasks"] = [*self._progress(told["tasks"], said)]
        blank = self._blank(told["id"], told, values)
        return self._signed(blank, told.get("signs", ()))

    def _progress(
        self, tasks: Mapping[str, list[int]], said: Mapping[str, str]
    ) -> Iterator[dict[str, Any]]:
        for task, (planned, actual) in tasks.items():
            reason = {"reason": said[task]} if task in said else {}
            yield {"task": task, "planned": planned, "actual": actual} | reason

    def _answers(self) -> Iterator[Form]:
        """Every department takes it on and names who speaks for it."""
        told = self.data["answers"]
        for head, liaison, at, form in self._of_depts(told):
            values = {"answer": "accept", "liaison": [liaison]}
            own = replace(form, values=values, parent=RecordId(told["parent"]))
            yield self._signed(replace(own, at_step=told["step"]), (f"sign {head} {at}",))

    def _plans(self) -> Iterator[Form]:
        """Every department with tasks enters them."""
        told = self.data["plans"]
        for head, _, at, form in self._of_depts(told):
            rows = [_planned(each) for each in self.tasks if each.dept == form.dept]
            filled = replace(form, values={"tasks": rows})
            yield self._signed(filled, (f"{told['step']} {head} {at}",))

    def _of_depts(self, told: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Form]]:
        for number, (dept, said) in enumerate(told["depts"].items(), told["first"]):
            head, writer, at = said.split(maxsplit=2)
            times = {"opened": told["opened"], "submitted": at, "done": at}
            about = {"kind": told["kind"], "by": writer, "dept": dept} | times
            yield head, writer, at, self._blank(record_id(Kind.FORM, number), about, {})

    def _blank(self, identity: str, told: Mapping[str, Any], values: Mapping[str, Any]) -> Form:
        """A form that is done, before its signatures."""
        moments = {each: self.days.moment(told[each]) for each in ("opened", "submitted", "done")}
        writer = self.names[told["by"]]
        return Form(
            id=RecordId(identity),
            kind=told["kind"],
            dept=self.names[told["dept"]] if "dept" in told else "",
            values=values,
            status=FormStatus.DONE,
            opened_by=writer,
            opened_at=moments["opened"],
            submitted_by=writer,
            submitted_at=moments["submitted"],
            step_since=moments["done"],
            done_at=moments["done"],
        )

    def _signed(self, form: Form, signs: Iterable[str]) -> Form:
        mark = seal(form, self.kinds[form.kind])
        return replace(form, signs=tuple(self._sign(each, mark) for each in signs))

    def _sign(self, told: str, mark: str) -> dict[str, Any]:
        """R24: who agreed to what, and when."""
        step, person, at = told.split(maxsplit=2)
        moment: datetime = self.days.moment(at)
        return {
            "step": step,
            "round": 1,
            "person": person,
            "name": self.names[person],
            "verdict": AGREES,
            "remark": "",
            "at": moment.isoformat(),
            "seal": mark,
        }


def _planned(task: Task) -> dict[str, Any]:
    """A task as a row of its department's plan."""
    told = {name: encode(getattr(task, name)) for name in _PLANNED}
    return {"task": task.id} | {name: value for name, value in told.items() if value}
