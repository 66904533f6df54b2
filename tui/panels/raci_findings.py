"""What is wrong with the RACI grid, in words, with the question to ask and the cell to go to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.raci import (
    ACCOUNTABLE_AT_MOST,
    RESPONSIBLE_AT_MOST,
    Finding,
    Letter,
    RaciRule,
    Severity,
    parties,
)
from tui.panels import raci
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Line = tuple[Span, ...]

_LIMITS = {"A": ACCOUNTABLE_AT_MOST, "R": RESPONSIBLE_AT_MOST}


@dataclass(frozen=True, slots=True)
class Stop:
    """One finding and the cell where it is mended: what `n` goes to."""

    rule: RaciRule
    task: str
    party: str | None
    count: int = 0
    parties: tuple[str, ...] = ()
    letter: str = ""
    error: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about, however the numbers in it change."""
        about = self.parties[0] if self.letter else self.task
        return (self.rule.value, about, self.letter)


@lru_cache(maxsize=2)
def stops(board: Board) -> tuple[Stop, ...]:
    """All findings: rows that break a rule, rows that raise a question, overloaded parties."""
    rows = [
        _row_stop(board, task, each)
        for task in board.task_order
        for each in board.findings.get(task, ())
    ]
    rows.sort(key=lambda each: not each.error)
    return (*rows, *(_load_stop(board, each) for each in board.overloads))


def _row_stop(board: Board, task: str, found: Finding) -> Stop:
    error = found.severity is Severity.ERROR
    party = _where(board, task, found)
    return Stop(found.rule, task, party, found.count, found.parties, error=error)


def _where(board: Board, task: str, found: Finding) -> str | None:
    """The party whose cell mends a row: one A too many, one C too many, the owner as R."""
    row = board.raci.get(task)
    if found.rule is RaciRule.MANY_ACCOUNTABLE:
        return found.parties[-1]
    if found.rule is RaciRule.TOO_MANY_CONSULTED and row is not None:
        return parties(row, Letter.C)[-1]
    if found.rule is RaciRule.NO_ACCOUNTABLE:
        return next(iter(raci.parties(board)), None)
    return board.tasks[task].owner


def _load_stop(board: Board, found: Finding) -> Stop:
    party, letter = found.parties[0], found.letter
    rows = board.raci
    task = next(
        (
            each
            for each in board.task_order
            if each in rows and rows[each].cells.get(party) == letter
        ),
        "",
    )
    return Stop(found.rule, task, party, found.count, found.parties, letter)


def neighbour(found: tuple[Stop, ...], last: int, step: int, key: object) -> int:
    """The place to go to from the `last` one; what was mended there has closed the gap already."""
    if last < 0:
        return 0 if step > 0 else len(found) - 1
    stands = last < len(found) and found[last].key == key
    return (last + step if stands or step < 0 else last) % len(found)


def asked(stop: Stop, board: Board, words: Words) -> str:
    """A finding with the question to ask: `T-06 缺 A:谁对结果负责?`"""
    names = words.join(board.name_of(each) for each in stop.parties)
    if stop.rule is RaciRule.OVERLOADED:
        return words.say(
            f"raci.ask.overloaded_{stop.letter.lower()}",
            who=names,
            count=stop.count,
            limit=_LIMITS[stop.letter],
        )
    return words.say(f"raci.ask.{stop.rule.value}", task=stop.task, count=stop.count, names=names)


def horizontal(board: Board, words: Words, lines: int, task: str | None) -> list[Line]:
    """横向校验: the findings of the rows, as many as there is room for, around the cursor's row."""
    found = stops(board)
    rows = found[: len(found) - len(board.overloads)]
    if not rows:
        return [(Span("✓ " + words.say("board.raci.sound"), "accent"),)]
    here = next((at for at, each in enumerate(rows) if each.task == task), 0)
    room = lines if len(rows) <= lines else lines - 1
    first = max(0, min(here - room // 2, len(rows) - room))
    told: list[Line] = [_told(each, board, words) for each in rows[first : first + room]]
    if room < len(rows):
        told.append((Span(words.say("raci.more", n=len(rows) - room), "muted"),))
    return told


def _told(stop: Stop, board: Board, words: Words) -> Line:
    mark = "✗" if stop.error else "!"
    role = "sla-late bold" if stop.error else "sla-soon bold"
    return (Span(f"{mark} ", role), Span(asked(stop, board, words), role.split()[0]))


def vertical(board: Board, words: Words, lines: int, room: int) -> list[Line]:
    """纵向分析: who answers for too much, who for nothing, and each party's counts."""
    loaded = [_told(each, board, words) for each in stops(board) if each.letter]
    idle = list(_idle(board, words))
    who = raci.parties(board)
    odd = {each.parties[0] for each in board.overloads} | {party for party, _ in idle}
    found = [*loaded, *((Span(told, "muted"),) for _, told in idle)]
    if fine := len(who) - len(odd):
        found.append((Span("✓ " + words.say("raci.fine", n=fine), "accent"),))
    counts = packed_counts(board, words, room)
    room_above = max(lines - min(2, len(counts)), 1)
    if len(found) > room_above:
        more = words.say("raci.more", n=len(found) - room_above + 1)
        found = [*found[: room_above - 1], (Span(more, "muted"),)]
    return [*found, *counts[: lines - len(found)]]


def _idle(board: Board, words: Words) -> Iterator[tuple[str, str]]:
    """Who has no A and no R, with the row that lacks somebody of their department."""
    load = board.raci_load
    for party in raci.parties(board):
        if load.get((party, "A"), 0) <= 0 and load.get((party, "R"), 0) <= 0:
            told = words.say("raci.idle", who=board.name_of(party))
            if task := _missing(board, party):
                told = words.say("raci.idle_task", told=told, task=task)
            yield party, f"· {told}"


def _missing(board: Board, party: str) -> str:
    """A task without R that is this party's, or their department's."""
    person = board.people.get(party)
    dept = person.dept if person is not None else party
    lacks = (RaciRule.EMPTY_ROW, RaciRule.NO_RESPONSIBLE)
    return next(
        (
            each.task
            for each in stops(board)
            if each.rule in lacks
            and (board.tasks[each.task].owner == party or board.tasks[each.task].dept == dept)
        ),
        "",
    )


def packed_counts(board: Board, words: Words, room: int) -> list[Line]:
    """`人 R/A/C/I  张伟 0/10/0/1  王敏 4/0/5/0` in as many lines as it takes."""
    load: Counter[tuple[str, str]] = Counter(dict(board.raci_load))
    spans = [Span(words.say("raci.format"), "muted")]
    for party in raci.parties(board):
        numbers = "/".join(str(load[party, each.value]) for each in Letter)
        spans.append(Span(f"{_short(board.name_of(party))} {numbers}"))
    return raci.packed(spans, room, "  ")


def _short(name: str) -> str:
    return name if cell_len(name) <= 12 else name.split()[0]


def impact(words: Words) -> list[Line]:
    """影响: what each letter does elsewhere (R29)."""
    told = [words.say(f"raci.impact.{each.value}") for each in (Letter.A, Letter.R)]
    told += [words.say(f"raci.impact.{each.value}") for each in (Letter.C, Letter.I)]
    return [*((Span(each),) for each in told), (), (Span(words.say("raci.impact.audit"), "muted"),)]


def notes(words: Words) -> list[Line]:
    """说明: how the grid is filled."""
    return [(Span(words.say(f"raci.note.{each}"), "muted"),) for each in ("keys", "rows", "sheet")]
