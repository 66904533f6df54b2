"""`sync`: pull, plan, carry out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from tui.cli.desk import Desk
from tui.cli.ending import explained
from tui.cli.source_fitting import chosen_source
from tui.cli.source_state import moment_told, source_states
from tui.cli.sync_lines import change_told, made_told, summary, tell_left_out, tell_new
from tui.cli.talk import warn
from tui.cli.wrong import AWAY, REFUSED, Wrong
from tui.sync_wording import question_told

if TYPE_CHECKING:
    from sync.report import Report
    from sync.trouble import SyncError
    from tui.cli.parser import Verbs

_BAR = 24
_NAMED = 5
"""So many records are named with a question."""
Progress = Callable[[int, int | None], None]


def register(verbs: Verbs) -> None:
    """`sync [NAME …] [--plan] [--full] [--yes | --keep]`, `sync --status`."""
    say = verbs.words.say
    parser = verbs.add("sync", run, told=say("cli.help.sync"))
    parser.argument("names", nargs="*", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--plan", action="store_true", help=say("cli.help.plan"))
    parser.argument("--full", action="store_true", help=say("cli.help.full"))
    parser.argument("--yes", action="store_true", help=say("cli.help.yes"))
    parser.argument("--keep", action="store_true", help=say("syncing.help.keep"))
    parser.argument("--status", action="store_true", help=say("syncing.help.status"))


def run(options: Namespace) -> int:
    """Syncs each source; the trouble of one does not keep the others from it."""
    with Desk(options) as desk:
        names = options.names or list(desk.opening.settings.sources)
        if options.status and not names:
            return _print_status(desk, ())
        if not names:
            raise Wrong(word="cli.no_sources")
        if options.yes and options.keep:
            raise Wrong(word="syncing.yes_or_keep")
        chosen = {name: chosen_source(desk, name) for name in names}
        if options.status:
            return _print_status(desk, chosen)
        reports: list[Report] = []
        status = max(_each(desk, name, reports) for name in chosen)
        if desk.talk.json and reports:
            told = [_shape(each, plan=options.plan) for each in reports]
            desk.talk.value(told[0] if len(told) == 1 else told)
    return status


def _each(desk: Desk, name: str, reports: list[Report]) -> int:
    from sync.trouble import SyncError

    try:
        report = _sync(desk, name)
    except SyncError as problem:
        return _trouble(desk, name, problem)
    reports.append(report)
    return _tell(desk, report)


def _trouble(desk: Desk, name: str, problem: SyncError) -> int:
    status, told = explained(problem, desk.words) or (AWAY, str(problem))
    warn(f"pengtou: {name}: {told}")
    return status


def _sync(desk: Desk, name: str) -> Report:
    options = desk.options
    report = _once(desk, name, agreed=options.yes, keep=options.keep)
    answer = _answer(desk, report) if report.asks and not (options.yes or options.keep) else ""
    if answer:
        report = _once(desk, name, agreed=answer == "y", keep=answer == "n")
    return report


def _once(desk: Desk, name: str, *, agreed: bool, keep: bool) -> Report:
    from sync.configured import rival_of, sync_configured

    chosen, options = desk.opening.settings.sources[name], desk.options
    with _bar(desk, name) as progress:
        return sync_configured(
            desk.service,
            name,
            chosen,
            full=options.full,
            agreed=agreed,
            keep=keep,
            only_plan=options.plan,
            progress=progress,
            rival=rival_of(desk.opening.settings.sources, name),
        )


def _answer(desk: Desk, report: Report) -> str:
    """What a person at a terminal says, `y` or `n`; empty for later. A script is not asked."""
    if desk.options.plan or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    sys.stderr.write(f"{_question(desk, report)}\n{desk.words.say('syncing.answer')} ")
    sys.stderr.flush()
    said = normalize("NFKC", sys.stdin.readline()).strip().casefold()
    if said in ("y", "yes", "是", "好"):
        return "y"
    return "n" if said in ("n", "no", "否", "不") else ""


def _question(desk: Desk, report: Report) -> str:
    """What is asked, and the first of the records that it is about."""
    told = question_told(report, desk.words)
    gone = report.asked.get("gone")
    ids = [str(each) for each in gone] if isinstance(gone, list) else []
    if not ids:
        return told
    titles = (getattr(desk.board.record(each), "title", "") for each in ids[:_NAMED])
    named = desk.words.join(f"{one} {title}" for one, title in zip(ids, titles, strict=False))
    more = "syncing.question_more" if len(ids) > _NAMED else "syncing.question"
    return desk.words.say(more, told=told, records=named)


@contextmanager
def _bar(desk: Desk, name: str) -> Iterator[Progress | None]:
    """How far the pull is, on a terminal only; the line is empty again afterwards."""
    if desk.talk.quiet or not sys.stderr.isatty():
        yield None
        return

    def show(done: int, total: int | None) -> None:
        filled = min(_BAR, _BAR * done // total) if total else 0
        bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] " if total else ""
        told = desk.words.say("sync.pulling", source=name, n=done)
        sys.stderr.write(f"\r\x1b[K{bar}{told}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _tell(desk: Desk, report: Report) -> int:
    """The summary on stdout, what was left out on stderr; 1 where a question stayed open."""
    words, talk = desk.words, desk.talk
    if not talk.json:
        for change in report.changes:
            talk.line(change_told(change, desk.board, words))
        for each in report.made if desk.options.plan else ():
            talk.line(made_told(each, desk.board, words))
        talk.line(summary(report, words, plan=desk.options.plan))
    tell_left_out(desk, report)
    tell_new(desk, report)
    if report.trouble is not None:
        return _trouble(desk, report.source, report.trouble)
    if report.asks:
        word = "syncing.would_ask" if desk.options.plan else "syncing.left_open"
        told = desk.words.say(word, why=_question(desk, report))
        warn(f"pengtou: {report.source}: {told}")
        return REFUSED
    return 0


def _shape(report: Report, *, plan: bool) -> dict[str, object]:
    """The report for scripts."""
    more: dict[str, object] = {"held": report.held, "created_there": report.created_there}
    more["asks"] = report.asks or None
    more["asked"] = dict(report.asked) or None
    return more | report.shape(plan=plan)


def _print_status(desk: Desk, names: Iterable[str]) -> int:
    """How the sources stand, without asking any of them."""
    told = [each for each in source_states(desk) if each["name"] in set(names)]
    if desk.talk.json:
        desk.talk.value(told)
        return 0
    columns = ("name", "called", "state", "synced_at", "next_at", "failures", "clashes", "why")
    heads = [desk.words.say(f"syncing.column.{each}") for each in columns]
    rows = [[_cell(name, each, desk) for name in columns] for each in told]
    desk.talk.table(heads, rows, empty="syncing.no_sources")
    return 0


def _cell(name: str, told: dict[str, Any], desk: Desk) -> str:
    if name == "state":
        state = desk.words.say(f"syncing.state.{told['state']}")
        return f"{state} {told['running'] or ''}".rstrip()
    if name.endswith("_at"):
        return moment_told(told[name])
    return str(told[name] if told[name] not in (None, "") else "–")
