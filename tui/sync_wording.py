"""How a sync went, in one sentence: for the board and the command line."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from tui.wording import worded

if TYPE_CHECKING:
    from sync.report import Report
    from tui.sync_outcome import Outcome
    from tui.words import Words

_COUNTS = ("created", "updated", "ended", "pushed", "created_there", "clashes")
"""What is worth telling of a sync, where it is not nothing."""


def outcome_told(name: str, outcome: Outcome, words: Words) -> str:
    """`飞书:新建 2,写回 1`, or why it did not go."""
    if outcome.word:
        why = worded(words, outcome.word, outcome.values)
        return words.say("syncing.failed", source=name, why=why)
    if outcome.report is None:
        return words.say("syncing.nothing", source=name)
    return report_told(outcome.report, words)


def report_told(report: Report, words: Words) -> str:
    """What changed, or that nothing did; and the question that stayed open."""
    if report.asks:
        why = worded(words, f"sync.asks.{report.asks}", report.asked)
        return words.say("syncing.asks", source=report.source, why=why)
    counts = {each: getattr(report, each, 0) for each in _COUNTS}
    told = [words.say(f"syncing.count.{each}", n=n) for each, n in counts.items() if n]
    if not told:
        return words.say("syncing.nothing", source=report.source)
    return words.say("syncing.done", source=report.source, counts=words.join(told))


def failed_told(failed: str, words: Words) -> str:
    """What a source's state says went wrong (`reason.*`, `asks.*`); empty where nothing did.

    Its values are not kept: a gap stays for each.
    """
    if not failed:
        return ""
    forms = words.forms(f"sync.{failed}")
    if forms is None:
        return words.say("sync.reason.unknown")
    return "".join(
        text + ("…" if name else "") for text, name, *_ in Formatter().parse(forms.other)
    )
