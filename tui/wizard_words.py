"""What each step of setting up a source says and asks. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui.exchange_words import field_told, source_name
from tui.panels.fold import labelled
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column as Place
from tui.wizard import Draft, field_of, samples, unmatched

if TYPE_CHECKING:
    from tui.words import Words

Line = tuple[Span, ...]
_COUNTS = ("created", "updated", "ended", "pushed", "created_there", "clashes")
_SKIPPED = 3
"""So many rows that are left out are named."""


def title(draft: Draft, words: Words) -> str:
    """`添加来源  第 2/6 步  起个名字`."""
    step = words.say(f"wizard.step.{draft.step}")
    at = words.say("wizard.at", number=draft.number, of=len(draft.steps))
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
    kind = source_name(draft.settings.type, words)
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
    yield "", say("wizard.columns.found", title=found.title, table=found.table, n=total), "bold"
    if not total:
        yield "!", say("wizard.columns.empty"), "sla-soon"
    odd: dict[str, list[str]] = {}
    for field, option in unmatched(draft):
        odd.setdefault(field, []).append(option)
    for field, options in odd.items():
        told = say(
            "wizard.columns.odd", field=field_told(field, words), options=words.join(options)
        )
        yield "!", told, "sla-soon"


def _write(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    yield "", words.say("wizard.write.ask"), ""
    yield "", words.say("wizard.write.why"), "muted"
    if not draft.writable:
        yield "", words.say("wizard.write.nothing"), "muted"


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
    if report.people_added:
        yield "·", say("wizard.plan.people", names=words.join(report.people_added)), ""
    yield from _left_out(draft, words)
    yield "", "", ""
    yield "", say("wizard.plan.ask"), ""


def _left_out(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    """What the first sync would not understand."""
    from tui.wording import worded

    report = draft.report
    assert report is not None
    for each in report.skipped[:_SKIPPED]:
        why = worded(words, f"sync.reason.{each.reason}", each.values)
        yield "!", words.say("wizard.plan.skipped", id=each.source_id or "–", why=why), "sla-soon"
    if (more := len(report.skipped) - _SKIPPED) > 0:
        yield "!", words.say("wizard.plan.more", n=more), "sla-soon"
    for odd in report.unmatched[:_SKIPPED]:
        values = {"field": field_told(odd.field, words), "value": odd.value}
        yield "!", worded(words, f"sync.unmatched.{odd.reason}", values), "sla-soon"


def _done(draft: Draft, words: Words) -> Iterator[tuple[str, str, str]]:
    say = words.say
    if not draft.lines:
        yield "✓", say("wizard.done.kept", name=draft.name), "accent bold"
        yield "", "", ""
        yield "", say("wizard.done.next"), ""
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
    field = field_of(draft, column)
    told = (
        Span(f"→ {field_told(field, words)} ", "accent bold") if field else Span("–", "muted"),
        Span(field, "muted"),
    )
    return (
        Span(str(number), "accent"),
        Span(column.name, "" if field else "muted"),
        told,
        Span(" | ".join(samples(column)), "muted"),
    )


def write_cells(draft: Draft, number: int, words: Words) -> tuple[Cell, ...]:
    """One thing that can be written back: a field by its number, new action items by 0."""
    settings = draft.settings
    if number == 0:
        on, told = settings.actions, words.say("wizard.write.actions")
    else:
        field = draft.writable[number - 1]
        on, told = field in settings.write, field_told(field, words)
    mark = Span("[✓]", "accent bold") if on else Span("[ ]", "muted")
    state = words.say("wizard.write.on" if on else "wizard.write.off")
    return (Span(str(number), "accent"), (mark, Span(" "), Span(told)), Span(state, "muted"))


def write_places() -> tuple[Place, ...]:
    """The table of the step in which writing back is settled."""
    return (
        Place("number", width=3, align="right"),
        Place("told", least=20),
        Place("state", least=8),
    )
