"""What reaches the app from its threads and panels: facts, with no widget in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.command import Command
    from core.domain.contest import Contest
    from core.domain.definitions import Definitions
    from core.domain.event import Recorded
    from core.settings import SourceSettings
    from tui.drafts import Draft
    from tui.sync_outcome import Outcome


@dataclass
class BoardLoaded(Message):
    """A board was read."""

    board: Board
    read_only: bool = False
    """Whether its database takes no writes, whoever asks."""


@dataclass
class PictureConfirmed(Message):
    """The database says that nothing happened since the saved board."""


@dataclass
class FeedLost(Message):
    """The database is out of reach: `store.<reason>` or `refused.<reason>`."""

    reason: str
    values: dict[str, object] = field(default_factory=dict)
    final: bool = False
    """Whether trying again is no use: the person must act."""


@dataclass
class FeedBack(Message):
    """The database answers again."""


@dataclass
class CommandIssued(Message):
    """A person wants something done."""

    command: Command
    command_id: str
    line: Draft | None = None
    """What was typed for it; it comes back where the wish is refused."""


@dataclass
class UndoIssued(Message):
    """A person takes back their last change, or the last undo."""

    command_id: str
    redo: bool = False


@dataclass
class CommandDone(Message):
    """It is done, and recorded."""

    command_id: str
    events: tuple[Recorded, ...]


@dataclass
class CommandRefused(Message):
    """The rules, or somebody who wrote in between, said no."""

    command_id: str
    reason: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class UndoContested(Message):
    """Somebody changed since what is to be taken back: the person decides, field by field."""

    command_id: str
    contest: Contest


@dataclass
class CommandLost(Message):
    """The database did not answer: whether it was done is not known. It is sent again."""

    issued: CommandIssued | UndoIssued
    reason: str = "database-silent"
    """`store.<reason>`."""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class FormsCounted(Message):
    """A thread has counted the forms that wait for the person."""

    waiting: int
    known: Definitions
    """What forms and clocks are like, as it was read for this."""


@dataclass
class PagesFound(Message):
    """Where a record stands at its sources: their names, each with the item's address."""

    pages: tuple[tuple[str, str], ...]


@dataclass
class PageOpened(Message):
    """A browser was asked to show a page."""

    url: str
    opened: bool


@dataclass
class SyncWent(Message):
    """A sync that this board runs has read so many items."""

    name: str
    """The source."""
    done: int
    total: int | None
    """How many there are, where the source says."""


@dataclass
class SyncEnded(Message):
    """A sync that this board ran is over."""

    name: str
    """The source."""
    outcome: Outcome


@dataclass
class SourcesRead(Message):
    """The configuration was changed elsewhere: these are its sources now."""

    sources: Mapping[str, SourceSettings]


@dataclass
class HistoryRead(Message):
    """What the log says of a record, the newest first."""

    subject: str
    events: tuple[Recorded, ...]
    notes: tuple[Any, ...] = ()
    before: int | None = None
    """Where this page begins: only events with lower numbers are in it."""
    more: bool = False
    """Whether the log says more, of before."""
