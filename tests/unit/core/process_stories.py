"""Troubles that met a form where a rule was missing, told once more each time."""

from __future__ import annotations

from tests.unit.core.process_life import Ground, ProcessLives

Story = tuple[str, bool, list[tuple[int, str, int]]]
"""A kind of form, whether its project was agreed to, and what comes between, after which steps."""
STORIES: dict[str, Story] = {
    "written after the first of two signed": ("request", False, [(1, "rewritten", 0)]),
    "refused by the second": ("request", False, [(1, "refused", 0)]),
    "emptied once it was handed in": ("request", False, [(0, "rewritten", 3)]),
    "objected to": ("request", False, [(2, "answered_otherwise", 0)]),
    "a department more, when all had answered": (
        "change",
        True,
        [(5, "somebody_joins", 0), (0, "rewritten", 1)],
    ),
    "a department more, while they answer": (
        "change",
        True,
        [(2, "somebody_joins", 0), (0, "rewritten", 1)],
    ),
    "a department that has no head": ("loan", True, [(1, "rewritten", 0)]),
    "an answer that is empty by now": ("acceptance", True, [(4, "answered_otherwise", 1)]),
    "an answer that was written in, and the end taken back": (
        "request",
        False,
        [(9, "answered_otherwise", 2), (0, "taken_back", 1)],
    ),
    "the first name taken back, after all": ("request", False, [(9, "taken_back", 7)]),
    "taken back, and not done again by a key": (
        "request",
        False,
        [(9, "taken_back", 0), (0, "taken_back", 4), (0, "taken_back", 1)],
    ),
    "an answer taken back, after all": ("request", False, [(9, "taken_back", 3)]),
    "goals signed by some, then written": ("goals", True, [(2, "rewritten", 1)]),
    "a kickoff with a visitor": ("charter", True, [(0, "kickoff", 0)]),
    "a head who leaves in between": ("charter", True, [(2, "somebody_changes", 2)]),
}


def tell(story: Story, ground: Ground) -> None:
    """One story, with the book kept beside it."""
    kind, agreed, troubles = story
    life = ProcessLives(ground)
    try:
        life.a_project_begins(kind="", agreed=agreed)
        life.a_form_meets_trouble(kind=kind, troubles=troubles)
        life.every_signature_shows_what_it_speaks_of()
    finally:
        life.teardown()
