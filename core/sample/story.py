"""The sample project as a list of steps: who wished what, and when. Pure but for its data files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from core.calendar.workdays import work_calendar, years_around
from core.domain.action import SetActionStatus
from core.domain.clocks import Clock
from core.domain.command import Command
from core.domain.decision import RecordDecision, WriteNote
from core.domain.form import Form
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.intake import BringIn
from core.domain.kinds import RECORDS
from core.domain.project import CreateProject
from core.domain.record import Record, decode, encode
from core.domain.task import EditTask, SetProgress, Task
from core.domain.ticking import alarm_of
from core.sample.forms import Filling
from core.sample.when import When

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent
_COMMANDS: Mapping[str, type[Any]] = {
    "progress": SetProgress,
    "edit": EditTask,
    "action": SetActionStatus,
    "decide": RecordDecision,
    "note": WriteNote,
}
_BY_NAME = frozenset(
    {"dept", "responsible_dept", "lead", "reporter", "created_by", "raised_by"}
    | {"solved_by", "verified_by", "written_by"}
)
"""Fields that hold a name where the story gives an id."""
_SAID = frozenset({"reason", "remark", "text", "title", "grounds"})
"""Fields of a step whose words are in the language file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One wish: when, by whom, what."""

    at: datetime
    actor: str
    command: Command


@dataclass(frozen=True, slots=True)
class Story:
    """The whole project around one moment."""

    project: CreateProject
    created: datetime
    manager: str
    """The name of the project manager."""
    steps: tuple[Step, ...]
    """In order of time."""


def tell(now: datetime, language: str = "zh", *, process: bool = False) -> Story:
    """The sample project laid around a moment; `language` is one of `LANGUAGES`.

    With `process` it went the way of the process from the start: request, kickoff, charter, goals
    and plans are there as forms; without, it is a board that was begun in the middle.

    Raises:
        ValueError: `now` has no offset, or there is no such language.
    """
    if now.utcoffset() is None:
        raise ValueError("moment-without-offset")
    if language not in LANGUAGES:
        raise ValueError(f"no-such-language: {language}")
    story = _read("story")
    if process:
        before = _read("process")
        story = story | {
            "records": story["records"] | before["records"],
            "step": [*story["step"], *before["step"]],
            "before": before,
        }
    return _Teller(when(now), story, _read(language)).story()


def when(now: datetime) -> When:
    """The days of the sample project around a moment."""
    about = _read("story")["project"]
    zone = ZoneInfo(about["timezone"])
    today = now.astimezone(zone).date()
    calendar = work_calendar(about["calendar"], years_around(today))
    return When(now, zone, calendar)


@cache
def _read(name: str) -> dict[str, Any]:
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class _Teller:
    """The story's ids, its words and its days, brought together."""

    def __init__(self, days: When, story: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        self.days, self.data, self.words = days, story, words
        self.names: Mapping[str, str] = words["names"]
        self.forms = self._forms()

    def story(self) -> Story:
        about = self.data["project"]
        wish = CreateProject(
            **self.words["project"],
            lead_dept=self.names[about["lead"]],
            start=self._date(about["start"]),
            end=self._date(about["end"]),
            calendar=about["calendar"],
            timezone=about["timezone"],
        )
        steps = sorted(map(self._step, self.data["step"]), key=lambda each: each.at)
        created = self.days.moment(about["created"])
        return Story(wish, created, self.names[about["manager"]], tuple(steps))

    def _date(self, text: str) -> date:
        found = self.days.read(text)
        assert found is not None
        return found

    def _step(self, told: Mapping[str, Any]) -> Step:
        at, actor = self.days.moment(told["at"]), self.names[told["by"]]
        if "bring" in told:
            wanted = (each for name in told["bring"] for each in self._ids(name))
            return Step(at, actor, BringIn(records=tuple(map(self._record, wanted))))
        kind = _COMMANDS[told["do"]]
        values = {name: self._said(name, value) for name, value in told.items()}
        return Step(at, actor, cast(Command, kind(**decode(kind, values))))

    def _said(self, name: str, value: Any) -> Any:
        if name not in _SAID:
            return value
        return self.days.written(self.words["says"][value])

    def _ids(self, name: str) -> Iterator[RecordId]:
        """The record of an id, or all of a kind by its letters."""
        if "-" in name:
            yield RecordId(name)
            return
        kind = Kind(name)
        yield from (RecordId(each) for each in self.data["records"] if kind_of(each) is kind)

    def _record(self, identity: RecordId) -> Record:
        if kind_of(identity) is Kind.FORM:
            return self.forms[identity]
        return RECORDS[kind_of(identity)](id=identity, **self._values(identity))

    def _forms(self) -> dict[RecordId, Form]:
        """The forms, with the tasks that they speak of."""
        if "before" not in self.data:
            return {}
        from core.forms import standard

        made = Filling(
            days=self.days,
            data=self.data["before"],
            words=self.words["forms"],
            names=self.names,
            tasks=[task for each in self._ids("T") if isinstance(task := self._record(each), Task)],
            kinds=standard(),
        )
        return {each.id: each for each in made.forms()}

    def _values(self, identity: RecordId) -> dict[str, Any]:
        told = {**self.data["records"][identity], **self.words["records"].get(identity, {})}
        if identity in self.names:
            told["name"] = self.names[identity]
        if planned := told.pop("planned", None):
            told["plan"] = {self.days.today.isoformat(): planned}
        values = {name: self._plain(name, value) for name, value in told.items()}
        return decode(RECORDS[kind_of(identity)], values)

    def _plain(self, name: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._plain(name, each) for each in value]
        if not isinstance(value, str):
            return value
        if name in _BY_NAME:
            return self.names[value]
        if name == "alarms":
            clock, _, due = value.partition(" ")
            return alarm_of(Clock(clock), self.days.moment(due))
        found = self.days.read(value)
        return self.days.written(value) if found is None else encode(found)


__all__ = ["LANGUAGES", "RECORDS", "Step", "Story", "tell", "when"]
