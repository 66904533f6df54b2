"""A paper on its way from the command line: through which bots, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.domain.ids import Kind, RecordId, kind_of
from core.domain.message import GRACE, Message
from tui.cli.desk import Desk
from tui.cli.wrong import AWAY, Wrong
from tui.delivery import standing

if TYPE_CHECKING:
    from core.domain.event import Recorded
    from tui.cli.parser import Parser


@dataclass(frozen=True, slots=True)
class Posted:
    """A paper of a meeting that was queued."""

    meeting: RecordId
    messages: list[RecordId]
    files: list[str] = field(default_factory=list)
    """Where it was saved."""
    area: str = "bots"
    """The area of words that says it: `bots` for minutes, `agenda` for an agenda."""


def options_for(parser: Parser) -> None:
    """`--to` and `--now`."""
    say = parser.words.say
    parser.argument("--to", default="", metavar="BOT,…", help=say("bots.help.to"))
    parser.argument("--now", action="store_true", help=say("bots.help.now"))


def channels(desk: Desk, none: str = "bots.no_default") -> tuple[str, ...]:
    """The bots that are named, else the usual ones; each is complete on this machine.

    `none` says where it goes without any.

    Raises:
        Wrong: a bot is unknown.
        Fatal: its webhook is missing or wrong.
    """
    from sync.bots.bot import open_bot

    bots = desk.opening.settings.bots
    named = [each.strip() for each in desk.options.to.replace("，", ",").split(",")]
    names = [each for each in named if each] or [each for each in bots if bots[each].default]
    for name in names:
        if name not in bots:
            raise Wrong(word="bots.unknown", name=name, known=", ".join(bots) or "–")
        open_bot(name, bots[name])
    if not names:
        desk.talk.tell(none)
    return tuple(dict.fromkeys(names))


def messages(events: Iterable[Recorded]) -> list[RecordId]:
    """The messages among what happened."""
    return [each.event.subject for each in events if kind_of(each.event.subject) is Kind.MESSAGE]


def sent(desk: Desk, posted: Posted) -> int:
    """With `--now` sends it first; 4 where a group did not get it though it should have by now."""
    if desk.options.now:
        _deliver(desk)
    service = desk.service
    records = service.store.records(service.project, posted.messages)
    found = [each for each in records if isinstance(each, Message) and each.channel]
    if desk.talk.json:
        listed = [_shape(each) for each in found]
        shape = {"meeting": posted.meeting, "messages": listed, "files": posted.files}
        desk.talk.value(shape)
    else:
        _tell(desk, posted, found)
    return AWAY if any(each.stuck() for each in found) else 0


def _deliver(desk: Desk) -> None:
    from sync.bots.carry import deliver

    deliver(desk.service, desk.opening.settings.bots)


def _tell(desk: Desk, posted: Posted, found: list[Message]) -> None:
    now, zone = desk.service.now(), desk.board.zone
    if desk.options.now:
        desk.talk.tell(f"{posted.area}.queued_now", id=posted.meeting)
    else:
        seconds = int(GRACE.total_seconds())
        desk.talk.tell(f"{posted.area}.queued", id=posted.meeting, seconds=seconds)
    for each in found:
        desk.talk.line(f"{each.id}  {each.channel}  {standing(each, now, zone, desk.words)}")
    for path in posted.files:
        desk.talk.tell("bots.saved", path=path)


def _shape(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "channel": message.channel,
        "status": message.status.value,
        "parts_sent": message.parts_sent,
        "failure": message.failure or None,
    }
