"""What a customer defines without code: the forms of the process and its clocks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.domain.clock_kind import ClockKind
from core.domain.clock_moments import known
from core.domain.form_kind import FormKind, Misdefined


@dataclass(frozen=True, slots=True)
class Definitions:
    """Forms and clocks that speak of each other."""

    forms: Mapping[str, FormKind] = field(default_factory=dict)
    """By kind."""
    clocks: Mapping[str, ClockKind] = field(default_factory=dict)
    """By id; those that are switched off among them."""

    def __post_init__(self) -> None:
        for form in self.forms.values():
            for clock in _clocks_of(form):
                named = self.clocks.get(clock)
                self._there(named is not None and named.on, "no-clock", form.kind, clock)
            for step in form.steps:
                self._there(
                    not step.form or step.form in self.forms, "no-form", form.kind, step.form
                )
        for each in self.clocks.values():
            for moment in filter(None, (each.begins, each.ends)):
                self._there(known(moment, self.forms), "no-moment", each.id, moment)

    def _there(self, there: bool, reason: str, place: str, name: str) -> None:
        if not there:
            raise Misdefined(reason, file=place, value=name)


def _clocks_of(form: FormKind) -> Iterator[str]:
    yield from filter(None, (form.clock,))
    for step in form.steps:
        yield from filter(None, (step.clock, step.rework))
