"""The place in which programs are measured: databases, folders, environment, commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.data import fill
from tests.bench.terminal import UNWANTED, Terminal
from tui.words import Words

if TYPE_CHECKING:
    from tests.postgres import Postgres

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NOW = datetime.fromisoformat("2026-11-18T09:30:00+08:00")
"""The moment at which every board stands, but for those whose clocks are to run."""
SHOWN = 15
"""Lines of tasks that are in view at least."""
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass
class World:
    """One run of the bench."""

    folder: Path
    sizes: tuple[int, int, int]
    """Numbers of tasks: few, more, many."""
    rounds: int
    idle: float
    """Seconds for which programs are watched that do nothing."""
    server: Postgres | None = None
    _boards: dict[tuple[str, int], Board] = field(default_factory=dict)

    @property
    def few(self) -> int:
        """The smallest board."""
        return self.sizes[0]

    @property
    def many(self) -> int:
        """The largest board."""
        return self.sizes[-1]

    @property
    def backends(self) -> tuple[str, ...]:
        """The kinds of database there are."""
        return (SQLITE, POSTGRES) if self.server else (SQLITE,)

    def board(self, tasks: int, backend: str = SQLITE) -> Board:
        """A board of so many tasks, filled, with a saved picture of it."""
        if (backend, tasks) not in self._boards:
            board = Board(self, self.database(f"b{tasks}", backend), tasks)
            fill(board.url, tasks, NOW)
            board.keep_picture()
            self._boards[backend, tasks] = board
        return self._boards[backend, tasks]

    def database(self, name: str, backend: str) -> str:
        """The address of a database that does not exist yet, or is empty."""
        if backend == SQLITE or self.server is None:
            return str(self.folder / f"{name}.db")
        from sqlalchemy import text

        with self.server.administration() as connection:
            connection.execute(text(f"CREATE DATABASE bench_{name}"))
        return self.server.named(f"bench_{name}")

    def env(self, **more: str) -> dict[str, str]:
        """An environment of its own: no file of the person who runs this is read or written."""
        folders = {
            f"XDG_{each}_HOME": each.lower() for each in ("CACHE", "CONFIG", "STATE", "DATA")
        }
        home = {name: str(self.folder / folder) for name, folder in folders.items()}
        return {**home, "PENGTOU_LANG": "zh", "PENGTOU_NOW": NOW.isoformat(), **more}

    def start(self, *command: str, **env: str) -> Terminal:
        """A Python program in a terminal."""
        return Terminal((sys.executable, *command), self.env(**env))

    def baseline(self, name: str, *arguments: str) -> Terminal:
        """A program of this folder in a terminal."""
        return self.start(str(HERE / f"{name}.py"), *arguments)


@dataclass(frozen=True)
class Board:
    """One database with one project."""

    world: World
    url: str
    tasks: int

    @cached_property
    def command(self) -> tuple[str, ...]:
        """What opens it, after the interpreter's name."""
        return ("-m", "tui", "--db", self.url)

    def start(self, **env: str) -> Terminal:
        """The board in a terminal."""
        return self.world.start(*self.command, **env)

    def keep_picture(self) -> None:
        """Opens and leaves it, so that it is saved."""
        with self.start() as terminal:
            wait_whole(terminal)
            terminal.press("q")
            terminal.until(lambda _: terminal.process.poll() is not None, "the end")

    def full(self, screen: str) -> bool:
        """Whether the panel of tasks is filled."""
        shown = sum(" T-" in line or "▸T-" in line for line in screen.splitlines())
        return shown >= min(SHOWN, self.tasks)

    def saved(self, screen: str) -> bool:
        """Whether the whole saved board is there, marked as saved."""
        return self.full(screen) and SAVED in screen

    def live(self, screen: str) -> bool:
        """Whether the whole board is there, and its mark says that it is the database's."""
        head = screen.partition("\n")[0]
        return self.full(screen) and SAVED not in head and CLOCK in head

    def read(self, screen: str) -> bool:
        """Whether the board was read: who is there is known."""
        return self.live(screen) and ONLINE in screen


WORDS = Words.load("zh", strict=True)
SAVED = WORDS.say("board.saved", at="@").partition("@")[2]
ONLINE = WORDS.say("board.online", n="").strip()
CLOCK = f"{NOW:%H:%M}"


def wait_whole(terminal: Terminal) -> None:
    """Waits until a board was read and drawn.

    Raises:
        Late: that took too long.
    """
    terminal.until(lambda came: ONLINE.encode() in came, "the board")
    terminal.quiet(0.2)


def environ_of(world: World) -> Mapping[str, str]:
    """The whole environment of a program that needs no terminal."""
    outside = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return {**outside, **world.env()}
