"""Plays the sample project's story by the rules alone, without a store."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from core.domain.assembly import assemble
from core.domain.board import Board
from core.domain.command import decide
from core.domain.event import apply, begin
from core.domain.ids import Kind, RecordId, kind_of, number_of, record_id
from core.domain.people import Department, Person
from core.domain.project import Project
from core.domain.record import Record
from core.domain.scene import Scene
from core.sample.story import RECORDS, Step, Story, tell, when


def played(now: datetime, language: str = "zh") -> Board:
    """The board that the story of that moment ends with."""
    story, days = tell(now, language), when(now)
    project = _project(story)
    scene = Scene(story.created, story.manager, project)
    records: dict[RecordId, Record] = {}
    for step in story.steps:
        _carry(step, scene, records)
    blank = Board(revision=0, read_at=now, project=project, zone=days.zone, calendar=days.calendar)
    return assemble(blank, records.values())


def _project(story: Story) -> Project:
    wish = story.project
    return Project(
        id=record_id(Kind.PROJECT, 1),
        code=wish.code,
        name=wish.name,
        lead_dept=wish.lead_dept,
        start=wish.start,
        end=wish.end,
    )


def _carry(step: Step, blank: Scene, records: dict[RecordId, Record]) -> None:
    taken: Counter[Kind] = Counter()
    for identity in records:
        taken[kind_of(identity)] = max(taken[kind_of(identity)], number_of(identity))
    scene = replace(
        blank,
        now=step.at,
        actor=step.actor,
        people={each.id: each for each in records.values() if isinstance(each, Person)},
        departments={each.name: each for each in records.values() if isinstance(each, Department)},
        records=records,
        taken=taken,
    )
    for event in decide(step.command, scene):
        old = records.get(event.subject)
        kind = RECORDS[kind_of(event.subject)]
        new = begin(kind, event, step.at) if old is None else apply(old, event, step.at)
        records[event.subject] = new
