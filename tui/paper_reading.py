"""What threads do for the preview of a paper: read, look at the bots, write files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from core import places
from core.domain.refusal import Refused, Unreachable
from tui.paper import Paper
from tui.wording import worded

if TYPE_CHECKING:
    from core.service import Service
    from core.settings import BotSettings
    from tui.words import Words


@dataclass
class PaperRead(Message):
    """A paper as it stands; None where there is none to read."""

    number: int
    """The question that this answers: only the last one counts."""
    found: Paper | None
    bots: dict[str, str] = field(default_factory=dict)


@dataclass
class PaperSaved(Message):
    """It is on disk, or could not be put there."""

    files: list[str]
    why: str = ""


Make = Callable[["Service", str, "Words"], Paper]
"""What reads a paper of a meeting, in somebody's words."""


def read(
    service: Service | None, meeting: str, words: Words, number: int, make: Make
) -> PaperRead | None:
    """A paper; None while the database is away."""
    if service is None:
        return None
    try:
        return PaperRead(number, make(service, meeting, words))
    except Unreachable:
        return None
    except Refused:
        return PaperRead(number, None)


def looked_at(bots: Mapping[str, BotSettings], words: Words) -> dict[str, str]:
    """Every bot with why it could not send from here; empty where it could."""
    if not bots:
        return {}
    from sync.bots.bot import open_bot
    from sync.trouble import SyncError

    found: dict[str, str] = {}
    for name, each in bots.items():
        try:
            open_bot(name, each)
        except SyncError as problem:
            found[name] = worded(words, f"sync.reason.{problem.reason}", problem.values)
        else:
            found[name] = ""
    return found


def saved(found: Paper, kind: str, words: Words) -> PaperSaved:
    """Writes a paper to disk: in one format, or as it was sent where none is named."""
    from tui.paper_file import exported, keep_sent

    try:
        files = [exported(found, kind)] if kind else keep_sent(found)
    except ImportError:
        return PaperSaved([], words.say("documents.no_office", format=kind))
    except Refused as problem:
        return PaperSaved([], worded(words, f"refused.{problem.reason}", problem.values))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        folder = places.minutes_folder()
        return PaperSaved([], words.say("bots.not_saved", path=folder, why=why))
    return PaperSaved([str(each) for each in files])
