"""What was typed into a form and is not saved: kept at every key, and read back. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.domain.form_checks import EMPTY

if TYPE_CHECKING:
    from core.domain.form import Form

SHELF: Final = "form"
"""The kind under which `tui.drafts` keeps it."""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The fields of a form that read otherwise here than on record."""

    edits: Mapping[str, Any] = field(default_factory=dict)
    """By field, in plain form; None empties one."""
    known: Mapping[str, Any] = field(default_factory=dict)
    """What each of them read on record when it was touched first."""
    typing: tuple[str, str] | None = None
    """The place that is open, and what stands in it."""
    saved: Mapping[str, Any] = field(default_factory=dict)
    """What was saved and the board has not read yet: it must not vanish for a moment."""

    def values(self, form: Form) -> dict[str, Any]:
        """The form as it would read."""
        return {**form.values, **self.saved, **self.edits}

    def landed(self, sent: FormDraft) -> FormDraft:
        """After `sent` was saved: what was typed meanwhile is left, on top of what was sent."""
        left = {
            name: value
            for name, value in self.edits.items()
            if name not in sent.edits or not same(value, sent.edits[name])
        }
        known = {name: sent.edits.get(name, self.known.get(name)) for name in left}
        return replace(self, edits=left, known=known, saved=dict(sent.edits))

    def with_value(self, name: str, value: Any, form: Form) -> FormDraft:
        """With a field written; one that reads as on record again is no edit any more."""
        on_record = form.values.get(name)
        edits, known = dict(self.edits), dict(self.known)
        if same(value, on_record):
            edits.pop(name, None)
            known.pop(name, None)
        else:
            edits[name] = None if value in EMPTY else value
            known.setdefault(name, on_record)
        return replace(self, edits=edits, known=known)

    def overtaken(self, form: Form) -> tuple[str, ...]:
        """The fields that somebody else wrote since they were touched here."""
        return tuple(
            name
            for name, before in self.known.items()
            if not same(form.values.get(name), before)
            and not same(form.values.get(name), self.edits.get(name))
        )

    def looked(self, form: Form) -> FormDraft:
        """Somebody saw what others wrote: it is known from now on."""
        return replace(self, known={name: form.values.get(name) for name in self.known})

    def settled(self, form: Form) -> FormDraft:
        """Without the edits that are on record by now."""
        left = {
            name: value
            for name, value in self.edits.items()
            if not same(value, form.values.get(name))
        }
        return replace(self, edits=left, known={name: self.known.get(name) for name in left})

    @property
    def text(self) -> str:
        """As it is put aside; empty for nothing worth keeping."""
        if not self.edits and self.typing is None:
            return ""
        plain = {"edits": self.edits, "known": self.known, "typing": self.typing}
        return json.dumps(plain, ensure_ascii=False)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; nothing is nothing, however it is written."""
    return one == other or (one in EMPTY and other in EMPTY)


def read(text: str) -> FormDraft:
    """What was put aside; an empty draft where it cannot be read."""
    try:
        plain = json.loads(text)
        typing = plain.get("typing")
        place = (str(typing[0]), str(typing[1])) if typing else None
        return FormDraft(dict(plain["edits"]), dict(plain["known"]), place)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return FormDraft()
