"""`sync`: pull, plan, carry out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tui.cli.desk import Desk
from tui.cli.ending import explained, worded
from tui.cli.source import chosen_source
from tui.cli.talk import warn
from tui.cli.wrong import REFUSED, Wrong

if TYPE_CHECKING:
    from sync.run import Report
    from tui.cli.parser import Verbs

_BAR = 24
Progress = Callable[[int, int | None], None]


def register(verbs: Verbs) -> None:
    """`sync [NAME …] [--plan] [--full] [--yes]`."""
    say = verbs.words.say
    parser = verbs.add("sync", run, told=say("cli.help.sync"))
    parser.argument("names", nargs="*", metavar="NAME", help=say("cli.help.source_name"))
    parser.argument("--plan", action="store_true", help=say("cli.help.plan"))
    parser.argument("--full", action="store_true", help=say("cli.help.full"))
    parser.argument("--yes", action="store_true", help=say("cli.help.yes"))


def run(options: Namespace) -> int:
    """Syncs each source; the trouble of one does not keep the others from it."""
    with Desk(options) as desk:
        names = options.names or list(desk.opening.settings.sources)
        if not names:
            raise Wrong(word="cli.no_sources")
        chosen = {name: chosen_source(desk, name) for name in names}
        from sync.trouble import SyncError

        status, told = 0, []
        for name in chosen:
            try:
                report = _sync(desk, name)
            except SyncError as problem:
                answer = explained(problem, desk.words) or (REFUSED, str(problem))
                warn(f"pengtou: {name}: {answer[1]}")
                status = max(status, answer[0])
                continue
            told.append(_shape(report, desk))
            status = max(status, _tell(desk, report))
        if desk.talk.json and told:
            desk.talk.value(told[0] if len(told) == 1 else told)
    return status


def _sync(desk: Desk, name: str) -> Report:
    options = desk.options
    report = _once(desk, name, agreed=options.yes)
    if report.asks and not options.yes and _agrees(desk, report):
        report = _once(desk, name, agreed=True)
    return report


def _once(desk: Desk, name: str, *, agreed: bool) -> Report:
    from sync.mapping import Mapping
    from sync.run import open_source, sync

    chosen, options = desk.opening.settings.sources[name], desk.options
    with closing(open_source(name, chosen)) as source, _bar(desk, name) as progress:
        return sync(
            desk.service,
            source,
            Mapping.from_dict(chosen.mapping),
            full=options.full,
            agreed=agreed,
            progress=progress,
            only_plan=options.plan,
        )


def _agrees(desk: Desk, report: Report) -> bool:
    """A person at a terminal is asked; a script is not."""
    if desk.options.plan or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{_question(desk, report)} {desk.words.say('cli.sync.agree')} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "是", "好")


def _question(desk: Desk, report: Report) -> str:
    return worded(desk.words, f"cli.sync.{report.asks}", _shape(report, desk))


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


def _shape(report: Report, desk: Desk) -> dict[str, Any]:
    shape = asdict(report)
    shape.pop("asks", None)
    if not desk.options.plan:
        shape.pop("changes", None)
    return shape


def _tell(desk: Desk, report: Report) -> int:
    """The summary on stdout, what was left out on stderr; 1 where a question stayed open."""
    shape, words = _shape(report, desk), desk.words
    if not desk.talk.json:
        for each in shape.get("changes", []):
            desk.talk.line("  ".join(str(each[name]) for name in each if each[name] is not None))
        counts = {name: shape[name] for name in _COUNTS}
        desk.talk.line(words.say("cli.sync.done", **counts))
        for each in shape["skipped"]:
            reason = worded(words, f"sync.reason.{each['reason']}", each)
            desk.talk.tell("cli.sync.skipped", id=each["source_id"], why=reason)
        if not report.complete:
            desk.talk.tell("cli.sync.incomplete", source=report.source)
    if report.asks:
        warn(f"pengtou: {_question(desk, report)}")
        return REFUSED
    return 0


_COUNTS = ("source", "pulled", "created", "updated", "unchanged", "ended", "clashes", "seconds")
