"""`process`: where the project stands in its stages, who is late with what, what to type next."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.form import stale
from core.domain.process_clocks import ClockState, Ticking
from core.domain.stages import Page, Stage, page
from tui.cli.desk import Desk
from tui.cli.form_desk import FormDesk
from tui.cli.shapes import instant
from tui.form_words import span_told, step_name

if TYPE_CHECKING:
    from datetime import datetime

    from core.domain.board import Board
    from tui.cli.parser import Verbs
    from tui.words import Words

_FEW = 12
"""So many clocks are told, unless all are asked for."""
_MARKS = {
    "not_begun": "·",
    "under_way": "▸",
    "waiting": "…",
    "late": "✗",
    "done": "✓",
    "left": "–",
}


def register(verbs: Verbs) -> None:
    """`process`."""
    say = verbs.words.say
    parser = verbs.add("process", run, told=say("process.help.process"))
    parser.argument("--all", action="store_true", dest="whole", help=say("process.help.all"))


def run(options: Namespace) -> int:
    """Prints the page."""
    with Desk(options) as desk:
        forms = FormDesk(desk)
        found = page(desk.board, forms.scene)
        if desk.talk.json:
            desk.talk.value(_shape(found, desk.board))
        else:
            _print(found, forms, whole=options.whole)
    return 0


def _print(found: Page, forms: FormDesk, *, whole: bool) -> None:
    words, talk = forms.words, forms.desk.talk
    talk.line(_title(found, forms))
    names = ("mark", "stage", "what", "state", "records", "people", "until")
    heads = [words.say(f"process.column.{name}") for name in names]
    talk.table(heads, [_stage(each, forms) for each in found.stages])
    urgent = (ClockState.BREACHED, ClockState.RUNNING)
    clocks = found.clocks if whole else [each for each in found.clocks if each.state in urgent]
    talk.line("")
    talk.line(words.say("process.clocks", **_counts(found)))
    columns = ("state", "until", "dept", "clock", "records", "people")
    heads = [words.say(f"process.column.{name}") for name in columns]
    shown = clocks[: None if whole else _FEW]
    if shown:
        talk.table(heads, [_clock(each, forms) for each in shown])
    else:
        talk.line(words.say("process.no_clocks"))
    if not whole and len(clocks) > _FEW:
        talk.line(words.say("process.more", n=len(clocks) - _FEW))
    _print_next(found, words, forms)


def _title(found: Page, forms: FormDesk) -> str:
    """Which project, and as of when; of an archived one since when it is."""
    words, board, since = forms.words, forms.desk.board, found.archived_at
    name = board.project.name
    if since is not None:
        at = f"{since.astimezone(board.zone):%Y-%m-%d %H:%M}"
        return words.say("process.title_archived", name=name, at=at)
    return words.say("process.title", name=name, at=_at(forms.scene.now, board))


def _print_next(found: Page, words: Words, forms: FormDesk) -> None:
    """The next command: that of the row on which the process page puts the cursor."""
    then = found.current
    if then is not None and then.next:
        stage = words.say(f"process.stage.{then.id}")
        forms.desk.talk.line("")
        command = " ".join(("pengtou", *then.next))
        forms.desk.talk.line(words.say("process.next", stage=stage, command=command))


def _counts(found: Page) -> dict[str, int]:
    states = [each.state for each in found.clocks]
    return {
        "breached": states.count(ClockState.BREACHED),
        "running": states.count(ClockState.RUNNING),
        "met": states.count(ClockState.MET),
        "late": states.count(ClockState.LATE),
    }


def _stage(each: Stage, forms: FormDesk) -> list[str]:
    words, board = forms.words, forms.desk.board
    form = board.forms.get(each.records[0]) if each.records else None
    kind = forms.kinds.get(form.kind) if form is not None else None
    state = words.say(f"process.state.{each.state.value}")
    if each.step:
        state = words.say("process.at_step", state=state, step=step_name(each.step, kind, words))
    if any(_altered(forms, one) for one in each.records):
        state = f"{state} · {words.say('form_page.changed')}"
    return [
        _MARKS[each.state.value],
        each.id,
        words.say(f"process.stage.{each.id}"),
        state,
        _some(each.records, words),
        _some([board.name_of(one) for one in each.people], words),
        _at(each.due, board),
    ]


def _altered(forms: FormDesk, identity: str) -> bool:
    """Whether a form reads otherwise than it was signed (R24)."""
    form = forms.desk.board.forms.get(identity)
    return form is not None and form.kind in forms.kinds and stale(form, forms.kinds[form.kind])


def _some(names: Any, words: Words) -> str:
    """The first few of them, and how many more there are."""
    few = words.join(names[:3])
    return words.say("process.and_more", few=few, n=len(names) - 3) if len(names) > 3 else few


def _clock(each: Ticking, forms: FormDesk) -> list[str]:
    words, board = forms.words, forms.desk.board
    kind = forms.known.clocks[each.clock]
    # How long the clocks of blockers run, each project says itself.
    name, span = kind.name(words.language), span_told(kind, words)
    return [
        words.say(f"process.ticking.{each.state.value}"),
        _at(each.due, board),
        each.dept,
        f"{each.clock} {name}" + (f" ({span})" if span else ""),
        each.subject or "",
        words.join(board.name_of(one) for one in each.people),
    ]


def _at(moment: datetime | None, board: Board) -> str:
    return f"{moment.astimezone(board.zone):%m-%d %H:%M}" if moment is not None else ""


def _shape(found: Page, board: Board) -> dict[str, Any]:
    current = found.current
    return {
        "stages": [
            {
                "id": each.id,
                "state": each.state.value,
                "records": list(each.records),
                "people": [board.name_of(one) for one in each.people],
                "due": instant(each.due, board),
                "step": each.step or None,
                "next": list(each.next),
            }
            for each in found.stages
        ],
        "clocks": [
            {
                "clock": each.clock,
                "dept": each.dept or None,
                "state": each.state.value,
                "subject": each.subject,
                "people": [board.name_of(one) for one in each.people],
                "since": instant(each.since, board),
                "due": instant(each.due, board),
                "met": instant(each.met, board),
            }
            for each in found.clocks
        ],
        "current": current.id if current is not None else None,
    }
