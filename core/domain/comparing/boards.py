"""Comparing two boards: see `core.domain.changes`."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.action import DELIVERED
from core.domain.board import Board
from core.domain.changes import Changes, in_order
from core.domain.comparing.blockers import blockers
from core.domain.comparing.papers import actions, decisions, milestones, risks
from core.domain.comparing.tasks import tasks
from core.domain.comparing.writers import Writers
from core.domain.event import Recorded

_KINDS = (tasks, blockers, actions, decisions, risks, milestones)


def compare(then: Board, now: Board, events: Iterable[Recorded]) -> Changes:
    """What is different on a later board of a project.

    `events` are those between the two, in the order of the log.
    """
    writers = Writers(events)
    found = (writers.told(each) for kind in _KINDS for each in kind(then, now))
    return Changes(
        since=then.read_at,
        until=now.read_at,
        told=in_order(found),
        lights_then=dict(then.lights),
        lights_now=dict(now.lights),
        open_then=tuple(
            item.id
            for each in then.action_order
            if (item := then.actions[each]).status not in DELIVERED
        ),
    )
