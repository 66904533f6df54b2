"""What is wrong with a theme, in words: the line, the colour, the figure, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from themes import Problem
    from tui.words import Words


def problem_told(problem: Problem, words: Words) -> str:
    """One problem as a sentence, with its line where it has one."""
    values = dict(problem.values)
    line = values.pop("line", 0)
    sentence = _sentence(problem.id, values, words)
    return words.say("theme.at_line", line=line, told=sentence) if line else sentence


def _sentence(name: str, values: dict[str, object], words: Words) -> str:
    if name == "unreadable":
        return words.say(f"theme.why.{values['why']}")
    if name == "unknown-name" and not values["near"]:
        return words.say("theme.no-such-name", name=values["name"])
    if name == "alike":
        values["eye"] = words.say(f"theme.eye.{values['eye']}")
    return words.say(f"theme.{name}", **values)


def broken_told(name: str, problems: Sequence[Problem], words: Words) -> str:
    """A theme that cannot be worn: its first problem, how many more, and where to ask."""
    first = problem_told(problems[0], words)
    more = len(problems) - 1
    if more:
        return words.say("theme.broken_more", name=name, told=first, n=more)
    return words.say("theme.broken", name=name, told=first)
