"""Deciding about the ladder (R16, R23): by hand, and by itself where a clock runs out."""

from __future__ import annotations

from core.calendar.sla import State
from core.domain.blocker import SETTLED, Escalate, SoundAlarm
from core.domain.clocks import Clock, reading
from core.domain.deciding.blocker_step import Step, asleep, ground, look, step
from core.domain.deciding.outgoing import queued
from core.domain.deciding.papers import decide_paper
from core.domain.decision import WriteNote
from core.domain.event import Event
from core.domain.ids import RecordId
from core.domain.ladder import TOP, rungs
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.ticking import alarm_of


def escalate(command: Escalate, scene: Scene) -> tuple[Event, ...]:
    """One rung up, or further with a reason, which stays with the blocker as a note."""
    found = step("escalate", command, scene)
    to = _rung(command, found)
    note: tuple[Event, ...] = ()
    if command.reason:
        note = decide_paper(WriteNote(subject=found.blocker.id, text=command.reason), scene)
    called = queued(scene, "blocker.escalated", found.blocker, _people(found, to), rung=str(to))
    return (*found.comes_to("blocker.escalated", rung=to), *note, *called)


def _rung(command: Escalate, found: Step) -> int:
    now = found.blocker.rung
    if now >= TOP:
        raise Refused("blocker-at-top", id=found.blocker.id)
    to = now + 1 if command.to is None else command.to
    if not now < to <= TOP:
        raise Refused("blocker-rung", id=found.blocker.id, rung=now, to=to, top=TOP)
    if to > now + 1 and not command.reason:
        raise Refused("blocker-skips", id=found.blocker.id, rung=now, to=to)
    return to


def alarm(command: SoundAlarm, scene: Scene) -> tuple[Event, ...]:
    """R16, R22: who notices a breach first takes it up a rung; nobody does so again.

    On the top rung it is marked as noticed, and those who stand there are told.
    """
    found = look(scene, command.blocker)
    mark = _breach(command.clock, found)
    if mark is None or mark in found.blocker.alarms:
        return ()
    to = min(found.blocker.rung + 1, TOP)
    kind = "blocker.overdue" if found.blocker.rung >= TOP else "blocker.alarmed"
    events = found.comes_to(kind, rung=to, alarms=(*found.blocker.alarms, mark))
    about = f"{kind}.{command.clock}"
    return (*events, *queued(scene, about, found.blocker, _people(found, to), rung=str(to)))


def _breach(name: str, found: Step) -> str | None:
    """What the breach of a running clock is known by; None where it has not run out."""
    blocker = found.blocker
    if name not in set(Clock) or blocker.status in SETTLED or asleep(found):
        return None
    clock = Clock(name)
    met = blocker.responded_at if clock is Clock.RESPONSE else blocker.solved_at
    told = reading(blocker, clock, found.scene.now, found.policy, found.office)
    if met is not None or told is None or told.state is not State.LATE:
        return None
    return alarm_of(clock, told.at)


def _people(found: Step, rung: int) -> tuple[RecordId, ...]:
    around = ground(found.blocker, found.scene)
    return rungs(found.blocker, around.people, around.rows)[rung - 1].people
