"""PuttingAway: the last step of a project by key: archived, and all of it in one ZIP (S15, F28)."""

from __future__ import annotations

import os
from functools import partial
from importlib.util import find_spec
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from core.domain.archiving import ArchiveProject
from core.domain.refusal import Refused
from tui import copying
from tui.open_words import ends_of, open_lines
from tui.screens.defined import Defined
from tui.screens.picker import Choice, Picker
from tui.screens.sharing import near
from tui.wording import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from core.service import Service
    from tui.messages import CommandDone
    from tui.words import Words


class PackageKept(Message):
    """A thread has written the package, or says in words why it could not."""

    def __init__(self, path: Path | None, why: str = "") -> None:
        super().__init__()
        self.path, self.why = path, why


class PuttingAway(Defined):
    """A screen on which a project is archived."""

    def __init__(self) -> None:
        super().__init__()
        self._archiving = ""
        """The id of the wish behind which the package is to be written."""

    def put_away(self) -> None:
        """Asks once: an archived project is there for reading. What is still open is listed, and
        the first choice is then to go back to it."""
        board, scene = self.board, self.scene()
        if board is None or scene is None:
            return
        say, ends = self.words.say, ends_of(board).all
        ways = ("archive_go", "archive_only", "archive_no")
        ordered = ("archive_no", "archive_go", "archive_only") if ends else ways
        shown = [each for each in ordered if each != "archive_go" or not _in_browser()]
        choices = [Choice(each, say(f"process_page.{each}")) for each in shown]
        if ends:
            told = open_lines(board, scene, self.words)
            choices += [Choice(each, *line) for each, line in zip_longest(ends, told, fillvalue="")]
        word = "process_page.archive_ask_open" if ends else "process_page.archive_ask"
        title = say(word, n=len(ends)) if ends else say(word)
        self.app.push_screen(Picker(title, choices), self._put_away)

    def _put_away(self, way: str | None) -> None:
        board = self.board
        if board is not None and way in ends_of(board).all:
            self.open_record(way)
        if way not in ("archive_go", "archive_only") or board is None:
            return
        wish = ArchiveProject(despite_open=bool(ends_of(board).all), seen=board.project.version)
        sent = self.issue(wish)
        self._archiving = sent if way == "archive_go" else ""

    def done(self, message: CommandDone) -> None:
        """Once it is archived, a thread writes the package."""
        super().done(message)
        feed = self.pengtou.feed
        if message.command_id != self._archiving or feed is None or feed.service is None:
            return
        self._archiving = ""
        self.tell(self.words.say("process_page.archive_writing"), "muted")
        work = partial(self._write, feed.service, self.words)
        self.run_worker(work, thread=True, group="archive", exit_on_error=False)

    def _write(self, service: Service, words: Words) -> None:
        """In a thread."""
        from core.domain.refusal import Unreachable

        try:
            self.post_message(PackageKept(package(service, words)))
        except (Refused, Unreachable) as problem:
            why = refusal(problem.reason, problem.values, words)
            self.post_message(PackageKept(None, why))
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            self.post_message(PackageKept(None, words.say("share.not_written", why=why)))

    @on(PackageKept)
    def _kept(self, message: PackageKept) -> None:
        if message.path is None:
            self.tell(f"✗ {message.why}", "sla-late bold")
        else:
            told = self.words.say("process_page.archive_written", path=near(message.path))
            self.tell(told, "accent")


def package(service: Service, words: Words) -> Path:
    """Writes the package into the folder of exports; the file. For a thread.

    Raises:
        OSError: it cannot be written.
        Refused: somebody writes to the project all the time.
        Unreachable: the database is away.
    """
    from core import places
    from core.archive_of import archive_of
    from core.documents.naming import file_of
    from core.records_of import project_board
    from tui.paper_file import keep
    from tui.voice import WordsVoice

    voice = WordsVoice(words)
    name = file_of(project_board(service), words.say("documents.archive.kind"), voice)
    office = find_spec("docxtpl") is not None and find_spec("openpyxl") is not None
    templates = places.template_folder()
    data = archive_of(service, voice, office=office, templates=templates).data
    return keep(places.exports_folder(), name, "zip", data)


def _in_browser() -> bool:
    """A board in a browser writes no files on a machine that is not the person's own."""
    return copying.in_browser(os.environ)
