"""What threads do for the preview of minutes: read, look at the bots, write files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from core import places
from core.domain.refusal import Refused, Unreachable
from tui.minutes_draft import MinutesDraft, draft
from tui.wording import worded

if TYPE_CHECKING:
    from core.service import Service
    from core.settings import BotSettings
    from tui.words import Words


@dataclass
class MinutesRead(Message):
    """The minutes as they stand; None where there are none to read."""

    number: int
    """The question that this answers: only the last one counts."""
    found: MinutesDraft | None
    bots: dict[str, str] = field(default_factory=dict)


@dataclass
class MinutesSaved(Message):
    """They are on disk, or could not be put there."""

    files: list[str]
    why: str = ""


def read(service: Service | None, meeting: str, words: Words, number: int) -> MinutesRead | None:
    """The minutes; None while the database is away."""
    if service is None:
        return None
    try:
        return MinutesRead(number, draft(service, meeting, words))
    except Unreachable:
        return None
    except Refused:
        return MinutesRead(number, None)


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


def saved(found: MinutesDraft, kind: str, words: Words) -> MinutesSaved:
    """Writes the minutes to disk: in one format, or as they were sent where none is named."""
    from tui.minutes_file import exported, keep_sent

    try:
        files = [exported(found, kind)] if kind else keep_sent(found)
    except ImportError:
        return MinutesSaved([], words.say("documents.no_office", format=kind))
    except Refused as problem:
        return MinutesSaved([], worded(words, f"refused.{problem.reason}", problem.values))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        folder = places.minutes_folder()
        return MinutesSaved([], words.say("bots.not_saved", path=folder, why=why))
    return MinutesSaved([str(each) for each in files])
