"""Whether a phrase about time, where it stands, is a deadline or part of the text."""

from __future__ import annotations

import re
from typing import Final

from core.capture.line import Line, Span
from core.capture.verbs import DELIVERS, EVENTS
from core.capture.when.phrase import Phrase

_OF = re.compile(r"[^把将给对为向跟和与让请,;。、\s@#]{0,8}的")
"""Behind a phrase that is part of a description: 3天后到货的样机."""
_RANGE: Final = "到至~"
_CLAUSES: Final = ",;。"


def bracketed(line: Line, phrase: Phrase, joint: int) -> Span:
    """A phrase takes its brackets, an English full stop, and a comma at the line's end."""
    safe, start, end = line.safe, phrase.start, phrase.end
    before = safe[start - 1] if start > max(joint, 0) else ""
    if before == "(" and safe[end : end + 1] == ")":
        return start - 1, end + 1
    if safe[end : end + 1] == "." and safe[start:end].isascii():
        end += 1
    if before == "," and not safe[end:].strip(" .。!"):
        start -= 1
    return start, end


def free_standing(line: Line, phrase: Phrase, *, opens: bool) -> bool:
    """Whether a phrase that begins freely stands as a deadline; `opens` where text may touch it."""
    behind = line.safe[phrase.end : phrase.end + 2]
    if behind.lstrip().startswith("的") or (behind and behind[0] in _RANGE):
        return False
    if phrase.hinted:
        closed = phrase.closing == "before" or not _described(line, phrase.end)
        return line.ends(phrase.end) or closed
    if phrase.rule and phrase.rule.span:
        return False
    if line.ends(phrase.end):
        return True
    return phrase.glue and opens and not _described(line, phrase.end)


def inside(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase stands as a deadline although text touches it before: …周五前."""
    if not phrase.hinted:
        return False
    if line.ends(phrase.end):
        return True
    before = line.safe[phrase.end - 1] == "前" and phrase.glue
    return before and _OF.match(line.safe, phrase.end) is None


def opens_clause(line: Line, phrase: Phrase, joint: int) -> bool:
    """…，周五交: a day that opens a clause, or follows a piece, right before a handing in."""
    before = line.safe[: phrase.start].rstrip()[-1:]
    free = phrase.start == joint or (before != "" and before in _CLAUSES)
    return free and DELIVERS.match(line.safe, phrase.end) is not None


def _described(line: Line, at: int) -> bool:
    """Whether a day is part of what follows it: 3天后到货的样机, 周五例会."""
    return _OF.match(line.safe, at) is not None or EVENTS.match(line.safe, at) is not None
