"""The sixteen stages as lines, and what the selected one has to say (process 1.2). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from core.domain.form import stale
from core.domain.rights import archived
from core.domain.stages import Stage, StageState
from tui.form_words import step_name
from tui.panels.fold import folded
from tui.panels.view import Width, name_room
from tui.process_step import Step, told
from tui.spans_told import left
from tui.widgets.line_cells import Cell, Span
from tui.widgets.line_columns import Column

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.scene import Scene
    from tui.words import Words

Line = tuple[Span, ...]
MARKS: Final = {
    StageState.NOT_BEGUN: ("·", "muted"),
    StageState.UNDER_WAY: ("▸", "accent"),
    StageState.WAITING: ("…", "sla-soon bold"),
    StageState.LATE: ("✗", "sla-late bold"),
    StageState.DONE: ("✓", "sla-ok"),
    StageState.LEFT: ("–", "muted"),
}
"""A state as a shape: colour may be lost, its meaning not."""
_FEW: Final = 2
"""So many names are told before it is said how many more there are."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the row under the cursor is explained from."""

    board: Board
    scene: Scene
    words: Words
    room: int
    """Cells of a line."""
    narrow: bool = False

    @property
    def names(self) -> int:
        """So many names are told."""
        return 2 if self.narrow else 5


def columns(width: Width, words: Words) -> tuple[Column, ...]:
    """Mark, number, name, state, who, until; records where there is room."""
    say = words.say
    zh = words.language == "zh"
    room = 16 if zh else 28 if width is Width.WIDE else 20
    name = Column("name", say("process_page.column.stage"), width=room)
    found = (
        Column("mark", width=1),
        Column("id", width=3),
        name,
        Column("state", say("process_page.column.state"), flex=3, least=12),
        Column("people", say("process_page.column.people"), flex=2, least=name_room(words)),
        Column("until", say("process_page.column.until"), width=11),
    )
    if width is not Width.WIDE:
        return found
    records = Column("records", say("process_page.column.records"), flex=2, least=12, priority=1)
    return (*found, records)


def cells(stage: Stage, board: Board, scene: Scene, words: Words, width: Width) -> tuple[Cell, ...]:
    """One stage as a line."""
    mark, role = MARKS[stage.state]
    asleep = stage.state is StageState.NOT_BEGUN
    quiet = stage.state in (StageState.NOT_BEGUN, StageState.DONE, StageState.LEFT)
    name = words.say(f"process.stage.{stage.id}")
    found: tuple[Cell, ...] = (
        Span(mark, role),
        Span(stage.id, "muted"),
        Span(name, "muted" if asleep else "" if quiet else "bold"),
        Span(state_told(stage, board, scene, words), "muted" if quiet else role.split()[0]),
        Span(few([board.name_of(each) for each in stage.people], words)),
        until(stage.due, scene.now, board),
    )
    return (*found, Span(few(stage.records, words), "muted")) if width is Width.WIDE else found


def altered(stage: Stage, board: Board, scene: Scene) -> tuple[str, ...]:
    """The forms of a stage that read otherwise than they were signed (R24)."""
    found = ((each, board.forms.get(each)) for each in stage.records)
    return tuple(
        each
        for each, form in found
        if form is not None and form.kind in scene.forms
        if stale(form, scene.forms[form.kind])
    )


def state_told(stage: Stage, board: Board, scene: Scene, words: Words) -> str:
    """`等待:各部门反馈`, and that something was changed since it was signed."""
    state = _state(stage, board, scene, words)
    since = altered(stage, board, scene)
    return f"{state} · {words.say('form_page.changed')}" if since else state


def _state(stage: Stage, board: Board, scene: Scene, words: Words) -> str:
    state = words.say(f"process.state.{stage.state.value}")
    if not stage.step:
        return state
    form = board.forms.get(stage.records[0]) if stage.records else None
    kind = scene.forms.get(form.kind) if form is not None else None
    step = step_name(stage.step, kind, words)
    return words.say("process.at_step", state=state, step=step)


