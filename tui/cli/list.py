"""`list`: what is there, as an aligned table or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.capture.answering import people_called
from core.capture.gathering import ground_of
from core.domain.action import ActionStatus
from core.domain.blocker import BlockerStatus
from core.domain.clash import ClashStatus
from core.domain.ids import Kind, RecordId
from core.domain.meeting import MeetingStatus
from core.domain.refusal import Refused
from core.domain.risk import RiskStatus, risk_urgency
from core.domain.task import LightLevel, TaskStatus
from tui.cli import lookup, shapes
from tui.cli.desk import Desk
from tui.cli.tables import columns_of, heads, row
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_STATUSES: dict[str, tuple[type[StrEnum], str]] = {
    "tasks": (TaskStatus, "task"),
    "blockers": (BlockerStatus, "blocker"),
    "actions": (ActionStatus, "action"),
    "risks": (RiskStatus, "risk"),
    "meetings": (MeetingStatus, "meeting_status"),
    "clashes": (ClashStatus, "clash"),
}
_FILTERS = {
    "tasks": {"status", "owner", "dept", "light", "since"},
    "blockers": {"status", "owner", "dept", "since"},
    "actions": {"status", "owner", "dept", "since"},
    "decisions": {"owner", "since"},
    "risks": {"status", "owner", "dept", "light", "since"},
    "raci": {"dept", "light"},
    "people": {"dept"},
    "milestones": set(),
    "meetings": {"status", "owner", "since"},
    "events": {"owner", "since", "status", "subject", "limit"},
    "sources": set(),
    "clashes": {"status", "since"},
    "resources": {"status", "dept"},
}
_FLAGS = {"status": "--status", "owner": "--owner", "dept": "--dept", "light": "--light"} | {
    "since": "--since",
    "subject": "--id",
    "limit": "--limit",
}
"""The option of each filter."""


def register(verbs: Verbs) -> None:
    """`list WHAT` with its filters."""
    say = verbs.words.say
    parser = verbs.add("list", run, told=say("cli.help.list"))
    parser.argument("what", choices=list(_FILTERS), metavar="WHAT", help=" ".join(_FILTERS))
    told = f"{say('cli.help.status')}\n{say('history.help.event_kind')}"
    parser.argument("--status", metavar="S,…", help=told)
    parser.argument("--owner", metavar="NAME", help=say("cli.help.owner"))
    parser.argument("--dept", metavar="DEPT", help=say("cli.help.dept"))
    parser.argument("--light", metavar="L,…", help=say("cli.help.light"))
    parser.argument("--since", metavar="WHEN", help=say("cli.help.since"))
    parser.argument("--id", dest="subject", metavar="ID", help=say("history.help.subject"))
    parser.argument("--limit", type=int, metavar="N", help=say("history.help.limit"))


def run(options: Namespace) -> int:
    """Prints the list."""
    for name, flag in _FLAGS.items():
        if getattr(options, name, None) is not None and name not in _FILTERS[options.what]:
            raise Wrong(word="cli.wrong_filter", option=flag, what=options.what)
    with Desk(options) as desk:
        if options.what == "sources":
            from tui.cli.source import print_sources

            return print_sources(desk)
        if options.what == "events":
            from tui.cli.events import print_events

            return print_events(desk)
        if options.what == "resources":
            return _print_resources(desk)
        found = list(_LISTS[options.what](desk))
        if desk.talk.json:
            desk.talk.value(found)
        else:
            columns = columns_of(options.what, found)
            rows = [row(options.what, each, desk, columns) for each in found]
            desk.talk.table(heads(columns, desk.words), rows, empty=_empty(desk))
    return 0


def _empty(desk: Desk) -> str:
    """What is said of an empty list: where nothing was asked for, how a first one is made."""
    options, none = desk.options, f"cli.none.{desk.options.what}"
    if options.what == "clashes":
        return "syncing.no_clashes"
    asked = any(getattr(options, name, None) is not None for name in _FLAGS)
    return none if not asked and desk.words.has(none) else "cli.nothing"


def _print_resources(desk: Desk) -> int:
    from tui.cli import resource_list

    found = list(resource_list.found(desk))
    if desk.talk.json:
        desk.talk.value(found)
    else:
        rows = resource_list.rows(found, desk)
        desk.talk.table(resource_list.heads(desk), rows, empty="goals.no_resources")
    return 0


class _Sieve:
    """The filters of one list, understood before anything is read."""

    def __init__(self, desk: Desk) -> None:
        options, board = desk.options, desk.board
        self.board = board
        self.dept: str | None = options.dept
        self.owners: frozenset[str] | None = None
        self.statuses = _members(options.status, *_STATUSES.get(options.what, (TaskStatus, "task")))
        self.lights = _members(options.light, LightLevel, "light")
        self.since: datetime | None = None
        if options.owner:
            ground = ground_of(board, board.read_at, desk.opening.actor)
            self.owners = frozenset(people_called(options.owner, ground).ids)
            if not self.owners:
                raise Refused("no-such-person", name=options.owner)
        if options.since:
            self.since = lookup.since(options.since, board.read_at, board.zone)
        if self.dept is not None and not _has_dept(board, self.dept):
            raise Refused("no-such-department", name=self.dept)

    def lets(self, record: Any, *, owner: str = "owner", dept: str | None = None) -> bool:
        """Whether a record is wanted."""
        if self.statuses is not None and record.status not in self.statuses:
            return False
        if self.owners is not None and getattr(record, owner) not in self.owners:
            return False
        if self.dept is not None and dept != self.dept:
            return False
        return self.since is None or (
            record.updated_at is not None and record.updated_at >= self.since
        )

    def dept_of(self, person: str | None) -> str | None:
        """The department that a person is of."""
        found = self.board.people.get(RecordId(person)) if person else None
        return found.dept if found else None


def _has_dept(board: Any, name: str) -> bool:
    return name in board.departments or any(each.dept == name for each in board.tasks.values())


def _members(text: str | None, kind: type[StrEnum], area: str) -> frozenset[StrEnum] | None:
    if text is None:
        return None
    names = lookup.terms(kind, area)
    return frozenset(lookup.member(kind, each, names) for each in text.split(","))


def _tasks(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve, board = _Sieve(desk), desk.board
    for identity in board.task_order:
        task = board.tasks[identity]
        light = shapes.standing_of(task, board).light
        if sieve.lets(task, dept=task.dept) and (sieve.lights is None or light in sieve.lights):
            yield shapes.task(task, board, desk.words)


def _blockers(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve, board = _Sieve(desk), desk.board
    place = {identity: at for at, identity in enumerate(board.blocker_order)}
    every = desk.service.all_of(Kind.BLOCKER)
    for each in sorted(every, key=lambda one: (place.get(one.id, len(place)), one.id.zfill(12))):
        if sieve.lets(each, dept=each.responsible_dept):
            yield shapes.blocker(each, board)


def _actions(desk: Desk) -> Iterable[dict[str, Any]]:
    from core.domain.board import action_urgency

    sieve, board = _Sieve(desk), desk.board
    for each in sorted(desk.service.all_of(Kind.ACTION), key=action_urgency):
        if sieve.lets(each, dept=sieve.dept_of(each.owner)):
            yield shapes.action(each, board)


def _decisions(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve, board = _Sieve(desk), desk.board
    for each in board.decisions.values():
        if sieve.lets(each, owner="maker"):
            yield shapes.decision(each, board)


def _risks(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve, board = _Sieve(desk), desk.board
    for each in sorted(desk.service.all_of(Kind.RISK), key=risk_urgency):
        lit = sieve.lights is None or each.light in sieve.lights
        if lit and sieve.lets(each, dept=each.dept):
            yield shapes.risk(each, board)


def _raci(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve, board = _Sieve(desk), desk.board
    for identity, task in board.tasks.items():
        light = shapes.standing_of(task, board).light
        if sieve.lets(task, dept=task.dept) and (sieve.lights is None or light in sieve.lights):
            yield shapes.raci(board.tasks[identity], board, desk.words)


def _people(desk: Desk) -> Iterable[dict[str, Any]]:
    sieve = _Sieve(desk)
    for each in desk.board.people.values():
        if sieve.lets(each, dept=each.dept):
            yield shapes.person(each)


def _milestones(desk: Desk) -> Iterable[dict[str, Any]]:
    yield from map(shapes.milestone, desk.board.milestones.values())


def _meetings(desk: Desk) -> Iterable[dict[str, Any]]:
    from tui.cli import at_table, meeting_shapes

    sieve, items = _Sieve(desk), defaultdict(list)
    for item in desk.service.all_of(Kind.AGENDA_ITEM):
        items[item.meeting].append(item)
    for each in at_table.in_order(desk.service.all_of(Kind.MEETING)):
        if sieve.lets(each, owner="facilitator"):
            sitting = at_table.sitting_of(desk, each, items[each.id])
            yield meeting_shapes.meeting(sitting, desk.words)


def _clashes(desk: Desk) -> Iterable[dict[str, Any]]:
    """Those that wait for a person, unless others are asked for."""
    sieve = _Sieve(desk)
    whole = sieve.statuses is not None or sieve.since is not None
    for each in desk.service.all_of(Kind.CLASH):
        if sieve.lets(each) and (whole or each.status is ClashStatus.OPEN):
            yield shapes.clash(each, desk.board)


_LISTS: dict[str, Callable[[Desk], Iterable[dict[str, Any]]]] = {
    "tasks": _tasks,
    "blockers": _blockers,
    "actions": _actions,
    "decisions": _decisions,
    "risks": _risks,
    "raci": _raci,
    "people": _people,
    "milestones": _milestones,
    "meetings": _meetings,
    "clashes": _clashes,
}
