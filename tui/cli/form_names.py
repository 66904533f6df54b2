"""What people call a field, a column or a choice: found however it is written, told in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from core.domain.form_kind import FieldKind, FormKind, Option, label_in
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.words import Words

_NEAR, _APART = 0.6, 0.1
"""How alike a name must be to be suggested, and how much less so the next one."""
_NOT: Final = ("不", "非", "无", "未", "没", "not", "un", "no")
"""What turns a name into its opposite."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that is found by its id, or by what it is called in any language."""

    id: str
    labels: Mapping[str, str]
    also: tuple[str, ...] = ()
    """Further names."""

    def calls(self) -> tuple[str, ...]:
        """All its names, folded."""
        return tuple(filter(None, map(folded, (self.id, *self.labels.values(), *self.also))))


def fields_named(fields: Iterable[FieldKind]) -> list[Named]:
    """Fields, or columns."""
    return [Named(each.name, each.label) for each in fields]


def kinds_named(kinds: Iterable[FormKind]) -> list[Named]:
    """Kinds of form, which go by their numbers in the process, too."""
    return [
        Named(
            each.kind,
            {language: names[0] for language, names in each.names.items()},
            (each.code, *(name for names in each.names.values() for name in names)),
        )
        for each in kinds
    ]


def choices_named(options: Iterable[Option]) -> list[Named]:
    """The choices of a field."""
    return [Named(each.id, each.label) for each in options]


def folded(text: str) -> str:
    """A name without what writes it otherwise: width, case, punctuation, blanks."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in wide if each.isalnum())


def meant(text: str, among: Sequence[Named], words: Words) -> str:
    """The id of the one that a text names; a part of a label that no other has will do.

    Raises:
        Wrong: there is none; all are named in the reader's language, and one that is near.
    """
    wanted = folded(text)
    for each in among:
        if wanted and wanted in each.calls():
            return each.id
    if wanted and not wanted.isascii():
        parts = [each for each in among if any(wanted in call for call in each.calls())]
        if len(parts) == 1:
            return parts[0].id
    known, near = listed(among, words), _nearest(wanted, among)
    if near is None:
        raise Wrong(word="form.wrong.name", value=text.strip(), known=known)
    told = told_as(near, words)
    raise Wrong(word="form.wrong.name_near", value=text.strip(), near=told, known=known)


def told_as(each: Named, words: Words) -> str:
    """A name in the reader's language, the id behind it: 需求背景(background)."""
    label = label_in(each.labels, words.language)
    return label if label == each.id else words.say("form.named", label=label, id=each.id)


def listed(among: Iterable[Named], words: Words) -> str:
    """All of them."""
    return words.join(told_as(each, words) for each in among)


def _nearest(wanted: str, among: Sequence[Named]) -> Named | None:
    """The one that is probably meant; nobody where two are about as near, or it is the opposite."""
    found = sorted(((_alike(wanted, each), at) for at, each in enumerate(among)), reverse=True)
    if not found or found[0][0] < _NEAR:
        return None
    if len(found) > 1 and found[1][0] > found[0][0] - _APART:
        return None
    return among[found[0][1]]


def _alike(wanted: str, each: Named) -> float:
    return max((_ratio(wanted, call) for call in each.calls()), default=0.0)


def _ratio(wanted: str, call: str) -> float:
    if any((word in wanted) != (word in call) for word in _NOT):
        return 0.0
    return SequenceMatcher(None, wanted, call).ratio()
