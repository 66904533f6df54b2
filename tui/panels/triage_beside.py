"""What stands beside a record of the triage: the verbs, what it is related to, its big clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size

from tui import menus
from tui.panels.fold import labelled
from tui.panels.triage_detail import Line, Sight
from tui.panels.view import light
from tui.triage.prospects import next_step, rung_told
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from core.domain.blocker import Blocker
    from tui.triage.alike import Precedent
    from tui.words import Words

_LETTERS = ("A", "R", "C", "I")


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of one record, to be laid out."""

    kind: str
    """The letter of its id."""
    told: Mapping[str, tuple[str, bool]]
    """What each would do now, and whether it would be refused."""
    words: Words

    @property
    def keyed(self) -> list[tuple[str, str]]:
        """The verbs that have a digit, with it."""
        return [(verb, key) for verb, key in menus.KEYS[self.kind].items() if key.isdigit()]

    def name(self, verb: str) -> str:
        """What a verb is called."""
        return self.words.say(menus.verb_name(verb, self.kind))


def verb_lines(verbs: Verbs, room: int, columns: int) -> list[Line]:
    """The verbs under their digits with what each would do now, in one column or two.

    One that would be refused is dimmed, and says why. In more columns there are only names.
    """
    if columns > 2:
        return _names_only(verbs, room, columns)
    width = room if columns == 1 else (room - 2) // 2
    cells = [_verb(verbs, verb, key, width) for verb, key in verbs.keyed]
    if columns == 1:
        return cells
    half = (len(cells) + 1) // 2
    pairs = zip(cells[:half], [*cells[half:], (Span(" " * width),)][:half], strict=True)
    return [(*left, Span("  "), *right) for left, right in pairs]


def _verb(verbs: Verbs, verb: str, key: str, width: int) -> Line:
    skip = verbs.words.say("triage.would.skip") if verb == "skip" else ""
    does, off = verbs.told.get(verb, (skip, False))
    name = verbs.name(verb)
    named = 9 if verbs.words.language == "zh" else 12
    return fit(
        (
            Span(f"{key} ", "muted" if off else "accent bold"),
            Span(set_cell_size(name, max(named, cell_len(name) + 1)), "muted" if off else ""),
            Span(does, "muted"),
        ),
        width,
    )


def _names_only(verbs: Verbs, room: int, columns: int) -> list[Line]:
    width, keyed = room // columns, verbs.keyed
    lines = []
    for at in range(0, len(keyed), columns):
        row: list[Span] = []
        for verb, key in keyed[at : at + columns]:
            off = verbs.told.get(verb, ("", False))[1]
            head = Span(f"{key} ", "muted" if off else "accent bold")
            name = Span(verbs.name(verb), "muted" if off else "")
            row += (*fit((head, name), width - 1), Span(" "))
        lines.append(tuple(row))
    return lines


def related(sight: Sight, record: Any, before: Iterable[Precedent]) -> list[Line]:
    """The tasks it stops with their lights, who is what to them, and what happened before."""
    lines = [*_tasks(sight, record), *_letters(sight, record)]
    if record.id.startswith("B-"):
        lines += [(), *_before(sight, before), (), *_told(sight)]
    return lines


def _tasks(sight: Sight, record: Any) -> Iterator[Line]:
    board, words = sight.board, sight.words
    stops = tuple(record.tasks)
    behind = tuple(
        each.id for each in board.tasks.values() if not set(stops).isdisjoint(each.depends_on)
    )
    for identity in (*stops, *behind):
        task, stands = board.tasks.get(identity), board.standings.get(identity)
        if task is not None and stands is not None:
            numbers = f" {task.actual}/{stands.planned or 0}"
            shown = light(stands.light, words)
            room = sight.room - cell_len(shown.text + numbers)
            yield (
                *fit((Span(f"#{task.id} ", "accent"), Span(task.title)), room - 1),
                Span(" "),
                shown,
                Span(numbers, "muted"),
            )


def _letters(sight: Sight, record: Any) -> Iterator[Line]:
    board = sight.board
    for task in record.tasks[:1]:
        row = board.raci.get(task)
        if row is None:
            continue
        for number, letter in enumerate(_LETTERS):
            names = [board.name_of(who) for who, what in row.cells.items() if what == letter]
            if names:
                label = f"RACI({task})" if number == 0 else ""
                yield from labelled(label, f"{letter} {' '.join(names)}", sight.room, 12)


def _before(sight: Sight, before: Iterable[Precedent]) -> Iterator[Line]:
    words = sight.words
    yield (Span(words.say("triage.before"), "muted"),)
    found = False
    for each in before:
        found = True
        when = f"({each.raised.astimezone(sight.board.zone):%Y-%m})" if each.raised else ""
        took = words.span(each.took.total_seconds()) if each.took is not None else "—"
        head = words.say("triage.precedent", id=each.id, title=each.title, when=when, took=took)
        yield from labelled("", head, sight.room, 0)
        if each.how:
            yield from labelled("", words.say("triage.how", how=each.how), sight.room, 2)
    if not found:
        yield (Span(words.say("triage.no_precedent"), "muted"),)


def _told(sight: Sight) -> list[Line]:
    """R22: who hears of it."""
    return labelled("", sight.words.say("triage.informed"), sight.room, 0, "muted")


def digits(sight: Sight, blocker: Blocker) -> list[tuple[str, str, str]]:
    """The clocks that run: the label, the digits, the role that they are shown in."""
    from core.domain.clocks import Clock

    found = []
    for each in Clock:
        reading = sight.board.reading_of(blocker, each, sight.now)
        if reading is None or reading.paused or reading.state.value == "met":
            continue
        late = reading.state.value == "late"
        name = sight.words.say(f"term.sla.{each.value}")
        label = sight.words.say("triage.over" if late else "triage.left", clock=name)
        span = sight.words.span(reading.left.total_seconds())
        found.append((label, span, f"sla-{reading.state.value}"))
    return found


def alarm(sight: Sight, blocker: Blocker) -> str:
    """What happens by itself when a clock runs out."""
    step = next_step(sight.board, blocker)
    if step is None:
        return sight.words.say("triage.at_top")
    return sight.words.say("triage.alarm", who=rung_told(sight.board, step, sight.words))
