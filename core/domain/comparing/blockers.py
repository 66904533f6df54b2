"""What changed about blockers: the furthest that each came, and whose time ran out."""

from __future__ import annotations

from core.calendar.sla import State
from core.domain.blocker import SETTLED, Blocker, BlockerStatus
from core.domain.board import Board
from core.domain.changes import What
from core.domain.comparing.telling import Told, change, differs, gone, pairs


def blockers(then: Board, now: Board) -> Told:
    """What is closed is not told as solved, escalated or in the green channel besides."""
    for old, new in pairs(then.blockers, now.blockers):
        if old is None:
            yield change(new, What.ADDED)
        else:
            yield from differs(old, new, What.OWNER, "owner")
        yield from _status(old, new)
        if new.status not in SETTLED:
            yield from _raised(old, new)
    yield from _late(then, now)
    # What was settled leaves the board after some days by itself.
    yield from gone(then.blockers, now.blockers, lambda each: each.status not in SETTLED)


def _status(old: Blocker | None, new: Blocker) -> Told:
    """Where it stands; that it was opened again is told even where it is closed once more."""
    before = old.status if old is not None else BlockerStatus.OPEN
    closed_at, solved_at = (old.closed_at, old.solved_at) if old is not None else (None, None)
    if _reopened(old, new):
        yield change(new, What.REOPENED, before.value, new.status.value)
    if new.status is BlockerStatus.MERGED:
        if before is not BlockerStatus.MERGED:
            yield change(new, What.MERGED, None, new.merged_into)
    elif new.status is BlockerStatus.CLOSED:
        if before is not BlockerStatus.CLOSED or new.closed_at != closed_at:
            yield change(new, What.CLOSED)
    elif new.solved_at is not None and new.solved_at != solved_at:
        yield change(new, What.SOLVED)
    elif old is not None and new.status is not before and before not in SETTLED:
        yield change(new, What.STATUS, before.value, new.status.value)


def _reopened(old: Blocker | None, new: Blocker) -> bool:
    """By its verb, or because its closing was taken back."""
    if old is None:
        return False
    return new.reopened > old.reopened or (old.status in SETTLED and new.status not in SETTLED)


def _raised(old: Blocker | None, new: Blocker) -> Told:
    """R16, R17: somebody higher up has it, or it has to be over within two hours."""
    rung, green = (old.rung, old.green_since) if old is not None else (0, None)
    if new.rung > rung:
        yield change(new, What.ESCALATED, rung, new.rung)
    if new.green_since is not None and new.green_since != green:
        yield change(new, What.GREEN)


def _late(then: Board, now: Board) -> Told:
    """A clock runs out by itself: every open blocker is looked at."""
    for identity in now.blocker_order:
        blocker, before = now.blockers[identity], then.blockers.get(identity)
        if now.state_of(blocker, now.read_at) is not State.LATE:
            continue
        if before is None or then.state_of(before, then.read_at) is not State.LATE:
            yield change(blocker, What.LATE)
