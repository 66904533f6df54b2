"""《RACI责任矩阵表》 (F09): task by letter, as the process has it, and task by person."""

from __future__ import annotations

from core.documents import cells, sections
from core.documents.content import Cell, Column, Table, Tone
from core.documents.voice import Voice
from core.domain.board import Board
from core.domain.raci import Letter, parties

_TONES = {"A": Tone.STRONG, "R": Tone.STRONG}


def _in_order(board: Board) -> list[str]:
    """A sheet is read from the first task to the last, not by urgency."""
    return sorted(board.tasks, key=lambda each: each.zfill(12))


def raci_list(board: Board, voice: Voice) -> Table:
    """任务, R 负责方, A 审批方, C 咨询方, I 知会方, and what is wrong with the row (R03, R29)."""
    rows = []
    for each in _in_order(board):
        row, task = board.raci.get(each), board.tasks[each]
        letters = (
            cells.listed((voice.party(board, who) for who in parties(row, letter)), voice)
            for letter in Letter
        )
        rows.append((Cell(each), Cell(task.title), *letters, _verdict(board, each, voice)))
    keys = ("id", "task", "responsible", "accountable", "consulted_party", "informed", "check")
    title = voice.say("documents.table.raci")
    return Table("raci", title, sections.columns(voice, *keys), tuple(rows))


def _verdict(board: Board, task: str, voice: Voice) -> Cell:
    found = board.findings.get(task, ())
    told = voice.join(voice.say(f"term.finding.{each.rule.value}", n=each.count) for each in found)
    return Cell(told, tone=Tone.RED) if told else Cell("✓", tone=Tone.GREEN)


def raci_grid(board: Board, voice: Voice) -> Table:
    """A column for everybody who has a letter, in the order in which they joined."""
    held = {party for row in board.raci.values() for party in row.cells}
    people = [each for each in board.people if each in held]
    found = [*people, *sorted(held - set(people))]
    columns = (
        *sections.columns(voice, "id", "task"),
        *(Column(each, voice.party(board, each), 8) for each in found),
    )
    rows = tuple(_grid_row(board, each, found) for each in _in_order(board))
    return Table("raci_grid", voice.say("documents.table.raci_grid"), columns, rows)


def _grid_row(board: Board, task: str, found: list[str]) -> tuple[Cell, ...]:
    row = board.raci.get(task)
    letters = row.cells if row is not None else {}
    told = (
        Cell(letters.get(each, ""), tone=_TONES.get(letters.get(each, ""), Tone.PLAIN))
        for each in found
    )
    return (Cell(task), Cell(board.tasks[task].title), *told)
