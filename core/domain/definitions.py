"""What a customer defines without code: the forms of the process and its clocks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from core.domain.clock_kind import ClockKind
from core.domain.clock_moments import known
from core.domain.definition_lines import line_of
from core.domain.form_kind import FormKind, Misdefined

T = TypeVar("T")
FORM, CLOCK, TEMPLATE = "form", "clock", "template"
"""What may be left out."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a customer's that cannot be used; everything else works as if without it."""

    what: str
    """`FORM`, `CLOCK` or `TEMPLATE`."""
    name: str
    """What it would have defined: a kind of form, a clock, a template; of a file that is no TOML
    the name of the file."""
    reason: str
    """`<what>.misdefined.<reason>`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """`file` and, where it is known, `line`; see `Misdefined`."""


def left_out(what: str, name: str, problem: Misdefined, text: str = "") -> LeftOut:
    """What is told of something that cannot be used; `text` is the file, to find the line in."""
    values = dict(problem.values)
    key, value = str(values.get("key", "")), str(values.get("value", ""))
    line = values.get("line") or (line_of(text, key, value) if key else 0)
    return LeftOut(what, name, problem.reason, {**values, "line": line})


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Own(Generic[T]):
    """What a customer's files come to, by name."""

    found: Mapping[str, T] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """Forms and clocks that speak of each other."""

    forms: Mapping[str, FormKind] = field(default_factory=dict)
    """By kind."""
    clocks: Mapping[str, ClockKind] = field(default_factory=dict)
    """By id; those that are switched off among them."""
    left_out: tuple[LeftOut, ...] = ()
    """What a customer's files say besides and cannot be used."""


def joined(ours: Definitions, forms: Own[FormKind], clocks: Own[ClockKind]) -> Definitions:
    """Ours with a customer's own beside or in their place.

    What speaks of something that is not there is left out, one after the other, until all fits.
    A form of ours whose place a file wants that cannot be used is held (`FormKind.held`).

    Raises:
        Misdefined: ours do not fit each other.
    """
    own_forms, own_clocks, out = dict(forms.found), dict(clocks.found), []
    while True:
        whole = Definitions({**ours.forms, **own_forms}, {**ours.clocks, **own_clocks})
        wrong = next(_misfits(whole, ours.clocks, clocks), None)
        if wrong is None:
            break
        own, sources = (
            (own_forms, forms.sources) if wrong.what == FORM else (own_clocks, clocks.sources)
        )
        if wrong.name not in own:
            raise Misdefined(wrong.reason, file=wrong.name, key=wrong.key, value=wrong.value)
        del own[wrong.name]
        source = sources[wrong.name]
        problem = Misdefined(wrong.reason, file=source.file, key=wrong.key, value=wrong.value)
        out.append(left_out(wrong.what, wrong.name, problem, source.text))
    told = (*forms.left_out, *clocks.left_out, *out)
    return Definitions(_held(ours, own_forms, told), whole.clocks, told)


def _held(
    ours: Definitions, own: Mapping[str, FormKind], out: tuple[LeftOut, ...]
) -> Mapping[str, FormKind]:
    wanted = {each.name: str(each.values["file"]) for each in out if each.what == FORM}
    stand_in = {
        name: replace(ours.forms[name], held=file)
        for name, file in wanted.items()
        if name in ours.forms and name not in own
    }
    return {**ours.forms, **own, **stand_in}


@dataclass(frozen=True, slots=True)
class _Misfit:
    """What speaks of something that is not there."""

    what: str
    name: str
    reason: str
    key: str
    value: str


def _misfits(
    whole: Definitions, ours: Mapping[str, ClockKind], own: Own[ClockKind]
) -> Iterator[_Misfit]:
    for form in whole.forms.values():
        for key, clock in _clocks_of(form):
            named = whole.clocks.get(clock)
            if named is not None and named.on:
                continue
            # A clock of ours that a file switches off is missed by the forms that name it.
            if clock in own.found and clock in ours and ours[clock].on:
                yield _Misfit(CLOCK, clock, "clock-named", f"{clock}.on", form.kind)
            yield _Misfit(FORM, form.kind, "no-clock", key, clock)
        for at, step in enumerate(form.steps, 1):
            if step.form and step.form not in whole.forms:
                yield _Misfit(FORM, form.kind, "no-form", f"step[{at}].form", step.form)
    yield from _timeless(whole)


def _timeless(whole: Definitions) -> Iterator[_Misfit]:
    """Clocks between moments that nobody knows."""
    for each in whole.clocks.values():
        for name, moment in (("from", each.begins), ("until", each.ends)):
            if moment and not known(moment, whole.forms):
                yield _Misfit(CLOCK, each.id, "no-moment", f"{each.id}.{name}", moment)


def _clocks_of(form: FormKind) -> Iterator[tuple[str, str]]:
    """The clocks that a form names, each with the key by which it does."""
    if form.clock:
        yield "clock", form.clock
    for at, step in enumerate(form.steps, 1):
        for name in ("clock", "rework"):
            if clock := getattr(step, name):
                yield f"step[{at}].{name}", clock
