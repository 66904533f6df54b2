"""A RACI grid pasted or imported from a sheet: what it would change, and what is not understood.

Two forms are read (process F09): a grid, with a column for each person or department and a letter
in each cell; and the table of the process, with a column for each letter and names in each cell.
An empty cell leaves what is there; `0` clears it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.domain.batch import Batch
from core.domain.board import Board
from core.domain.ids import RecordId
from core.domain.raci import FillRow, Letter, merged
from core.domain.raci_index import Index
from core.domain.text import clean, search_key

Row = Sequence[str]

_TASK_HEADS: Final = frozenset(
    {"", "任务", "任务名称", "编号", "工作", "id", "task", "title", "no"}
)
_CHECK_HEADS: Final = frozenset({"校验", "check", "a=1·r≥1"})
"""Columns of our own grid that hold no letters."""
_LETTERS: Final = {
    word: letter
    for letter, words in (
        (
            Letter.R,
            (
                "r",
                "负责",
                "负责方",
                "r负责",
                "r负责方",
                "responsible",
                "rresponsible",
                "r responsible",
            ),
        ),
        (
            Letter.A,
            (
                "a",
                "审批",
                "审批方",
                "a审批",
                "a审批方",
                "accountable",
                "aaccountable",
                "a accountable",
            ),
        ),
        (
            Letter.C,
            ("c", "咨询", "咨询方", "c咨询", "c咨询方", "consulted", "cconsulted", "c consulted"),
        ),
        (
            Letter.I,
            ("i", "知会", "知会方", "i知会", "i知会方", "informed", "iinformed", "i informed"),
        ),
    )
    for word in words
}
_LEAVE: Final = frozenset({"", "·", ".", "-", "–", "—", "/", "无", "×"})
_CLEAR: Final = frozenset({"0", "清空"})
_RULE: Final = re.compile(r"[\s─—–=_|+-]*")
_APART: Final = re.compile(r"[,，、;；/|\n]+")
_BRACKETS: Final = re.compile(r"^\[(.)\]$")


class Trouble(StrEnum):
    """What can be wrong with a sheet; worded as `raci.trouble.<value>`."""

    UNKNOWN_PARTY = "unknown_party"
    SEVERAL_PARTIES = "several_parties"
    UNKNOWN_TASK = "unknown_task"
    SEVERAL_TASKS = "several_tasks"
    SAME_TASK = "same_task"
    NO_LETTER = "no_letter"
    MANY_ACCOUNTABLE = "many_accountable"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not understood, and what was probably meant."""

    trouble: Trouble
    text: str
    near: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would read differently; an empty letter is an empty cell."""

    party: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet."""

    line: int
    """Its number in the sheet, the first being 1."""
    text: str
    """What stands in its task column."""
    task: RecordId | None = None
    cells: tuple[tuple[str, str], ...] = ()
    """What it wants: party and letter, empty to clear."""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    seen: int = 0
    """The version of the row that it was compared with; 0 where there was none."""

    @property
    def command(self) -> FillRow | None:
        """What carries it out; None where nothing would change."""
        if self.task is None or not self.changes:
            return None
        return FillRow(task=self.task, cells=dict(self.cells), seen=self.seen)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as far as it was understood."""

    rows: tuple[SheetRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Of its head: columns that are nobody's."""
    parties: int = 0
    """How many of its columns are understood."""

    def wish(self, without: Collection[int] = ()) -> Batch | None:
        """All rows that change something, but for these lines, as one change; None for nothing."""
        kept = (row.command for row in self.rows if row.line not in without)
        commands = tuple(each for each in kept if each is not None)
        return Batch(commands=commands) if commands else None

    @property
    def troubles(self) -> int:
        """How many things were not understood."""
        return len(self.problems) + sum(len(row.problems) for row in self.rows)


def rows_of(text: str) -> list[list[str]]:
    """Pasted text as rows of cells: parted by tabs, else by commas, else by Chinese commas."""
    mark = next((each for each in "\t,，" if each in text), "\t")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=False)
    try:
        return [[clean(cell, lines=True) for cell in row] for row in reader]
    except csv.Error:  # a cell beyond all bounds: no sheet that a person wrote
        return []


def is_sheet(text: str) -> bool:
    """Whether a pasted text may be a sheet: at least two lines, and cells side by side."""
    lines = [each for each in text.splitlines() if each.strip()]
    return len(lines) > 1 and any(mark in lines[0] for mark in "\t,，")


def read_sheet(rows: Sequence[Row], board: Board) -> Sheet:
    """What a sheet means on this board. Nothing is written."""
    index = Index(board)
    numbered = [(line, row) for line, row in enumerate(rows, 1) if not _blank(row)]
    heads = [row for _, row in numbered[: 1 + _second_head(numbered)]]
    columns = [_column(at, heads, index) for at in range(max(map(len, heads), default=0))]
    by_letter = any(each.letter for each in columns)
    wanted = [each for each in columns if bool(each.letter) == by_letter]
    bad = tuple(each.problem for each in columns if each.problem is not None)
    read = [_read(line, row, wanted, columns, index) for line, row in numbered[len(heads) :]]
    useful = sum(bool(each.letter or each.party) for each in wanted)
    return Sheet(tuple(_once(read)), bad, useful)


