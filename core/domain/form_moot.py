"""What an answer said when it still objected, and speaks of no longer once it agrees. Pure."""

from __future__ import annotations

from core.domain.form import Form
from core.domain.form_kind import FieldKind, FormKind


def moot(form: Form, kind: FormKind) -> frozenset[str]:
    """The fields that only an objection fills, of an answer that lifted its own in a later round:
    they stay in its history, and are no part of what it says."""
    asked, answer = kind.verdict_field, kind.verdict(form.values)
    if asked is None or answer is None or answer.refuses or form.round == 1:
        return frozenset()
    return frozenset(each.name for each in kind.fields if _of_objection(each, asked))


def _of_objection(field: FieldKind, verdict: FieldKind) -> bool:
    option = verdict.option(field.required_if.get(verdict.name))
    return option is not None and option.refuses
