"""The configuration file: what may stand in it, and reading it."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.projector_settings import (
    PROJECTOR_KEYS,
    ProjectorSettings,
    projector_of,
    projector_table,
)
from core.settings_reader import Misconfigured as Misconfigured
from core.settings_reader import Reader
from core.settings_reader import nearest as nearest

MARK = "# pengtou 1"
"""The first line of a file that the program wrote, and may therefore write again."""
LANGUAGES = ("zh", "en")
GLYPHS = ("unicode", "ascii")
SOURCE_TYPES = ("feishu", "teambition", "sheet")
WRITABLE = ("title", "actual", "status", "start", "due", "owner", "priority", "delay_reason")
"""Fields of a task that can be written back to where it came from."""
BOT_TYPES = ("feishu", "dingtalk", "wecom")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "me": ("name",),
    "database": ("url",),
    "board": ("language", "theme", "glyphs"),
    "projector": PROJECTOR_KEYS,
    "sources.NAME": ("type", "url", "title", "base_url", "interval", "key", "write", "actions"),
    "bots.NAME": ("type", "default", "base_url"),
}
"""What can be set, by table."""
_EVERY_KEY = ("project", *(f"{table}.{name}" for table, names in _TABLES.items() for name in names))
_INTERVAL = re.compile(r"([1-9][0-9]{0,5})([smh])", re.ASCII)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_SOURCE_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}", re.ASCII)


class HandWritten(Exception):
    """A person keeps this file by hand, and their comments would be lost."""

    def __init__(self, path: Path, lines: str) -> None:
        super().__init__(str(path))
        self.path = path
        self.lines = lines
        """What they may paste into it."""


@dataclass(frozen=True, slots=True)
class Me:
    """`[me]`: who works here."""

    name: str = ""
    """The name that one's changes are recorded under; the login name where it is empty."""


@dataclass(frozen=True, slots=True)
class Database:
    """`[database]`: where the board lives."""

    url: str = ""
    """An SQLAlchemy URL or the path of a SQLite file; a file in the data folder where empty."""


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """`[board]`: how the screen looks."""

    language: str = ""
    """`zh` or `en`; the locale's where it is empty."""
    theme: str = ""
    """The name of a theme; the dark one where it is empty."""
    glyphs: str = ""
    """`unicode` or `ascii`; what the terminal draws in one cell each where it is empty."""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """`[sources.NAME]`: one remote table. Its secrets are never here."""

    type: str = "feishu"
    """`feishu`, `teambition` or `sheet`."""
    url: str = ""
    """The address of the table as the browser shows it; of a sheet, `PATH` or `PATH#SHEET`."""
    title: str = ""
    """What the table is called there, for people."""
    base_url: str = ""
    """The address of its API, where it cannot be told from `url`."""
    interval: str = ""
    """How often an open board syncs it, as `30s`, `5m` or `1h`; never by itself where empty."""
    key: str = ""
    """Of a sheet: the name of the column that its rows are known by; found out where empty."""
    write: tuple[str, ...] = ()
    """Our fields that are written back there; none where empty."""
    actions: bool = False
    """Whether new action items are made there too."""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    """Which column is which of our fields, as `sync.mapping.Mapping.to_dict` writes it."""

    @property
    def seconds(self) -> int | None:
        """The interval in seconds; None where there is none."""
        found = _INTERVAL.fullmatch(self.interval)
        return int(found[1]) * _SECONDS[found[2]] if found else None


