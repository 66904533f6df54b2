"""A form as lines in one column: label, what stands there, advice; signatures; answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from core.domain.form import changed_since
from core.domain.form_checks import EMPTY, hints
from core.domain.form_kind import FieldKind, label_in
from core.domain.form_standing import waiting
from tui.form_acts import Sight
from tui.form_places import Place, rows_of, value_at
from tui.form_words import kind_name, span_told, told
from tui.objections import why
from tui.panels.fold import folded
from tui.sign_words import signed
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.form import Form

Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What the page shows besides the form itself."""

    room: int
    """Cells of a line."""
    at: str = ""
    """The place under the cursor."""
    typing: bool = False
    """Whether the place under the cursor is typed into."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """What is wrong at a place, in words."""
    answers: Sequence[Form] = ()

    @property
    def label(self) -> int:
        """Cells of the column of labels."""
        return min(max(self.room * 2 // 7, 18), 32)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one place, or of none: a heading, the signatures."""

    place: str
    head: tuple[Line, ...] = ()
    """Those that stay where something is typed at the place."""
    lines: tuple[Line, ...] = ()
    """Those that what is typed takes the place of."""
    tail: tuple[Line, ...] = ()
    """Advice and faults, below."""


def blocks(spots: Sequence[Place], on: Sight, look: Look) -> list[Block]:
    """The whole page from top to bottom."""
    found: list[Block] = []
    values, last = on.draft.values(on.form), ""
    found += _left_out(on, look)
    for spot in spots:
        if spot.sort in ("row", "add") and spot.name != last:
            found.append(Block("", (_row_head(spot, values, on),)))
        if spot.sort == "form" and last != "form:":
            found.append(Block("", ((), (Span(on.words.say("form_page.asked"), "muted bold"),))))
        last = "form:" if spot.sort == "form" else spot.name
        found.append(_block(spot, values, on, look))
    found.append(Block("", tuple(signatures(on))))
    return found


def _left_out(on: Sight, look: Look) -> Iterator[Block]:
    """A form that no definition, or not the one that is meant, says anything of."""
    known, say = on.scene.forms.get(on.form.kind), on.words.say
    if known is None:
        text = say("form_page.unknown", kind=on.form.kind)
    elif known.held:
        text = say("definition.held", file=known.held)
    else:
        return
    yield Block("", tuple((Span(each, "sla-soon"),) for each in folded(text, look.room)))


def _block(spot: Place, values: Mapping[str, Any], on: Sight, look: Look) -> Block:
    match spot.sort:
        case "row":
            return _row(spot, values, on, look)
        case "add":
            role = "accent" if spot.id == look.at else "muted"
            text = Span(on.words.say("form_page.add_row"), role)
            return Block(spot.id, lines=((*_cursor(spot, look), Span("   "), text),))
        case "form":
            return Block(
                spot.id, lines=(_answer(spot, on, look),), tail=tuple(_why(spot, on, look))
            )
        case _:
            return _field(spot, values, on, look)


def _cursor(spot: Place, look: Look) -> Line:
    return (Span("▸ " if spot.id == look.at else "  ", "accent bold"),)


def _field(spot: Place, values: Mapping[str, Any], on: Sight, look: Look) -> Block:
    asked = spot.field
    assert asked is not None
    indent = 4 if spot.sort == "cell" else 0
    label = label_in(asked.label, on.words.language)
    mark = "*" if asked.required else " "
    edited = spot.name in on.draft.edits
    size = look.label - indent
    here = spot.id == look.at
    parts = folded(label, size - 2)
    role = "bold" if here else ""
    start = (*_cursor(spot, look), Span(" " * indent))
    heads: list[Line] = [
        (
            *start,
            Span(mark if number == 0 else " ", "sla-soon"),
            Span(set_cell_size(part, size - 1), role),
        )
        for number, part in enumerate(parts)
    ]
    value = value_at(spot, values)
    shown = folded(told(asked, value, on.board, on.words), look.room - look.label - 6)
    plain = "accent" if edited else ""
    empty = value in EMPTY
    texts = (
        [Span(on.words.say("form_page.empty"), "muted")]
        if empty
        else [Span(one, plain) for one in shown]
    )
    star = Span("● " if edited else "  ", "accent")
    lines = _beside(heads, texts, star, look)
    return Block(spot.id, tuple(heads), tuple(lines), tuple(_below(spot, asked, values, on, look)))


def _beside(heads: list[Line], texts: list[Span], star: Span, look: Look) -> Iterator[Line]:
    """Labels at the left, texts at the right, however many lines each takes."""
    gap = Span(" " * (look.label + 2))
    for number in range(max(len(heads), len(texts))):
        left = heads[number] if number < len(heads) else (gap,)
        right = (texts[number],) if number < len(texts) else ()
        yield (*left, star if number == 0 else Span("  "), *right)


def _below(
    spot: Place, asked: FieldKind, values: Mapping[str, Any], on: Sight, look: Look
) -> Iterator[Line]:
    """What is wrong at a place; at the cursor also how it is filled in, and what is advised."""
    empty = value_at(spot, values) in EMPTY
    pad = Span(" " * (look.label + 4))
    if fault := look.faults.get(spot.id):
        for line in folded(f"✗ {fault}", look.room - look.label - 6):
            yield (pad, Span(line, "sla-late bold"))
    if on.kind is None:
        return
    advised = [
        hint for name, hint in hints(on.kind, values) if name == asked.name and not spot.outer
    ]
    for hint in advised:
        if on.words.has(f"form.hint.{hint}"):
            yield (pad, Span(f"! {on.words.say(f'form.hint.{hint}')}", "sla-soon"))
    if spot.id == look.at and empty and not fault and not look.typing:
        yield (pad, Span(on.words.say(f"form_page.hint.{asked.shape.value}"), "muted"))


