"""`db roles`: one login a person on PostgreSQL, and what each is let see by the server."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.domain.refusal import Refused
from tui.cli.db_roles_people import Members, Wanted, everybody, listed
from tui.cli.desk import Desk
from tui.cli.wrong import REFUSED, Wrong

if TYPE_CHECKING:
    from core.store import Store
    from core.store.roles import Login
    from core.store.roles_check import Held
    from tui.cli.parser import Verbs

EVERYBODY = "all"


def register(verbs: Verbs) -> None:
    """`db roles --plan`, `db roles apply/check/add/drop`."""
    say = verbs.words.say
    parser = verbs.add("roles", check, told=say("store.roles.help.roles"))
    parser.argument("--plan", action="store_true", help=say("store.roles.help.plan"))
    below = verbs.add_more(parser, required=False)
    applied = below.add("apply", apply, told=say("store.roles.help.apply"))
    applied.argument("--people", metavar="FILE/all", help=say("store.roles.help.people"))
    below.add("check", check, told=say("store.roles.help.check"))
    added = below.add("add", add, told=say("store.roles.help.add"))
    added.argument("login", metavar="LOGIN", help=say("store.roles.help.login"))
    added.argument("--person", required=True, metavar="P", help=say("store.roles.help.person"))
    asked = say("store.roles.help.password")
    added.argument("--password", action="store_true", help=asked)
    dropped = below.add("drop", drop, told=say("store.roles.help.drop"))
    dropped.argument("login", metavar="LOGIN", help=say("store.roles.help.login"))


def check(options: Namespace) -> int:
    """Says table by table whether the roles hold; with `--plan`, what would make them so."""
    with Desk(options) as desk, closing(_server(desk)) as store:
        if options.plan:
            return _planned(desk, store)
        return _checked(desk, store)


def _server(desk: Desk) -> Store:
    """The database, which has to be a server's.

    Raises:
        Refused: a file has no logins.
    """
    store = desk.opening.store()
    if store.path is not None:
        store.close()
        raise Refused("roles-sqlite")
    return store


def _planned(desk: Desk, store: Store) -> int:
    from core.store.roles import lay_of
    from core.store.roles_plan import plan

    statements = plan(store.ask(lay_of))
    if desk.talk.json:
        desk.talk.value({"database": store.place, "statements": list(statements)})
        return 0
    desk.talk.line(f"-- {store.place}")
    desk.talk.line("BEGIN;")
    for each in statements:
        desk.talk.block(f"{each};")
    desk.talk.line("COMMIT;")
    return 0


def _checked(desk: Desk, store: Store) -> int:
    from core.store.roles_check import checked
    from core.store.roles_standing import on

    found: tuple[Held, ...] = store.ask(checked)
    holds = not any(each.lacks for each in found)
    if desk.talk.json:
        told = [{"kind": each.kind, "name": each.name, "lacks": list(each.lacks)} for each in found]
        desk.talk.value({"database": store.place, "holds": holds, "found": told})
        return 0 if holds else REFUSED
    if not store.ask(on):
        raise Refused("roles-off")
    say = desk.words.say
    rows = [
        (
            say(f"store.roles.kind.{each.kind}"),
            each.name,
            desk.words.join(say(f"store.roles.lack.{lack}") for lack in each.lacks)
            or say("store.roles.holds"),
        )
        for each in found
    ]
    heads = [say(f"store.roles.head.{each}") for each in ("kind", "name", "state")]
    desk.talk.table(heads, rows)
    desk.talk.tell("store.roles.all_hold" if holds else "store.roles.some_fail")
    return 0 if holds else REFUSED


def apply(options: Namespace) -> int:
    """Makes the roles as planned, and logins for those who are named."""
    from core.store import roles

    with Desk(options) as desk, closing(_server(desk)) as store:
        store.tell(roles.apply)
        wanted = _wanted(options.people, store)
        told = [_added(store, each, None) for each in wanted.logins]
        if desk.talk.json:
            skipped = [{"name": name, "reason": reason} for name, reason in wanted.skipped]
            named = [{**each, "person": wanted.names[each["login"]]} for each in told]
            desk.talk.value({"database": store.place, "logins": named, "skipped": skipped})
            return 0
        desk.talk.line(desk.words.say("store.roles.applied", where=store.place, n=len(told)))
        for each in told:
            _tell(desk, each, wanted.names[each["login"]])
        for name, reason in wanted.skipped:
            why = desk.words.say(f"store.roles.skipped.{reason}")
            desk.talk.tell("store.roles.left_out", name=name, why=why)
        if told:
            desk.talk.tell("store.roles.no_password")
    return 0


def _wanted(people: str | None, store: Store) -> Wanted:
    from core.store import roles

    if people is None:
        return Wanted(())
    members = Members.of(store)
    if people != EVERYBODY:
        return listed(Path(people).expanduser(), members)
    return everybody(members, store.ask(roles.seats), lambda name: store.ask(roles.known, name))


def add(options: Namespace) -> int:
    """Makes a login for one person; the password comes from the prompt or from stdin."""
    with Desk(options) as desk, closing(_server(desk)) as store:
        members = Members.of(store).within(getattr(options, "project", None) or "")
        login = members.login(options.login, options.person)
        password = _password(desk) if options.password else None
        told = _added(store, login, password)
        name = members.name_of(login)
        if desk.talk.json:
            desk.talk.value({**told, "person": name})
            return 0
        _tell(desk, told, name)
        if told["new"] and password is None:
            desk.talk.tell("store.roles.no_password")
    return 0


def _added(store: Store, login: Login, password: str | None) -> dict[str, Any]:
    from core.store import roles

    try:
        fresh = store.tell(roles.add, login, password)
    except Refused as problem:
        if problem.reason != "roles-seat-taken":
            raise
        raise _in_names(problem, store) from problem
    codes = {number: each.code for number, each in store.projects()}
    projects = [codes[number] for number in sorted(login.people)]
    return {"login": login.name, "projects": projects, "writes": login.writes, "new": fresh}


def _in_names(problem: Refused, store: Store) -> Refused:
    """The server knows people and projects by number: a person reads names and codes."""
    members, project = Members.of(store), int(str(problem.values["project"]))
    name = members.called(project, str(problem.values["name"]))
    code = members.codes.get(project, project)
    return Refused(problem.reason, **{**problem.values, "name": name, "project": code})


def _tell(desk: Desk, told: dict[str, Any], name: str) -> None:
    word = "store.roles.made" if told["new"] else "store.roles.seated"
    projects = desk.words.join(told["projects"])
    desk.talk.line(desk.words.say(word, login=told["login"], name=name, projects=projects))


def _password(desk: Desk) -> str:
    """What is typed twice without being shown; one line of stdin where nobody types.

    Raises:
        Wrong: it is empty, or the two differ.
    """
    if not sys.stdin.isatty():
        given = (sys.stdin.readline().rstrip("\r\n"),) * 2
    else:
        from getpass import getpass

        say = desk.words.say
        given = (getpass(say("store.roles.password")), getpass(say("store.roles.again")))
    _sound(given)
    return given[0]


def _sound(given: Sequence[str]) -> None:
    if not given[0]:
        raise Wrong(word="store.roles.no_password_given")
    if given[0] != given[1]:
        raise Wrong(word="store.roles.passwords_differ")


def drop(options: Namespace) -> int:
    """Takes a login away: from one project, or from all and the server."""
    from core.store import roles

    with Desk(options) as desk, closing(_server(desk)) as store:
        code = getattr(options, "project", None) or ""
        number = next(iter(Members.of(store).within(code).people)) if code else None
        became = store.tell(roles.drop, options.login, number)
        if desk.talk.json:
            desk.talk.value({"login": options.login, "became": became})
        else:
            word = f"store.roles.dropped.{became}"
            desk.talk.line(desk.words.say(word, login=options.login))
    return 0
