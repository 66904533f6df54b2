"""`undo` and `redo`: one's own last change, taken back or done again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.refusal import Refused
from tui.cli import lookup, shapes
from tui.cli.change import answer
from tui.cli.desk import Desk
from tui.cli.wrong import Told, Wrong
from tui.contest_words import by_whom, label, made, reading
from tui.taking_back import came_of, told
from tui.wording import changes, headline

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.contest import Contest
    from core.domain.event import Recorded
    from core.domain.ids import RecordId
    from core.domain.intake import TakeBack
    from tui.cli.parser import Parser, Verbs
    from tui.words import Words

_ALL = "*"
_LISTED = ("seq", "record", "field", "now", "again")
"""The heads over what would be taken back."""


def register(verbs: Verbs) -> None:
    """`undo [--id EVENT [--whole]] [--keep [FIELD,…]] [--over [FIELD,…]] [--yes]`, and `redo`."""
    say = verbs.words.say
    parser = verbs.add("undo", run, told=say("cli.help.undo"))
    parser.argument("--id", dest="event", metavar="ID", help=say("cli.help.event"))
    parser.argument("--whole", action="store_true", help=say("history.help.whole"))
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
    text = (options.event or "").strip()
    record = lookup.identity(text) if text and not text.isdecimal() else None
    with Desk(options) as desk:
        event = _last(desk, record) if record else int(text) if text else None
        wish = desk.service.undoing(event, whole=options.whole)
        if options.whole and not options.yes:
            _ask(desk, wish)
        return _take_back(desk, wish)


def _last(desk: Desk, record: RecordId) -> int:
    """The event of a record's last change that was not taken back.

    Raises:
        Refused: there is none.
    """
    for each in desk.service.history([record]):
        if each.undone_by is None and each.event.undoes is None:
            return each.seq
    raise Refused("nothing-to-undo")


def redo(options: Namespace) -> int:
    """Takes back the last undo."""
    with Desk(options) as desk:
        return _take_back(desk, desk.service.redoing())


def _take_back(desk: Desk, wish: TakeBack) -> int:
    """Does it, or shows what somebody changed since, in three columns."""
    wish = replace(wish, many=desk.options.yes)
    if desk.options.over is not None or desk.options.keep is not None:
        wish = _chosen(desk, wish)
    merges = desk.service.meant(wish)
    try:
        undone = desk.service.perform(wish)
    except Refused as problem:
        if problem.reason != "undo-overtaken":
            raise
    else:
        return _answer(desk, undone, merges)
    contest = desk.service.contest(wish.command, forward=wish.forward, only=wish.only)
    _show(desk, contest)
    raise Told(word="history.contest.options", field=contest.fields[0].key)


def _answer(desk: Desk, undone: Sequence[Recorded], merges: Sequence[Recorded]) -> int:
    """What came of it, and what the next sync makes of that."""
    status = answer(desk, undone)
    partings = tuple(came_of(undone, merges, desk.opening.settings.sources))
    if partings and not desk.talk.json:
        board = desk.look_again()
        for each in partings:
            desk.talk.line(told(each, board, desk.words))
    return status


def _ask(desk: Desk, wish: TakeBack) -> None:
    """Lists what a sync changed together, before all of it is taken back.

    Raises:
        Told: it is of several records; the option that agrees is named.
    """
    events, board, words = desk.service.meant(wish), desk.board, desk.words
    subjects = dict.fromkeys(each.event.subject for each in events)
    if len(subjects) < 2:
        return
    if desk.talk.json:
        desk.talk.value([shapes.event(each, board) for each in events])
    else:
        heads = [words.say(f"history.column.{each}") for each in _LISTED]
        desk.talk.table(heads, [row for each in events for row in _rows(each, board, words)])
    raise Told(word="history.back.several", n=len(subjects))


def _rows(each: Recorded, board: Board, words: Words) -> Iterator[list[str]]:
    """A line for each field: what it reads now by this event, and what it would again."""
    title = getattr(board.record(each.event.subject), "title", "")
    head = [str(each.seq), f"{each.event.subject} {title}".rstrip()]
    told = tuple(changes(each, board, words)) if not each.event.creates else ()
    for field, before, after in told or (("", "–", headline(each, words, board)),):
        yield [*head, field, after, before]
        head = ["", ""]


def _chosen(desk: Desk, wish: TakeBack) -> TakeBack:
    """The wish with what the options say of each field; a name goes before the rest."""
    contest = desk.service.contest(wish.command, forward=wish.forward, only=wish.only)
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
