"""People, budget and permissions that were asked for (F36, F37), read from the forms. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.domain.form import REFUSES, FillForm, Form, FormStatus
from core.domain.ids import RecordId

NEEDS = "needs"
LOAN = "loan"


class ResourceKind(StrEnum):
    """What is asked for."""

    PEOPLE = "people"
    BUDGET = "budget"
    ACCESS = "access"
    TIME = "time"
    OTHER = "other"


class ResourceState(StrEnum):
    """How far a request is."""

    ASKED = "asked"
    PROMISED = "promised"
    REFUSED = "refused"
    DELIVERED = "delivered"


OPEN = (ResourceState.ASKED, ResourceState.PROMISED)


@dataclass(frozen=True, slots=True)
class Resource:
    """One request for something that another department has."""

    form: RecordId
    row: int
    """Its place in the form, from 1; 0 where the form is about it alone."""
    what: str
    kind: ResourceKind
    dept: str
    """Who asks."""
    source: str
    """Who is asked; empty where nobody is named."""
    due: date | None
    state: ResourceState

    def late(self, today: date) -> bool:
        """Whether it was to be there by now."""
        return self.state in OPEN and self.due is not None and self.due < today


def resources(forms: Iterable[Form]) -> tuple[Resource, ...]:
    """Every request, those that are open first, by their day."""
    alive = (each for each in forms if each.status is not FormStatus.WITHDRAWN)
    found = [one for each in alive for one in _of(each)]
    return tuple(sorted(found, key=_urgency))


def turned_to(each: Resource, form: Form, state: ResourceState) -> FillForm:
    """The wish that says how far a request is."""
    if not each.row:
        return FillForm(form=form.id, values={"state": state.value}, seen=form.version)
    rows = [dict(row) for row in form.values[NEEDS]]
    rows[each.row - 1]["state"] = state.value
    return FillForm(form=form.id, values={NEEDS: rows}, seen=form.version)


def _urgency(each: Resource) -> tuple[bool, date, str, int]:
    return each.state not in OPEN, each.due or date.max, each.form.zfill(12), each.row


def _of(form: Form) -> Iterator[Resource]:
    if form.kind == NEEDS:
        for at, row in enumerate(form.values.get("needs") or (), 1):
            yield Resource(
                form.id,
                at,
                str(row.get("what") or ""),
                _kind(row.get("kind")),
                form.dept,
                str(row.get("from") or ""),
                _day(row.get("by")),
                _state(row.get("state")) or ResourceState.ASKED,
            )
    elif form.kind == LOAN:
        values = form.values
        yield Resource(
            form.id,
            0,
            str(values.get("what") or ""),
            ResourceKind.PEOPLE,
            str(values.get("to") or ""),
            str(values.get("from") or ""),
            _day(values.get("start")),
            _state(values.get("state")) or _signed(form),
        )


def _signed(form: Form) -> ResourceState:
    """What a loan's signatures say, until somebody says more: both heads signed, or one refused."""
    if form.status is FormStatus.DONE:
        return ResourceState.PROMISED
    if any(_last(each, form) for each in form.signs):
        return ResourceState.REFUSED
    return ResourceState.ASKED


def _last(sign: Mapping[str, Any], form: Form) -> bool:
    """A refusal sends a form back, so that it belongs to the round before."""
    return (
        form.status is FormStatus.DRAFT
        and sign["verdict"] == REFUSES
        and sign["round"] == form.round - 1
    )


def _kind(word: object) -> ResourceKind:
    return ResourceKind(str(word)) if word in {*ResourceKind} else ResourceKind.OTHER


def _state(word: object) -> ResourceState | None:
    return ResourceState(str(word)) if word in {*ResourceState} else None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
