"""`people add`, `people set`, `people list`, `people import`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.people import AddPerson, EditPerson, Function, Role
from core.domain.refusal import Refused
from core.domain.text import clean
from tui.cli import dept_places, lookup, people_leaving
from tui.cli import list as lists
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.ending import explained
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.cli.roster import Entry

_NAME = 60


def register(verbs: Verbs) -> None:
    """`people` and the verbs below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("people", run, told=say("cli.help.people")))
    parser = below.add("add", run, told=say("cli.help.people_add"))
    parser.argument("name", metavar="NAME", help=say("cli.help.person"))
    parser.argument("--dept", required=True, metavar="D", help=say("cli.help.dept"))
    parser.argument(
        "--function", action="append", default=[], metavar="FUNCTION", help=_known(Function)
    )
    parser.argument("--role", default=Role.MEMBER.value, metavar="ROLE", help=_known(Role))
    parser.argument("--timezone", default="", metavar="ZONE", help=say("cli.help.timezone"))
    parser.argument("--alias", default="", metavar="A,…", help=say("cli.help.alias"))
    changed = below.add("set", change, told=say("cli.help.people_set"))
    changed.argument("who", metavar="NAME", help=say("cli.help.person"))
    changed.argument("--name", metavar="NAME", help=say("cli.help.new_name"))
    changed.argument("--dept", metavar="D", help=say("cli.help.dept"))
    changed.argument("--function", action="append", metavar="F,…", help=_known(Function))
    changed.argument("--role", metavar="ROLE", help=_known(Role))
    changed.argument("--alias", metavar="A,…", help=say("cli.help.alias"))
    people_leaving.options(changed)
    listed = below.add("list", list_people, told=say("cli.help.people_list"))
    listed.argument("--dept", metavar="D", help=say("cli.help.dept"))
    listed.set_defaults(what="people", status=None, owner=None, light=None, since=None)
    dept_places.register(below)
    brought = below.add("import", bring, told=say("cli.help.people_import"))
    brought.argument("file", metavar="FILE", help=say("cli.help.file"))
    brought.argument("--plan", action="store_true", help=say("cli.help.plan"))


def _known(kind: type[Function] | type[Role]) -> str:
    return " ".join(each.value for each in kind)


def run(options: Namespace) -> int:
    """Adds one person."""
    if options.timezone:
        from tui.cli.init import check_zone

        check_zone(options.timezone)
    command = AddPerson(
        name=clean(options.name, limit=60),
        dept=clean(options.dept, limit=60),
        functions=_functions(options.function),
        role=_role(options.role),
        aliases=_aliases(options.alias),
        timezone=options.timezone,
    )
    with Desk(options) as desk:
        return answer(desk, desk.service.perform(command))


def change(options: Namespace) -> int:
    """Changes facts about one person; what is not named stays, an empty text takes away."""
    from tui.cli.typed_line import ground_for

    if people_leaving.asked(options):
        return people_leaving.run(options)
    named = (options.name, options.dept, options.function, options.role, options.alias)
    if all(each is None for each in named):
        raise Wrong(word="cli.people_set_what")
    with Desk(options) as desk:
        command = EditPerson(
            person=lookup.person(options.who, ground_for(desk, ()), desk.words),
            name=None if options.name is None else clean(options.name, limit=_NAME),
            dept=None if options.dept is None else clean(options.dept, limit=_NAME),
            functions=None if options.function is None else _functions(options.function),
            role=None if options.role is None else _role(options.role),
            aliases=None if options.alias is None else _aliases(options.alias),
        )
        return answer(desk, desk.service.perform(command))


def _functions(told: list[str]) -> tuple[Function, ...]:
    names = lookup.terms(Function, "function")
    each = (one.strip() for line in told for one in line.replace("\uff0c", ",").split(","))
    return tuple(lookup.member(Function, one, names) for one in dict.fromkeys(each) if one)


def _role(told: str) -> Role:
    return lookup.member(Role, told, lookup.terms(Role, "role"))


def _aliases(told: str) -> tuple[str, ...]:
    return tuple(filter(None, (clean(each) for each in told.replace("\uff0c", ",").split(","))))


def list_people(options: Namespace) -> int:
    """`list people` by another name."""
    return lists.run(options)


def bring(options: Namespace) -> int:
    """Adds everybody in a file who is not there yet; a second run adds nobody."""
    from tui.cli.roster import read_roster

    with Desk(options) as desk:
        entries = read_roster(Path(options.file))
        known = {(each.name, each.dept) for each in desk.board.people.values()}
        added, skipped = 0, [(each.line, each.problem) for each in entries if each.problem]
        for entry in (each for each in entries if not each.problem):
            who = (entry.command.name, entry.command.dept)
            if who in known:
                skipped.append((entry.line, "known"))
                continue
            known.add(who)
            reason = "" if options.plan else _bring(desk, entry)
            if reason:
                skipped.append((entry.line, reason))
            else:
                added += 1
        _tell(desk, added, sorted(skipped), options.plan)
    return 0


def _bring(desk: Desk, entry: Entry) -> str:
    try:
        desk.service.perform(entry.command)
    except Refused as problem:
        told = explained(problem, desk.words)
        return told[1] if told else problem.reason
    return ""


def _tell(desk: Desk, added: int, skipped: list[tuple[int, str]], plan: bool) -> None:
    words = desk.words
    told = [
        {
            "line": line,
            "reason": words.say(f"cli.roster.{why}") if words.has(f"cli.roster.{why}") else why,
        }
        for line, why in skipped
    ]
    if desk.talk.json:
        desk.talk.value({"added": added, "skipped": told, "plan": plan})
        return
    for each in told:
        desk.talk.tell("cli.roster.skipped", line=each["line"], why=each["reason"])
    desk.talk.line(
        words.say("cli.roster.planned" if plan else "cli.roster.added", n=added, skipped=len(told))
    )
