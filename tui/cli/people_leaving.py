"""`people set NAME --leave`, `--return`: who leaves the project, and who takes their work."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.domain.leaving import LeaveProject, ReturnToProject, in_hand
from core.domain.people import Person
from core.domain.refusal import Refused
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong

if TYPE_CHECKING:
    from core.domain.ids import RecordId
    from tui.cli.parser import Parser

_OTHERS = ("name", "dept", "function", "role", "alias")


def options(parser: Parser) -> None:
    """`--leave [--to NAME | --keep]` and `--return`."""
    say = parser.words.say
    parser.argument("--leave", action="store_true", help=say("roster.help.leave"))
    parser.argument("--to", metavar="NAME", help=say("roster.help.to"))
    parser.argument("--keep", action="store_true", help=say("roster.help.keep"))
    back = say("roster.help.back")
    parser.argument("--return", action="store_true", dest="back", help=back)


def asked(options: Namespace) -> bool:
    """Whether somebody is to leave, or to come back.

    Raises:
        Wrong: it is mixed with something else.
    """
    leaves = options.leave or options.back
    if not leaves and (options.to is not None or options.keep):
        raise Wrong(word="roster.to_alone")
    mixed = leaves and any(getattr(options, each) is not None for each in _OTHERS)
    if mixed or (options.leave and options.back) or (options.to is not None and options.keep):
        raise Wrong(word="roster.mixed")
    return bool(leaves)


def run(options: Namespace) -> int:
    """Carries it out; what they still have in hand is listed where nobody takes it."""
    with Desk(options) as desk:
        person = _called(options.who, desk)
        if options.back:
            wish = ReturnToProject(person=person.id, seen=person.version)
            return answer(desk, desk.service.perform(wish))
        heir = _called(options.to, desk).id if options.to is not None else None
        return _leave(desk, person, heir, keeps=options.keep)


def _called(text: str, desk: Desk) -> Person:
    """Somebody by name or id, also who left."""
    from core.domain.names import find

    wanted = text.strip().removeprefix("@")
    people = desk.board.people
    exact = [each for each in people.values() if each.id == wanted or each.goes_by(wanted)]
    if not exact:
        ids = find(wanted, [(each.id, each.name, each.aliases) for each in people.values()])
        exact = [people[each] for each in ids]
    if not exact:
        raise Refused("no-such-person", name=text)
    if len(exact) > 1:
        names = desk.words.join(f"{each.id} {each.name}({each.dept})" for each in exact[:6])
        raise Wrong(word="roster.several", name=text, names=names)
    return exact[0]


def _leave(desk: Desk, person: Person, heir: RecordId | None, *, keeps: bool) -> int:
    board = desk.board
    shelves = (board.tasks, board.blockers, board.actions, board.risks)
    records = [each for shelf in shelves for each in shelf.values()]
    held = in_hand(person.id, records) if person.here else ()
    if held and heir is None and not keeps:
        for each in held:
            desk.talk.line(f"{each.id} {getattr(each, 'title', '')}")
    wish = LeaveProject(person=person.id, to=heir, keeps=keeps, seen=person.version)
    return answer(desk, desk.service.perform(wish))
