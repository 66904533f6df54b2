"""A RACI sheet in words: what each row would change, and what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.wording import party_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.raci_sheet import Problem, Sheet, SheetRow
    from tui.words import Words


def changes_told(row: SheetRow, board: Board, words: Words) -> str:
    """`张伟 -→A、王敏 C→R`; that nothing changes is said."""
    if not row.changes:
        return "" if row.problems else words.say("raci.sheet.same")
    return words.join(
        words.say(
            "raci.sheet.cell",
            party=party_name(board, each.party),
            before=each.before or "-",
            after=each.after or "-",
        )
        for each in row.changes
    )


def problem_told(problem: Problem, words: Words) -> str:
    """What was not understood, with the nearest known name where there is one."""
    name = f"raci.trouble.{problem.trouble.value}"
    told = words.say(name, text=problem.text, near=problem.near)
    if problem.trouble.value.startswith("unknown") and problem.near:
        return words.say("raci.trouble.near", told=told, near=problem.near)
    return told


def counts_of(sheet: Sheet, without: frozenset[int] = frozenset()) -> dict[str, int]:
    """The numbers of a sheet for a sentence: rows and cells that change, troubles, all rows."""
    kept = [row for row in sheet.rows if row.changes and row.line not in without]
    return {
        "rows": len(sheet.rows),
        "n": len(kept),
        "cells": sum(len(row.changes) for row in kept),
        "troubles": sheet.troubles,
    }
