"""`sync`: pull, plan, carry out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.cli.desk import Desk
from tui.cli.ending import explained
from tui.cli.source_fitting import chosen_source
from tui.cli.talk import warn
from tui.cli.wrong import AWAY, REFUSED, Wrong
from tui.wording import field_name, value_told, worded

if TYPE_CHECKING:
    from sync.plan import Change
    from sync.report import Report
    from sync.trouble import SyncError
    from tui.cli.parser import Verbs
    from tui.words import Words

_BAR = 24
Progress = Callable[[int, int | None], None]


def register(verbs: Verbs) -> None:
    """`sync [NAME …] [--plan] [--full] [--yes]`, `sync --status`."""
    say = verbs.words.say
    parser = verbs.add("sync", run, told=say("cli.help.sync"))
    parser.argument("names", nargs="*", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--plan", action="store_true", help=say("cli.help.plan"))
    parser.argument("--full", action="store_true", help=say("cli.help.full"))
    parser.argument("--yes", action="store_true", help=say("cli.help.yes"))
    parser.argument("--status", action="store_true", help=say("syncing.help.status"))


def run(options: Namespace) -> int:
    """Syncs each source; the trouble of one does not keep the others from it."""
    with Desk(options) as desk:
        names = options.names or list(desk.opening.settings.sources)
        if not names:
            raise Wrong(word="cli.no_sources")
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
    report = _once(desk, name, agreed=options.yes)
    if report.asks and not options.yes and _agrees(desk, report):
        report = _once(desk, name, agreed=True)
    return report


def _once(desk: Desk, name: str, *, agreed: bool) -> Report:
    from sync.configured import sync_configured

    chosen, options = desk.opening.settings.sources[name], desk.options
    with _bar(desk, name) as progress:
        return sync_configured(
            desk.service,
            name,
            chosen,
            full=options.full,
            agreed=agreed,
            only_plan=options.plan,
            progress=progress,
        )


def _agrees(desk: Desk, report: Report) -> bool:
    """A person at a terminal is asked; a script is not."""
    if desk.options.plan or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{_question(desk, report)} {desk.words.say('cli.sync.agree')} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是", "好")


def _question(desk: Desk, report: Report) -> str:
    return worded(desk.words, f"sync.asks.{report.asks}", report.asked)


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
            talk.line(_change(change, words))
        counts = {name: getattr(report, name) for name in _COUNTS}
        more = [
            words.say(f"syncing.count.{name}", n=n)
            for name in ("pushed", "created_there", "held")
            if (n := getattr(report, name))
        ]
        told = words.say("cli.sync.done", seconds=f"{report.seconds:.1f}", **counts)
        talk.line(words.join([told, *more]))
    _tell_left_out(desk, report)
    if report.people_added:
        talk.tell("cli.sync.joined", names=words.join(report.people_added))
    if report.trouble is not None:
        return _trouble(desk, report.source, report.trouble)
    if report.asks:
        warn(f"pengtou: {_question(desk, report)}")
        return REFUSED
    return 0


def _tell_left_out(desk: Desk, report: Report) -> None:
    """What did not come in, and what was not written back; once each."""
    words, talk = desk.words, desk.talk
    for skipped in report.skipped:
        why = worded(words, f"sync.reason.{skipped.reason}", skipped.values)
        talk.tell("cli.sync.skipped", id=skipped.source_id or "–", why=why)
    for odd in report.unmatched:
        why = words.say(f"cli.sync.why.{odd.reason}")
        talk.tell(
            "cli.sync.unmatched", field=field_name(odd.field, words), value=odd.value, why=why
        )
    for odd in report.unsaid:
        named = field_name(odd.field, words)
        warn(words.say(f"sync.unmatched.{odd.reason}", field=named, value=odd.value))


def _shape(report: Report, *, plan: bool) -> dict[str, object]:
    """The report for scripts."""
    more = {"held": report.held, "created_there": report.created_there}
    return more | report.shape(plan=plan)


def _print_status(desk: Desk, names: Iterable[str]) -> int:
    """How the sources stand, without asking any of them."""
    from tui.cli.source_state import source_states

    told = [each for each in source_states(desk) if each["name"] in set(names)]
    if desk.talk.json:
        desk.talk.value(told)
        return 0
    columns = ("name", "state", "synced_at", "next_at", "failures", "clashes", "why")
    heads = [desk.words.say(f"syncing.column.{each}") for each in columns]
    desk.talk.table(heads, [[_cell(name, each, desk) for name in columns] for each in told])
    return 0


def _cell(name: str, told: dict[str, Any], desk: Desk) -> str:
    if name == "state":
        state = desk.words.say(f"syncing.state.{told['state']}")
        return f"{state} {told['running'] or ''}".rstrip()
    if name.endswith("_at") and told[name]:
        return f"{datetime.fromisoformat(told[name]):%m-%d %H:%M}"
    return str(told[name] or "–")


def _change(change: Change, words: Words) -> str:
    """One part of a plan: what kind, which record, which field, from what to what."""
    kind = words.say(f"cli.sync.change.{change.kind.value}")
    about = change.record_id or change.remote_id
    if not change.field:
        title = change.theirs.get("title", "") if isinstance(change.theirs, dict) else ""
        return f"{kind}  {about}  {title}".rstrip()
    ours, theirs = (
        value_told(change.record_id or "T-0", change.field, each, None, words)
        for each in (change.ours, change.theirs)
    )
    return f"{kind}  {about}  {field_name(change.field, words)} {ours} | {theirs}"


_COUNTS = ("source", "pulled", "created", "updated", "unchanged", "ended", "clashes")
