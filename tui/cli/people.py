"""`people add`, `people list`, `people import`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.people import AddPerson, Function, Role
from core.domain.refusal import Refused
from core.domain.text import clean
from tui.cli import list as lists
from tui.cli import lookup
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.ending import explained

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.cli.roster import Entry


def register(verbs: Verbs) -> None:
    """`people` and the verbs below it."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("people", run, told=say("cli.help.people")))
    parser = below.add("add", run, told=say("cli.help.people_add"))
    parser.argument("name", metavar="NAME", help=say("cli.help.person"))
    parser.argument("--dept", required=True, metavar="D", help=say("cli.help.dept"))
    parser.argument("--function", action="append", default=[], metavar="F", help=_known(Function))
    parser.argument("--role", default=Role.MEMBER.value, metavar="R", help=_known(Role))
    parser.argument("--timezone", default="", metavar="ZONE", help=say("cli.help.timezone"))
    parser.argument("--alias", default="", metavar="A,…", help=say("cli.help.alias"))
    listed = below.add("list", list_people, told=say("cli.help.people_list"))
    listed.argument("--dept", metavar="D", help=say("cli.help.dept"))
    listed.set_defaults(what="people", status=None, owner=None, light=None, since=None)
    brought = below.add("import", bring, told=say("cli.help.people_import"))
    brought.argument("file", metavar="FILE", help=say("cli.help.file"))
    brought.argument("--plan", action="store_true", help=say("cli.help.plan"))


def _known(kind: type[Function] | type[Role]) -> str:
    return " ".join(each.value for each in kind)


def run(options: Namespace) -> int:
    """Adds one person."""
    names = lookup.terms(Function, "function")
    functions = tuple(
        lookup.member(Function, each, names)
        for told in options.function
        for each in told.split(",")
    )
    if options.timezone:
        from tui.cli.init import check_zone

        check_zone(options.timezone)
    command = AddPerson(
        name=clean(options.name, limit=60),
        dept=clean(options.dept, limit=60),
        functions=functions,
        role=lookup.member(Role, options.role, lookup.terms(Role, "role")),
        aliases=tuple(filter(None, (clean(each) for each in options.alias.split(",")))),
        timezone=options.timezone,
    )
    with Desk(options) as desk:
        return answer(desk, desk.service.perform(command))


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
