"""Records as the public JSON: a shape changed here is a breaking change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from core.calendar.sla import State
from core.domain.action import ActionItem
from core.domain.blocker import Blocker
from core.domain.board import Board
from core.domain.clash import Clash
from core.domain.clocks import Clock
from core.domain.contest import Contested
from core.domain.decision import Decision, Milestone, Note
from core.domain.event import Recorded
from core.domain.form import Form
from core.domain.health import Standing, standing
from core.domain.people import Person
from core.domain.raci import Finding, row_findings
from core.domain.record import Record
from core.domain.risk import Risk
from core.domain.task import Task
from tui import upstream_words
from tui.wording import party_name, reasons_of
from tui.words import Words

Shape = dict[str, Any]
_NAMED = frozenset({"owner", "maker", "decider"})
_NAMED_LISTS = frozenset({"collaborators", "consulted"})


def shape(record: Record, board: Board, words: Words) -> Shape:
    """Any record as it is printed."""
    if isinstance(record, Task):
        return task(record, board, words)
    for kind, make in _SHAPES.items():
        if isinstance(record, kind):
            return make(record, board)
    return {"id": record.id, "version": record.version}


def standing_of(each: Task, board: Board) -> Standing:
    """Where a task stands, whether or not it is on the board."""
    known = board.standings.get(each.id)
    calendar = board.calendar_of(each.dept)
    return known or standing(each, board.read_at, board.zone, calendar, board.project)


def task(each: Task, board: Board, words: Words) -> Shape:
    """A task, with its light as the board shows it."""
    stands = standing_of(each, board)
    return {
        "id": each.id,
        "title": each.title,
        "dept": each.dept or None,
        "owner": board.name_of(each.owner) or None,
        "collaborators": [board.name_of(one) for one in each.collaborators],
        "status": each.status.value,
        "planned": stands.planned,
        "actual": each.actual,
        "light": stands.light.value,
        "light_reason": reasons_of(stands, words) or None,
        "start": each.start.isoformat() if each.start else None,
        "due": each.due.isoformat() if each.due else None,
        "priority": each.priority.value,
        "parent": each.parent,
        "depends_on": list(each.depends_on),
        "held_up_by": [
            {"task": one.task, "why": one.why.value} for one in upstream_words.held(each, board)
        ],
        "deliverable": each.deliverable or None,
        "delay_reason": each.delay_reason or None,
        "source": each.source or None,
        "source_id": each.source_id or None,
        "source_url": each.source_url or None,
        "source_gone": each.id in board.gone,
        "updated_at": instant(each.updated_at, board),
        "version": each.version,
    }


def blocker(each: Blocker, board: Board) -> Shape:
    """A blocker, with both clocks."""
    return {
        "id": each.id,
        "title": each.title,
        "priority": each.priority.value,
        "tier": each.tier.value,
        "green": each.green_since is not None,
        "status": each.status.value,
        "owner": board.name_of(each.owner) or None,
        "reporter": each.reporter or None,
        "responsible_dept": each.responsible_dept or None,
        "lead": each.lead or None,
        "tasks": list(each.tasks),
        "description": each.description or None,
        "impact_scope": each.impact_scope or None,
        "attempted_measures": each.attempted_measures or None,
        "response_due": instant(board.deadline_of(each, Clock.RESPONSE), board),
        "responded_at": instant(each.responded_at, board),
        "solution_due": instant(board.deadline_of(each, Clock.SOLUTION), board),
        "solved_at": instant(each.solved_at, board),
        "closed_at": instant(each.closed_at, board),
        "rung": each.rung,
        "snoozed_until": instant(each.snoozed_until, board),
        "decision": each.decision,
        "overdue": board.state_of(each, board.read_at) is State.LATE,
        "version": each.version,
    }


def action(each: ActionItem, board: Board) -> Shape:
    """An action item."""
    return {
        "id": each.id,
        "title": each.title,
        "owner": board.name_of(each.owner) or None,
        "collaborators": [board.name_of(one) for one in each.collaborators],
        "due": instant(each.due, board),
        "status": each.status.value,
        "unclaimed": each.owner is None,
        "overdue": each.overdue(board.read_at, board.zone),
        "carried": each.carried,
        "priority": each.priority.value,
        "links": list(each.links),
        "meeting": each.meeting,
        "created_by": each.created_by or None,
        "created_at": instant(each.created_at, board),
        "version": each.version,
    }


def decision(each: Decision, board: Board) -> Shape:
    """A decision."""
    return {
        "id": each.id,
        "title": each.title,
        "maker": board.name_of(each.maker) or None,
        "grounds": each.grounds or None,
        "links": list(each.links),
        "decided_at": instant(each.decided_at, board),
        "created_by": each.created_by or None,
        "version": each.version,
    }


def risk(each: Risk, board: Board) -> Shape:
    """A risk."""
    return {
        "id": each.id,
        "title": each.title,
        "light": each.light.value,
        "status": each.status.value,
        "owner": board.name_of(each.owner) or None,
        "response": each.response or None,
        "decider": board.name_of(each.decider) or None,
        "dept": each.dept or None,
        "tasks": list(each.tasks),
        "impact_scope": each.impact_scope or None,
        "blocker": each.blocker,
        "reviewed_at": instant(each.reviewed_at, board),
        "raised_by": each.raised_by or None,
        "raised_at": instant(each.raised_at, board),
        "version": each.version,
    }


def milestone(each: Milestone) -> Shape:
    """A milestone."""
    return {
        "id": each.id,
        "title": each.title,
        "day": each.day.isoformat(),
        "reached": each.reached,
        "version": each.version,
    }


def person(each: Person) -> Shape:
    """A person."""
    return {
        "id": each.id,
        "name": each.name,
        "dept": each.dept or None,
        "functions": [one.value for one in each.functions],
        "role": each.role.value,
        "aliases": list(each.aliases),
        "timezone": each.timezone or None,
        "left_at": each.left_at.isoformat(timespec="seconds") if each.left_at else None,
        "version": each.version,
    }


def note(each: Note, board: Board) -> Shape:
    """A note or a link on a record."""
    return {
        "text": each.text or None,
        "url": each.url or None,
        "author": each.author or None,
        "written_at": instant(each.written_at, board),
    }


def clash(each: Clash, board: Board) -> Shape:
    """A clash: what each side says of one field, and what was settled."""
    about = board.record(each.subject)
    return {
        "id": each.id,
        "source": each.source,
        "source_id": each.source_id,
        "subject": each.subject,
        "title": getattr(about, "title", None),
        "field": each.field,
        "base": _value(each.field, each.base, board),
        "ours": _value(each.field, each.ours, board),
        "ours_by": each.ours_by or None,
        "ours_at": instant(each.ours_at, board),
        "theirs": _value(each.field, each.theirs, board),
        "theirs_by": each.theirs_by or None,
        "theirs_at": instant(each.theirs_at, board),
        "agreed_at": instant(each.agreed_at, board),
        "found_at": instant(each.found_at, board),
        "status": each.status.value,
        "choice": each.choice.value if each.choice else None,
        "value": _value(each.field, each.value, board),
        "settled_by": each.settled_by or None,
        "settled_at": instant(each.settled_at, board),
        "url": each.url or None,
        "version": each.version,
    }


def raci(each: Task, board: Board, words: Words) -> Shape:
    """A task's row of the RACI grid, and what is wrong with it."""
    row = board.raci.get(each.id)
    cells: Mapping[str, str] = row.cells if row and not row.removed else {}
    over = [
        load
        for load in board.overloads
        if any(cells.get(who) == load.letter for who in load.parties)
    ]
    found = (*row_findings(cells), *over)
    return {
        "task": each.id,
        "title": each.title,
        "cells": {party_name(board, who): letter for who, letter in cells.items()},
        "findings": [_finding(one, board, words) for one in found],
    }


