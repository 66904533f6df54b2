"""The lines around the panels, as pieces of text: pure functions of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from tui.actions import Action, footer
from tui.key_names import spelled
from tui.panels.view import Width, light
from tui.picture import zone_of
from tui.screens.status_sources import source_spans
from tui.widgets.line_cells import Span

if TYPE_CHECKING:
    from core.domain.board import Board
    from tui.words import Words

Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """How the board hangs together with its database."""

    live: bool = False
    """Whether what is shown is what the database says."""
    lost: str = ""
    """Why it is out of reach: an id; empty while it is not."""
    read_only: bool = False
    """Whether the database takes no writes, whoever asks."""
    final: bool = False
    """Whether trying again is no use: there is no board to open yet."""
    waiting: int = 0
    """Changes that a frozen picture has not taken in."""
    frozen: bool = False
    held: bool = False
    """Whether it is frozen because a line is open, which says so itself."""
    unsent: int = 0
    """Wishes that wait for the database to come back."""
    letters: int = 0
    """Messages that came today and were not looked at."""
    forms: int = 0
    """Forms that wait for the person."""
    left_out: int = 0
    """Definitions of a customer's that cannot be used."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the lines are about."""

    board: Board | None
    picture: dict[str, Any] | None
    link: Link
    now: datetime | None
    width: Width
    columns: int = 0
    """Cells across; those that its layout needs at least where it is 0."""


def status_line(shown: Shown, words: Words) -> tuple[Line, Line]:
    """Project, lights, sources, state, who is there; and the time at the right."""
    if shown.board is None:
        return _pictured(shown, words)
    board, narrow = shown.board, shown.width is Width.NARROW
    left = head(board, words, narrow=narrow)
    right = (Span(_clock(shown, board.zone, words), "bold"),)
    state, present = _state(shown, words), _present(board, shown.width, words)
    room = (shown.columns or int(shown.width)) - _cells((*left, *state, *right))
    sources = source_spans(board, shown.now, words, room - _cells(present))
    fits = _cells((*sources, *present)) <= room
    return (*left, *sources, *state, *(present if fits else ())), right


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(each.text) for each in spans)


def _pictured(shown: Shown, words: Words) -> tuple[Line, Line]:
    """Before the database has answered: the saved board's own words, and how old it is."""
    left: list[Span] = [Span(words.say("board.app"), "accent bold"), Span(" │ ", "rule")]
    if shown.picture is not None:
        left = [Span(text, role) for text, role in shown.picture["head"]]
    left += _state(shown, words)
    if shown.link.lost:
        return tuple(left), ()
    if shown.picture is not None and not shown.link.live:
        return tuple(left), (
            Span(words.say("board.saved", at=shown.picture["at"]), "sla-soon bold"),
        )
    if shown.picture is not None:
        return tuple(left), (Span(_clock(shown, zone_of(shown.picture), words), "bold"),)
    return tuple(left), (Span(words.say("board.loading"), "muted"),)


def _levels() -> Sequence[Any]:
    from core.domain.task import LightLevel

    return tuple(LightLevel)


def head(board: Board, words: Words, *, narrow: bool = False) -> list[Span]:
    """Project, phase and the counts of its lights: what a saved board says of itself too."""
    found = [Span(words.say("board.app"), "accent bold"), Span("│" if narrow else " │ ", "rule")]
    found.append(Span(board.project.name, "bold"))
    found += put_away(board, words) if narrow else [Span(f" [{_phase(board, words)}]", "muted")]
    found.append(Span("  "))
    for level in _levels():
        found += [light(level, words, board.lights[level]), Span(" ")]
    if red := red_risks(board):
        found.append(Span(words.say("risk.red", n=red), "sla-late"))
    return found


def put_away(board: Board, words: Words) -> list[Span]:
    """That a project is archived and takes no changes: the one phase that every width tells."""
    from core.domain.rights import archived

    told = f" [{words.say('term.phase.archived')}]"
    return [Span(told, "muted")] if archived(board.project) else []


def red_risks(board: Board) -> int:
    """How many open risks are red: urgent before they happen (C23)."""
    from core.domain.risk import RiskStatus
    from core.domain.task import LightLevel

    return sum(
        each.light is LightLevel.RED and each.status is RiskStatus.OPEN
        for each in board.risks.values()
    )


def _phase(board: Board, words: Words) -> str:
    from core.domain.phases import phase_of

    phase = words.say(f"term.phase.{phase_of(board).value}")
    week = board.project.week(board.today)
    return phase if week is None else words.say("board.phase", phase=phase, n=week)


def _state(shown: Shown, words: Words) -> list[Span]:
    """What must not be overlooked: out of reach, frozen, wishes not sent yet."""
    link, found = shown.link, _closed(shown, words)
    if link.unsent:
        found.append(Span(" " + words.say("board.unsent", n=link.unsent) + " ", "sla-soon bold"))
    if link.frozen and not link.held:
        found.append(Span(" " + words.say("board.frozen", n=link.waiting) + " ", "accent bold"))
    if link.letters and shown.width is not Width.NARROW:
        found.append(Span(" " + words.say("tick.inbox.unread", n=link.letters) + " ", "accent"))
    if link.forms and shown.width is not Width.NARROW:
        found.append(Span(" " + words.say("process_page.header", n=link.forms) + " ", "accent"))
    if link.left_out and shown.width is not Width.NARROW:
        found.append(Span(" ! " + words.say("definition.status", n=link.left_out) + " ", "muted"))
    return found