def few(names: Iterable[str], words: Words, most: int = _FEW) -> str:
    """The first few, and how many more there are."""
    found = list(names)
    first = words.join(found[:most])
    if len(found) <= most:
        return first
    return words.say("process.and_more", few=first, n=len(found) - most)


def until(due: datetime | None, now: datetime, board: Board) -> Span:
    """A deadline on the project's clock, in the colour of its urgency."""
    if due is None:
        return Span("")
    role = "sla-late bold" if due < now else ""
    return Span(f"{due.astimezone(board.zone):%m-%d %H:%M}", role)


def counts(stages: Iterable[Stage], words: Words) -> Line:
    """How many are done, late, waiting."""
    states = [each.state for each in stages]
    done, late = states.count(StageState.DONE), states.count(StageState.LATE)
    waits = states.count(StageState.WAITING)
    said = words.say("process_page.counts_stages", done=done, late=late, waiting=waits)
    return (Span(said, "muted"),)


def explained(stage: Stage, step: Step | None, on: Sight) -> list[Line]:
    """How the stage stands, whom and what it waits for, the next step, what the stage is for."""
    say, board, now = on.words.say, on.board, on.scene.now
    mark, role = MARKS[stage.state]
    head = [Span(f"{stage.id} {say(f'process.stage.{stage.id}')}", "bold")]
    head.append(Span(f"{mark} {state_told(stage, board, on.scene, on.words)}", role))
    if stage.people:
        names = few([board.name_of(each) for each in stage.people], on.words, on.names)
        head.append(Span(say("process_page.people", names=names)))
    found = (Span(idle(stage, board, on.words), "muted"),) if step is None else step_line(step, on)
    if stage.due is not None:
        at = f"{stage.due.astimezone(board.zone):%m-%d %H:%M}"
        told_ = say("process_page.due", at=at, left=left(stage.due, now, on.words))
        due = Span(told_, "sla-late" if stage.due < now else "")
        if on.narrow:
            found = joined((*found, due))
        else:
            head.append(due)
    return [joined(head), found, *((each,) for each in _about(stage, on))]


def _about(stage: Stage, on: Sight) -> list[Span]:
    about = on.words.say(f"process_page.about.{stage.id}")
    texts = folded(about, on.room)
    if stage.records:
        named = [_titled(each, on.board) for each in stage.records]
        records = few(named, on.words, 4)
        texts += folded(on.words.say("process_page.records", records=records), on.room)
    spans = [Span(each, "muted") for each in texts]
    if since := altered(stage, on.board, on.scene):
        told_ = on.words.say("form_page.altered", ids=on.words.join(since))
        spans += [Span(each, "sla-late") for each in folded(told_, on.room)]
    return spans


def _titled(identity: str, board: Board) -> str:
    title = str(getattr(board.record(identity), "title", ""))
    return f"{identity} {title}".strip()


def idle(stage: Stage | None, board: Board, words: Words) -> str:
    """What is said where nothing is to be done: of a stage ahead, what comes first."""
    if archived(board.project):
        return words.say("process_page.archived")
    if stage is None:
        return words.say("process_page.nothing")
    word = f"process_page.before.{stage.id}"
    ahead = stage.state is StageState.NOT_BEGUN and words.has(word)
    return words.say(word) if ahead else words.say("process_page.nothing")


def step_line(step: Step | None, on: Sight) -> Line:
    """What the key for the next step would do."""
    if step is None:
        return (Span(idle(None, on.board, on.words), "muted"),)
    name = told(step, on.board, on.scene, on.words)
    return (Span(on.words.say("process_page.next", step=name), "accent"),)


def joined(spans: Iterable[Span]) -> Line:
    """Pieces with a dot between them."""
    found: list[Span] = []
    for each in spans:
        found += [Span("  ·  ", "muted"), each] if found else [each]
    return tuple(found)
