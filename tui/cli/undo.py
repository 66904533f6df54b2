"""`undo` and `redo`: one's own last change, taken back or done again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.refusal import Refused
from tui.cli import shapes
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong
from tui.contest_words import by_whom, label, made, reading

if TYPE_CHECKING:
    from core.domain.contest import Contest
    from core.domain.intake import TakeBack
    from tui.cli.parser import Parser, Verbs

_ALL = "*"


def register(verbs: Verbs) -> None:
    """`undo [--id EVENT] [--keep [FIELD,…]] [--over [FIELD,…]] [--yes]`, and `redo`."""
    say = verbs.words.say
    parser = verbs.add("undo", run, told=say("cli.help.undo"))
    parser.argument("--id", type=int, dest="event", metavar="EVENT", help=say("cli.help.event"))
    _choices(parser)
    _choices(verbs.add("redo", redo, told=say("cli.help.redo")))


def _choices(parser: Parser) -> None:
    say = parser.words.say
    parser.more = lambda: say("history.help.undo_more")
    for name in ("--over", "--keep"):
        told = say("history.help.over") if name == "--over" else say("history.help.keep")
        parser.argument(name, nargs="?", const=_ALL, metavar="FIELD,…", help=told)
    parser.argument("--yes", action="store_true", help=say("history.help.yes"))


def run(options: Namespace) -> int:
    """Takes a change back."""
    with Desk(options) as desk:
        return _take_back(desk, desk.service.undoing(options.event))


def redo(options: Namespace) -> int:
    """Takes back the last undo."""
    with Desk(options) as desk:
        return _take_back(desk, desk.service.redoing())


def _take_back(desk: Desk, wish: TakeBack) -> int:
    """Does it, or shows what somebody changed since, in three columns."""
    wish = replace(wish, many=desk.options.yes)
    if desk.options.over is not None or desk.options.keep is not None:
        wish = _chosen(desk, wish)
    try:
        return answer(desk, desk.service.perform(wish))
    except Refused as problem:
        if problem.reason != "undo-overtaken":
            raise
    contest = desk.service.contest(wish.command, forward=wish.forward)
    _show(desk, contest)
    raise Told(word="history.contest.options", field=contest.fields[0].key)


def _chosen(desk: Desk, wish: TakeBack) -> TakeBack:
    """The wish with what the options say of each field; a name goes before the rest."""
    contest = desk.service.contest(wish.command, forward=wish.forward)
    over = frozenset(_named(desk.options.over, contest))
    keep = frozenset(_named(desk.options.keep, contest))
    rest = frozenset(each.key for each in contest.fields) - over - keep
    over |= rest if desk.options.over == _ALL else frozenset()
    keep |= rest - over if desk.options.keep == _ALL else frozenset()
    return replace(wish, over=tuple(sorted(over)), keep=tuple(sorted(keep)), seen=contest.seen)


def _named(option: str | None, contest: Contest) -> Iterator[str]:
    """The keys of the fields that an option names, as `T-08.actual` or `actual`."""
    if option is None or option == _ALL:
        return
    for name in option.split(","):
        found = [each.key for each in contest.fields if name in (each.key, each.field)]
        if not found:
            known = " ".join(each.key for each in contest.fields) or "–"
            raise Wrong(word="history.contest.unknown", value=name, known=known)
        yield from found


def _show(desk: Desk, contest: Contest) -> None:
    words, board = desk.words, desk.look_again()
    if desk.talk.json:
        desk.talk.value([shapes.contested(each, board) for each in contest.fields])
        return
    before = words.say("history.contest.again" if contest.forward else "history.contest.before")
    mine = made(contest, desk.service.actor, board, words)
    rows = [
        [
            label(each, board, words),
            reading(each, each.before, board, words),
            reading(each, each.mine, board, words),
            by_whom(each, board, words),
        ]
        for each in contest.fields
    ]
    field, now = (words.say(f"history.contest.{each}") for each in ("field", "now"))
    desk.talk.table([field, before, mine, now], rows)
