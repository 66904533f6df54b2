"""What to open, as whom and in which language: command line over environment over file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core import places, settings
from core.calendar.clock import Clock, fixed
from core.domain.refusal import Refused
from core.domain.text import clean
from core.settings import Settings
from tui.cli.wrong import Wrong
from tui.team_address import with_password
from tui.words import LANGUAGES, Words, language_of

if TYPE_CHECKING:
    from core.service import Service
    from core.store import Store

_LAST = "last-project.json"
_NAME = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """The database, the project and the person that the program works with."""

    database: str
    """An URL, or the path of a SQLite file."""
    project: str | None = None
    """The code of a project; None for the only one, else the one used last."""
    actor: str = ""
    language: str = "en"
    """`zh` or `en`."""
    clock: Clock | None = None
    """A clock that stands; None for the real one."""
    config: Path = Path()
    """The configuration file, whether or not it exists."""
    settings: Settings = field(default_factory=Settings)
    reading: bool = False
    """Whether nothing may be changed, in the database or in what this person keeps."""
    wall: bool = False
    """Whether the board begins with the projector."""

    def words(self) -> Words:
        """The words of the person's language."""
        return Words.load(self.language)

    def store(self, *, create: bool = False) -> Store:
        """The database, opened; whoever asks closes it.

        Raises:
            Refused, Unreachable: see `core.store.open_store`.
        """
        from core.store import open_store

        path = Path(self.database)
        if create and path == places.default_database():
            places.private_folder(path.parent)
        return open_store(self.database, create=create, reading=self.reading)

    def service(self) -> Service:
        """The use cases of the project; whoever asks closes its store.

        Raises:
            Refused: there is no such project, none at all, or none was chosen among several; or
                it is not for whoever asks: see `tui.admission`.
            Unreachable: the database is away.
        """
        from core.service import Service
        from tui import admission

        store = self.store()
        try:
            projects = dict(store.projects())
            admission.check_login(store, projects)
            number = self._choose({each.code: number for number, each in projects.items()})
            admission.check(store, number, projects[number], self.actor)
        except BaseException:
            store.close()
            raise
        return Service(store, number, self.actor, self.clock)

    def revision(self) -> int | None:
        """The number of the project's last event, at a glance; None where that takes longer."""
        from core.store.glance import revisions

        try:
            return self._choose(revisions(self.database))
        except Refused:
            return None

    def _choose(self, numbers: Mapping[str, int]) -> int:
        """The number of the project that is meant, by the codes there are."""
        if not numbers:
            raise Refused("no-project-yet")
        if self.project and (self.project in numbers or not self._usual()):
            if self.project not in numbers:
                raise Refused("no-such-project", code=self.project, codes=", ".join(numbers))
            if len(numbers) > 1:
                self._remember(self.project)
            return numbers[self.project]
        if len(numbers) == 1:
            return next(iter(numbers.values()))
        last = self._remembered().get(self._place())
        if last is None or last not in numbers:
            raise Refused("project-not-chosen", codes=", ".join(numbers))
        return numbers[last]

    def _usual(self) -> bool:
        """Whether the project is the configuration's habit and not what was asked for now."""
        return self.project == self.settings.project

    def remember(self, code: str) -> None:
        """From now on this is the project of its database that was used last."""
        self._remember(code)

    def _place(self) -> str:
        """The database as it may be written down: without a password."""
        scheme, mark, rest = self.database.rpartition("://")
        if not mark:
            return str(Path(self.database).absolute())
        return f"{scheme}{mark}{rest.rpartition('@')[2]}"

    def _remembered(self) -> dict[str, str]:
        try:
            told = json.loads((places.state_folder() / _LAST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def _remember(self, code: str) -> None:
        """Being able to remember is a comfort: a folder that refuses is no reason to stop."""
        known = self._remembered()
        if self.reading or known.get(self._place()) == code:
            return
        try:
            folder = places.private_folder(places.state_folder())
            text = json.dumps({**known, self._place(): code}, ensure_ascii=False)
            (folder / _LAST).write_text(text, encoding="utf-8")
        except OSError:
            return


def resolve(given: Mapping[str, str | None], environ: Mapping[str, str]) -> Opening:
    """The opening that a command line asks for; `given` holds its options by name.

    Raises:
        Wrong: a value of the environment or the command line is not understood.
        Misconfigured: the configuration file is not.
    """
    config = config_path(given, environ)
    told = settings.read(config)
    named = given.get("db") or environ.get("PENGTOU_DB") or told.database.url
    database = _expanded(named) if named else str(places.default_database())
    return Opening(
        database=with_password(database, environ),
        project=given.get("project") or environ.get("PENGTOU_PROJECT") or told.project or None,
        actor=_actor(given.get("actor") or environ.get("PENGTOU_USER") or told.me.name),
        language=_language(given.get("lang"), environ, told),
        clock=_clock(environ.get("PENGTOU_NOW")),
        config=config,
        settings=told,
        reading=bool(environ.get("PENGTOU_READONLY")),
    )


def config_path(given: Mapping[str, str | None], environ: Mapping[str, str]) -> Path:
    """The configuration file that is meant."""
    named = given.get("config") or environ.get(places.CONFIG)
    return Path(named).expanduser() if named else places.config_file()


def spoken(given: Mapping[str, str | None], environ: Mapping[str, str]) -> str:
    """The language to speak while it is not yet certain that everything was understood."""
    for named in (given.get("lang"), environ.get("PENGTOU_LANG")):
        if named in LANGUAGES:
            return str(named)
    try:
        told = settings.read(config_path(given, environ)).board.language
    except settings.Misconfigured:
        told = ""
    return told or language_of(environ)


def _expanded(database: str) -> str:
    return database if "://" in database else str(Path(database).expanduser())


def _actor(name: str) -> str:
    return clean(name, limit=_NAME) or clean(_login_name(), limit=_NAME) or places.APP


def _login_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, KeyError, OSError):
        return ""


def _language(given: str | None, environ: Mapping[str, str], told: Settings) -> str:
    named = given or environ.get("PENGTOU_LANG")
    if named and named not in LANGUAGES:
        raise Wrong(word="cli.wrong_language", value=named, known=" / ".join(LANGUAGES))
    return named or told.board.language or language_of(environ)


def _clock(text: str | None) -> Clock | None:
    if not text:
        return None
    try:
        return fixed(text)
    except ValueError:
        raise Wrong(word="cli.wrong_now", value=text) from None
