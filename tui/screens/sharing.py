"""Sharing: what is on a screen as text on the clipboard, and as files."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.documents.texts import file_name
from core.domain.refusal import Refused, Unreachable
from tui import copying, exporting
from tui.exporting import Shot
from tui.key_table import SCREENS
from tui.picturing import Picture, line_of
from tui.record_text import texts_of
from tui.screens.picker import Choice, Picker
from tui.wording import refusal

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.app import Pengtou
    from tui.screens.doing import Doing

_TABLES: Final = {
    "progress": "progress",
    "blockers": "blockers",
    "raci": "raci",
    "actions": "actions",
    "triage": "blockers",
    "standup": "progress",
}
"""The table that says what a panel or a screen shows."""
_KINDS: Final = {"T": "progress", "B": "blockers", "A": "actions"}
"""The table that an opened record stands in."""


def copy(screen: Doing) -> None:
    """Copies the record that is meant, or all that are marked, as text."""
    record = screen.record()
    if record is None or screen.board is None:
        screen.tell(screen.words.say("share.no_record"), "muted")
        return
    records = screen.targets(record)
    text = texts_of(records, screen.board, screen.words)
    several = len(records) > 1
    what = screen.words.say("share.records", n=len(records)) if several else records[0].id
    copy_text(screen, text, what)


def copy_text(screen: Doing, text: str, what: str) -> None:
    """Copies a text; `what` is what it is told as."""
    screen.run_worker(_copy(screen, text, what), group="copy", exit_on_error=False)


async def _copy(screen: Doing, text: str, what: str) -> None:
    """The work in a thread, the answer here."""
    done = await asyncio.to_thread(copying.copy_out, text)
    words, asked = screen.words, "page" if copying.in_browser(os.environ) else "terminal"
    way = "program" if done.program else asked if _to_terminal(screen, text) else "file"
    told = [words.say(f"share.copied.{way}", what=what, program=done.program)]
    if done.file is not None:
        told.append(words.say("share.copied.kept", path=near(done.file)))
    elif done.why:
        told.append(words.say("share.copied.not_kept", why=done.why))
    if screen.alive:
        lost = way == "file" and done.file is None
        screen.tell(" · ".join(told), "sla-late bold" if lost else "accent")


def _to_terminal(screen: Doing, text: str) -> bool:
    """Whether the terminal was asked; it never says what became of it."""
    told, driver = copying.sequences(text, os.environ), screen.app._driver
    if not told or driver is None:
        return False
    driver.write(told)
    return True


def export(screen: Doing) -> None:
    """Asks for a format, and writes what the screen shows into a file."""
    words = screen.words
    if copying.in_browser(os.environ):
        screen.tell(words.say("share.not_here"), "sla-soon")
        return
    shot = shot_of(screen)
    there = exporting.formats(shot)
    choices = [
        Choice(
            each,
            words.say(f"share.format.{each}"),
            _hint(screen, each, shot),
            off=each not in there,
        )
        for each in exporting.FORMATS
    ]

    def chosen(kind: str | None) -> None:
        if kind in there:
            work = _export(screen, shot, str(kind))
            screen.run_worker(work, group="export", exit_on_error=False)
        elif kind is not None:
            screen.tell(_hint(screen, kind, shot), "sla-soon")

    title = words.say("share.export", what=shot.picture.title)
    screen.app.push_screen(Picker(title, choices, again=partial(export, screen)), chosen)


def _hint(screen: Doing, kind: str, shot: Shot) -> str:
    """What a format holds, or why it cannot be had."""
    if kind == "png" and not exporting.rasteriser():
        return screen.words.say("share.hint.no_png")
    if kind in exporting.TABLES and shot.form:
        return screen.words.say("share.hint.form")
    if kind in exporting.TABLES and shot.table:
        return screen.words.say("share.hint.table")
    if kind in exporting.TABLES and kind != "html":
        return screen.words.say("share.hint.no_table")
    return screen.words.say("share.hint.picture")


async def _export(screen: Doing, shot: Shot, kind: str) -> None:
    """The work in a thread, the answer here."""
    screen.tell(screen.words.say("share.writing"), "muted")
    told, role = await asyncio.to_thread(_written, screen, shot, kind)
    if screen.alive:
        screen.tell(told, role)


def _written(screen: Doing, shot: Shot, kind: str) -> tuple[str, str]:
    """In a thread: what became of it, in words."""
    words, feed = screen.words, screen.pengtou.feed
    try:
        path: Path = exporting.export(shot, kind, feed.service if feed else None, words)
    except ImportError:
        return words.say("documents.no_office", format=kind), "sla-late bold"
    except exporting.NoRasteriser:
        return words.say("share.hint.no_png"), "sla-late bold"
    except (Refused, Unreachable) as problem:
        return "✗ " + refusal(problem.reason, problem.values, words), "sla-late bold"
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        return words.say("share.not_written", why=why), "sla-late bold"
    return words.say("share.written", path=near(path)), "accent"


def near(path: Path) -> str:
    """A path as short as it can be pasted into a shell: from the person's home on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def shot_of(screen: Doing) -> Shot:
    """What a screen shows at this moment, and the table that says the same."""
    name = _name(screen)
    record = screen.record() if name == "detail" else None
    table = _KINDS.get(record.id.partition("-")[0], "") if record else _TABLES.get(name, "")
    title = screen.words.say(f"share.screen.{name}")
    board = screen.board
    at = screen.pengtou.moment().astimezone(board.zone)
    file = f"{board.project.name}-{title}-{at:%Y-%m-%d-%H%M}"
    form = screen.subject() if name == "form" else None
    return Shot(picture_of(screen.pengtou, screen, title), file_name(file), table, form or "")


def _name(screen: Doing) -> str:
    """The panel that keys go to, else the screen."""
    name = next((name for name, each in SCREENS.items() if each == screen.ACTIONS), "board")
    if name == "board":
        return str(screen.current.id)  # type: ignore[attr-defined]
    return name


def picture_of(app: Pengtou, screen: Screen[Any], title: str) -> Picture:
    """A screen as it is drawn."""
    theme = app.current_theme
    ink, ground = theme.foreground or "#ffffff", theme.background or "#000000"
    lines = screen._compositor.render_strips(app.size)
    return Picture(
        tuple(line_of(each, ink, ground) for each in lines),
        app.size.width,
        ink,
        ground,
        title,
        app.words.language,
    )
