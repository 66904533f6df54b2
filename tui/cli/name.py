"""`name`: what groups and files are called by the naming rule (process 1.9)."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.text import clean
from tui import naming
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`name group`, `name file` and `name rule`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("name", _group, told=say("naming.help.name")))
    group = below.add("group", _group, told=say("naming.help.group"))
    group.argument("--dept", default="", metavar="D", help=say("naming.help.dept"))
    group.argument("--stage", default="", metavar="TEXT", help=say("naming.help.stage"))
    group.argument("--all", action="store_true", help=say("naming.help.all"))
    file = below.add("file", _file, told=say("naming.help.file"))
    file.argument("--dept", default="", metavar="D", help=say("naming.help.dept_of_file"))
    file.argument("--kind", required=True, metavar="TEXT", help=say("naming.help.kind"))
    rule = below.add("rule", _rule, told=say("naming.help.rule"))
    for which in ("group", "all", "file"):
        rule.argument(f"--{which}", metavar="TEXT", help=say(f"naming.help.rule_{which}"))


def _group(options: Namespace) -> int:
    with Desk(options) as desk:
        board, words = desk.board, desk.words
        dept = _known(clean(options.dept), desk)
        found = [(dept, naming.group(board, dept, words, clean(options.stage)))]
        if options.all:
            found = naming.groups(board, words)
        _print(found, desk)
    return 0


def _file(options: Namespace) -> int:
    with Desk(options) as desk:
        dept = _known(clean(options.dept), desk)
        _print([(dept, naming.file(desk.board, dept, clean(options.kind, limit=60)))], desk)
    return 0


def _known(dept: str, desk: Desk) -> str:
    """A department's name is not guessed: a group is made under it elsewhere.

    Raises:
        Wrong: the project has none of that name.
    """
    if dept and dept not in desk.board.departments:
        known = desk.words.join(desk.board.departments)
        raise Wrong(word="region.no_dept", name=dept, known=known)
    return dept


def _print(found: list[tuple[str, str]], desk: Desk) -> None:
    if desk.talk.json:
        desk.talk.value([{"dept": dept or None, "name": name} for dept, name in found])
        return
    for _, name in found:
        desk.talk.line(name)


def _rule(options: Namespace) -> int:
    """The project's own patterns; an empty text takes the usual one again."""
    from core.domain.naming import USUAL
    from core.domain.policy import SetPolicy, in_force

    wishes = {
        which: clean(told)
        for which in ("group", "all", "file")
        if (told := getattr(options, which)) is not None
    }
    with Desk(options) as desk:
        if wishes and not desk.service.perform(SetPolicy(naming=wishes)):
            desk.talk.tell("cli.unchanged")
        board = desk.look_again()
        own = in_force(board.policies.values(), board.read_at).naming
        found = {**USUAL, **own}
        if desk.talk.json:
            desk.talk.value(found)
            return 0
        for which, pattern in found.items():
            desk.talk.line(f"{which}  {pattern}")
    return 0
