"""What taking back may not bring about: that a form moves, or ends, without its names (R24)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.domain.contest import contested, key_of
from core.domain.event import Event, Recorded
from core.domain.form import CHANGES, Form, FormStatus
from core.domain.form_checks import missing
from core.domain.ids import Kind, kind_of
from core.domain.intake import TakeBack
from core.domain.refusal import Refused
from core.domain.scene import Scene

_COURSE = (
    *("status", "step", "round", "signs", "step_since", "due_at", "done_at"),
    *("submitted_by", "submitted_at"),
)
"""Where a form stands. It goes back whole or not at all: half of it would be nobody's word."""
_MOVES = frozenset({"status", "step", "round"})


def of_forms(undoing: Iterable[Recorded]) -> bool:
    """Whether forms are among what is to be taken back."""
    return any(kind_of(each.event.subject) is Kind.FORM for each in undoing)


def check_wish(command: TakeBack, undoing: Sequence[Recorded], scene: Scene) -> None:
    """Looks at what was done to forms since, before anybody is asked about single fields.

    Raises:
        Refused: a form went on since, part of where it stands would be left as it is, or a redo
            would sign, or hand in, for somebody.
    """
    ours = [each for each in undoing if kind_of(each.event.subject) is Kind.FORM]
    for each in ours:
        if command.forward and _acts(each.event):
            raise Refused("redo-form", id=each.event.subject)
        kept = {key_of(each.event.subject, name) for name in _COURSE} & {*command.keep}
        if kept or _written_since(each, scene):
            raise Refused("undo-form-went-on", id=each.event.subject)
    for field in contested(ours, scene.records):
        if field.field in _COURSE:
            raise Refused("undo-form-went-on", id=field.subject)


def _acts(event: Event) -> bool:
    """Whether the opposite would move a form, or sign it."""
    said, left = event.before.get("signs", ()), event.after.get("signs", ())
    names = (each for each in said if each not in left)
    return bool(_MOVES & event.after.keys()) or any(each["verdict"] != CHANGES for each in names)


def _written_since(recorded: Recorded, scene: Scene) -> bool:
    """Whether a form would be done again that somebody wrote in after it was given back."""
    given_back = recorded.event.before.get("status") == FormStatus.DONE.value
    return given_back and scene.records[recorded.event.subject].updated_at != recorded.at


def check(events: Iterable[Event], scene: Scene) -> None:
    """Looks at the forms as they would read.

    Raises:
        Refused: what must be in one that was handed in would be missing, or an answer would be
            gone that another form went on upon.
    """
    events = tuple(events)
    after = scene.after(events).records
    for subject in dict.fromkeys(each.subject for each in events):
        before, form = scene.records.get(subject), after[subject]
        if isinstance(before, Form) and isinstance(form, Form):
            _still_whole(before, form, scene)
            _still_answers(before, form, after.get(form.parent) if form.parent else None)


def _still_whole(before: Form, form: Form, scene: Scene) -> None:
    """What was handed in keeps what must be in it."""
    kind = scene.forms.get(form.kind)
    handed_in = form.status in (FormStatus.OPEN, FormStatus.DONE) and not form.removed
    lacking = missing(kind, form.values) if kind is not None and handed_in else ()
    if lacking and form.values != before.values:
        raise Refused("form-missing", id=form.id, fields=", ".join(lacking))


def _still_answers(before: Form, form: Form, parent: object) -> None:
    """What went on once it was answered rests on that answer."""
    if not isinstance(parent, Form) or parent.removed or not _counts(before):
        return
    ended = parent.status is FormStatus.DONE
    if ended and not _counts(form):
        raise Refused("undo-form-went-on", id=parent.id)
    if not ended and _counts(form) and form.values != before.values:
        raise Refused("undo-form-went-on", id=form.id)


def _counts(form: Form) -> bool:
    return form.status is FormStatus.DONE and not form.removed
