"""What a person has to say in a standup, put together from the board and what changed. Pure.

Done since the last time, in hand today, in the way: nobody has to remember it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.action import ActionStatus
from core.domain.blocker import SETTLED, Blocker
from core.domain.board import Board
from core.domain.changes import Change, Changes, What
from core.domain.ids import RecordId
from core.domain.people import Person
from core.domain.progress import delivered
from core.domain.task import Task, TaskStatus
from core.domain.week import is_kept, promises, record_of


@dataclass(frozen=True, slots=True)
class Hold:
    """A blocker that holds up somebody's work."""

    blocker: RecordId
    way: tuple[RecordId, ...] = ()
    """From the task that it stops to the one that is held up: T-08, T-12 (R32)."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A task that cannot be finished before another one (R32)."""

    task: RecordId
    upstream: RecordId
    """What it waits for."""
    person: RecordId | None
    """The other side: who is waited for, or who waits; None where the task is nobody's."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A person's turn in a standup."""

    person: RecordId
    changed: tuple[Change, ...] = ()
    """What changed about their records since the last time."""
    done: tuple[RecordId, ...] = ()
    """Tasks and action items that they delivered since."""
    in_hand: tuple[RecordId, ...] = ()
    """Tasks that have begun, blockers to solve, open action items; the most urgent first."""
    blocked: tuple[Hold, ...] = ()
    """What is in their way, the tightest clock first."""
    waits_for: tuple[Wait, ...] = ()
    awaited_by: tuple[Wait, ...] = ()
    promised: tuple[RecordId, ...] = ()
    """What they promised for this week."""
    left: tuple[RecordId, ...] = ()
    """Their action items that were open when the last meeting ended."""
    kept: tuple[RecordId, ...] = ()
    """Those of them that they delivered since."""

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say: skipped with one key."""
        return not (self.changed or self.done or self.in_hand or self.blocked)


def briefing(board: Board, person: RecordId, changes: Changes, now: datetime) -> Briefing:
    """What a person has to say; `changes` are those since the last standup."""
    about = _Person(board, person, now.astimezone(board.zone).date())
    blocked = tuple(about.blocked())
    left = tuple(each for each in changes.open_then if about.promised(each))
    promised = promises(board, changes, about.today)
    return Briefing(
        person=person,
        changed=changes.about({*about.own(), *(each.blocker for each in blocked)}),
        done=tuple(about.done(changes)),
        in_hand=tuple(about.in_hand({each.blocker for each in blocked})),
        blocked=blocked,
        waits_for=tuple(about.waits_for()),
        awaited_by=tuple(about.awaited_by()),
        promised=tuple(each for each in promised if record_of(board, each).owner == person),
        left=left,
        kept=tuple(each for each in left if is_kept(board.actions[each])),
    )


class _Person:
    """Somebody's side of a board."""

    def __init__(self, board: Board, person: RecordId, today: date) -> None:
        self.board, self.person, self.today = board, person, today
        self.tasks = {
            identity: task
            for identity in board.task_order
            if (task := board.tasks[identity]).owner == person
        }
        self._waiting: dict[str, list[RecordId]] = defaultdict(list)
        for each in board.tasks.values():
            for upstream in each.depends_on:
                self._waiting[upstream].append(each.id)

    def own(self) -> Iterator[str]:
        """The ids of all that is theirs."""
        yield from self.tasks
        for shelf in (self.board.blockers, self.board.actions, self.board.risks):
            yield from (each.id for each in shelf.values() if each.owner == self.person)
        decisions = self.board.decisions.values()
        yield from (each.id for each in decisions if each.maker == self.person)

    def promised(self, action: str) -> bool:
        """Whether an action item is theirs."""
        item = self.board.actions.get(action)
        return item is not None and item.owner == self.person

    def done(self, changes: Changes) -> Iterator[RecordId]:
        """What was delivered since, each once."""
        told = changes.of(What.DONE, What.STATUS, What.PROGRESS, What.ADDED)
        for identity in dict.fromkeys(each.id for each in told):
            mine = identity in self.tasks or self.promised(identity)
            if mine and is_kept(record_of(self.board, identity)):
                yield identity

    def in_hand(self, told: set[RecordId]) -> Iterator[RecordId]:
        """What they work on; blockers that are `told` as in their own way are left out."""
        yield from (each.id for each in self.tasks.values() if self._begun(each))
        for identity in self.board.blocker_order:
            blocker = self.board.blockers[identity]
            if blocker.owner == self.person and blocker.id not in told and not blocker.solved_at:
                yield blocker.id
        for identity in self.board.action_order:
            item = self.board.actions[identity]
            if item.owner == self.person and item.status is ActionStatus.OPEN:
                yield item.id

    def _begun(self, task: Task) -> bool:
        if delivered(task):
            return False
        asleep = task.status is TaskStatus.TODO and not task.actual
        return not asleep or (task.start is not None and task.start <= self.today)

    def blocked(self) -> Iterator[Hold]:
        """The unsettled blockers that hold up their work, directly or further up."""
        for identity in self.board.blockers_at(self.board.read_at):
            blocker = self.board.blockers[identity]
            if blocker.status in SETTLED:
                continue
            way = self._way(blocker)
            if way or self._told_here(blocker):
                yield Hold(blocker.id, way)

    def _told_here(self, blocker: Blocker) -> bool:
        """Whether they reported a blocker that names no task, or any in the meeting going on."""
        known: Person | None = self.board.people.get(self.person)
        if known is None or not known.goes_by(blocker.reporter):
            return False
        began = self.board.meeting.started_at if self.board.meeting is not None else None
        at = blocker.reported_at
        return not blocker.tasks or (began is not None and at is not None and at >= began)

    def _way(self, blocker: Blocker) -> tuple[RecordId, ...]:
        """The shortest way from a stopped task to an unfinished one of theirs; empty for none."""
        ways: deque[tuple[RecordId, ...]] = deque()
        ways.extend((each,) for each in blocker.tasks if self._open(each))
        seen = {way[-1] for way in ways}
        while ways:
            way = ways.popleft()
            if way[-1] in self.tasks:
                return way
            further = [each for each in self._downstream(way[-1]) if each not in seen]
            seen.update(further)
            ways.extend((*way, each) for each in further)
        return ()

    def _downstream(self, upstream: str) -> Iterator[RecordId]:
        """The unfinished tasks that wait for one."""
        yield from (each for each in self._waiting.get(upstream, ()) if self._open(each))

    def _open(self, identity: str) -> bool:
        task = self.board.tasks.get(identity)
        return task is not None and not delivered(task)

    def waits_for(self) -> Iterator[Wait]:
        """Unfinished tasks of others that theirs wait for."""
        for task in self.tasks.values():
            if delivered(task):
                continue
            for upstream in task.depends_on:
                if self._open(upstream) and upstream not in self.tasks:
                    yield Wait(task.id, upstream, self.board.tasks[upstream].owner)

    def awaited_by(self) -> Iterator[Wait]:
        """Unfinished tasks of others that wait for theirs."""
        for upstream in self.tasks.values():
            if delivered(upstream):
                continue
            for each in self._downstream(upstream.id):
                if each not in self.tasks:
                    yield Wait(each, upstream.id, self.board.tasks[each].owner)
