"""The goals of the departments (F10): what is measured, what is aimed at, how far it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from core.domain.form import FillForm, Form, FormStatus
from core.domain.ids import RecordId

KIND: Final = "goals"
ROWS: Final = "sub_goals"
_NUMBER = re.compile(r"-?[0-9]+(?:[0-9,]*[0-9])?(?:\.[0-9]+)?")
_AT_MOST = re.compile(
    r"≤|<=|<|不超过|不高于|不多于|以内|以下|至多|at most|no more than|under|below"
)
_SCALES: Final[Mapping[str, Decimal]] = {
    "万": Decimal(10**4),
    "亿": Decimal(10**8),
    "千": Decimal(1000),
    "k": Decimal(1000),
}


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of one department, as a form says it."""

    form: RecordId
    row: int
    """Its place in the form, from 1."""
    dept: str
    goal: str
    measure: str = ""
    target: str = ""
    current: str = ""
    agreed: bool = False
    """Whether everybody signed."""

    @property
    def reached(self) -> int | None:
        """Per cent of the target; None where one of both is no figure."""
        return reached(self.target, self.current)


def goals(forms: Iterable[Form]) -> tuple[Goal, ...]:
    """The goals that hold: of the form agreed on last, else of the one that is being written."""
    found = [each for each in forms if each.kind == KIND and each.status in _HOLDING]
    if not found:
        return ()
    form = max(found, key=lambda each: (each.status is FormStatus.DONE, each.id.zfill(12)))
    return tuple(_of(form))


def stands_at(goal: Goal, form: Form, value: str) -> FillForm:
    """The wish that says how far a goal is; the signatures of its form stay sound."""
    rows = [dict(each) for each in form.values[ROWS]]
    rows[goal.row - 1]["current"] = value
    return FillForm(form=form.id, values={ROWS: rows}, seen=form.version)


_HOLDING: Final = (FormStatus.DRAFT, FormStatus.OPEN, FormStatus.DONE)


def _of(form: Form) -> Iterator[Goal]:
    names = ("dept", "goal", "measure", "target", "current")
    for at, row in enumerate(form.values.get(ROWS) or (), 1):
        told = {name: str(row.get(name) or "") for name in names}
        yield Goal(form.id, at, **told, agreed=form.status is FormStatus.DONE)


def reached(target: str, current: str) -> int | None:
    """How much of a target there is, in whole per cent, never more than 100.

    `≤1%` is a ceiling: below it all is reached, above it the share that is left of it. A target of
    nothing, or two texts without figures or in different units, say nothing. Full-width figures and
    signs count as plain ones.
    """
    target, current = normalize("NFKC", target), normalize("NFKC", current)
    wanted, there = _figure(target), _figure(current)
    if wanted is None or there is None or ("%" in target) != ("%" in current):
        return None
    if _AT_MOST.search(target):
        if there <= wanted:
            return 100
        return max(0, int(wanted * 100 / there)) if there else 100
    if wanted <= 0:
        return None
    return max(0, min(100, int(there * 100 / wanted)))


def _figure(text: str) -> Decimal | None:
    """The first figure of a text: 3,000, 1.5万, 85%."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    scale = _SCALES.get(text[match.end() : match.end() + 1].casefold(), Decimal(1))
    return Decimal(match[0].replace(",", "")) * scale
