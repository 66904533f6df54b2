"""What a person typed and the database does not have yet: lines, and wishes that wait for it.

It is kept in the state folder within a second, and comes back with the next start, however this
one ends. A wish is written before it is sent; its id keeps it from being carried out twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tui.draft_file import DraftFile

VERSION: Final = 1
UNDO: Final = "undo"
REDO: Final = "redo"
"""What is written in place of a command, for these wishes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that was typed and not saved; several, parted by line feeds, where it was pasted."""

    text: str
    kind: str = "action"
    """What it was opened as."""
    chosen: tuple[tuple[int, int, str], ...] = ()
    """The choices taken by Tab: from, to, the choice."""
    about: str = ""
    """The record it was opened for: it comes back there, for the same purpose, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A wish without an answer."""

    id: str
    project: str
    """The code of the project that it is for."""
    letter: Any
    """The command as plain JSON (`core.domain.letter`), `undo` or `redo`."""
    line: Draft | None = None
    """The line it was typed as, which comes back where it is refused."""

    @property
    def only_cleared_the_way(self) -> bool:
        """Whether its line is still to be saved: it took back what that one is to replace."""
        taken_back = isinstance(self.letter, Mapping) and self.letter.get("is") == "TakeBack"
        return taken_back and self.line is not None


class Drafts:
    """The lines and wishes of one person on one database, and the file they are kept in."""

    def __init__(self, folder: Path, database: str, actor: str) -> None:
        name = hashlib.sha256("\n".join((database, actor)).encode()).hexdigest()[:20]
        self._file = DraftFile(folder, f"drafts-{name}")
        self._open: Draft | None = None
        self._shelf: tuple[Draft, ...] = ()
        self._wishes: dict[str, Waiting] = {}

    @property
    def path(self) -> Path:
        """Where they are kept."""
        return self._file.path

    @property
    def shelved(self) -> int:
        """How many lines were put aside."""
        return len(self.aside)

    @property
    def aside(self) -> tuple[Draft, ...]:
        """The lines that were put aside for no record, the latest last."""
        return tuple(each for each in self._shelf if not each.about)

    def typing(self, draft: Draft | None) -> None:
        """The line that stands open, as it reads now; None once there is none."""
        if draft != self._open:
            self._open = draft
            self._keep()

    def shelve(self, draft: Draft) -> None:
        """Puts a line aside."""
        if draft.text.strip() and draft not in self._shelf:
            self._shelf = (*self._shelf, draft)
            self._keep()

    def drop(self, draft: Draft) -> None:
        """A line that was put aside is needed no more."""
        self._shelf = tuple(each for each in self._shelf if each != draft)
        self._keep()

    def taken_up(self) -> Draft | None:
        """The line that was put aside last; it is the open one from now on."""
        if not self.aside:
            return None
        last = self.aside[-1]
        self._shelf, self._open = tuple(each for each in self._shelf if each is not last), last
        self._keep()
        return last

    def kept_for(self, about: str, kinds: Collection[str]) -> Draft | None:
        """The line that was put aside for a record and one of these purposes, taken up again."""
        mine = [each for each in self._shelf if each.about == about and each.kind in kinds]
        self._shelf = tuple(each for each in self._shelf if each not in mine)
        if mine:
            self._keep()
        return mine[-1] if mine else None

    def held(self, about: str, kind: str) -> Draft | None:
        """What is put aside for a record and a purpose; it stays there."""
        mine = [each for each in self._shelf if (each.about, each.kind) == (about, kind)]
        return mine[-1] if mine else None

    def hold(self, about: str, kind: str, text: str) -> None:
        """A text that is being edited, in place of what was put aside of it; empty for none."""
        rest = tuple(each for each in self._shelf if (each.about, each.kind) != (about, kind))
        new = (Draft(text, kind, about=about),) if text.strip() else ()
        if (*rest, *new) != self._shelf:
            self._shelf = (*rest, *new)
            self._keep()

    def wish(self, waiting: Waiting) -> None:
        """A wish is on its way; the line it was typed as is no draft any more."""
        self._wishes = {**self._wishes, waiting.id: waiting}
        if waiting.line is not None and waiting.line == self._open:
            self._open = None
        self._keep()

    def answered(self, identity: str) -> Waiting | None:
        """A wish was carried out or refused; gives back what was known of it."""
        found = self._wishes.get(identity)
        if found is not None:
            self._wishes = {name: each for name, each in self._wishes.items() if name != identity}
            self._keep()
        return found

    def adopt(self, project: str) -> tuple[tuple[Waiting, ...], bool]:
        """Takes over what boards that are gone left: the wishes for a project, in their order.

        With them, whether one of those boards had a line open, which is the last on the shelf now.
        Wishes for other projects are kept for boards of theirs.
        """
        opened: list[Draft] = []
        for lines, last, wishes in self._file.left_behind(_read):
            for each in lines:
                self.shelve(each)
            opened += [last] if last else []
            self._wishes = {**self._wishes, **{each.id: each for each in wishes}}
            self._keep()
            self._file.flush()
        for each in opened:
            self.shelve(each)
        self._file.flush()
        mine = tuple(each for each in self._wishes.values() if each.project == project)
        return mine, bool(opened)

    def flush(self) -> None:
        """Writes now what is still to be written; for threads."""
        self._file.flush()

    def close(self) -> None:
        """Writes what is left, for the next start."""
        self._file.close()

    def _keep(self) -> None:
        lines, opened, wishes = self._shelf, self._open, self._wishes
        self._file.keep(lambda: _written(lines, opened, wishes))


def _written(
    lines: tuple[Draft, ...], opened: Draft | None, wishes: Mapping[str, Waiting]
) -> dict[str, Any] | None:
    last = opened if opened is not None and opened.text.strip() else None
    if not lines and last is None and not wishes:
        return None
    return {
        "version": VERSION,
        "lines": [asdict(each) for each in lines],
        "open": asdict(last) if last else None,
        "wishes": [asdict(each) for each in wishes.values()],
    }


def _read(left: Mapping[str, Any]) -> tuple[list[Draft], Draft | None, list[Waiting]]:
    """Raises ValueError, TypeError or KeyError: it was not written by this version."""
    if left["version"] != VERSION:
        raise ValueError("version")
    last = left["open"]
    wishes = [
        Waiting(each["id"], each["project"], each["letter"], _draft(each["line"]))
        for each in left["wishes"]
    ]
    lines = [found for each in left["lines"] if (found := _draft(each))]
    return lines, _draft(last), wishes


def _draft(plain: Mapping[str, Any] | None) -> Draft | None:
    if plain is None:
        return None
    chosen = tuple((int(a), int(b), str(choice)) for a, b, choice in plain["chosen"])
    about = str(plain.get("about", ""))  # a file of an older version has none
    return Draft(str(plain["text"]), str(plain["kind"]), chosen, about)
