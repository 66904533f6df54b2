"""What a sync did, or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync.plan import Change
from sync.record import Skipped
from sync.translate import Unmatched
from sync.trouble import SyncError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one sync. `pulled` = `created` + `updated` + `unchanged` + `skipped`."""

    source: str
    complete: bool = False
    """Every row of the table was seen: what is missing is gone."""
    pulled: int = 0
    """Remote items that came, the skipped ones too."""
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    """Links that ended; their tasks stay."""
    clashes: int = 0
    """Fields that wait for a person to choose, all of this source."""
    clashes_new: int = 0
    """Those of them that this sync found, or found to read otherwise."""
    held: int = 0
    """Fields that came and stood still, because a clash about them was open before."""
    pushed: int = 0
    """Fields that were written back."""
    created_there: int = 0
    """Action items of ours that were made there."""
    made: tuple[str, ...] = ()
    """Their ids."""
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0
    changes: tuple[Change, ...] = ()
    """With `only_plan`: all that would be done, and what would be left standing."""
    asks: str = ""
    """Why part of it waits for a person's word (`sync.asks.<id>`); empty when nothing does."""
    asked: Mapping[str, object] = field(default_factory=dict)
    """The values that the question mentions."""
    stopped: bool = False
    """The caller stopped the pull: nothing was carried out."""
    people_added: tuple[str, ...] = ()
    """Names of the people who joined the project."""
    unmatched: tuple[Unmatched, ...] = ()
    """Values that could not be said in our words."""
    unsaid: tuple[Unmatched, ...] = ()
    """Values of ours that could not be said there, or were not taken."""
    clashed: tuple[Change, ...] = ()
    """The fields behind `clashes` that this sync looked at."""
    gone: tuple[Change, ...] = ()
    """The links behind `ended`."""
    trouble: SyncError | None = None
    """What broke the pull or the writing off midway; what came before it was carried out."""

    def shape(self, *, plan: bool = False) -> dict[str, Any]:
        """The JSON shape that scripts read; with `plan`, the changes too."""
        names = ("source", "complete", "pulled", "created", "updated", "unchanged", "ended")
        told: dict[str, Any] = {name: getattr(self, name) for name in names}
        told |= {"clashes": self.clashes, "clashes_new": self.clashes_new, "pushed": self.pushed}
        told["skipped"] = [
            {"source_id": each.source_id, "reason": each.reason} for each in self.skipped
        ]
        told["seconds"] = round(self.seconds, 3)
        if plan:
            told["changes"] = [_shape(each) for each in self.changes]
        return told


def _shape(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "id": change.record_id,
        "source_id": change.remote_id,
        "field": change.field or None,
        "base": change.base,
        "ours": change.ours,
        "theirs": change.theirs,
    }
