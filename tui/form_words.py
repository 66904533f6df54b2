"""Forms of the process in words: steps, parties, fields, values, and what the rules refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from core.domain.form_called import called
from core.domain.form_kind import FieldKind, FormKind, label_in
from core.domain.refusal import Refused
from tui.words import Words

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.clock_kind import ClockKind
    from core.domain.form import Form
    from core.domain.spans import Span

Kinds = Mapping[str, FormKind]


def kind_name(kind: str, kinds: Kinds, words: Words) -> str:
    """What people call a form; its id where nobody defines it here."""
    found = kinds.get(kind)
    return found.name(words.language) if found is not None else kind


def step_name(step: str, kind: FormKind | None, words: Words) -> str:
    """What people call a step: as its file says, else by our own words, else its id."""
    steps = kind.steps if kind is not None else ()
    own = next((each.label for each in steps if each.id == step and each.label), None)
    if own is not None:
        return label_in(own, words.language)
    return words.say(f"form.step.{step}") if words.has(f"form.step.{step}") else step


def party_name(who: str, words: Words) -> str:
    """What the glossary calls those whom a step takes: 部门负责人 for `dept_head`."""
    name = who.partition(":")[0]
    return words.say(f"form.party.{name}") if words.has(f"form.party.{name}") else who


def field_label(name: str, kind: FormKind | None, words: Words) -> str:
    """What a field is called on the form; `rows.column` names both."""
    outer, _, inner = name.partition(".")
    found = kind.field(outer) if kind is not None else None
    if found is None:
        return name
    told = label_in(found.label, words.language)
    column = next((each for each in found.columns if each.name == inner), None)
    return f"{told} · {label_in(column.label, words.language)}" if column is not None else told


def told(field: FieldKind, value: Any, board: Board, words: Words) -> str:
    """A value of a form as people read it; empty for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return words.join(called(field, each, board, words.language) for each in value)
    return called(field, value, board, words.language)


def title(form: Form, kinds: Kinds, board: Board, words: Words) -> str:
    """A form in a line: what it is, of which department, about what; a person is named."""
    about = " ".join(filter(None, (form.dept, board.name_of(form.subject))))
    name = kind_name(form.kind, kinds, words)
    return words.say("form.about", name=name, about=about) if about else name


def span_told(clock: ClockKind | None, words: Words) -> str:
    """How long a clock of the process runs: 2 个工作日, 24 小时; empty where it has no length."""
    span = clock.span if clock is not None else None
    return length_told(span, words) if span is not None else ""


def length_told(span: Span, words: Words) -> str:
    """A length of the process: 2 个工作日, 24 小时."""
    if span.hours:
        return words.say("form.hours", n=span.hours)
    return words.say("form.workdays", n=span.workdays)


def reworded(problem: Refused, kind: FormKind | None, kinds: Kinds, words: Words) -> Refused:
    """A refusal about a form with its ids in words: steps, roles, fields, forms."""
    values = dict(problem.values)
    speak: dict[str, Callable[[str], str]] = {
        "step": lambda text: step_name(text, kind, words),
        "who": lambda text: party_name(text, words),
        "field": lambda text: field_label(text, kind, words),
        "kind": lambda text: kind_name(text, kinds, words),
        "fields": lambda text: words.join(
            field_label(each, kind, words) for each in text.split(", ")
        ),
        "names": lambda text: party_name(text, words),
    }
    for name, word in speak.items():
        if isinstance(value := values.get(name), str):
            values[name] = word(value)
    return Refused(problem.reason, **values)
