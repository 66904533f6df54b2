"""Reminders for groups: worded here, queued once, and carried like every other text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from core.domain.group_reminders import for_group
from core.domain.ids import SYSTEM
from core.domain.reminder_day import Remind
from core.service import Service
from tui.inbox import told

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.group_reminders import ForGroup
    from core.settings import BotSettings
    from tui.words import Words


def tell_groups(
    service: Service, board: Board, bots: Mapping[str, BotSettings], words: Words
) -> tuple[Recorded, ...]:
    """Queues what the groups of the usual bots are to hear of today's reminders.

    However many programs do so, each text is queued once; a bot that could not send from here is
    left to those that can.

    Raises:
        Unreachable: the database is away.
    """
    now = service.now()
    system = Service(service.store, service.project, SYSTEM, service.now)
    found = [
        (name, _wish(each, channel, board, words))
        for channel in (name for name, each in bots.items() if each.default)
        for name, each in for_group(board, now, channel)
    ]
    ready = _ready({wish.channel for _, wish in found}, bots)
    done = (system.perform(wish, command_id=name) for name, wish in found if wish.channel in ready)
    return tuple(each for events in done for each in events)


def _wish(each: ForGroup, channel: str, board: Board, words: Words) -> Remind:
    names = words.join(board.name_of(one) for one in each.to)
    title = words.say("reminder.title", names=names)
    lines = (words.say("reminder.line", told=told(one, words)) for one in each.told)
    return Remind(
        about=each.about,
        to=each.to,
        subject=each.subject,
        channel=channel,
        title=title,
        text="\n".join((title, *lines)),
    )


def _ready(names: Iterable[str], bots: Mapping[str, BotSettings]) -> frozenset[str]:
    """Those of the bots that have what they take on this machine."""
    wanted = frozenset(names)
    if not wanted:
        return wanted
    from sync.bots.bot import open_bot
    from sync.trouble import SyncError

    ready = set()
    for name in wanted:
        try:
            open_bot(name, bots[name])
        except SyncError:
            continue
        ready.add(name)
    return frozenset(ready)
