"""A source that is being set up: what was answered so far, and what is still to be asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from core.settings import WRITABLE, SourceSettings
from sync.trouble import Fatal
from tui.settling import settle_option, settle_person
from tui.unfit import Unfit

if TYPE_CHECKING:
    from sync.correcting import Misfit
    from sync.mapping import Mapping as Mapped
    from sync.record import Column
    from sync.report import Report
    from sync.source import Check
    from sync.translate import Unmatched
    from tui.words import Words

STEPS: Final = ("address", "name", "secrets", "columns", "write", "plan", "done")
INTERVAL: Final = "5m"
"""How often a remote source is synced unless the configuration says otherwise."""
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)
_KEYS: Final = ("key", "认行")
"""What is typed for the column by which the rows of a file are known."""
_PEOPLE: Final = ("@", "\uff20")
"""What a person's name there begins with."""
_COLONS: Final = (":", "\uff1a")
"""What stands between a field and one of its options."""


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
    key: str = ""
    """The column by which a person wants the rows of a file to be known; else one is chosen."""
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
    def twice(self) -> tuple[Unmatched, ...]:
        """What more than one row is known by: none where a person chose a column for it."""
        return self.found.twice if self.found is not None and not self.key else ()

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
    def counted(self) -> tuple[str, ...]:
        """The steps as they are numbered: to ask for secrets that are missing is no step more."""
        return tuple(each for each in self.steps if each != "secrets")

    @property
    def number(self) -> int:
        """The number of the step that it is at, from 1."""
        return self.counted.index("name" if self.step == "secrets" else self.step) + 1

    def at(self, step: str) -> Draft:
        """The same at another step."""
        return replace(self, step=step)

    @property
    def before(self) -> str | None:
        """The step before; None at the first one, and once all is kept."""
        place = self.steps.index(self.step) - 1
        return self.steps[place] if place >= 0 and self.step != "done" else None

    @property
    def after(self) -> str:
        """The step after."""
        return self.steps[min(self.steps.index(self.step) + 1, len(self.steps) - 1)]


def addressed(draft: Draft, text: str, taken: Mapping[str, SourceSettings]) -> Draft:
    """With an address, and a name proposed for it; what was found at another one is forgotten.

    Raises:
        Fatal: it cannot be read; the reason says what to copy instead.
        Unfit: there is nothing, or the table is a source already.
    """
    from sync.whereabouts import connected_as

    if not text.strip():
        raise Unfit(word="wizard.address_missing")
    settings, name = _understood(text, taken)
    if known := connected_as(settings, taken):
        raise Unfit(word="wizard.connected", known=known)
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
        usual = key_name(found.columns, title.id if title else "")
        settings = replace(settings, key=draft.key or usual)
    return replace(draft, found=found, mapping=mapping, settings=settings, step="columns")


def corrected(draft: Draft, text: str, words: Words, ours: Callable[[str], str]) -> Draft:
    """With answers such as `3=owner 5= 状态:延期=blocked @小王=王敏 key=序号`.

    `ours` says the name of the person here whom a text means, or raises `Unfit`.

    Raises:
        Fatal: there is no such column or field.
        Unfit: there is no such option or person.
    """
    for told in _answers(text):
        draft = _corrected(draft, told, words, ours)
    return draft


def _answers(text: str) -> list[str]:
    """Answers stand apart by commas or blanks; names of people and options have blanks, too."""
    found: list[str] = []
    for part in text.replace("\uff1d", "=").replace("\uff0c", ",").split(","):
        told: list[str] = []
        for word in part.split():
            if told and _goes_on(told[-1], word):
                told[-1] += f" {word}"
            else:
                told.append(word)
        found += told
    return found


def _goes_on(told: str, word: str) -> bool:
    """Whether a word is the rest of `@Sun` or `状态:In`, or of a name behind the sign."""
    left, mark, _ = told.partition("=")
    named = left.startswith(_PEOPLE) or any(each in left for each in _COLONS)
    return named and not word.startswith(_PEOPLE) and not (mark and "=" in word)


def _corrected(draft: Draft, told: str, words: Words, ours: Callable[[str], str]) -> Draft:
    from sync.correcting import correct
    from sync.guess import faces
    from sync.sheet.source import key_asked

    mapping, columns = draft.mapping, draft.columns
    assert mapping is not None
    left = told.partition("=")[0]
    if told.startswith(_PEOPLE):
        seen = faces(mapping, columns)
        return replace(draft, mapping=settle_person(mapping, told[1:], lambda _: seen, ours))
    if any(each in left for each in _COLONS):
        return replace(draft, mapping=settle_option(mapping, told, columns, words))
    if left in _KEYS and draft.settings.type == "sheet":
        key = key_asked(columns, told.partition("=")[2], mapping)
        return replace(draft, key=key, settings=replace(draft.settings, key=key))
    return replace(draft, mapping=correct(mapping, told, columns))


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


def fields_of(draft: Draft, column: Column) -> tuple[str, ...]:
    """Our fields that a column is read as."""
    return draft.mapping.fields_of(column.id) if draft.mapping is not None else ()


def samples(column: Column, most: int = 3) -> Sequence[str]:
    """The first few different values, as a person reads them."""
    from sync.translate import as_text

    texts = (" ".join(as_text(each).split()) for each in column.samples)
    return list(dict.fromkeys(filter(None, texts)))[:most]


def unmatched(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Options (field, option) of mapped columns that mean nothing we know."""
    from sync.guess import strange_options

    return strange_options(draft.mapping, draft.columns) if draft.mapping is not None else ()


def unreadable(draft: Draft) -> tuple[Misfit, ...]:
    """Fields of which nothing in their column can be read."""
    from sync.correcting import misfits

    return misfits(draft.mapping, draft.columns) if draft.mapping is not None else ()


def shared_columns(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Columns that are read as several fields."""
    from sync.correcting import shared

    return shared(draft.mapping) if draft.mapping is not None else {}


def other_keys(draft: Draft) -> tuple[str, ...]:
    """Columns of numbers by which the rows of a file could be known, too."""
    from sync.sheet.source import keys

    if draft.settings.type != "sheet":
        return ()
    return keys(draft.columns, draft.settings.key)
