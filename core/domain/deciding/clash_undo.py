"""Taking a choice about a clash back: open again, and honest about what the other side reads.

What was chosen may have been written to the source since. Then the choice stays on record and the
clash waits once more, until a person settles it. Where both sides agreed on something else after
that, there is nothing to go back to.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.domain.action import ActionStatus
from core.domain.clash import Choice, Clash, ClashStatus
from core.domain.contest import reverted
from core.domain.event import Recorded
from core.domain.ids import Kind, kind_of
from core.domain.record import Json
from core.domain.refusal import Refused
from core.domain.scene import Scene

_HANDED_IN = frozenset({"in_review", "done"})
_EXCHANGED = {
    ActionStatus.OPEN.value: frozenset({"todo", "doing", "blocked", "rework"}),
    ActionStatus.SUBMITTED.value: _HANDED_IN,
    ActionStatus.ACCEPTED.value: _HANDED_IN,
}
"""How the status of an action item may stand in the exchange, where it has another word there."""


def check(undoing: tuple[Recorded, ...], scene: Scene) -> None:
    """Lets pass what there is something to take back of.

    Raises:
        Refused: all of it is choices about fields that went on since, or are exchanged no longer.
    """
    if not undoing or not all(_passed(each, scene) for each in undoing):
        return
    clash = scene.records[undoing[0].event.subject]
    assert isinstance(clash, Clash)
    ended = _ended(clash, scene)
    reason = "clash-ended" if ended else "clash-went-on"
    raise Refused(reason, id=clash.id, subject=clash.subject, fields=clash.field)


def back(recorded: Recorded, clash: Clash, scene: Scene) -> dict[str, Any]:
    """The fields of the clash that read otherwise then; none where it stays as it is."""
    if _passed(recorded, scene):
        return {}
    if _settles(recorded) and _written(clash, scene):
        return {"status": ClashStatus.OPEN.value}
    return reverted(recorded.event, clash)


def _settles(recorded: Recorded) -> bool:
    """Whether the event settled a clash; others take a choice back, or leave it as it is."""
    before, after = recorded.event.before, recorded.event.after
    return (before.get("status"), after.get("status")) == (ClashStatus.OPEN, ClashStatus.SETTLED)


def _passed(recorded: Recorded, scene: Scene) -> bool:
    """Whether the exchange has gone past the choice that the event is about."""
    clash = scene.records.get(recorded.event.subject)
    if not isinstance(clash, Clash):
        return False
    if recorded.event.after.get("status") != clash.status:
        return True
    if not _settles(recorded):
        return False
    known = _agreed(clash, clash.theirs, scene) or _written(clash, scene)
    return _ended(clash, scene) or not known


def _written(clash: Clash, scene: Scene) -> bool:
    """Whether the chosen value, and not what stood there before, was last agreed on."""
    if clash.choice is Choice.THEIRS or _agreed(clash, clash.theirs, scene):
        return False
    return _agreed(clash, clash.chosen, scene)


def _ended(clash: Clash, scene: Scene) -> bool:
    """Whether the record is linked to its source no longer."""
    return scene.agreed.get(clash.id, {}) is None


def _agreed(clash: Clash, plain: Json, scene: Scene) -> bool:
    """Whether the two sides last agreed on a value of the field, given in its plain form."""
    agreed = scene.agreed.get(clash.id) or {}
    if clash.field not in agreed:
        return True
    if kind_of(clash.subject) is Kind.ACTION and isinstance(plain, str):
        if clash.field == "status" and plain in _EXCHANGED:
            return agreed["status"] in _EXCHANGED[plain]
        if clash.field == "due":
            zone = ZoneInfo(scene.project.timezone)
            plain = datetime.fromisoformat(plain).astimezone(zone).date().isoformat()
    return bool(agreed[clash.field] == plain)
