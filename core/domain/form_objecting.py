"""Why somebody said no on a form: the fields that their answer made them fill in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.domain.form import REFUSES, Form, FormStatus, objections, seal
from core.domain.form_checks import EMPTY
from core.domain.form_kind import FieldKind, FormKind, label_in
from core.domain.ids import RecordId

Reason = tuple[FieldKind, Any]
"""A field of the form that says no, and what stands there."""


def reasons(form: Form, kind: FormKind) -> tuple[Reason, ...]:
    """What a refusing answer has to say besides no; nothing where it does not refuse."""
    asked, answer = kind.verdict_field, kind.verdict(form.values)
    if asked is None or answer is None or not answer.refuses:
        return ()
    return tuple(
        (each, form.values[each.name])
        for each in kind.fields
        if each.required_if.get(asked.name) == answer.id and form.values.get(each.name) not in EMPTY
    )


def refusal_of(form: Form, kind: FormKind) -> dict[str, Any] | None:
    """An answer's no as a word of its own: it stays on record when the answer is given anew (R21).

    None for an answer that does not refuse. What the no had to say is the remark.
    """
    answer = kind.verdict(form.values)
    if answer is None or not answer.refuses or form.done_at is None:
        return None
    last = _last_word(form)
    told = "; ".join(str(value) for _, value in reasons(form, kind) if isinstance(value, str))
    return {
        "step": "",
        "round": form.round,
        "person": last["person"] if last is not None else "",
        "name": speaker(form),
        "verdict": REFUSES,
        "remark": told,
        "at": form.done_at.isoformat(),
        "seal": seal(form, kind),
    }


def is_answer(sign: Mapping[str, Any]) -> bool:
    """Whether a no was an answer, and not a step's: it sends nothing back to a writer."""
    return sign["verdict"] == REFUSES and not sign["step"]


def no_label(kind: FormKind | None, language: str) -> str:
    """What the no of an answer is called; empty where the form knows none, or several."""
    asked = kind.verdict_field if kind is not None else None
    found = [each for each in (asked.options if asked is not None else ()) if each.refuses]
    return label_in(found[0].label, language) if len(found) == 1 else ""


def speaker(form: Form) -> str:
    """Whose word an answer is: whoever signed it last, else whoever handed it in."""
    last = _last_word(form)
    return str(last["name"]) if last is not None else form.submitted_by


def _last_word(form: Form) -> Mapping[str, Any] | None:
    return next((each for each in reversed(form.signs) if each["round"] == form.round), None)


def objected(
    task: RecordId, forms: Iterable[Form], kinds: Mapping[str, FormKind]
) -> Iterator[Form]:
    """The answers that say no to what was handed in of a task, and still stand (C18)."""
    everything = tuple(forms)
    for each in everything:
        if each.subject != task or each.status is not FormStatus.OPEN or each.removed:
            continue
        below = (one for one in everything if one.parent == each.id and one.at_step == each.step)
        yield from objections((one for one in below if not one.removed), kinds)
