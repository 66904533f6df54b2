"""The next step of a stage or a clock: what the one key does, and how it is called. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from core.domain.clock_next import clock_next
from core.domain.clock_reading import Ticking
from core.domain.stage import Stage
from tui.form_words import kind_name

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene
    from tui.words import Words

FORM_VERBS: Final = ("set", "submit", "sign", "answer")
"""Steps that lead to a form that is there."""
_MEETINGS: Final = ("plan", "convene", "join", "agenda", "agenda_out")
ON_RECORDS: Final = ("assign", "raci", "progress", "ack", "decide", "submit")
"""Verbs of `do` that have a way on the screen."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the key for the next step does."""

    does: str
    """`new`, one of `FORM_VERBS`, `plan`, `agenda`, `agenda_out`, `convene`, `join`, `minutes`,
    `do`, `open`, `add`, `people`, `archive`."""
    subject: str = ""
    """A record; of `new` a kind of form, of `plan` and `convene` a kind of meeting."""
    verb: str = ""
    """Of `do` what is done, of `add` what is added, of `people` a function."""
    dept: str = ""
    about: str = ""
    command: tuple[str, ...] = ()
    """The same on the command line."""


def of_stage(stage: Stage) -> Step | None:
    """The step that takes a stage further; None where nothing is to be done."""
    found = read(stage.next)
    if found is None and stage.records:
        return Step("open", stage.records[0])
    return found


def read(command: Sequence[str]) -> Step | None:
    """A command in words (`core.domain.stages`) as a step of the screen."""
    words = tuple(command)
    if words[:1] == ("form",):
        return _form_step(words)
    found = _meeting_step(words) if words[:1] == ("meet",) else _other_step(words)
    return replace(found, command=words) if found is not None else None


def _meeting_step(words: tuple[str, ...]) -> Step | None:
    match words:
        case ("meet", "agenda", "send", meeting):
            return Step("agenda", meeting)
        case ("meet", "agenda", meeting):
            return Step("agenda_out", meeting)
        case ("meet", "show", meeting):
            return Step("join", meeting)
        case ("meet", verb, kind, *_):
            return Step("plan" if verb == "plan" else "convene", kind)
        case _:
            return None


def _other_step(words: tuple[str, ...]) -> Step | None:
    match words:
        case ("minutes", "send", meeting, *_):
            return Step("minutes", meeting)
        case ("do", record, verb, *_):
            return Step("do" if verb in ON_RECORDS else "open", record, verb)
        case ("add", "--type", kind, *_):
            return Step("add", verb=kind)
        case ("archive", *_):
            return Step("archive")
        case ("people", "add", *rest):
            return Step("people", verb=rest[-1] if rest else "")
        case _:
            return None


def _form_step(words: tuple[str, ...]) -> Step:
    _, verb, subject, *rest = words
    if verb != "new":
        return Step(verb, subject, command=words)
    named = dict(zip(rest[::2], rest[1::2], strict=False))
    dept = named.get("--dept", "")
    dept = "?" if dept == "DEPT" else dept
    return Step("new", subject, dept=dept, about=named.get("--about", ""), command=words)


def of_clock(each: Ticking, board: Board, scene: Scene) -> Step | None:
    """The step that stops a clock; what is met is only looked at."""
    found = read(clock_next(each, board, scene))
    if found is None and each.subject is not None:
        return Step("open", each.subject)
    return found


def told(step: Step, board: Board, scene: Scene, words: Words) -> str:
    """What the step is called."""
    form = board.forms.get(step.subject)
    name = kind_name(form.kind if form is not None else step.subject, scene.forms, words)
    about = " ".join(each for each in (step.dept.strip("?"), step.about) if each)
    meeting = board.meetings.get(step.subject)
    sort = meeting.kind.value if meeting is not None else step.subject
    values = {"name": name, "about": about, "id": step.subject}
    if step.does in _MEETINGS:
        values["kind"] = words.say(f"term.meeting.{sort}")
    if step.does == "people":
        values["function"] = words.say(f"term.function.{step.verb}")
    return words.say(f"process_page.step.{_word(step, about)}", **values)


def _word(step: Step, about: str) -> str:
    """The id of the words for a step."""
    if step.does == "do":
        return "submit_action" if step.verb == "submit" else step.verb
    if step.does == "add":
        return f"add_{step.verb}"
    return "new_for" if step.does == "new" and about else step.does
