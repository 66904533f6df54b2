"""Reading a template of projects: what may stand in its file, and what fits together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from core.calendar.sla import Basis
from core.domain import clock_choice, naming, office
from core.domain.defining import Definition
from core.domain.meeting import Cadence, MeetingKind, Purpose
from core.domain.people import Function
from core.domain.project_template import (
    FormSketch,
    MeetingSketch,
    ProjectTemplate,
    SlotSketch,
    TaskSketch,
)
from core.domain.raci import Letter
from core.domain.refusal import Refused
from core.domain.task import Priority

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,30}", re.ASCII)
_SPAN: Final = re.compile(r"([0-9]{1,4})(m|h)", re.ASCII)
_SPANS: Final = ("response", "solution", "green", "ack")
_TOP: Final = ("names", "about", "depts", "functions", "policy", "clocks", "naming")
_LONGEST: Final = 1000
"""Working days that a template may reach."""


def understood(document: Mapping[str, Any], id_: str, file: str) -> ProjectTemplate:
    """A template as it stands in a file.

    Raises:
        Misdefined: a key is missing, unknown or does not fit; the place is said.
    """
    return _Reader(file).template(document, id_)


class _Reader(Definition):
    """Reads the file of a template."""

    __slots__ = ()

    def template(self, table: Mapping[str, Any], id_: str) -> ProjectTemplate:
        self._keys("", table, (*_TOP, "task", "milestone", "meeting", "form"))
        self._fits("name", id_, fits=_KEY.fullmatch(id_.replace("-", "_")) is not None)
        depts = {key: self._texts(f"depts.{key}", each) for key, each in self._depts(table)}
        tasks = tuple(
            self._task(f"task[{at}]", each, depts)
            for at, each in enumerate(self._list("task", table), 1)
        )
        self._linked(tasks)
        return ProjectTemplate(
            id=id_,
            names=self._texts("names", table.get("names")),
            about=self._texts("about", table.get("about")),
            depts=depts,
            functions=tuple(
                self._word("functions", each, Function) for each in self._list("functions", table)
            ),
            tasks=tasks,
            milestones=tuple(self._milestones(table)),
            meetings=tuple(self._meetings(table)),
            forms=tuple(self._forms(table)),
            **self._policy(table.get("policy", {})),
            clocks=self._clocks(table),
            naming=self._naming(table),
        )

    def _depts(self, table: Mapping[str, Any]) -> list[tuple[str, Any]]:
        found = self._table("depts", table.get("depts"))
        self._fits("depts", found, fits=bool(found) and all(map(_KEY.fullmatch, found)))
        return list(found.items())

    def _task(self, at: str, table: Any, depts: Mapping[str, Any]) -> TaskSketch:
        known = ("id", "title", "dept", "days", "after", "deliverable", "priority", "raci")
        self._keys(at, table, known)
        name, dept = table.get("id"), table.get("dept")
        self._fits(f"{at}.id", name, fits=isinstance(name, str) and bool(_KEY.fullmatch(name)))
        self._fits(f"{at}.dept", dept, fits=dept in list(depts), known=depts)
        letters = {
            who: self._word(f"{at}.raci.{who}", letter, Letter)
            for who, letter in self._table(f"{at}.raci", table.get("raci", {})).items()
        }
        for who in letters:
            parties = (*depts, *(each.value for each in Function))
            self._fits(f"{at}.raci", who, fits=who in parties, known=parties)
        answering = [who for who, letter in letters.items() if letter is Letter.A]
        self._fits(f"{at}.raci", answering, fits=len(answering) <= 1)
        after = self._list("after", table)
        return TaskSketch(
            id=str(name),
            title=self._texts(f"{at}.title", table.get("title")),
            dept=str(dept),
            days=self._days(f"{at}.days", table.get("days")),
            after=tuple(map(str, after)),
            deliverable=self._texts(f"{at}.deliverable", table.get("deliverable", {}), empty=True),
            priority=self._word(f"{at}.priority", table.get("priority", "normal"), Priority),
            raci=letters,
        )

    def _days(self, at: str, value: Any) -> tuple[int, int]:
        pair = isinstance(value, list) and len(value) == 2 and all(map(_is_day, value))
        self._fits(at, value, fits=pair and value[0] <= value[1])
        return value[0], value[1]

    def _linked(self, tasks: Sequence[TaskSketch]) -> None:
        """R32: what a task waits for stands before it, so that nothing waits for itself."""
        before: set[str] = set()
        for each in tasks:
            self._fits(f"task.{each.id}", "id", fits=each.id not in before)
            after, fits = list(each.after), set(each.after) <= before
            self._fits(f"task.{each.id}.after", after, fits=fits, known=sorted(before))
            before.add(each.id)

    def _milestones(self, table: Mapping[str, Any]) -> list[tuple[Mapping[str, str], int]]:
        found: list[tuple[Mapping[str, str], int]] = []
        for at, each in enumerate(self._list("milestone", table), 1):
            place = f"milestone[{at}]"
            self._keys(place, each, ("title", "day"))
            self._fits(f"{place}.day", each.get("day"), fits=_is_day(each.get("day")))
            found.append((self._texts(f"{place}.title", each.get("title")), each["day"]))
        return found

    def _meetings(self, table: Mapping[str, Any]) -> list[MeetingSketch]:
        found = []
        for number, each in enumerate(self._list("meeting", table), 1):
            at = f"meeting[{number}]"
            known = ("kind", "every", "weekday", "at", "minutes", "day", "goal", "agenda")
            self._keys(at, each, known)
            every, day = each.get("every"), each.get("day", 0)
            weekday, minutes = each.get("weekday", 0), each.get("minutes", 30)
            self._fits(f"{at}.day", day, fits=day == 0 or _is_day(day))
            self._fits(f"{at}.weekday", weekday, fits=weekday in range(7))
            self._fits(f"{at}.minutes", minutes, fits=type(minutes) is int and 5 <= minutes <= 480)
            found.append(
                MeetingSketch(
                    kind=self._word(f"{at}.kind", each.get("kind"), MeetingKind),
                    every=None if every is None else self._word(f"{at}.every", every, Cadence),
                    weekday=weekday,
                    at=self._hours(f"{at}.at", each.get("at", "10:00"), "23:59")[0],
                    minutes=minutes,
                    day=day,
                    goal=self._texts(f"{at}.goal", each.get("goal", {}), empty=True),
                    agenda=self._agenda(at, each),
                )
            )
        return found

    def _agenda(self, at: str, table: Mapping[str, Any]) -> tuple[SlotSketch, ...]:
        found = []
        for each in self._list("agenda", table):
            self._keys(f"{at}.agenda", each, ("purpose", "title", "seconds"))
            seconds = each.get("seconds", 0)
            self._fits(f"{at}.seconds", seconds, fits=type(seconds) is int and seconds >= 0)
            purpose = self._word(f"{at}.purpose", each.get("purpose", "topic"), Purpose)
            title = self._texts(f"{at}.title", each.get("title", {}), empty=True)
            found.append(SlotSketch(purpose, title, seconds))
        return tuple(found)

    def _forms(self, table: Mapping[str, Any]) -> list[FormSketch]:
        found = []
        for number, each in enumerate(self._list("form", table), 1):
            at = f"form[{number}]"
            self._keys(at, each, ("kind", "values"))
            kind, values = each.get("kind"), self._table(f"{at}.values", each.get("values", {}))
            self._fits(f"{at}.kind", kind, fits=isinstance(kind, str) and bool(kind))
            texts = {name: self._texts(f"{at}.{name}", text) for name, text in values.items()}
            found.append(FormSketch(str(kind), texts))
        return found

    def _policy(self, table: Any) -> dict[str, Any]:
        self._keys("policy", table, ("basis", *_SPANS, "hours", "steps_off"))
        found: dict[str, Any] = {
            "spans": {
                f"{name}_minutes": self._minutes(f"policy.{name}", table[name])
                for name in _SPANS
                if name in table
            }
        }
        if "basis" in table:
            found["basis"] = self._word("policy.basis", table["basis"], Basis)
        if "hours" in table:
            opens, _, closes = str(table["hours"]).partition("-")
            found["opens"], found["closes"] = self._hours("policy.hours", opens, closes)
        if "steps_off" in table:
            found["steps_off"] = tuple(map(str, self._list("steps_off", table)))
        return found

    def _minutes(self, key: str, value: Any) -> int:
        match = _SPAN.fullmatch(value) if isinstance(value, str) else None
        self._fits(key, value, fits=match is not None)
        assert match is not None
        return int(match[1]) * (60 if match[2] == "h" else 1)

    def _hours(self, key: str, opens: Any, closes: Any) -> tuple[str, str]:
        try:
            return office.hours(str(opens).strip(), str(closes).strip())
        except Refused:
            raise self._wrong(key, f"{opens}-{closes}") from None

    def _clocks(self, table: Mapping[str, Any]) -> dict[str, str]:
        said = self._table("clocks", table.get("clocks", {}))
        try:
            clock_choice.check(said, {})
        except (Refused, AttributeError, TypeError):
            raise self._wrong("clocks", said) from None
        return dict(said)

    def _naming(self, table: Mapping[str, Any]) -> dict[str, str]:
        said = self._table("naming", table.get("naming", {}))
        try:
            naming.check(said)
        except (Refused, AttributeError, TypeError):
            raise self._wrong("naming", said) from None
        return dict(said)

    def _texts(self, key: str, value: Any, *, empty: bool = False) -> dict[str, str]:
        """By language, or one text for all of them."""
        if isinstance(value, str):
            value = {"": value}
        there = isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values())
        self._fits(key, value, fits=there and (empty or bool(value)))
        return dict(value)

    def _fits(self, key: str, value: Any, *, fits: bool, known: Iterable[str] = ()) -> None:
        if not fits:
            raise self._wrong(key, value, known)


def _is_day(value: Any) -> bool:
    return type(value) is int and 1 <= value <= _LONGEST