def _blank(row: Row) -> bool:
    return all(_RULE.fullmatch(cell) for cell in row)


def _second_head(numbered: Sequence[tuple[int, Row]]) -> bool:
    """Whether departments stand above names, as they do on our own screen."""
    return len(numbered) > 1 and search_key(numbered[1][1][0]) in _TASK_HEADS


@dataclass(frozen=True, slots=True)
class _Column:
    """What one column holds: tasks, one party's letters, or one letter's parties."""

    at: int
    tasks: bool = False
    party: str = ""
    letter: Letter | None = None
    problem: Problem | None = None


def _column(at: int, heads: Sequence[Row], index: Index) -> _Column:
    words = [head[at] for head in reversed(heads) if at < len(head) and head[at].strip()]
    keys = [search_key(each) for each in words]
    if at == 0 or (words and all(key in _TASK_HEADS for key in keys)):
        return _Column(at, tasks=True)
    if not words or _CHECK_HEADS.intersection(keys):
        return _Column(at)
    if keys[0] in _LETTERS:
        return _Column(at, letter=_LETTERS[keys[0]])
    found = [index.party(each) for each in ("".join(reversed(words)), *words)]
    clear = next((each[0] for each in found if len(each) == 1), "")
    if clear:
        return _Column(at, party=clear)
    several = next((each for each in found if each), ())
    return _Column(at, problem=_nobody(words[0], several, index))


def _nobody(text: str, several: Sequence[str], index: Index) -> Problem:
    if several:
        people = (index.board.people.get(each) for each in several)
        near = "/".join(f"{each.name}({each.dept})" for each in people if each is not None)
        return Problem(Trouble.SEVERAL_PARTIES, text, near)
    return Problem(Trouble.UNKNOWN_PARTY, text, index.near_party(text))


def _read(
    line: int, row: Row, wanted: Iterable[_Column], columns: Iterable[_Column], index: Index
) -> SheetRow:
    names = [row[each.at] for each in columns if each.tasks and each.at < len(row)]
    text = " ".join(filter(str.strip, names))
    found = next((ids for ids in map(index.task, (*names, text)) if ids), ())
    if len(found) != 1:
        trouble = Trouble.SEVERAL_TASKS if found else Trouble.UNKNOWN_TASK
        near = "/".join(found) or index.near_task(text)
        return SheetRow(line, text, problems=(Problem(trouble, text, near),))
    wishes: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for column in wanted:
        cell = row[column.at] if column.at < len(row) else ""
        for each in _wishes(column, cell, index):
            (problems if isinstance(each, Problem) else wishes).append(each)  # type: ignore[arg-type]
    return _judged(line, RecordId(found[0]), wishes, problems, index.board)


def _wishes(column: _Column, cell: str, index: Index) -> Iterator[tuple[str, str] | Problem]:
    """What one cell wants."""
    key = search_key(_BRACKETS.sub(r"\1", cell.strip()))
    if key in _LEAVE or not (column.party or column.letter):
        return
    if column.letter is not None:
        for name in filter(None, (each.strip() for each in _APART.split(cell))):
            found = index.party(name)
            yield (
                (found[0], column.letter.value) if len(found) == 1 else _nobody(name, found, index)
            )
    elif key in _CLEAR:
        yield column.party, ""
    elif key in _LETTERS:
        yield column.party, _LETTERS[key].value
    else:
        yield Problem(Trouble.NO_LETTER, cell, index.board.name_of(column.party))


def _judged(
    line: int,
    task: RecordId,
    wishes: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
    board: Board,
) -> SheetRow:
    """The row against the one that is there; two A leave it as it is (R29)."""
    text, row = board.tasks[task].title, board.raci.get(task)
    answering = [party for party, letter in wishes if letter == Letter.A]
    seen = row.version if row is not None else 0
    if len(answering) > 1:
        names = "/".join(map(board.name_of, answering))
        both = (*problems, Problem(Trouble.MANY_ACCOUNTABLE, names))
        return SheetRow(line, text, task, problems=both, seen=seen)
    before = row.cells if row is not None else {}
    after = merged(before, dict(wishes))
    changes = tuple(
        Change(party, before.get(party, ""), after.get(party, ""))
        for party in dict.fromkeys((*before, *after))
        if before.get(party, "") != after.get(party, "")
    )
    return SheetRow(line, text, task, tuple(wishes), changes, tuple(problems), seen)


def _once(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """A task that comes twice counts the first time."""
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(row.task, row.line) if row.task else row.line
        if first == row.line:
            yield row
        else:
            twice = Problem(Trouble.SAME_TASK, row.text, str(first))
            yield SheetRow(row.line, row.text, row.task, problems=(twice,))
