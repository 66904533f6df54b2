"""What a person settles about a source on the command line: its columns, and what is written."""

from __future__ import annotations

from contextlib import closing, suppress
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from core import settings
from core.domain.refusal import Refused, Unreachable
from core.settings import WRITABLE, Settings, SourceSettings, nearest
from tui.cli.config import kept
from tui.cli.wrong import Wrong
from tui.unfit import Unfit
from tui.wording import field_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sync.mapping import Mapping
    from sync.record import Column, Person
    from sync.source import Check
    from tui.cli.desk import Desk
    from tui.cli.parser import Parser
    from tui.words import Words

_ALIKE: Final = 0.6
"""How alike a name must be to be taken for a slip of another."""
NEVER = ("off", "-")
"""What `--interval` says so that a source is synced by hand alone."""


def add_options(parser: Parser, words: Words) -> None:
    """What `source add` and `source change` both take."""
    parser.argument("--map", default="", metavar="FIELD=COLUMN,…", help=words.say("cli.help.map"))
    parser.argument("--write", metavar="FIELD,…", help=words.say("syncing.help.write"))
    parser.argument("--yes", action="store_true", help=words.say("sync.settle.help_yes"))


def chosen_source(desk: Desk, name: str) -> SourceSettings:
    """The source of that name.

    Raises:
        Wrong: there is none; the nearest is named.
    """
    sources = desk.opening.settings.sources
    if name not in sources:
        near = nearest(name, sources)
        alike = SequenceMatcher(None, name, near).ratio() >= _ALIKE
        word = (
            "cli.no_such_source" if alike else "sync.settle.no_such" if near else "cli.no_sources"
        )
        raise Wrong(word=word, name=name, near=near, known=", ".join(sources))
    return sources[name]


def kind_of(url: str) -> str:
    """The type of source that an address or a path leads to."""
    from sync.sheet.address import is_sheet
    from sync.teambition.url import is_project

    if is_sheet(url):
        return "sheet"
    return "teambition" if "teambition" in url or is_project(url) else "feishu"


def look(name: str, chosen: SourceSettings) -> Check:
    """What the source shows of itself.

    Raises:
        Wrong: secrets are missing here; all of them are named.
        Retry, Fatal: it cannot be read.
    """
    from sync.credentials import missing
    from sync.run import open_source

    if names := missing(name, chosen):
        raise Wrong(word="sync.settle.secrets", name=name, n=len(names), names=", ".join(names))
    with closing(open_source(name, chosen)) as source:
        return source.check()


def faces_of(name: str, chosen: SourceSettings, mapping: Mapping) -> list[Person]:
    """Everybody whom the records of a source name, all of them read.

    Raises:
        Retry, Fatal: it cannot be read.
    """
    from sync.guess import PEOPLE, named_in
    from sync.run import open_source

    columns = [mapping.columns[each].id for each in PEOPLE if each in mapping.columns]
    with closing(open_source(name, chosen)) as source:
        records = source.pull().records
    return named_in(record.fields.get(column) for record in records for column in columns)


def fitting(desk: Desk, before: Mapping, after: Mapping, columns: Sequence[Column]) -> None:
    """Whether a mapping will do, as a person corrected it: it has titles, and something to read.

    Raises:
        Fatal: no column is the title.
        Wrong: nothing in a column can be read as the field that was put on it, and nobody insists.
    """
    from sync.correcting import misfits, moved
    from sync.trouble import Fatal

    if "title" not in after.columns:
        raise Fatal("mapping-no-title")
    new = moved(before, after)
    for each in misfits(after, columns):
        if each.field in new and not desk.options.yes:
            samples = desk.words.join(f"“{one}”" for one in each.samples)
            raise Wrong(
                word="sync.settle.misfit",
                field=field_name(each.field, desk.words),
                column=each.column,
                samples=samples,
            )


def mapped(mapping: Mapping, told: str, columns: Sequence[Column]) -> Mapping:
    """A mapping with the pairs of `--map`.

    Raises:
        Fatal: see `sync.correcting.correct`.
    """
    from sync.correcting import correct

    for pair in filter(None, (each.strip() for each in told.replace("\uff0c", ",").split(","))):
        mapping = correct(mapping, pair, columns)
    return mapping


def settled(settle: Callable[..., Mapping], *told: Any) -> Mapping:
    """A mapping with what a person settles (see `tui.settling`).

    Raises:
        Wrong: it will not do.
    """
    try:
        return settle(*told)
    except Unfit as problem:
        raise Wrong(word=problem.word, **problem.values) from problem


def written(told: str, kind: str, mapping: Mapping, columns: Sequence[Column]) -> tuple[str, ...]:
    """The fields of `--write`; none for an empty text.

    Raises:
        Fatal: there is no such field.
        Wrong: a field cannot be written back, nor this kind of source, nor its column.
    """
    from sync.correcting import field_called

    names = [each.strip() for each in told.replace("\uff0c", ",").split(",") if each.strip()]
    if names and kind == "sheet":
        raise Wrong(word="syncing.sheet_stays")
    there = {each.id: each for each in columns}
    found: list[str] = []
    for field in map(field_called, names):
        target = mapping.columns.get(field)
        if field not in WRITABLE:
            raise Wrong(word="syncing.never_written", field=field, known=", ".join(WRITABLE))
        if target is None or target.id not in there:
            raise Wrong(word="syncing.not_mapped", field=field)
        if not there[target.id].writable:
            raise Wrong(word="syncing.read_only", field=field, column=target.name)
        found.append(field)
    return tuple(dict.fromkeys(found))


def keep(desk: Desk, name: str, chosen: SourceSettings) -> int:
    """Writes the source's section; for a file kept by hand, prints what to paste (1).

    Raises:
        Wrong: another source makes action items already.
    """
    from sync.configured import actions_conflict

    other = actions_conflict(desk.opening.settings.sources, name) if chosen.actions else ""
    if other:
        raise Wrong(word="sync.reason.source-actions-twice", name=name, other=other)
    section: dict[str, Any] = settings.document_of(Settings(sources={name: chosen}))
    return kept(desk, f"sources.{name}", section["sources"][name])


def tell_actions(desk: Desk, name: str) -> None:
    """How many action items go to a source with its next sync: those that are open already, too."""
    from core.store.exchange import Exchange

    with suppress(Refused, Unreachable):  # what is settled is kept; no project yet has none
        service = desk.service
        found = service.store.ask(
            lambda connection: Exchange(connection, service.project, name).unlinked_actions()
        )
        if found:
            ids = desk.words.join(each.id for each in found)
            desk.talk.tell("syncing.actions_there", n=len(found), ids=ids, name=name)
