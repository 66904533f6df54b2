"""What each step of setting up a source says and asks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui.exchange_words import field_told
from tui.left_out import skipped_told, unmatched_told
from tui.panels.fold import labelled
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column as Place
from tui.wizard import (
    Draft,
    fields_of,
    other_keys,
    samples,
    shared_columns,
    unmatched,
    unreadable,
)

if TYPE_CHECKING:
    from sync.report import Report
    from tui.words import Words

Line = tuple[Span, ...]
_COUNTS = ("created", "updated", "ended", "pushed", "created_there", "clashes")
_SKIPPED = 3
"""So many rows that are left out are named."""


def title(draft: Draft, words: Words) -> str:
    """`添加来源  第 2/6 步  起个名字`."""
    step = words.say(f"wizard.step.{draft.step}")
    at = words.say("wizard.at", number=draft.number, of=len(draft.counted))
    return f"{words.say('wizard.title')}  {at}  {step}"


def lines(draft: Draft, words: Words, room: int) -> list[Line]:
    """What is told above the line to type in."""
    told: dict[str, Callable[[Draft, Words], Iterator[tuple[str, str, str]]]] = {
        "address": _address,
        "name": _name,
        "secrets": _secrets,
        "columns": _columns,
        "write": _write,
        "plan": _plan,
        "done": _done,
    }
    found: list[Line] = []
    for label, text, role in told[draft.step](draft, words):
        indent = 4 if label else 0
        found += labelled(label, text, room, indent, role) if text else [()]
    return found


def _address(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    say = words.say
    yield "", say("wizard.address.ask"), ""
    yield "", "", ""
    for kind in ("feishu", "teambition", "sheet"):
        yield "·", say(f"wizard.address.{kind}"), "muted"
    yield "", "", ""
    yield "", say("wizard.address.base"), "muted"


def _name(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    kind = words.say(f"wizard.kind.{draft.settings.type}")
    yield "", words.say("wizard.name.found", kind=kind, url=draft.settings.url), "muted"
    yield "", "", ""
    yield "", words.say("wizard.name.ask"), ""


def _secrets(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    from sync.secret import SERVICE

    say = words.say
    if not draft.missing:
        yield "", say("wizard.secrets.here"), "accent"
        return
    yield "", say("wizard.secrets.ask"), ""
    yield "", "", ""
    for each, there in draft.secrets:
        yield ("✓" if there else "✗"), each, "accent" if there else "sla-late bold"
    yield "", "", ""
    yield "1", say("wizard.secrets.environment"), ""
    for each in draft.missing:
        yield "", f"      export {each}=…", "muted"
    yield "2", say("wizard.secrets.keyring"), ""
    for each in draft.missing:
        yield "", f"      keyring set {SERVICE} {each}", "muted"
    yield "", "", ""
    yield "", say(f"wizard.secrets.{draft.settings.type}"), "muted"


def _columns(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    say, found = words.say, draft.found
    if found is None:
        return
    total = found.total or 0
    word = "wizard.columns.found" if found.table else "wizard.columns.read"
    yield "", say(word, title=found.title, table=found.table, n=total), "bold"
    if not total:
        yield "!", say("wizard.columns.empty"), "sla-soon"
    yield from _keys(draft, words)
    yield from _doubts(draft, words)


def _keys(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    """By what the rows of a file are known, and by what else they could be."""
    if draft.settings.type == "sheet":
        others = other_keys(draft)
        word = "wizard.columns.key_or" if others else "wizard.columns.key"
        other = next(iter(others), "")
        yield "·", words.say(word, column=draft.settings.key or "–", other=other), "muted"


def _doubts(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    """What would not come in as the mapping stands, and how to say what is meant."""
    say = words.say
    odd: dict[str, list[str]] = {}
    for field, option in unmatched(draft):
        odd.setdefault(field, []).append(option)
    for field, options in odd.items():
        named, told = field_told(field, words), words.join(options)
        yield (
            "!",
            say("wizard.columns.odd", field=named, options=told, first=options[0]),
            "sla-soon",
        )
    for each in unreadable(draft):
        told = words.join(f"“{one}”" for one in each.samples)
        values = {"column": each.column, "field": field_told(each.field, words), "samples": told}
        yield "!", say("wizard.columns.misfit", **values), "sla-soon"
    for column, fields in shared_columns(draft).items():
        told = words.join(field_told(each, words) for each in fields)
        yield "!", say("wizard.columns.twice", column=column, fields=told), "sla-soon"
    if draft.mapping is not None and "status" not in draft.mapping.columns:
        yield "!", say("wizard.columns.no_status"), "sla-soon"
    for odd_one in draft.twice:
        yield "!", unmatched_told(odd_one, words, draft.name), "sla-soon"


def _write(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    yield "", words.say("wizard.write.ask"), ""
    yield "", words.say("wizard.write.why"), "muted"
    if not draft.writable:
        yield "", words.say("wizard.write.nothing"), "muted"


def settled_told(before: Draft, after: Draft, words: Words) -> str:
    """What a correction came to: each thing that reads otherwise now, and how it read before."""
    pairs = [*_moved(before, after, words), *_meant(before, after, words)]
    if before.key != after.key:
        pairs.append((words.say("wizard.settled.key"), before.settings.key, after.key))
    return words.join(
        words.say("wizard.settled.one", what=what, before=old or "–", after=new or "–")
        for what, old, new in pairs
    )


def _columns_of(draft: Draft) -> dict[str, str]:
    """The columns' names by our fields."""
    there = draft.mapping.columns if draft.mapping is not None else {}
    return {name: each.name for name, each in there.items()}


