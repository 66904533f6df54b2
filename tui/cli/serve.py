"""`serve`: the board in a browser."""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from getpass import getpass
from typing import TYPE_CHECKING

from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.wrong import REFUSED, Told, Wrong

if TYPE_CHECKING:
    from tui.cli.parser import Verbs
    from tui.opening import Opening
    from tui.web.addresses import Addresses
    from tui.web.forwarded import Proxies
    from tui.web.server import Serving

PASSWORD = "PENGTOU_WEB_PASSWORD"
_PORTS = range(65536)
_VISITORS = range(1, 101)


def register(verbs: Verbs) -> None:
    """`serve [--host H] [--port N] [--address URL] [--proxy IP] [--read-write] [--visitors N]`."""
    say = verbs.words.say
    parser = verbs.add("serve", run, told=say("serve.help.serve"))
    parser.argument("--host", metavar="HOST", default="127.0.0.1", help=say("serve.help.host"))
    parser.argument("--port", metavar="N", default="8000", help=say("serve.help.port"))
    parser.argument("--address", metavar="URL", default="", help=say("serve.help.address"))
    parser.argument("--proxy", metavar="IP", default="", help=say("serve.help.proxy"))
    parser.argument("--read-write", dest="write", action="store_true", help=say("serve.help.write"))
    parser.argument("--visitors", metavar="N", default="8", help=say("serve.help.visitors"))


def run(options: Namespace) -> int:
    """Serves until Ctrl+C."""
    with Desk(options) as desk:
        addresses = _addresses(options)
        opening = _opened(desk, options)
        serving = _serving(desk, opening, addresses, _number("--visitors", options, _VISITORS))
        serving = replace(serving, proxies=_proxies(options.proxy))
    from tui.web.server import BoardServer

    def announce(link: str) -> None:
        desk.talk.line(link)
        sys.stdout.flush()

    desk.talk.tell("serve.told.writing" if options.write else "serve.told.reading", **_who(opening))
    desk.talk.tell("serve.told.password" if serving.password else "serve.told.link")
    try:
        asyncio.run(BoardServer(serving, addresses, announce).run())
    except OSError as problem:
        where = f"{addresses.host}:{addresses.port}"
        raise Told(
            word="serve.cannot_listen", status=REFUSED, where=where, why=problem.strerror
        ) from problem
    return 0


def _who(opening: Opening) -> Mapping[str, object]:
    return {"who": opening.actor, "project": opening.project or ""}


def _addresses(options: Namespace) -> Addresses:
    try:
        from tui.web.addresses import Addresses, NotAnAddress, public_address
        from tui.web.server import BoardServer as BoardServer
    except ModuleNotFoundError as problem:
        raise Told(word="serve.not_installed") from problem
    try:
        public = public_address(options.address) if options.address else ""
    except NotAnAddress as problem:
        raise Wrong(word="serve.wrong_address", value=options.address) from problem
    return Addresses(options.host, _number("--port", options, _PORTS), public)


def _proxies(text: str) -> Proxies:
    from tui.web.forwarded import NotAProxy, Proxies, proxies

    try:
        return proxies(text) if text else Proxies()
    except NotAProxy as problem:
        raise Wrong(word="serve.wrong_proxy", value=text) from problem


def _number(name: str, options: Namespace, known: range) -> int:
    text = str(getattr(options, name.removeprefix("--")))
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and int(text) in known):
        raise Wrong(
            word="serve.wrong_number", name=name, value=text, least=known[0], most=known[-1]
        )
    return int(text)


def _opened(desk: Desk, options: Namespace) -> Opening:
    """What every visitor's board opens; who only reads is nobody in particular."""
    opening = replace(desk.opening, project=desk.board.project.code)
    if not options.write:
        return replace(opening, reading=True, actor=desk.words.say("serve.visitor"))
    named = getattr(options, "actor", None) or os.environ.get("PENGTOU_USER")
    if not (named or opening.settings.me.name):
        raise Wrong(word="serve.nobody")
    if opening.reading:
        raise Wrong(word="serve.reads_only")
    return opening


def _serving(desk: Desk, opening: Opening, addresses: Addresses, visitors: int) -> Serving:
    from tui.web.addresses import is_loopback
    from tui.web.limits import WRITING_IDLE, Limits
    from tui.web.server import Serving

    wanted = bool(addresses.public) or not is_loopback(addresses.host)
    limits = Limits(visitors=visitors)
    if not opening.reading:
        limits = replace(limits, idle=WRITING_IDLE)
    return Serving(opening, desk.board.project.name, _password(desk, wanted), limits)


def _password(desk: Desk, wanted: bool) -> str | None:
    """The password, where one is set or has to be; never from the command line."""
    from tui.web.gate import SHORTEST

    given = os.environ.get(PASSWORD, "")
    if not given and not wanted:
        return None
    if not given and sys.stdin.isatty():
        warn(desk.words.say("serve.choose_password", n=SHORTEST))
        given = getpass(desk.words.say("serve.ask_password"))
    if not given:
        raise Wrong(word="serve.password_missing", variable=PASSWORD)
    if len(given) < SHORTEST:
        raise Wrong(word="serve.password_short", n=SHORTEST)
    return given
