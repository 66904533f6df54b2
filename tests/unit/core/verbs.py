"""Hypothesis strategies: any verb of a blocker, by anybody, at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from core.domain.blocker import (
    Acknowledge,
    AssignBlocker,
    EditBlocker,
    Escalate,
    MergeBlocker,
    OpenGreenChannel,
    RaiseBlocker,
    ReopenBlocker,
    RingBlocker,
    SnoozeBlocker,
    SolveBlocker,
    SoundAlarm,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
    WakeBlocker,
)
from core.domain.command import Command
from core.domain.ids import RecordId

FACTS: dict[str, Any] = {
    "description": "三天没货",
    "impact_scope": "两条产线",
    "attempted_measures": "换供应商",
}
"""What R08 asks for."""

_reasons = st.sampled_from(["等回复", ""])
_SPANS = [1, 9, 30, 119, 121, 600, 1439, 1441]
minutes = st.sampled_from([0, *_SPANS])
"""How much time passes between two verbs: about the clocks' own spans."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """A snooze whose end is told from the moment it is done."""

    blocker: RecordId
    minutes: int
    reason: str

    def at(self, now: datetime) -> SnoozeBlocker:
        """The command at a moment."""
        until = now + timedelta(minutes=self.minutes)
        return SnoozeBlocker(blocker=self.blocker, until=until, reason=self.reason)


Verb = Command | Snooze


def at(verb: Verb, now: datetime) -> Command:
    """The command that a verb is at a moment."""
    return verb.at(now) if isinstance(verb, Snooze) else verb


def by_name(
    blockers: st.SearchStrategy[RecordId],
    people: st.SearchStrategy[RecordId],
    tasks: st.SearchStrategy[RecordId],
) -> dict[str, st.SearchStrategy[Verb]]:
    """Each verb, as the command line calls it, on any of these blockers."""
    clocks = st.sampled_from(["response", "solution"])
    rungs = st.none() | st.integers(0, 4)
    facts = {name: st.just(text) for name, text in FACTS.items()}
    return {
        "ack": st.builds(Acknowledge, blocker=blockers),
        "assign": st.builds(AssignBlocker, blocker=blockers, owner=people),
        "start": st.builds(StartWork, blocker=blockers),
        "escalate": st.builds(Escalate, blocker=blockers, to=rungs, reason=_reasons),
        "decide": st.builds(SolveBlocker, blocker=blockers, text=st.just("换料")),
        "submit": st.builds(SubmitBlocker, blocker=blockers, remark=_reasons),
        "verify": st.builds(VerifyBlocker, blocker=blockers, remark=_reasons),
        "snooze": st.builds(Snooze, blockers, st.sampled_from(_SPANS), _reasons),
        "wake": st.builds(WakeBlocker, blocker=blockers),
        "green": st.builds(OpenGreenChannel, blocker=blockers),
        "merge": st.builds(MergeBlocker, blocker=blockers, into=blockers),
        "reopen": st.builds(ReopenBlocker, blocker=blockers, reason=_reasons),
        "edit": st.builds(EditBlocker, blocker=blockers, **facts),
        "raise": st.builds(RaiseBlocker, title=st.just("卡"), tasks=st.tuples(tasks)),
        "ring": st.builds(RingBlocker, blocker=blockers),
        "alarm": st.builds(SoundAlarm, blocker=blockers, clock=clocks),
    }


def verbs(
    blockers: st.SearchStrategy[RecordId],
    people: st.SearchStrategy[RecordId],
    tasks: st.SearchStrategy[RecordId],
) -> st.SearchStrategy[Verb]:
    """Any verb on any of these blockers."""
    return st.one_of(*by_name(blockers, people, tasks).values())
