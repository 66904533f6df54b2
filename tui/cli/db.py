"""`db`: the database itself."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from tui.cli import db_roles
from tui.cli.desk import Desk
from tui.cli.wrong import AWAY, Told, Wrong

if TYPE_CHECKING:
    from core.store import Store
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`db info`, `db check`, `db upgrade`, `db backup FILE`, `db roles …`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("db", info, told=say("cli.help.db")))
    below.add("info", info, told=say("cli.help.db_info"))
    below.add("check", check, told=say("cli.help.db_check"))
    below.add("upgrade", upgrade, told=say("cli.help.db_upgrade"))
    parser = below.add("backup", backup, told=say("cli.help.db_backup"))
    parser.argument("file", metavar="FILE", help=say("cli.help.file"))
    db_roles.register(below)


def info(options: Namespace) -> int:
    """Says where the database is, of which version, and what is in it."""
    with Desk(options) as desk:
        from core.store.schema import HEAD

        store = desk.opening.store()
        try:
            projects = [
                {"code": each.code, "name": each.name, "revision": store.revision(number)}
                for number, each in store.projects()
            ]
            told: dict[str, Any] = {
                "database": store.place,
                "kind": "postgresql" if store.path is None else "sqlite",
                "schema": store.version(),
                "program_schema": HEAD,
                "skew_seconds": round(store.skew.total_seconds(), 3),
                "projects": projects,
            }
        finally:
            store.close()
        if desk.talk.json:
            desk.talk.value(told)
            return 0
        for name, value in told.items():
            if name != "projects":
                desk.talk.line(f"{name}: {value}")
        for each in projects:
            desk.talk.line(f"  {each['code']}  {each['name']}  #{each['revision']}")
    return 0


def check(options: Namespace) -> int:
    """Lets the database look for damage in itself."""
    with Desk(options) as desk:
        store = desk.opening.store()
        try:
            found = store.problems()
        finally:
            store.close()
        if desk.talk.json:
            desk.talk.value({"database": store.place, "problems": found})
        elif found:
            for each in found:
                desk.talk.line(each)
        else:
            desk.talk.line(desk.words.say("cli.db_sound", where=store.place))
    return AWAY if found else 0


def upgrade(options: Namespace) -> int:
    """Brings the schema up to this program's."""
    with Desk(options) as desk:
        store = _unchecked(desk)
        try:
            before = store.version()
            copy = store.upgrade()
            after = store.version()
        finally:
            store.close()
        if desk.talk.json:
            desk.talk.value(
                {"database": store.place, "before": before, "after": after, "copy": copy}
            )
            return 0
        word = "cli.db_current" if before == after else "cli.db_upgraded"
        desk.talk.line(desk.words.say(word, before=before or "–", after=after))
        if copy:
            desk.talk.tell("cli.db_copy", path=copy)
    return 0


def _unchecked(desk: Desk) -> Store:
    """The database as it is; one that is missing or newer is refused as ever."""
    from core.domain.refusal import Refused
    from core.store.engine import database_url
    from core.store.schema import HEAD, older
    from core.store.store import Store
    from core.store.trouble import identity

    store = Store(database_url(desk.opening.database))
    if store.path is not None and identity(store.path) is None:
        store.close()
        raise Refused("database-absent", where=store.place)
    try:
        version = store.version()
        if version is not None and version != HEAD and not older(version):
            raise Refused("database-newer", theirs=version, ours=HEAD)
    except BaseException:
        store.close()
        raise
    return store


def backup(options: Namespace) -> int:
    """Copies the database, in use or not, and checks the copy."""
    import sqlite3
    from pathlib import Path

    target = Path(options.file).expanduser()
    if target.exists():
        raise Told(word="cli.backup_there", path=target)
    with Desk(options) as desk:
        store = desk.opening.store()
        try:
            store.backup(str(target))
        except (OSError, sqlite3.Error) as problem:
            raise Wrong(word="cli.backup_failed", path=target, why=problem) from problem
        finally:
            store.close()
        if desk.talk.json:
            desk.talk.value({"database": store.place, "copy": str(target)})
        else:
            desk.talk.line(desk.words.say("cli.backed_up", path=target))
    return 0
