"""What changed about action items, decisions, risks and milestones."""

from __future__ import annotations

from core.domain.action import SETTLED, ActionItem, ActionStatus
from core.domain.board import Board
from core.domain.changes import What
from core.domain.comparing.telling import Told, change, differs, gone, pairs
from core.domain.decision import Milestone
from core.domain.risk import Risk, RiskStatus

_OUTCOMES = {
    ActionStatus.OPEN: What.REOPENED,
    ActionStatus.DONE: What.DONE,
    ActionStatus.CANCELLED: What.CANCELLED,
}


def actions(then: Board, now: Board) -> Told:
    """Promises: made, kept, moved, carried over, overdue (C20)."""
    for old, new in pairs(then.actions, now.actions):
        carried = old.carried if old is not None else 0
        if old is None:
            yield change(new, What.ADDED)
        else:
            yield from differs(old, new, What.DUE, "due")
            yield from differs(old, new, What.OWNER, "owner")
        if new.carried > carried:
            yield change(new, What.CARRIED, carried, new.carried)
        before = old.status if old is not None else ActionStatus.OPEN
        if new.status is not before:
            what = _OUTCOMES.get(new.status, What.STATUS)
            yield change(new, what, before.value, new.status.value, why=new.remark)
    yield from _overdue(then, now)
    # What was settled leaves the board after some days by itself.
    yield from gone(then.actions, now.actions, lambda each: each.status not in SETTLED)


def _overdue(then: Board, now: Board) -> Told:
    for item in now.actions.values():
        before: ActionItem | None = then.actions.get(item.id)
        if not item.overdue(now.read_at, now.zone):
            continue
        if before is None or not before.overdue(then.read_at, then.zone):
            yield change(item, What.OVERDUE, None, item.due)


def decisions(then: Board, now: Board) -> Told:
    """R26: what was decided."""
    for old, new in pairs(then.decisions, now.decisions):
        if old is None:
            yield change(new, What.ADDED)
    yield from gone(then.decisions, now.decisions, lambda _: True)


def risks(then: Board, now: Board) -> Told:
    """F19: seen, red or green now, come true, over."""
    for old, new in pairs(then.risks, now.risks):
        if old is None:
            yield change(new, What.ADDED)
        elif new.light is not old.light:
            yield change(new, What.LIGHT, old.light.value, new.light.value)
        yield from _risk_status(old, new)
    yield from gone(then.risks, now.risks, lambda _: True)


def _risk_status(old: Risk | None, new: Risk) -> Told:
    before = old.status if old is not None else RiskStatus.OPEN
    if new.status is before:
        return
    if new.status is RiskStatus.TURNED:
        yield change(new, What.HAPPENED, None, new.blocker)
    elif new.status is RiskStatus.CLOSED:
        yield change(new, What.CLOSED, why=new.remark)
    else:
        yield change(new, What.REOPENED, before.value, new.status.value)


def milestones(then: Board, now: Board) -> Told:
    """Days that the plan aims at: new, moved, reached."""
    for old, new in pairs(then.milestones, now.milestones):
        if old is None:
            yield change(new, What.ADDED, None, new.day)
            continue
        yield from differs(old, new, What.DUE, "day")
        yield from _reached(old, new)
    yield from gone(then.milestones, now.milestones, lambda _: True)


def _reached(old: Milestone, new: Milestone) -> Told:
    if new.reached is not old.reached:
        yield change(new, What.REACHED if new.reached else What.REOPENED)
