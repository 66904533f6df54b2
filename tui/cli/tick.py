"""`tick`: what has come due is carried out; made to be run every minute, by cron or the like."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind, kind_of
from tui.cli import shapes, tick_bots
from tui.cli.desk import Desk
from tui.cli.ending import explained
from tui.cli.talk import warn
from tui.cli.wrong import Told
from tui.inbox import told
from tui.wording import happened

if TYPE_CHECKING:
    from core.domain.board import Board
    from core.domain.event import Recorded
    from core.domain.project import Project
    from core.store import Store
    from core.ticking import Ticked
    from tui.cli.parser import Verbs
    from tui.words import Words


def register(verbs: Verbs) -> None:
    """`tick`."""
    verbs.add("tick", run, told=verbs.words.say("tick.help.tick"))


def run(options: Namespace) -> int:
    """Carries out what is due in every project of the database, or in the one that is named."""
    with Desk(options) as desk, closing(desk.opening.store()) as store:
        projects = _wanted(store, getattr(options, "project", None))
        found = [
            each for number, project in projects for each in _ticked(desk, number, project, store)
        ]
        if desk.talk.json:
            desk.talk.value(found)
    return 0


def _wanted(store: Store, code: str | None) -> list[tuple[int, Project]]:
    every = store.projects()
    found = [(number, each) for number, each in every if code in (None, each.code)]
    if code is not None and not found:
        codes = ", ".join(each.code for _, each in every)
        raise Told(word="refused.no-such-project", code=code, codes=codes)
    return found


def _ticked(desk: Desk, number: int, project: Project, store: Store) -> list[dict[str, Any]]:
    """What one project came to: told line by line, or as JSON."""
    from core.service import Service
    from core.ticking import tick

    service = Service(store, number, desk.opening.actor, desk.opening.clock)
    ticked = tick(service)
    _complain(desk, ticked)
    queued = tick_bots.reminded(desk, service)
    happened_now = (*ticked.happened, *queued, *tick_bots.delivered(desk, service, project))
    if not happened_now:
        return []
    board = service.board()
    if desk.talk.json:
        own = {"project": project.code}
        return [own | shapes.event(each, board) for each in happened_now]
    for each in ticked.happened:
        if line := _line(each, board, desk.words):
            desk.talk.line(desk.words.say("tick.line", project=project.code, told=line))
    return []


def _line(recorded: Recorded, board: Board, words: Words) -> str:
    """What happened; of messages only reminders, for others go with what they tell of."""
    event = recorded.event
    if kind_of(event.subject) is not Kind.MESSAGE:
        return happened(recorded, board, words)
    message = board.messages.get(event.subject)
    if message is None or not message.about.startswith("reminder."):
        return ""
    names = words.join(board.name_of(each) for each in message.to)
    return words.say("reminder.told", names=names, told=told(message, words))


def _complain(desk: Desk, ticked: Ticked) -> None:
    """What was refused is tried again the next time: only who asks for detail is told."""
    if not desk.talk.verbose:
        return
    for problem in ticked.refused:
        answer = explained(problem, desk.words)
        warn(answer[1] if answer else str(problem))
