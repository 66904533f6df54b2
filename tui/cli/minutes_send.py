"""`minutes send`: the minutes of a meeting go out, through group bots and to people's boards."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core import places
from core.domain.ids import Kind, RecordId, kind_of
from core.domain.meeting import OVER, Meeting
from core.domain.meeting_wishes import SendMinutes
from core.domain.message import GRACE, Message
from tui.cli import lookup
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.wrong import AWAY, Told, Wrong
from tui.delivery import standing
from tui.minutes_draft import MinutesDraft, check_told, draft

if TYPE_CHECKING:
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`minutes send MEETING --to BOT [--now]`."""
    say = verbs.words.say
    parser = verbs.add("minutes send", run, told=say("bots.help.send"))
    parser.argument("meeting", metavar="MEETING", help=say("bots.help.meeting"))
    parser.argument("--to", default="", metavar="BOT,…", help=say("bots.help.to"))
    parser.argument("--now", action="store_true", help=say("bots.help.now"))


def run(options: Namespace) -> int:
    """Queues the minutes as they stand; with `--now` they leave before it ends."""
    with Desk(options) as desk:
        channels = _channels(desk)
        found = draft(desk.service, _meeting(desk), desk.words)
        _warn(desk, found)
        wish = SendMinutes(
            meeting=found.record.meeting.id,
            text=found.text,
            channels=channels,
            at_once=options.now,
        )
        events = desk.service.perform(wish)
        messages = [each.event.subject for each in events if _is_message(each.event.subject)]
        files = _keep(desk, found)
        if options.now:
            _deliver(desk)
        return _told(desk, found, messages, files)


def _meeting(desk: Desk) -> str:
    """The meeting that is meant.

    Raises:
        Told: it is not over.
    """
    identity = lookup.identity(desk.options.meeting)
    every: list[Meeting] = desk.service.all_of(Kind.MEETING)
    found = next((each for each in every if each.id == identity), None)
    if found is not None and found.status not in OVER:
        raise Told(word="bots.not_over", id=identity)
    return identity


def _channels(desk: Desk) -> tuple[str, ...]:
    """The bots that are named, else the usual ones; each is complete on this machine.

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
        desk.talk.tell("bots.no_default")
    return tuple(dict.fromkeys(names))


def _is_message(subject: str) -> bool:
    return kind_of(subject) is Kind.MESSAGE


def _warn(desk: Desk, found: MinutesDraft) -> None:
    for each in found.checks:
        if not each.ok:
            desk.talk.tell("bots.check", told=check_told(each, desk.words))


def _keep(desk: Desk, found: MinutesDraft) -> list[str]:
    """A file that cannot be written does not keep the minutes from going out."""
    from tui.minutes_file import keep_sent

    try:
        return [str(each) for each in keep_sent(found)]
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        warn(desk.words.say("bots.not_saved", path=places.minutes_folder(), why=why))
        return []


def _deliver(desk: Desk) -> None:
    from sync.bots.carry import deliver

    deliver(desk.service, desk.opening.settings.bots)


def _told(desk: Desk, found: MinutesDraft, messages: list[RecordId], files: list[str]) -> int:
    """What became of it; 4 where a group did not get it though it should have by now."""
    service, words = desk.service, desk.words
    records = service.store.records(service.project, messages)
    sent = [each for each in records if isinstance(each, Message) and each.channel]
    now, zone = service.now(), found.record.board.zone
    stuck = any(each.stuck() for each in sent)
    if desk.talk.json:
        listed = [_shape(each, desk) for each in sent]
        shape = {"meeting": found.record.meeting.id, "messages": listed, "files": files}
        desk.talk.value(shape)
        return AWAY if stuck else 0
    meeting = found.record.meeting.id
    if desk.options.now:
        desk.talk.tell("bots.queued_now", id=meeting)
    else:
        desk.talk.tell("bots.queued", id=meeting, seconds=int(GRACE.total_seconds()))
    for each in sent:
        desk.talk.line(f"{each.id}  {each.channel}  {standing(each, now, zone, words)}")
    for path in files:
        desk.talk.tell("bots.saved", path=path)
    return AWAY if stuck else 0


def _shape(message: Message, desk: Desk) -> dict[str, Any]:
    return {
        "id": message.id,
        "channel": message.channel,
        "status": message.status.value,
        "parts_sent": message.parts_sent,
        "failure": message.failure or None,
    }
