"""`meet propose`: times at which everybody is at work (R27)."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core.domain.text import clean
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong

if TYPE_CHECKING:
    from core.domain.proposing import Proposal, Slot
    from tui.cli.parser import Verbs

_COLUMNS = ("at",)


def register(below: Verbs) -> None:
    """`propose [--minutes N] [--depts D,…] [--days N]`."""
    say = below.words.say
    parser = below.add("propose", run, told=say("region.help.propose"))
    parser.argument("--minutes", type=int, default=30, metavar="N", help=say("region.help.minutes"))
    parser.argument("--depts", default="", metavar="D,…", help=say("region.help.depts"))
    parser.argument("--days", type=int, default=5, metavar="N", help=say("region.help.days"))


def run(options: Namespace) -> int:
    """Prints what was found, or what is nearest to it."""
    from tui import proposals

    if not 5 <= options.minutes <= 480:
        raise Wrong(word="region.wrong_minutes", n=options.minutes)
    if not 1 <= options.days <= 30:
        raise Wrong(word="region.wrong_days", n=options.days)
    with Desk(options) as desk:
        depts = _depts(options.depts, desk)
        length = timedelta(minutes=options.minutes)
        now = desk.service.now()
        found = proposals.found(desk.board, depts, proposals.Sought(length, options.days), now)
        if desk.talk.json:
            desk.talk.value(_shape(found, depts, desk))
            return 0
        desk.talk.tell("region.begun", depts=desk.words.join(depts), n=options.minutes)
        _print(found, depts, desk, options.days)
    return 0


def _depts(text: str, desk: Desk) -> tuple[str, ...]:
    from tui import proposals

    known = tuple(desk.board.departments)
    wanted = tuple(filter(None, (clean(each) for each in text.replace("、", ",").split(","))))
    for name in wanted:
        if name not in known:
            raise Wrong(word="region.no_dept", name=name, known=desk.words.join(known))
    if not known:
        raise Told(word="region.no_depts")
    return wanted or proposals.concerned(desk.board)


def _print(found: Proposal, depts: tuple[str, ...], desk: Desk, days: int) -> None:
    from tui import proposals

    board, words = desk.board, desk.words
    if not found.slots:
        desk.talk.tell("region.none", days=days, depts=words.join(depts))
        desk.talk.tell("region.nearest")
    for each in found.slots or found.nearest:
        told = proposals.outside(each, words)
        desk.talk.line("  ".join(filter(None, (proposals.told(each, depts, board, words), told))))
    if first := next(iter(found.slots or found.nearest), None):
        when = f"{first.starts.astimezone(board.zone):%Y-%m-%d %H:%M}"
        desk.talk.tell("region.plan", when=when)


def _shape(found: Proposal, depts: tuple[str, ...], desk: Desk) -> dict[str, Any]:
    return {
        "depts": list(depts),
        "slots": [_slot(each, depts, desk) for each in found.slots],
        "nearest": [_slot(each, depts, desk) for each in found.nearest],
    }


def _slot(each: Slot, depts: tuple[str, ...], desk: Desk) -> dict[str, Any]:
    from core.domain.regions import zone_of_dept
    from tui.cli.shapes import instant

    board = desk.board
    return {
        "starts_at": instant(each.starts, board),
        "ends_at": instant(each.ends, board),
        "there": {
            name: each.starts.astimezone(
                zone_of_dept(name, board.departments, board.project)
            ).isoformat(timespec="seconds")
            for name in depts
        },
        "hasty": each.hasty,
        "outside": {
            name: {"how": one.how.value, "minutes": one.by // timedelta(minutes=1)}
            for name, one in each.outside.items()
        },
    }
