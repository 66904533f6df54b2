"""Deciding about a blocker's way from open to closed (process 1.6), and about opening it again."""

from __future__ import annotations

from core.domain.blocker import (
    SETTLED,
    Acknowledge,
    AssignBlocker,
    Blocker,
    BlockerStatus,
    MergeBlocker,
    ReopenBlocker,
    SolveBlocker,
    StartWork,
    SubmitBlocker,
    VerifyBlocker,
)
from core.domain.clocks import response_due, solution_due
from core.domain.deciding.blocker_step import Step, office, owned, step, taken_on
from core.domain.deciding.papers import decide_paper
from core.domain.decision import RecordDecision, WriteNote
from core.domain.event import Event, changed
from core.domain.ids import RecordId
from core.domain.policy import in_force
from core.domain.refusal import Refused
from core.domain.scene import Scene
from core.domain.task import Task


def acknowledge(command: Acknowledge, scene: Scene) -> tuple[Event, ...]:
    """The response clock stops; the acknowledgement holds for a while, until something follows."""
    found = step("ack", command, scene)
    holds = found.policy.acknowledged
    events = found.comes_to(
        "blocker.acknowledged",
        status=BlockerStatus.ACKED,
        responded_at=scene.now,
        ack_until=scene.now + holds if holds else None,
        **taken_on(found),
    )
    return (*events, *found.tells("blocker.acknowledged"))


def assign(command: AssignBlocker, scene: Scene) -> tuple[Event, ...]:
    """One owner (R01). What was acknowledged is being worked on from then."""
    found = step("assign", command, scene)
    values: dict[str, object] = owned(found.blocker, scene.person(command.owner).id)
    if found.blocker.status is BlockerStatus.ACKED:
        values |= {"status": BlockerStatus.WORKING, "ack_until": None}
    return found.comes_to("blocker.assigned", **values)


def start(command: StartWork, scene: Scene) -> tuple[Event, ...]:
    """Somebody is on it; on an open one that is the response, too."""
    found = step("start", command, scene)
    return found.comes_to(
        "blocker.started",
        status=BlockerStatus.WORKING,
        responded_at=found.blocker.responded_at or scene.now,
        ack_until=None,
        **taken_on(found),
    )


def solve(command: SolveBlocker, scene: Scene) -> tuple[Event, ...]:
    """A decision stands (F17, R26): both clocks are met by it."""
    found = step("decide", command, scene)
    blocker = found.blocker
    stopped = (each for each in blocker.tasks if _stands(each, scene))
    wish = RecordDecision(
        title=command.text,
        maker=command.maker,
        grounds=command.grounds,
        consulted=command.consulted,
        links=(blocker.id, *stopped),
        raw_text=command.raw_text,
    )
    (decision,) = decide_paper(wish, scene)
    events = found.comes_to(
        "blocker.solved",
        status=BlockerStatus.PROPOSED,
        decision=decision.subject,
        **_solved(found),
    )
    return (decision, *events, *found.tells("blocker.solved"))


def submit(command: SubmitBlocker, scene: Scene) -> tuple[Event, ...]:
    """R14: who submits says that it is solved, and does not verify it."""
    found = step("submit", command, scene)
    events = found.comes_to("blocker.submitted", status=BlockerStatus.VERIFYING, **_solved(found))
    return (*events, *_noted(found, command.remark))


def verify(command: VerifyBlocker, scene: Scene) -> tuple[Event, ...]:
    """R14: the second person closes it."""
    found = step("verify", command, scene)
    events = found.comes_to(
        "blocker.verified",
        status=BlockerStatus.CLOSED,
        closed_at=scene.now,
        verified_by=_name(scene),
    )
    return (*events, *_noted(found, command.remark), *found.tells("blocker.verified"))


def merge(command: MergeBlocker, scene: Scene) -> tuple[Event, ...]:
    """Another one goes on for both: with the tasks and the people of this one."""
    found = step("merge", command, scene)
    other, mine = scene.record(Blocker, command.into), found.blocker
    if other.id == mine.id:
        raise Refused("blocker-merge-itself", id=mine.id)
    if other.status in SETTLED:
        raise Refused("blocker-settled", id=other.id)
    people = (*other.collaborators, *((mine.owner,) if mine.owner else ()), *mine.collaborators)
    joined = changed(
        other,
        "blocker.edited",
        tasks=tuple(dict.fromkeys((*other.tasks, *mine.tasks))),
        collaborators=tuple(dict.fromkeys(each for each in people if each != other.owner)),
    )
    merged = found.comes_to(
        "blocker.merged", status=BlockerStatus.MERGED, merged_into=other.id, ack_until=None
    )
    return (*merged, *((joined,) if joined else ()))


def reopen(command: ReopenBlocker, scene: Scene) -> tuple[Event, ...]:
    """Not over after all: both clocks begin anew, by the policy that holds now.

    The tasks and people that another one got by a merge stay with it, which the note says.
    """
    found = step("reopen", command, scene)
    if not command.reason:
        raise Refused("reason-missing", id=found.blocker.id)
    policy = in_force(scene.policies, scene.now)
    hours = office(found.blocker, policy, scene)
    events = found.comes_to(
        "blocker.reopened",
        **_BEGINNING,
        reopened=found.blocker.reopened + 1,
        response_since=scene.now,
        response_due=response_due(policy, scene.now, hours),
        solution_due=solution_due(policy, scene.now, hours),
        policy=policy.id or None,
    )
    other = found.blocker.merged_into
    stays = " ".join((other, *found.blocker.tasks, *_people(found))) if other else ""
    note = f"{command.reason} (→ {stays})" if stays else command.reason
    return (*events, *_noted(found, note))


def _people(found: Step) -> list[str]:
    """The names of who is on it."""
    blocker, people = found.blocker, found.scene.people
    ids = (*((blocker.owner,) if blocker.owner else ()), *blocker.collaborators)
    return [people[each].name for each in ids if each in people]


_BEGINNING: dict[str, object] = {
    "status": BlockerStatus.OPEN,
    "responded_at": None,
    "ack_until": None,
    "solved_at": None,
    "solved_by": "",
    "decision": None,
    "closed_at": None,
    "verified_by": "",
    "merged_into": None,
    "green_since": None,
    "pauses": (),
}


def _solved(found: Step) -> dict[str, object]:
    now = found.scene.now
    return {
        "responded_at": found.blocker.responded_at or now,
        "solved_at": found.blocker.solved_at or now,
        "solved_by": _name(found.scene),
        "ack_until": None,
    }


def _name(scene: Scene) -> str:
    """The actor by the name that the project knows them by."""
    myself = scene.myself()
    return myself.name if myself else scene.actor


def _noted(found: Step, text: str) -> tuple[Event, ...]:
    """What was said with a step stays with the blocker as a note."""
    if not text:
        return ()
    return decide_paper(WriteNote(subject=found.blocker.id, text=text), found.scene)


def _stands(task: RecordId, scene: Scene) -> bool:
    record = scene.records.get(task)
    return isinstance(record, Task) and not record.removed
