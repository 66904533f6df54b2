"""Below the projector's page: what burns, how everything stands, how old it is, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from core.domain.task import LightLevel
from tui.panels.blockers import clock, nearest
from tui.panels.projector_pages import TURN, Kind, Reel, listed
from tui.panels.projector_rows import Line, Wall
from tui.panels.view import Width, light
from tui.widgets.line_cells import Span, fit

if TYPE_CHECKING:
    from tui.screens.status import Link

_MINUTE = 60


def lights(wall: Wall) -> Line:
    """The counts of the lights; on a narrow wall what is late besides."""
    gap = Span("  " if wall.wide is Width.NARROW else "    ")
    found: list[Span] = []
    for level in LightLevel:
        found += [light(level, wall.words, wall.board.lights[level]), gap]
    if wall.wide is Width.NARROW:
        for name, keys in (
            ("late_blockers", _blockers(wall, "late")),
            ("late_actions", _late(wall)),
        ):
            role = "sla-late bold" if keys else "muted"
            told = wall.words.say(f"projector.{name}")
            found.append(Span(f"{told} {len(keys)}  ", role))
    return tuple(found)


def age(wall: Wall, link: Link) -> Line:
    """How old what is shown is: live, or since when the database is away; and the last sync."""
    board = wall.board
    if link.lost or not link.live:
        read = board.read_at.astimezone(board.zone)
        ago = wall.words.ago(_minutes(wall, board.read_at))
        return (
            Span(wall.words.say("projector.lost", at=f"{read:%H:%M}", ago=ago), "sla-late bold"),
        )
    found = [
        Span(f"{wall.words.say('projector.live')} {wall.now.astimezone(board.zone):%H:%M}", "muted")
    ]
    if any(each.failed for each in board.sources):
        found.append(Span(f" · {wall.words.say('projector.sync_failed')}", "sla-late bold"))
    elif synced := [each.synced_at for each in board.sources if each.synced_at is not None]:
        ago = wall.words.ago(_minutes(wall, max(synced)))
        found.append(Span(f" · {wall.words.say('projector.synced', ago=ago)}", "muted"))
    return tuple(found)


def _minutes(wall: Wall, since: datetime) -> float:
    return max((wall.now - since).total_seconds() / _MINUTE, 0)


def state(wall: Wall, reel: Reel) -> Line:
    """Whether pages turn, and what is hidden."""
    words = wall.words
    turning = (
        wall.words.say("projector.stopped")
        if reel.stopped
        else wall.words.say("projector.turning", n=TURN)
    )
    kinds = [wall.words.say(f"projector.kind.{each}") for each in wall.mask.kinds]
    hidden = (
        wall.words.say("projector.hidden", what=words.join(kinds))
        if kinds
        else wall.words.say("projector.open_to_all")
    )
    return (Span(f"{turning} · {hidden}", "muted"),)


def leaving(wall: Wall) -> Line:
    """The one key that the footer names."""
    return (Span("P", "accent bold"), Span(f" {wall.words.say('projector.leave')}", "muted"))


def stuck(wall: Wall, room: int) -> tuple[Line, ...]:
    """The blockers beyond their clocks, then those close to it: a line each."""
    late = _told(wall, "late_blockers", "late", _blockers(wall, "late"), room)
    return late, _told(wall, "soon_blockers", "soon", _blockers(wall, "soon"), room)


def promised(wall: Wall, room: int) -> tuple[Line, ...]:
    """The action items that are overdue, then those due today: a line each."""
    late = _late(wall)
    today = [key for key in listed(Kind.ACTIONS, wall.board, wall.now) if key not in late]
    return (
        _told(wall, "late_actions", "late", late, room),
        _told(wall, "today_actions", "soon", today, room),
    )


def _blockers(wall: Wall, state: str) -> list[str]:
    board = wall.board
    return [
        key
        for key in board.blockers_at(wall.now)
        if board.state_of(board.blockers[key], wall.now).value == state
    ]


def _late(wall: Wall) -> list[str]:
    board = wall.board
    keys = listed(Kind.ACTIONS, board, wall.now)
    return [key for key in keys if board.actions[key].overdue(wall.now, board.zone)]


def _told(wall: Wall, name: str, how: str, keys: Sequence[str], room: int) -> Line:
    """What it is, how many there are, and as many of them as there is room for."""
    mark = {"late": "✗", "soon": "!"}[how] if keys else " "
    role = f"sla-{how} bold" if keys else "muted"
    head = wall.words.say(f"projector.{name}")
    line = [Span(f"{mark}{head} {len(keys)}", role)]
    used = cell_len(line[0].text)
    for key in keys:
        piece = wall.line(tuple(_piece(wall, key)))
        size = sum(cell_len(each.text) for each in piece) + 3
        if used + size > room and len(line) > 1:
            break
        line += [Span("   "), *piece]
        used += size
    return tuple(line)


def _piece(wall: Wall, key: str) -> Iterable[Span]:
    board = wall.board
    record = board.blockers.get(key) or board.actions[key]
    yield Span(f"{key} ", "muted")
    yield Span(record.title)
    who = board.name_of(record.owner)
    if who:
        yield Span(f" {who}", "muted")
    if (blocker := board.blockers.get(key)) is not None:
        from core.domain.clocks import Clock

        answered, solved = (board.reading_of(blocker, each, wall.now) for each in Clock)
        yield Span(" ")
        yield clock(nearest(answered, solved), wall.words)


def titled(left: str, right: str, room: int) -> Line:
    """The upper edge of a page: its name, the rule of the frame, and its number at the right."""
    gap = room - cell_len(left) - cell_len(right) - 2
    if gap < 1:
        return tuple(fit(Span(left, "bold"), room))
    return (Span(left, "bold"), Span(f" {'═' * gap} ", "rule"), Span(right, "muted"))