def _finding(each: Finding, board: Board, words: Words) -> Shape:
    detail = words.say(f"term.finding.{each.rule.value}", n=each.count)
    who = words.join(party_name(board, party) for party in each.parties)
    return {
        "rule": each.rule.value,
        "severity": each.severity.value,
        "detail": words.say("cli.finding", what=detail, who=who) if who else detail,
    }


def event(each: Recorded, board: Board) -> Shape:
    """One line of the log, people by their names."""
    return {
        "seq": each.seq,
        "at": instant(each.at, board),
        "actor": each.actor,
        "kind": each.event.kind,
        "subject": each.event.subject,
        "before": _values(each.event.before, board),
        "after": _values(each.event.after, board),
        "meeting": each.meeting,
        "undone_by": each.undone_by,
    }


def contested(each: Contested, board: Board) -> Shape:
    """A field that somebody changed since what is to be taken back."""
    name = each.field.partition(".")[0]
    return {
        "subject": each.subject,
        "field": each.field,
        "before": _value(name, each.before, board),
        "mine": _value(name, each.mine, board),
        "now": _value(name, each.now, board),
        "by": each.by or None,
        "at": instant(each.at, board),
    }


def _values(values: Mapping[str, Any], board: Board) -> Shape:
    return {name: _value(name, value, board) for name, value in values.items()}


def _value(name: str, value: Any, board: Board) -> Any:
    if name in _NAMED and isinstance(value, str):
        return board.name_of(value)
    if name in _NAMED_LISTS and isinstance(value, list):
        return [board.name_of(one) for one in value]
    if name == "cells" and isinstance(value, dict):
        return {party_name(board, who): letter for who, letter in value.items()}
    return value


def instant(moment: datetime | None, board: Board) -> str | None:
    """A moment with the project's own offset, to the second."""
    if moment is None:
        return None
    return moment.astimezone(board.zone).isoformat(timespec="seconds")


def form(each: Form) -> Shape:
    """A form in short; whole it is `form show`."""
    return {
        "id": each.id,
        "kind": each.kind,
        "dept": each.dept or None,
        "subject": each.subject,
        "parent": each.parent,
        "status": each.status.value,
        "step": each.step or None,
        "version": each.version,
    }


_SHAPES: dict[type[Record], Callable[[Any, Board], Shape]] = {
    Blocker: blocker,
    ActionItem: action,
    Decision: decision,
    Risk: risk,
    Milestone: lambda record, _: milestone(record),
    Person: lambda record, _: person(record),
    Clash: clash,
    Form: lambda record, _: form(record),
}
