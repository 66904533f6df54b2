"""What was typed into a form and is not saved: kept at every key, and read back. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.domain.form_checks import EMPTY
from tui.form_merging import APART, merged, same

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
    """What each of them read on record when it was opened, or touched first."""
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
        known = {name: each for name, each in self.known.items() if name not in sent.edits}
        known |= {name: sent.edits.get(name, self.known.get(name)) for name in left}
        return replace(self, edits=left, known=known, saved=dict(sent.edits))

    def opened(self, name: str, form: Form) -> FormDraft:
        """Somebody looks at a field to write it: what it reads now is what they write upon."""
        if name in self.edits:
            return self
        return replace(self, known={**self.known, name: self._on_record(name, form)})

    def left(self, name: str) -> FormDraft:
        """Somebody looks at it no longer; nothing came of it where there is no edit."""
        known = {each: value for each, value in self.known.items() if each != name}
        return self if name in self.edits else replace(self, known=known)

    def upon(self, name: str, form: Form) -> dict[str, Any]:
        """The form as it read when that field was opened: what is written there goes upon this,
        or what others did to it meanwhile would be taken for one's own."""
        values = self.values(form)
        if name in self.known and name not in self.edits:
            values[name] = self.known[name]
        return values

    def with_value(self, name: str, value: Any, form: Form) -> FormDraft:
        """With a field written; one that reads as it did before is no edit any more."""
        on_record = self._on_record(name, form)
        edits, known = dict(self.edits), dict(self.known)
        if same(value, on_record) or same(value, known.get(name, on_record)):
            edits.pop(name, None)
            known.pop(name, None)
        else:
            edits[name] = None if value in EMPTY else value
            known.setdefault(name, on_record)
        return replace(self, edits=edits, known=known)

    def _on_record(self, name: str, form: Form) -> Any:
        return self.saved[name] if name in self.saved else form.values.get(name)

    def joined(self, form: Form) -> FormDraft:
        """With what others wrote meanwhile beside it; what they wrote over stays to be asked."""
        edits, known = dict(self.edits), dict(self.known)
        for name in self.overtaken(form):
            theirs = self._on_record(name, form)
            both = merged(known[name], theirs, edits[name])
            if both is APART:
                continue
            edits[name], known[name] = both, theirs
            if same(both, theirs):
                del edits[name]
        return replace(self, edits=edits, known=known) if edits != self.edits else self

    def overtaken(self, form: Form) -> tuple[str, ...]:
        """The fields that somebody else wrote since they were touched here."""
        return tuple(
            name
            for name, mine in self.edits.items()
            if not same(self._on_record(name, form), self.known.get(name))
            and not same(self._on_record(name, form), mine)
        )

    def settled_by(
        self, wanted: Mapping[str, Any], seen: Mapping[str, Any], form: Form
    ) -> FormDraft:
        """Somebody saw what others wrote (`seen`) and said how some of these fields are to read."""
        draft = replace(self, known={**self.known, **seen})
        for name, value in wanted.items():
            draft = draft.with_value(name, value, form)
        return draft

    def settled(self, form: Form) -> FormDraft:
        """Without the edits that are on record by now."""
        left = {
            name: value
            for name, value in self.edits.items()
            if not same(value, form.values.get(name))
        }
        typing = self.typing[0].partition(".")[0] if self.typing is not None else ""
        known = {name: each for name, each in self.known.items() if name in left or name == typing}
        return replace(self, edits=left, known=known)

    @property
    def text(self) -> str:
        """As it is put aside; empty for nothing worth keeping."""
        if not self.edits and self.typing is None:
            return ""
        plain = {"edits": self.edits, "known": self.known, "typing": self.typing}
        return json.dumps(plain, ensure_ascii=False)


def read(text: str) -> FormDraft:
    """What was put aside; an empty draft where it cannot be read."""
    try:
        plain = json.loads(text)
        typing = plain.get("typing")
        place = (str(typing[0]), str(typing[1])) if typing else None
        return FormDraft(dict(plain["edits"]), dict(plain["known"]), place)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return FormDraft()