@dataclass(frozen=True, slots=True)
class BotSettings:
    """`[bots.NAME]`: one group bot. Its webhook and its secret are never here."""

    type: str = "feishu"
    """`feishu`, `dingtalk` or `wecom`."""
    default: bool = False
    """Whether reminders go to its group, and minutes and agendas unless somebody takes it out."""
    base_url: str = ""
    """Where its webhook leads, where that is not the service itself: a company's own gateway."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the file says."""

    project: str = ""
    """The code of the project that is opened when none is named."""
    me: Me = Me()
    database: Database = Database()
    board: BoardSettings = BoardSettings()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other keys for an action, by its id."""
    sources: Mapping[str, SourceSettings] = field(default_factory=dict)
    bots: Mapping[str, BotSettings] = field(default_factory=dict)
    projector: ProjectorSettings = field(default_factory=ProjectorSettings)


def read(path: Path) -> Settings:
    """What the file says; the defaults where there is none.

    Raises:
        Misconfigured: it cannot be read, is no TOML, or says what nobody understands.
    """
    return understood(read_document(path), path)


def read_document(path: Path) -> dict[str, Any]:
    """The file as plain tables; empty where there is none.

    Raises:
        Misconfigured: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Misconfigured("unreadable", path=str(path), why=why) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Misconfigured("not-toml", path=str(path), why=str(problem)) from problem


def understood(document: Mapping[str, Any], path: Path) -> Settings:
    """Plain tables as settings.

    Raises:
        Misconfigured: a key is unknown (the nearest known one is named), or a value does not fit.
    """
    reader = Reader(path, _EVERY_KEY)
    known = ("project", "me", "database", "board", "keys", "sources", "bots", "projector")
    top = reader.table("", document, known)
    me = reader.table("me", top.get("me", {}), _TABLES["me"])
    database = reader.table("database", top.get("database", {}), _TABLES["database"])
    board = reader.table("board", top.get("board", {}), _TABLES["board"])
    sources = reader.table("sources", top.get("sources", {}))
    bots = reader.table("bots", top.get("bots", {}))
    return Settings(
        project=reader.text("project", top),
        me=Me(reader.text("me.name", me)),
        database=Database(reader.text("database.url", database)),
        board=BoardSettings(
            reader.text("board.language", board, known=("", *LANGUAGES)),
            reader.text("board.theme", board),
            reader.text("board.glyphs", board, ("", *GLYPHS).__contains__),
        ),
        keys=dict(_keys(reader, "keys", reader.table("keys", top.get("keys", {})))),
        sources={name: _source(reader, name, table) for name, table in sources.items()},
        bots={name: _bot(reader, name, table) for name, table in bots.items()},
        projector=projector_of(reader, top.get("projector", {})),
    )


def _source(reader: Reader, name: str, table: Any) -> SourceSettings:
    at = f"sources.{name}"
    if not _SOURCE_NAME.fullmatch(name):
        raise Misconfigured("source-name", path=str(reader.path), name=name)
    found = reader.table(at, table, (*_TABLES["sources.NAME"], "mapping"))
    return SourceSettings(
        type=reader.text(f"{at}.type", {"type": "feishu", **found}, known=SOURCE_TYPES),
        url=reader.text(f"{at}.url", found),
        title=reader.text(f"{at}.title", found),
        base_url=reader.text(f"{at}.base_url", found),
        interval=reader.text(f"{at}.interval", found, _is_interval),
        key=reader.text(f"{at}.key", found),
        write=reader.words(f"{at}.write", found, WRITABLE),
        actions=reader.flag(f"{at}.actions", found),
        mapping=reader.table(f"{at}.mapping", found.get("mapping", {})),
    )


def _bot(reader: Reader, name: str, table: Any) -> BotSettings:
    at = f"bots.{name}"
    if not _SOURCE_NAME.fullmatch(name):
        raise Misconfigured("bot-name", path=str(reader.path), name=name)
    found = reader.table(at, table, _TABLES["bots.NAME"])
    return BotSettings(
        type=reader.text(f"{at}.type", {"type": "feishu", **found}, known=BOT_TYPES),
        default=reader.flag(f"{at}.default", found),
        base_url=reader.text(f"{at}.base_url", found),
    )


def _is_interval(text: str) -> bool:
    return not text or _INTERVAL.fullmatch(text) is not None


