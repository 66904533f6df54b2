"""How a sync went, in one sentence: for the board and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import TYPE_CHECKING

from tui.wording import field_name, worded

if TYPE_CHECKING:
    from core.domain.board import SourceState
    from sync.report import Report
    from tui.sync_outcome import Outcome
    from tui.words import Words

COUNTS = ("created", "updated", "ended", "pushed", "created_there", "clashes")
"""What is worth telling of a sync, where it is not nothing."""
QUESTION = "asks."
"""How the id of what waits for a person's yes begins; of what went wrong, with `reason.`."""


def outcome_told(source: str, outcome: Outcome, words: Words, *, first: bool = False) -> str:
    """`飞书:新建 2,写回 1`, or why it did not go; `first`: what came in from there at all."""
    if outcome.word:
        return words.say("syncing.failed", source=source, why=why_told(outcome, words))
    if outcome.report is None:
        return words.say("syncing.nothing", source=source)
    if first and outcome.report.created and not outcome.report.asks:
        return words.say("syncing.first", source=source, n=outcome.report.created)
    return report_told(source, outcome.report, words)


def why_told(outcome: Outcome, words: Words) -> str:
    """Why it did not go."""
    return _worded(outcome.word, outcome.values, words)


def report_told(source: str, report: Report, words: Words) -> str:
    """What changed, or that nothing did; and the question that stayed open."""
    counts = {each: getattr(report, each, 0) for each in COUNTS}
    told = [words.say(f"syncing.count.{each}", n=n) for each, n in counts.items() if n]
    if report.asks:
        told.append(question_told(report, words))
    if not told:
        return words.say("syncing.nothing", source=source)
    return words.say("syncing.done", source=source, counts=words.join(told))


def question_told(report: Report, words: Words) -> str:
    """What waits for a person's yes."""
    return failed_told(f"{QUESTION}{report.asks}", report.asked, words)


def state_told(state: SourceState, words: Words) -> str:
    """What a source's state says went wrong or is asked; empty where nothing is."""
    return failed_told(state.failed, state.failed_with, words)


def failed_told(failed: str, values: Mapping[str, object], words: Words) -> str:
    """What went wrong or is asked (`reason.*`, `asks.*`), with its values; empty for nothing."""
    if not failed:
        return ""
    word = f"sync.{failed}"
    return _worded(word if words.has(word) else "sync.reason.unknown", values, words)


def _worded(word: str, values: Mapping[str, object], words: Words) -> str:
    """A sentence; what an older program did not keep of its values stays a gap."""
    forms = words.forms(word)
    parts = Formatter().parse(forms.other) if forms is not None else ()
    given: dict[str, object] = {name: "…" for _, name, *_ in parts if name}
    given |= values
    if "fields" in values:
        fields = str(values["fields"]).split(", ")
        given["fields"] = words.join(field_name(each, words) for each in fields)
    kind = f"syncing.kind.{values.get('kind')}"
    if words.has(kind):
        given["kind"] = words.say(kind)
    return worded(words, word, given)
