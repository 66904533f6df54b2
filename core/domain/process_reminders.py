"""What people are reminded of by the clocks of forms (C01, C03, C17–C19). Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from core.domain.clock_reading import ClockState, Ticking
from core.domain.form import Form
from core.domain.form_standing import scene_of
from core.domain.ids import RecordId
from core.domain.parties import spokesmen
from core.domain.process_clocks import wall
from core.domain.reminder_day import Day, Remind, Reminder

_LANGUAGES = ("zh", "en")
"""Names of forms and clocks are a file's own, so that a message carries them in each language."""


def forms_late(day: Day) -> Iterator[Reminder]:
    """What was to be written or signed by now: every working day, those who do it and who manages.

    C01, C17–C19: an answer, a review, a rework, a retrospective.
    """
    late = [each for each in _running(day) if each.state is ClockState.BREACHED]
    yield from _each_person(day, "forms_late", late, day.managers())


def forms_soon(day: Day) -> Iterator[Reminder]:
    """What is to be written or signed today, or on the next working day."""
    last = day.board.calendar.add(day.today, 1)
    soon = [
        each
        for each in _running(day)
        if each.state is ClockState.RUNNING
        and day.today <= each.due.astimezone(day.board.zone).date() <= last
    ]
    yield from _each_person(day, "forms_soon", soon, ())


def _running(day: Day) -> list[Ticking]:
    if not day.board.forms:
        # Who meets without ever writing a form is not to be nagged about forms.
        return []
    scene = scene_of(day.board, day.known, day.now)
    wanted = {name: kind for name, kind in scene.clocks.items() if kind.remind}
    return list(wall(day.board, scene, wanted))


def _each_person(
    day: Day, about: str, clocks: Iterable[Ticking], beside: tuple[RecordId, ...]
) -> Iterator[Reminder]:
    """One message a person a day, the most urgent first."""
    found: dict[RecordId, list[Ticking]] = defaultdict(list)
    for each in clocks:
        named = (day.board.people[one] for one in each.people if one in day.board.people)
        asked = (one.id for one in spokesmen(named))
        for person in dict.fromkeys((*asked, *beside)):
            found[person].append(each)
    for person, mine in found.items():
        texts = {
            f"text@{language}": "; ".join(_told(each, day, language) for each in mine)
            for language in _LANGUAGES
        }
        values = {"n": str(len(mine)), "text": texts[f"text@{_LANGUAGES[0]}"], **texts}
        wish = Remind(about=about, to=day.here(person), values=values)
        yield f"{person}:{day.today.isoformat()}", wish


def _told(each: Ticking, day: Day, language: str) -> str:
    """`F-03 法务部 部门反馈意见表 10-18`."""
    form = day.board.forms.get(each.subject) if each.subject else None
    kind = day.known.forms.get(form.kind) if isinstance(form, Form) else None
    name = kind.name(language) if kind else day.known.clocks[each.clock].name(language)
    at = f"{each.due.astimezone(day.board.zone):%m-%d}"
    return " ".join(filter(None, (each.subject, each.dept, name, at)))
