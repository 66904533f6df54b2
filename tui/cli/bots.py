"""`bots`: the group bots of this machine, and what they have not delivered."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from core.domain.message import Message, RetryMessage
from tui.cli import lookup
from tui.cli.desk import Desk
from tui.cli.wrong import Wrong
from tui.delivery import standing

if TYPE_CHECKING:
    from core.settings import BotSettings
    from tui.cli.parser import Verbs


def register(verbs: Verbs) -> None:
    """`bots list`, `bots check`, `bots outbox`, `bots retry`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("bots", print_list, told=say("bots.help.bots")))
    below.add("list", print_list, told=say("bots.help.list"))
    parser = below.add("check", check, told=say("bots.help.check"))
    parser.argument("name", metavar="NAME", help=say("bots.help.name"))
    below.add("outbox", outbox, told=say("bots.help.outbox"))
    parser = below.add("retry", retry, told=say("bots.help.retry"))
    parser.argument("message", metavar="MESSAGE", help=say("bots.help.message"))
    parser.argument("--arrived", action="store_true", help=say("bots.help.arrived"))


def print_list(options: Namespace) -> int:
    """Prints the bots and whether each could send."""
    with Desk(options) as desk:
        bots = desk.opening.settings.bots
        found = [_state(desk, name, each) for name, each in bots.items()]
        if desk.talk.json:
            desk.talk.value(found)
            return 0
        if not found:
            desk.talk.tell("bots.none", path=desk.opening.config)
            return 0
        say = desk.words.say
        heads = [say(f"bots.column.{each}") for each in ("name", "type", "default", "ready")]
        desk.talk.table(
            heads,
            [
                [
                    each["name"],
                    say(f"bots.type.{each['type']}"),
                    say("bots.state.yes") if each["default"] else "–",
                    each["why"] or say("bots.state.ready"),
                ]
                for each in found
            ],
        )
    return 0


def _state(desk: Desk, name: str, bot: BotSettings) -> dict[str, Any]:
    """What a bot is, and why it could not send; never what is secret."""
    from sync.bots.bot import open_bot
    from sync.trouble import SyncError
    from tui.wording import worded

    why, signed = "", False
    try:
        signed = open_bot(name, bot).signed
    except SyncError as problem:
        why = worded(desk.words, f"sync.reason.{problem.reason}", problem.values)
    return {
        "name": name,
        "type": bot.type,
        "default": bot.default,
        "signed": signed,
        "ready": not why,
        "why": why or None,
    }


def check(options: Namespace) -> int:
    """Looks at the settings of a bot, and sends nothing."""
    from sync.bots.bot import open_bot

    with Desk(options) as desk:
        bots = desk.opening.settings.bots
        if options.name not in bots:
            known = ", ".join(bots) or "–"
            raise Wrong(word="bots.unknown", name=options.name, known=known)
        bot = open_bot(options.name, bots[options.name])
        if desk.talk.json:
            desk.talk.value(_state(desk, options.name, bots[options.name]))
            return 0
        say = desk.words.say
        signed = say("bots.signed.signed" if bot.signed else "bots.signed.unsigned")
        kind = say(f"bots.type.{bot.dialect.kind}")
        desk.talk.line(say("bots.checked", name=options.name, type=kind, signed=signed))
    return 0


def outbox(options: Namespace) -> int:
    """Prints what has not arrived."""
    from core.store import outbox as shelf

    with Desk(options) as desk:
        service = desk.service
        ask = service.store.ask
        found: list[Message] = [
            *ask(shelf.stuck, service.project),
            *ask(shelf.unsent, service.project),
        ]
        if desk.talk.json:
            desk.talk.value([_shape(each, desk) for each in found])
            return 0
        if not found:
            desk.talk.tell("bots.outbox_empty")
            return 0
        say, now, zone = desk.words.say, service.now(), desk.board.zone
        heads = [say(f"bots.column.{each}") for each in ("id", "channel", "title", "status")]
        desk.talk.table(
            heads,
            [
                [each.id, each.channel, each.title, standing(each, now, zone, desk.words)]
                for each in found
            ],
        )
    return 0


def _shape(message: Message, desk: Desk) -> dict[str, Any]:
    from tui.cli.shapes import instant

    return {
        "id": message.id,
        "subject": message.subject,
        "channel": message.channel,
        "title": message.title,
        "status": message.status.value,
        "send_after": instant(message.send_after, desk.board),
        "try_after": instant(message.try_after, desk.board),
        "parts_sent": message.parts_sent,
        "failure": message.failure or None,
    }


def retry(options: Namespace) -> int:
    """Has a message sent again that failed or is in doubt."""
    with Desk(options) as desk:
        identity = lookup.identity(options.message)
        desk.service.perform(RetryMessage(message=identity, arrived=options.arrived))
        desk.talk.tell("bots.retried", id=identity)
    return 0
