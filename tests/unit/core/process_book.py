"""The book that is kept beside the life of forms: who had to agree to what, and to which words.

It is kept by other means than the rules: from the files of the forms (`required_names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.domain.command import Command
from core.domain.event import Recorded
from core.domain.form import Form, FormStatus, changed_since
from core.domain.ids import RecordId
from core.domain.intake import TakeBack
from core.domain.policy import Policy
from core.domain.record import Record
from core.forms import standard
from tests.unit.core import required_names as needed

SIGNED = ("sign", "approve")
LEFT_OUT: frozenset[str] = frozenset({"left out"})
"""What it says of a step that was switched off as a form came by."""
Sign = Mapping[str, Any]


class Book:
    """Of one project, whose lead department it knows."""

    def __init__(self, lead: str) -> None:
        self.lead = lead
        self.before: dict[RecordId, Form] = {}
        self.passed: dict[tuple[str, int, str], frozenset[str]] = {}
        """By form, round and step: whose names it had as the form went on from there."""
        self.spoken: dict[tuple[str, str, str, int, str], str] = {}
        """By signature: the hash of what the form read then."""

    def note(self, command: Command, records: needed.Records, log: Iterable[Recorded]) -> None:
        """Looks at what a command came to. Fails where somebody was passed over."""
        forms = {name: each for name, each in records.items() if isinstance(each, Form)}
        for form in forms.values():
            for each in form.signs:
                self.spoken.setdefault(_named(form, each), needed.content(form))
        for form in forms.values():
            was = self.before.get(form.id)
            if not form.removed and _came_further(was, form, command):
                self._agreed(form, records)
            if was is not None and isinstance(command, TakeBack):
                _names_stay(was, form, [each for each in log if each.command == command.command])
                _answers_stay(was, form, forms)
        self.before = forms

    def shows(self, forms: Iterable[Form]) -> None:
        """Fails where a signature speaks of what was not there, or hides that it reads otherwise
        by now, or shows it where it does not."""
        for form in forms:
            now = needed.content(form)
            shown = list(changed_since(form, standard()[form.kind]))
            for each in form.signs:
                said = self.spoken[_named(form, each)]
                assert each["seal"] == said
                counts = each["round"] == form.round and each["verdict"] == "agree"
                assert (each in shown) == (counts and said != now)

    def _agreed(self, form: Form, records: needed.Records) -> None:
        """Whoever had to agree before the form came here did, to what it reads now."""
        off = _switched_off(records)
        for step in _behind(form):
            key = (form.id, form.round, step["id"])
            if step["id"] not in [each["id"] for each in needed.steps(form, off)]:
                self.passed.setdefault(key, LEFT_OUT)
            elif step["act"] in SIGNED:
                self._signed(key, form, step, records)
            elif step["act"] == "collect":
                self._answered(form, step, records)

    def _signed(
        self, key: tuple[str, int, str], form: Form, step: dict[str, Any], records: needed.Records
    ) -> None:
        names = needed.agreeing(form, step["id"])
        noted = self.passed.get(key)
        if noted == LEFT_OUT or (noted and noted <= names):
            return
        for group in needed.required(step["who"], form, records, self.lead):
            wanted = group <= names if step.get("needs") == "all" else group & names
            assert group, (form.id, step["id"], "nobody is whom it needs")
            assert wanted, (form.id, step["id"], group, names)
        self.passed[key] = frozenset(names)

    def _answered(self, form: Form, step: dict[str, Any], records: needed.Records) -> None:
        told = {
            each.subject if step["each"] == "panel" else each.dept: each
            for each in records.values()
            if isinstance(each, Form)
            and (each.parent, each.at_step) == (form.id, step["id"])
            and not each.removed
            and each.status is not FormStatus.WITHDRAWN
        }
        wanted = set(needed.asked(step, form, records, self.lead))
        assert wanted, (form.id, step["id"], "nobody is asked")
        assert wanted <= told.keys(), (form.id, step["id"], wanted, told.keys())
        for each in told.values():
            assert each.status is FormStatus.DONE, (form.id, each.id)
            assert not needed.refuses(each), (form.id, each.id)
            for own in needed.steps(each, ()):
                assert needed.agreeing(each, own["id"]), (form.id, each.id, own["id"])


def _came_further(was: Form | None, form: Form, command: Command) -> bool:
    """Whether it is done, or at another step and not because something was taken back."""
    if form.status is FormStatus.DONE and (was is None or was.status is not FormStatus.DONE):
        return True
    moved = was is not None and (was.step, was.status) != (form.step, form.status)
    return moved and not isinstance(command, TakeBack)


def _names_stay(was: Form, form: Form, undone: Iterable[Recorded]) -> None:
    """Nobody's name comes or goes but by taking back what put it there, or took it away."""
    turned: list[Sign] = []
    for each in undone:
        if each.event.subject == form.id and "signs" in each.event.after:
            left, said = each.event.before.get("signs", []), each.event.after["signs"]
            turned += [one for one in (*left, *said) if (one in left) != (one in said)]
    for one in (*was.signs, *form.signs):
        assert (one in was.signs and one in form.signs) or one in turned, (form.id, one)


def _answers_stay(was: Form, form: Form, forms: Mapping[RecordId, Form]) -> None:
    """What is done does not lose an answer that it was done upon."""
    parent = forms.get(form.parent) if form.parent else None
    counted = was.status is FormStatus.DONE and not was.removed
    if counted and parent is not None and parent.status is FormStatus.DONE:
        assert form.status is FormStatus.DONE, (form.id, parent.id)
        assert not form.removed, (form.id, parent.id)


def _named(form: Form, sign: Mapping[str, Any]) -> tuple[str, str, str, int, str]:
    return form.id, sign["person"], sign["step"], sign["round"], sign["at"] + sign["verdict"]


def _behind(form: Form) -> list[dict[str, Any]]:
    every = needed.steps(form, ())
    names = [each["id"] for each in every]
    if form.status is FormStatus.DONE:
        return every
    return every[: names.index(form.step)] if form.status is FormStatus.OPEN else []


def _switched_off(records: Mapping[RecordId, Record]) -> tuple[str, ...]:
    """What the last policy says; here each holds at once."""
    told = [each for each in records.values() if isinstance(each, Policy) and not each.removed]
    last = max(told, key=lambda each: str(each.effective_at), default=None)
    return last.steps_off if last is not None else ()