def _row_head(spot: Place, values: Mapping[str, Any], on: Sight) -> Line:
    asked = spot.field
    assert asked is not None
    label = label_in(asked.label, on.words.language)
    edited = asked.name in on.draft.edits
    n = len(rows_of(values, asked))
    return (
        Span("  "),
        Span("*" if asked.required else " ", "sla-soon"),
        Span(f"{label}  "),
        Span(on.words.say("form_page.rows", n=n), "muted"),
        Span("  ●" if edited else "", "accent"),
    )


def _row(spot: Place, values: Mapping[str, Any], on: Sight, look: Look) -> Block:
    asked = spot.field
    assert asked is not None
    row = rows_of(values, asked)[spot.row]
    cells = [
        (one, told(one, row.get(one.name), on.board, on.words)) for one in asked.columns_in(row)
    ]
    text = " · ".join(cell for _, cell in cells if cell) or on.words.say("form_page.row_empty")
    number = on.words.say("form_page.row", n=spot.row + 1)
    role = "bold" if spot.id == look.at else ""
    lacking = [one for one in asked.columns_in(row) if one.required and row.get(one.name) in EMPTY]
    lack = ""
    if lacking and any(cell for _, cell in cells):
        names = on.words.join(label_in(one.label, on.words.language) for one in lacking)
        lack = on.words.say("form.missing", fields=names)
    first, *rest = folded(text, look.room - 12)
    start = (*_cursor(spot, look), Span("   "), Span(f"{number:<4}", "muted"))
    lines = [(*start, Span(first, role)), *((Span(" " * 9), Span(each, role)) for each in rest)]
    if lack and cell_len(f"{lines[-1][-1].text} {lack}") < look.room - 12:
        lines[-1] = (*lines[-1], Span(f"  {lack}", "sla-soon"))
    elif lack:
        lines.append((Span(" " * 9), Span(lack, "sla-soon")))
    fault = look.faults.get(spot.id)
    tail = ((Span(" " * 9), Span(f"✗ {fault}", "sla-late bold")),) if fault else ()
    return Block(spot.id, lines=tuple(lines), tail=tail)


def _answer(spot: Place, on: Sight, look: Look) -> Line:
    """A form that was asked for: whose, how it stands, whom it waits for, until when."""
    form = next(each for each in look.answers if each.id == spot.form)
    found, words = waiting(form, on.scene), on.words
    kind = on.scene.forms.get(form.kind)
    answer = kind.verdict(form.values) if kind is not None else None
    status = words.say(f"term.form_status.{form.status.value}")
    who = words.join(each.name for each in found.people) if found is not None else ""
    name = " ".join(filter(None, (form.dept, kind_name(form.kind, on.scene.forms, words))))
    said = label_in(answer.label, words.language) if answer is not None else ""
    late = found is not None and found.late(on.scene.now)
    due = found.due if found is not None else None
    at = f"{due.astimezone(on.board.zone):%m-%d %H:%M}" if due else ""
    refuses = answer is not None and answer.refuses
    return (
        *_cursor(spot, look),
        Span(f" {form.id:<6}", "accent"),
        Span(f"{name}  ", "bold" if spot.id == look.at else ""),
        Span(f"{status}  ", "muted"),
        Span(f"{said}  " if said else "", "sla-late bold" if refuses else "sla-ok"),
        Span(f"{who}  "),
        Span(at, "sla-late bold" if late else "muted"),
    )


def _why(spot: Place, on: Sight, look: Look) -> Iterator[Line]:
    """Below an answer that says no, in which words."""
    form = next(each for each in look.answers if each.id == spot.form)
    for text in why(form, on.scene.forms, on.board, on.words):
        yield from (
            (Span(" " * 9), Span(each, "sla-soon")) for each in folded(text, look.room - 12)
        )


def signatures(on: Sight) -> Iterator[Line]:
    """R24: who signed when; those that speak of what it read before say so."""
    say, words = on.words.say, on.words
    yield ()
    yield (Span(say("form_page.signs"), "muted bold"),)
    yield from _counted(on)
    if not on.form.signs:
        yield (Span(f"  {say('form_page.no_signs')}", "muted"),)
    stale = changed_since(on.form, on.kind) if on.kind is not None else ()
    for sign in on.form.signs:
        line = signed(sign, on.kind, on.board.zone, words)
        old = sign["round"] != on.form.round
        yield (
            Span(f"  {line}", "muted" if old else ""),
            Span(f"  {say('form_page.round', n=sign['round'])}" if old else "", "muted"),
            Span(f"  ! {say('form_page.changed')}" if sign in stale else "", "sla-late bold"),
        )


def _counted(on: Sight) -> Iterator[Line]:
    """How the time was counted that the step has: C01 and the like."""
    found = on.waits
    clock = on.scene.clocks.get(found.clock) if found is not None else None
    span = span_told(clock, on.words)
    if found is None or clock is None or not span or found.since is None:
        return
    since = f"{found.since.astimezone(on.board.zone):%m-%d %H:%M}"
    name = clock.name(on.words.language)
    told_ = on.words.say("form_page.clock", clock=clock.id, name=name, since=since, span=span)
    yield (Span(f"  … {told_}", "muted"),)


def height(block: Block) -> int:
    """Lines that a block takes."""
    return len(block.lines or block.head) + len(block.tail)