def _closed(shown: Shown, words: Words) -> list[Span]:
    """That there is no board, that it is not live, or that it takes no changes."""
    link = shown.link
    if link.final:
        return [Span(" " + words.say("board.closed") + " ", "sla-soon bold")]
    if link.lost:
        at = _as_of(shown, words)
        return [Span(" ✗" + words.say(_why(link.lost)) + at + " ", "sla-late bold")]
    if link.read_only:
        return [Span(" " + words.say("board.read_only") + " ", "sla-soon bold")]
    return []


def _why(reason: str) -> str:
    """The words for a board that is not live: away, or there and closed to whoever looks."""
    from core.domain.refusal import READ_ONLY, SHUT

    if reason in READ_ONLY:
        return "board.read_only"
    return "board.shut" if reason in SHUT else "board.lost"


def _as_of(shown: Shown, words: Words) -> str:
    if shown.board is not None:
        read = shown.board.read_at.astimezone(shown.board.zone)
        return " · " + words.say("board.as_of", at=f"{read:%H:%M}")
    if shown.picture is not None:
        return " · " + words.say("board.as_of", at=shown.picture["at"])
    return ""


def _present(board: Board, width: Width, words: Words) -> list[Span]:
    if not board.present:
        return []
    names = list(dict.fromkeys(each.name for each in board.present))
    found = [Span(" " + words.say("board.online", n=len(names)), "muted")]
    if width is Width.WIDE:
        found.append(Span(" " + " ".join(names[:6]), ""))
    return found


def _clock(shown: Shown, zone: Any, words: Words) -> str:
    if shown.now is None:
        return ""
    local = shown.now.astimezone(zone)
    if shown.width is Width.NARROW:
        return f" {words.weekday(local)} {local:%H:%M}"
    return " " + words.stamp(local)


def project_line(shown: Shown, words: Words) -> Line:
    """What comes next: the nearest milestone, what is left over, what is stuck."""
    board = shown.board
    if board is None:
        if shown.link.final:
            return (Span(words.say("board.first_run")),)
        if shown.picture is None:
            return ()
        return tuple(Span(text, role) for text, role in shown.picture["line"])
    narrow = shown.width is Width.NARROW
    parts = [*_milestone(board, words, short=narrow)]
    parts.append(_open_actions(board, shown.now or board.read_at, words))
    if not narrow:
        parts.append(words.say("board.line.blockers", n=len(board.blocker_order)))
    found: list[Span] = []
    for part in parts:
        found += [Span(" │ ", "rule"), Span(part)] if found else [Span(part)]
    return tuple(found)


def _milestone(board: Board, words: Words, *, short: bool) -> Iterable[str]:
    """The next milestone, and that nobody works on its day, where that is so."""
    coming = [each for each in board.milestones.values() if each.day >= board.today]
    for each in sorted(coming, key=lambda milestone: milestone.day)[:1]:
        days = board.calendar.working_days(board.today, each.day)
        days -= board.calendar.is_working(board.today)
        day = f"{each.day:%m-%d}"
        if not short and not board.calendar.is_working(each.day):
            day += words.say("board.line.rest_day")
        yield words.say("board.line.milestone", title=each.title, day=day, n=days)


def _open_actions(board: Board, now: datetime, words: Words) -> str:
    from core.domain.action import DELIVERED

    waiting = [each for each in board.actions.values() if each.status not in DELIVERED]
    late = sum(each.overdue(now, board.zone) for each in waiting)
    return words.say("board.line.actions", n=len(waiting), late=late)


def tab_line(tallies: Iterable[tuple[int, str, Line]], current: str, words: Words) -> Line:
    """The panels by number with their counts, for screens that hold one at a time."""
    found: list[Span] = []
    for number, name, tally in tallies:
        role = "accent bold underline" if name == current else ""
        found.append(Span(f"[{number}]{words.say(f'board.tab.{name}')}", role))
        found += [Span(" "), *tally, Span("  ")]
    return (*found, Span(words.say("board.switch"), "muted"))


def hint_line(words: Words, width: Width) -> Line:
    """What the line says while nothing is typed."""
    short = "_short" if width is Width.NARROW else ""
    return (Span(words.say(f"board.capture.hint{short}"), "muted"),)


def footer_line(actions: Sequence[Action], words: Words, columns: int) -> tuple[Line, Line]:
    """Keys and what they do: at most seven at 80 columns; at the right as many more as fit."""
    left = [span for each in footer(actions, roomy=False)[:7] for span in _key(each, words)]
    extra = [each for each in footer(actions, roomy=True) if each.roomy] if columns >= 120 else []
    room = columns - sum(cell_len(span.text) for span in left)
    right: list[Span] = []
    for each in extra:
        key = _key(each, words)
        room -= sum(cell_len(span.text) for span in key)
        if room < 0:
            break
        right += key
    return tuple(left), tuple(right)


def line_foot(words: Words, *, capture: bool) -> Line:
    """The keys of an open line."""
    keys = ("Enter", "Esc", "Tab", "F2") if capture else ("Enter", "Esc")
    kind = "capture" if capture else "line"
    found: list[Span] = []
    for key in keys:
        told = words.say(f"board.foot.{kind}_{key.lower()}")
        found += [Span(key, "accent bold"), Span(f" {told}  ", "muted")]
    return tuple(found)


def _key(action: Action, words: Words) -> Line:
    key = action.shown or spelled(action.keys[0], words)
    return (
        Span(key, "accent bold"),
        Span(f" {words.say(f'actions.{action.brief or action.id}')}  ", "muted"),
    )


def searched(board: Board, key: str) -> str:
    """The text in which a filter looks for a record."""
    record = board.record(key)
    owner = board.name_of(getattr(record, "owner", None))
    parts = (key, getattr(record, "title", ""), owner, getattr(record, "dept", ""))
    return " ".join(part for part in parts if part)
