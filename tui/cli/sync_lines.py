"""What `sync` says of one run: the changes of a plan, the counts, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.cli.talk import warn
from tui.cli.told_before import fresh
from tui.left_out import skipped_told, unmatched_told
from tui.wording import field_name, value_told

if TYPE_CHECKING:
    from core.domain.board import Board
    from sync.plan import Change
    from sync.report import Report
    from tui.cli.desk import Desk
    from tui.words import Words

_COUNTS = ("source", "pulled", "created", "updated", "unchanged", "ended", "clashes")
_MORE = ("pushed", "created_there", "held")
_SHOWN = 12
"""So many sentences about what was left out are said in one run, unless all are asked for."""


def summary(report: Report, words: Words, *, plan: bool) -> str:
    """The counts of a run, or those that a run would come to."""
    counts = {name: getattr(report, name) for name in _COUNTS}
    others = {name: getattr(report, name) for name in _MORE}
    more = [words.say(f"syncing.count.{name}", n=n) for name, n in others.items() if n]
    told = "".join(f"{words.say('sync.line.between')}{each}" for each in more)
    word = "sync.line.would" if plan else "sync.line.done"
    return words.say(word, seconds=f"{report.seconds:.1f}", more=told, **counts)


def change_told(change: Change, board: Board, words: Words) -> str:
    """One part of a plan: what kind, which record, which field, and what each side says."""
    kind = words.say(f"cli.sync.change.{change.kind.value}")
    about = _about(change, board)
    if not change.field:
        return f"{kind}  {about}".rstrip()
    ours, theirs = (
        value_told(change.record_id or "T-0", change.field, each, board, words)
        for each in (change.ours, change.theirs)
    )
    field = field_name(change.field, words)
    return words.say(
        "sync.line.sides", kind=kind, about=about, field=field, ours=ours, theirs=theirs
    )


def made_told(action: str, board: Board, words: Words) -> str:
    """One action item that is to be made there."""
    title = getattr(board.record(action), "title", "")
    return f"{words.say('cli.sync.change.make')}  {action} {title}".rstrip()


def _about(change: Change, board: Board) -> str:
    """Our record by id and title; one that is still to be made by its title there."""
    ours = change.record_id
    record = board.record(ours) if ours else None
    theirs = change.theirs.get("title", "") if isinstance(change.theirs, dict) else ""
    title = getattr(record, "title", "") or getattr(record, "what", "") or str(theirs)
    return " ".join(filter(None, (ours or "", title or ("" if ours else change.remote_id))))


def tell_left_out(desk: Desk, report: Report) -> None:
    """What did not come in: what is new, and how much else; then what was not written back."""
    words = desk.words
    everything = desk.options.plan or desk.talk.verbose
    sentences = list(dict.fromkeys(_sentences(report, words)))
    database = desk.opening.database.rpartition("@")[2]
    about = f"{database}\0{report.source}\0{words.language}"
    news = sentences if everything else fresh(about, sentences)
    shown = news if everything else news[:_SHOWN]
    for each in shown if not desk.talk.quiet else ():
        warn(each)
    if (rest := len(sentences) - len(shown)) > 0:
        word = "sync.line.as_before" if not shown else "sync.line.rest"
        desk.talk.tell(word, n=rest, source=report.source)
    _tell_unsaid(desk, report, about)


def _tell_unsaid(desk: Desk, report: Report, about: str) -> None:
    """What was not written back: once, and again when it is something else."""
    sentences = list(
        dict.fromkeys(unmatched_told(each, desk.words, report.source) for each in report.unsaid)
    )
    everything = desk.options.plan or desk.talk.verbose
    news = sentences if everything else fresh(f"{about}\0unsaid", sentences)
    for each in news:
        warn(each)
    if rest := len(sentences) - len(news):
        desk.talk.tell("sync.line.unsaid_as_before", n=rest, source=report.source)


def _sentences(report: Report, words: Words) -> Iterator[str]:
    for skipped in report.skipped:
        yield skipped_told(skipped, words)
    for odd in report.unmatched:
        yield unmatched_told(odd, words, report.source)


def tell_new(desk: Desk, report: Report) -> None:
    """Who joins, and what new tasks do not bring with them (R03)."""
    plan = desk.options.plan
    if report.people_added:
        word = "sync.line.would_join" if plan else "sync.line.joined"
        desk.talk.tell(word, names=desk.words.join(report.people_added))
    if report.created and not plan:
        desk.talk.tell("sync.line.no_raci", n=report.created)
