"""A source that is being set up: what was answered so far, and what is still to be asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from core.settings import WRITABLE, SourceSettings
from sync.trouble import Fatal

if TYPE_CHECKING:
    from sync.mapping import Mapping as Mapped
    from sync.record import Column
    from sync.report import Report
    from sync.source import Check

STEPS: Final = ("address", "name", "secrets", "columns", "write", "plan", "done")
INTERVAL: Final = "5m"
"""How often a remote source is synced unless the configuration says otherwise."""
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


class Unfit(Exception):
    """An answer that will not do: the id of the sentence that says why, and its values."""

    def __init__(self, *, word: str, **values: object) -> None:
        super().__init__(word, values)
        self.word = word
        self.values = values


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of the new source. No secret is ever in it."""

    step: str = STEPS[0]
    address: str = ""
    """As it was typed: an address, with the API's base behind it where that is another, or a
    file's path."""
    name: str = ""
    settings: SourceSettings = field(default_factory=SourceSettings)
    secrets: tuple[tuple[str, bool], ...] = ()
    """Environment variables that it wants, and whether each is there; empty until looked for."""
    found: Check | None = None
    mapping: Mapped | None = None
    report: Report | None = None
    """What the first sync would do."""
    lines: str = ""
    """What a person has to put into a file that they keep by hand."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Environment variables that this machine lacks."""
        return tuple(name for name, there in self.secrets if not there)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the remote table."""
        return self.found.columns if self.found is not None else ()

    @property
    def writable(self) -> tuple[str, ...]:
        """Our fields whose column there can be written."""
        if self.mapping is None or self.settings.type == "sheet":
            return ()
        can = {each.id for each in self.columns if each.writable}
        there = self.mapping.columns
        return tuple(each for each in WRITABLE if each in there and there[each].id in can)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this kind of source: a file has no secrets, and nothing is written to it."""
        gone = ("secrets", "write") if self.settings.type == "sheet" else ()
        return tuple(each for each in STEPS if each not in gone)

    @property
    def number(self) -> int:
        """The place of the step that it is at, from 1."""
        return self.steps.index(self.step) + 1

    def at(self, step: str) -> Draft:
        """The same at another step."""
        return replace(self, step=step)

    @property
    def before(self) -> str | None:
        """The step before; None at the first one, and once all is kept."""
        place = self.number - 2
        return self.steps[place] if place >= 0 and self.step != "done" else None

    @property
    def after(self) -> str:
        """The step after."""
        return self.steps[min(self.number, len(self.steps) - 1)]


def addressed(draft: Draft, text: str, taken: Container[str]) -> Draft:
    """With an address, and a name proposed for it; what was found at another one is forgotten.

    Raises:
        Fatal: it cannot be read; the reason says what to copy instead.
    """
    settings, name = _understood(text, taken)
    if text.strip() == draft.address:
        return draft.at(draft.after)
    return Draft("name", text.strip(), name, settings)


def _understood(text: str, taken: Container[str]) -> tuple[SourceSettings, str]:
    from sync.sheet.address import is_sheet, locate
    from sync.sheet.naming import source_name

    said = text.strip().strip("\"'")
    if is_sheet(said):
        place = locate(said)
        if not place.path.is_file():
            raise Fatal("sheet-missing", path=str(place.path))
        return SourceSettings(type="sheet", url=place.text), source_name(place.path, taken)
    url, _, base = said.partition(" ")
    kind = _kind(url, base.strip())
    settings = SourceSettings(type=kind, url=url, base_url=base.strip(), interval=INTERVAL)
    return settings, _free(kind, taken)


def _kind(url: str, base: str) -> str:
    """Raises `Fatal` as the parser of its addresses does."""
    from sync.feishu import url as feishu
    from sync.teambition import url as teambition

    if "teambition" in url or teambition.is_project(url):
        teambition.parse(url, base or None)
        return "teambition"
    feishu.parse(url, base or None)
    return "feishu"


def _free(kind: str, taken: Container[str]) -> str:
    number = 1
    while (name := kind if number == 1 else f"{kind}-{number}") in taken:
        number += 1
    return name


def named(draft: Draft, text: str, taken: Container[str]) -> Draft:
    """With a name, which its secrets and its configuration are found under.

    Raises:
        Unfit: it is no name, or it is taken.
    """
    name = text.strip()
    if not _NAME.fullmatch(name):
        raise Unfit(word="wizard.name_form", name=name)
    if name in taken:
        raise Unfit(word="wizard.name_taken", name=name)
    return replace(draft, name=name, step=draft.after)


def looked(draft: Draft, found: Check) -> Draft:
    """With what is there, and a mapping proposed for it unless one was settled already."""
    from sync.guess import guess
    from sync.sheet.source import key_name

    mapping = draft.mapping if draft.mapping is not None else guess(found.columns).mapping
    settings = replace(draft.settings, title=found.title or found.table)
    if settings.type == "sheet":
        title = mapping.columns.get("title")
        settings = replace(settings, key=key_name(found.columns, title.id if title else ""))
    return replace(draft, found=found, mapping=mapping, settings=settings, step="columns")


def corrected(draft: Draft, text: str) -> Draft:
    """With pairs such as `3=owner 5=`.

    Raises:
        Fatal: there is no such column or field.
    """
    from sync.correcting import correct

    mapping = draft.mapping
    assert mapping is not None
    for pair in text.replace("\uff0c", ",").replace(",", " ").split():
        mapping = correct(mapping, pair, draft.columns)
    return replace(draft, mapping=mapping)


def agreed(draft: Draft) -> Draft:
    """With the mapping as it stands.

    Raises:
        Fatal: no column is the title.
    """
    mapping = draft.mapping
    if mapping is None or "title" not in mapping.columns:
        raise Fatal("mapping-no-title")
    write = tuple(each for each in draft.settings.write if each in draft.writable)
    settings = replace(draft.settings, mapping=mapping.to_dict(), write=write)
    return replace(draft, settings=settings, step=draft.after)


def turned(draft: Draft, number: int) -> Draft:
    """With a field's writing back switched; 0 switches the making of new action items there."""
    settings = draft.settings
    if number == 0:
        return replace(draft, settings=replace(settings, actions=not settings.actions))
    if not 1 <= number <= len(draft.writable):
        return draft
    name = draft.writable[number - 1]
    kept = [each for each in draft.writable if (each in settings.write) != (each == name)]
    return replace(draft, settings=replace(settings, write=tuple(kept)))


def field_of(draft: Draft, column: Column) -> str:
    """Our field that a column is read as; empty for none."""
    if draft.mapping is None:
        return ""
    targets = draft.mapping.columns.items()
    return next((name for name, each in targets if each.id == column.id), "")


def samples(column: Column, most: int = 3) -> Sequence[str]:
    """The first few different values, as a person reads them."""
    from sync.translate import as_text

    texts = (" ".join(as_text(each).split()) for each in column.samples)
    return list(dict.fromkeys(filter(None, texts)))[:most]


def unmatched(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Options (field, option) of mapped columns that mean nothing we know."""
    from sync.guess import guess

    mapping = draft.mapping
    if mapping is None:
        return ()
    known = {"status": mapping.statuses, "priority": mapping.priorities}
    told = guess(draft.columns).unmatched
    return tuple(each for each in told if each[1] not in known.get(each[0], {}))
