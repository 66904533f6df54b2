"""What taking back may not bring about for a blocker, whichever way it is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.domain.blocker import Blocker, BlockerStatus
from core.domain.event import Event, Recorded
from core.domain.ids import RecordId
from core.domain.refusal import Refused
from core.domain.rights import same_person
from core.domain.scene import Scene


def led_back_to(undoing: Iterable[Recorded]) -> tuple[RecordId, ...]:
    """The blockers that others would be merged into again."""
    found = (each.event.before.get("merged_into") for each in undoing)
    return tuple(RecordId(each) for each in found if each)


def check(events: Sequence[Event], scene: Scene, *, whole: bool) -> None:
    """Looks at the blockers as they would read; `whole` where no field is left out.

    Raises:
        Refused: one would be closed without a second person (R14), or merged into one that is
            merged itself.
    """
    after = scene.after(events).records
    for subject in dict.fromkeys(each.subject for each in events):
        blocker = after[subject]
        if not isinstance(blocker, Blocker) or blocker.removed:
            continue
        if blocker.status is BlockerStatus.CLOSED:
            _second_person(blocker, scene, whole)
        target = after.get(blocker.merged_into) if blocker.merged_into else None
        if isinstance(target, Blocker) and (target.removed or target.merged_into):
            raise Refused("blocker-settled", id=target.id)


def _second_person(blocker: Blocker, scene: Scene, whole: bool) -> None:
    """What came in closed from elsewhere names nobody; it may be as it was, but not half so."""
    verifier, people = blocker.verified_by, scene.people
    named = verifier or not whole
    others = (blocker.reporter, blocker.solved_by)
    if named and (not verifier or any(same_person(people, verifier, each) for each in others)):
        raise Refused("undo-unverified", id=blocker.id)
