"""What `tick` sends to groups: reminders, and texts whose time to be recalled has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.domain.message import Message
from tui.cli.talk import warn
from tui.delivery import standing
from tui.wording import worded

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from core.domain.ids import RecordId
    from core.domain.project import Project
    from core.service import Service
    from tui.cli.desk import Desk


def reminded(desk: Desk, service: Service) -> tuple[Recorded, ...]:
    """Queues what groups are to hear of today's reminders; what is on record of it."""
    from tui.reminding import tell_groups

    bots = desk.opening.settings.bots
    if not any(each.default for each in bots.values()):
        return ()
    return tell_groups(service, service.board(), bots, desk.words)


def delivered(desk: Desk, service: Service, project: Project) -> tuple[Recorded, ...]:
    """Sends what is due, tells it, and gives back what is on record of it."""
    from core.store import outbox

    if not service.store.ask(outbox.unsent, service.project):
        return ()
    from sync.bots.carry import deliver

    done = deliver(service, desk.opening.settings.bots)
    words = desk.words
    for name, problem in done.unready.items():
        why = worded(words, f"sync.reason.{problem.reason}", problem.values)
        warn(words.say("bots.unready", name=name, why=why))
    if not done.outcomes:
        return ()
    if not desk.talk.json:
        _tell(desk, service, project, list(done.outcomes))
    last = (service.history([each], limit=1) for each in done.outcomes)
    return tuple(each for found in last for each in found)


def _tell(desk: Desk, service: Service, project: Project, messages: list[RecordId]) -> None:
    zone, now = ZoneInfo(project.timezone), service.now()
    for each in service.store.records(service.project, messages):
        assert isinstance(each, Message)
        told = standing(each, now, zone, desk.words)
        desk.talk.line(
            desk.words.say("bots.line", project=project.code, channel=each.channel, told=told)
        )
