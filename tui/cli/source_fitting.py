"""What a person settles about a source on the command line: its columns, and what is written."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from core import settings
from core.settings import WRITABLE, Settings, SourceSettings, nearest
from tui.cli.config import kept
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.mapping import Mapping
    from sync.record import Column
    from sync.source import Check
    from tui.cli.desk import Desk
    from tui.cli.parser import Parser
    from tui.words import Words

NEVER = ("off", "-")
"""What `--interval` says so that a source is synced by hand alone."""


def add_options(parser: Parser, words: Words) -> None:
    """What `source add` and `source change` both take."""
    parser.argument("--map", default="", metavar="FIELD=COLUMN,…", help=words.say("cli.help.map"))
    parser.argument("--write", metavar="FIELD,…", help=words.say("syncing.help.write"))


def chosen_source(desk: Desk, name: str) -> SourceSettings:
    """The source of that name.

    Raises:
        Wrong: there is none; the nearest is named.
    """
    sources = desk.opening.settings.sources
    if name not in sources:
        near = nearest(name, sources)
        word = "cli.no_such_source" if near else "cli.no_sources"
        raise Wrong(word=word, name=name, near=near)
    return sources[name]


def look(name: str, chosen: SourceSettings) -> Check:
    """What the source shows of itself.

    Raises:
        Retry, Fatal: it cannot be read.
    """
    from sync.run import open_source

    with closing(open_source(name, chosen)) as source:
        return source.check()


def mapped(mapping: Mapping, told: str, columns: Sequence[Column]) -> Mapping:
    """A mapping with the pairs of `--map`.

    Raises:
        Fatal: see `sync.correcting.correct`.
    """
    from sync.correcting import correct

    for pair in filter(None, (each.strip() for each in told.replace("\uff0c", ",").split(","))):
        mapping = correct(mapping, pair, columns)
    return mapping


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
    """Writes the source's section; for a file kept by hand, prints what to paste (1)."""
    section: dict[str, Any] = settings.document_of(Settings(sources={name: chosen}))
    return kept(desk, f"sources.{name}", section["sources"][name])