def _moved(before: Draft, after: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    old, new = _columns_of(before), _columns_of(after)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield field_told(name, words), old.get(name, ""), new.get(name, "")


def _meant(before: Draft, after: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    """Options and people; those that another column brings along are not told."""
    one, two = before.mapping, after.mapping
    if one is None or two is None:
        return
    old, new = _columns_of(before), _columns_of(after)
    for name, area in (("statuses", "task"), ("priorities", "priority"), ("people", "")):
        field = {"statuses": "status", "priorities": "priority"}.get(name, "")
        was, now = getattr(one, name), getattr(two, name)
        for each in dict.fromkeys((*was, *now)):
            if old.get(field) == new.get(field) and was.get(each) != now.get(each):
                old_word = _termed(was.get(each, ""), area, words)
                yield f"“{each}”", old_word, _termed(now.get(each, ""), area, words)


def _termed(value: str, area: str, words: Words) -> str:
    word = f"term.{area}.{value}"
    return words.say(word) if area and words.has(word) else str(value)


def _plan(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    say, report = words.say, draft.report
    if report is None:
        yield "", say("wizard.plan.running"), "accent"
        return
    yield "", say("wizard.plan.pulled", n=report.pulled), "bold"
    counts = {each: getattr(report, each, 0) for each in _COUNTS}
    for name, n in counts.items():
        if n:
            yield "·", say(f"syncing.count.{name}", n=n), ""
    if not any(counts.values()):
        yield "·", say("wizard.plan.nothing"), ""
    for each in _besides(report, words):
        yield "·", each, ""
    yield from _left_out(draft, words)
    yield "", "", ""
    yield "", say("wizard.plan.ask"), ""


def _besides(report: Report, words: Words) -> Iterator[str]:
    """What the first sync brings with it that a person may not expect."""
    say = words.say
    if report.made:
        yield say("wizard.plan.made", n=len(report.made), ids=words.join(report.made))
    if report.people_added:
        yield say("wizard.plan.people", names=words.join(report.people_added))
    if report.created:
        yield say("wizard.plan.raci", n=report.created)


def _left_out(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    """What the first sync would not understand."""
    report = draft.report
    assert report is not None
    told = [skipped_told(each, words) for each in report.skipped]
    odd = [unmatched_told(each, words, draft.name) for each in report.unmatched]
    for each in (*told[:_SKIPPED], *odd[:_SKIPPED]):
        yield "!", each, "sla-soon"
    if (more := max(len(told) - _SKIPPED, 0) + max(len(odd) - _SKIPPED, 0)) > 0:
        yield "!", words.say("wizard.plan.more", n=more), "sla-soon"


def _done(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    say = words.say
    if not draft.lines:
        yield "✓", say("wizard.done.kept", name=draft.name), "accent bold"
        yield "", "", ""
        word = "wizard.done.file" if draft.settings.type == "sheet" else "wizard.done.next"
        yield "", say(word, interval=draft.settings.interval), ""
        return
    yield "!", say("wizard.done.by_hand"), "sla-soon"
    yield "", "", ""
    for each in draft.lines.splitlines():
        yield "", each or " ", "muted"


def column_places(words: Words) -> tuple[Place, ...]:
    """The table of the step in which columns are settled."""
    say = words.say
    return (
        Place("number", width=3, align="right"),
        Place("column", say("wizard.column.name"), flex=2, least=12),
        Place("field", say("wizard.column.field"), flex=2, least=12),
        Place("samples", say("wizard.column.samples"), flex=4, least=16, priority=1),
    )


def column_cells(draft: Draft, number: int, words: Words) -> tuple[Cell, ...]:
    """One column of the remote table, by its number from 1."""
    column = draft.columns[number - 1]
    fields = fields_of(draft, column)
    named = words.join(field_told(each, words) for each in fields)
    told = (
        Span(f"→ {named} ", "accent bold") if fields else Span("–", "muted"),
        Span(" ".join(each for each in fields if each not in named), "muted"),
    )
    return (
        Span(str(number), "accent"),
        Span(column.name, "" if fields else "muted"),
        told,
        Span(" | ".join(samples(column)), "muted"),
    )


def write_cells(draft: Draft, number: int, words: Words) -> tuple[Cell, ...]:
    """One thing that can be written back: a field by its number, new action items by 0."""
    settings = draft.settings
    states = ("wizard.write.on", "wizard.write.off")
    if number == 0:
        on, told = settings.actions, words.say("wizard.write.actions")
        states = ("wizard.write.made", "wizard.write.not_made")
    else:
        field = draft.writable[number - 1]
        on, told = field in settings.write, field_told(field, words)
    mark = Span("[✓]", "accent bold") if on else Span("[ ]", "muted")
    state = words.say(states[0] if on else states[1])
    return (Span(str(number), "accent"), (mark, Span(" "), Span(told)), Span(state, "muted"))


def write_places() -> tuple[Place, ...]:
    """The table of the step in which writing back is settled."""
    return (
        Place("number", width=3, align="right"),
        Place("told", least=20),
        Place("state", least=8),
    )