def _keys(
    reader: Reader, at: str, table: Mapping[str, Any]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """An id with dots may be written quoted, or as nested tables."""
    for name, value in table.items():
        key = f"{at}.{name}"
        if isinstance(value, dict):
            yield from _keys(reader, key, value)
        else:
            listed = [value] if isinstance(value, str) else value
            if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
                raise Misconfigured("value", path=str(reader.path), key=key, value=repr(value))
            yield key.removeprefix("keys."), tuple(listed)


def write(path: Path, settings: Settings) -> None:
    """Writes the whole file, whole or not at all, for nobody else to read.

    Raises:
        HandWritten: the file is not one of ours.
        OSError: it cannot be written.
    """
    write_document(path, document_of(settings))


def set_value(path: Path, key: str, value: Any) -> Settings:
    """Sets one key (`board.theme`, `keys.task.open`, `sources.NAME`); None takes it out.

    Raises:
        Misconfigured: the key or the value would not be understood.
        HandWritten: the file is not one of ours.
        OSError: it cannot be written.
    """
    document = read_document(path)
    names = _path_of(key)
    table = document
    for name in names[:-1]:
        inner = table.setdefault(name, {})
        if not isinstance(inner, dict):
            raise Misconfigured("value", path=str(path), key=key, value=repr(inner))
        table = inner
    if value is None:
        table.pop(names[-1], None)
    else:
        table[names[-1]] = value  # what was there before keeps its place
    settings = understood(document, path)
    if not ours(path):
        raise HandWritten(path, _only(names, value))
    write_document(path, document)
    return settings


def value_of(settings: Settings, key: str) -> Any:
    """What a key reads now, in plain form; None where nothing is set."""
    document: Any = document_of(settings)
    for name in _path_of(key):
        document = document.get(name) if isinstance(document, dict) else None
    return document


def ours(path: Path) -> bool:
    """Whether the program may write the file: there is none, or the program wrote it."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip() == MARK
    except FileNotFoundError:
        return True


def write_document(path: Path, document: Mapping[str, Any]) -> None:
    """Writes plain tables; see `write`."""
    import tomli_w

    if not ours(path):
        raise HandWritten(path, tomli_w.dumps(dict(document)))
    target = path.resolve()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # A new file is made 0600 by mkstemp; replacing is all or nothing.
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".config-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{MARK}\n{tomli_w.dumps(dict(document))}")
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _path_of(key: str) -> tuple[str, ...]:
    """An action's id has dots of its own."""
    first, _, rest = key.partition(".")
    if first == "keys" and rest:
        return (first, rest)
    return tuple(key.split("."))


def _only(names: tuple[str, ...], value: Any) -> str:
    import tomli_w

    return tomli_w.dumps(_nested(names, value)).strip() if value is not None else ""


def _nested(names: tuple[str, ...], value: Any) -> dict[str, Any]:
    *outer, last = names
    document: dict[str, Any] = {last: value}
    for name in reversed(outer):
        document = {name: document}
    return document


def document_of(settings: Settings) -> dict[str, Any]:
    """Settings as plain tables, without what is empty."""
    document = {
        "project": settings.project,
        "me": {"name": settings.me.name},
        "database": {"url": settings.database.url},
        "board": {"language": settings.board.language, "theme": settings.board.theme}
        | {"glyphs": settings.board.glyphs},
        "keys": {name: list(keys) for name, keys in settings.keys.items()},
        "sources": {
            name: {
                "type": each.type,
                "url": each.url,
                "title": each.title,
                "base_url": each.base_url,
                "interval": each.interval,
                "key": each.key,
                "write": list(each.write),
                "mapping": dict(each.mapping),
            }
            | ({"actions": True} if each.actions else {})
            for name, each in settings.sources.items()
        },
        "bots": {
            name: {"type": each.type, "base_url": each.base_url}
            | ({"default": True} if each.default else {})
            for name, each in settings.bots.items()
        },
    }
    filled: dict[str, Any] = _filled(document)
    projector = projector_table(settings.projector)
    return filled | ({"projector": projector} if projector else {})


def _filled(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kept = {name: _filled(each) for name, each in value.items()}
    return {name: each for name, each in kept.items() if each not in ("", {}, [])}
