"""Opening a record where it comes from: in the desktop's browser, or by its address.

The browser is started by a process of its own, whose words go nowhere: what browsers say on a
terminal would stand across the board, and a browser of the terminal itself would take it over.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from core.domain.refusal import Unreachable
from tui.messages import PageOpened, PagesFound

if TYPE_CHECKING:
    from core.service import Service
    from tui.screens.doing import Doing

_BROWSE: Final = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1], 2))"
PATIENCE: Final = 15.0
"""Seconds after which the browser counts as one that does not come."""


def has_desktop(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a browser would open before the person's eyes: not over ssh, nor without display."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    if platform in ("darwin", "win32"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def is_page(url: str) -> bool:
    """Whether an address is one of the web; anything else is not for a browser to run."""
    return url.startswith(("https://", "http://")) and url.isprintable() and " " not in url


def visit(screen: Doing, url: str) -> None:
    """Opens a page beside the board, or shows its address and copies it."""
    words = screen.words
    if not is_page(url):
        screen.tell(words.say("board.detail.no_source"), "muted")
    elif screen.app.is_web:
        screen.app.open_url(url)
        screen.tell(url, "accent")
    elif has_desktop(os.environ, sys.platform):
        screen.tell(words.say("exchange.page.opening", url=url), "muted")
        work = partial(_open, screen, url)
        screen.run_worker(work, thread=True, group="browser", exit_on_error=False)
    else:
        hand_over(screen, url)


def look_up(screen: Doing, identity: str) -> None:
    """Asks the database where an action item stands at its sources: only links know that."""
    feed = screen.pengtou.feed
    service = feed.service if feed else None
    if service is not None:
        work = partial(_pages, screen, service, identity)
        screen.run_worker(work, thread=True, group="browser", exit_on_error=False)


def _pages(screen: Doing, service: Service, identity: str) -> None:
    """In a thread."""
    from core.store.exchange_sources import pages

    with suppress(Unreachable):
        found = service.store.ask(pages, service.project, identity)
        screen.post_message(PagesFound(tuple(found)))


def choose(screen: Doing, pages: Sequence[tuple[str, str]]) -> None:
    """Opens the one page; of several a person chooses."""
    if len(pages) <= 1:
        visit(screen, pages[0][1] if pages else "")
        return
    from tui.screens.picker import Choice, Picker
    from tui.source_names import called

    offers = [Choice(url, called(name, screen.board, screen.words), url) for name, url in pages]

    def chosen(url: str | None) -> None:
        if url is not None:
            visit(screen, url)

    again = partial(choose, screen, pages)
    title = screen.words.say("exchange.page.which")
    screen.app.push_screen(Picker(title, offers, again=again), chosen)


def hand_over(screen: Doing, url: str) -> None:
    """No browser here: the address goes to the clipboard of the person's own terminal (OSC 52)."""
    screen.app.copy_to_clipboard(url)
    screen.tell(screen.words.say("exchange.page.copied", url=url), "accent")


def _open(screen: Doing, url: str) -> None:
    """In a thread."""
    screen.post_message(PageOpened(url, opened=browse(url)))


def browse(url: str) -> bool:
    """Whether the desktop's browser took the page."""
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-c", _BROWSE, url]
    try:
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
