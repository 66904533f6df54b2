"""`config`: the configuration file."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from core import settings
from core.projector_settings import KEEPS
from core.settings import HandWritten
from tui.cli.desk import Desk
from tui.cli.talk import warn
from tui.cli.wrong import REFUSED, Told

if TYPE_CHECKING:
    from tui.cli.parser import Verbs

_THEMES: Final[Mapping[str, tuple[str, ...]]] = {"board.theme": (), "projector.theme": (KEEPS,)}
"""The keys that name a theme, and what may stand there besides."""


def register(verbs: Verbs) -> None:
    """`config path`, `config show`, `config set KEY VALUE`."""
    say = verbs.words.say
    below = verbs.add_more(verbs.add("config", show, told=say("cli.help.config")))
    below.add("path", path, told=say("cli.help.config_path"))
    below.add("show", show, told=say("cli.help.config_show"))
    parser = below.add("set", set_key, told=say("cli.help.config_set"))
    parser.argument("key", metavar="KEY", help=say("cli.help.key"))
    parser.argument("value", metavar="VALUE", help=say("cli.help.value"))


def path(options: Namespace) -> int:
    """Prints where the file is."""
    with Desk(options) as desk:
        where = str(desk.opening.config)
        if desk.talk.json:
            desk.talk.value(where)
        else:
            desk.talk.line(where)
    return 0


def show(options: Namespace) -> int:
    """Prints what it says."""
    with Desk(options) as desk:
        told = _shown(settings.document_of(desk.opening.settings))
        if desk.talk.json:
            desk.talk.value(told)
            return 0
        import tomli_w

        desk.talk.tell("cli.config_is", path=desk.opening.config)
        if told:
            desk.talk.block(tomli_w.dumps(told).rstrip())
    return 0


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    """The settings without what is secret in them: the password of a database."""
    url = told.get("database", {}).get("url", "")
    if "://" in url:
        told["database"]["url"] = re.sub(r"(://[^:/@]*):[^@/]*@", r"\1:***@", url)
    return told


def set_key(options: Namespace) -> int:
    """Sets one key; an empty value takes it out."""
    value: object = options.value or None
    if options.key.startswith("keys.") and options.value:
        value = [each.strip() for each in options.value.split(",")]
    with Desk(options) as desk:
        if options.key in _THEMES and options.value not in ("", *_THEMES[options.key]):
            _known_theme(options.value)
        return kept(desk, options.key, value)


def _known_theme(name: str) -> None:
    """Raises `Told` where there is no theme of this name."""
    import themes
    from core.places import theme_folder

    known = themes.names(theme_folder())
    if name not in known:
        raise Told(word="theme.unknown", name=name, known=", ".join(known))


def kept(desk: Desk, key: str, value: object, *, told: bool = True) -> int:
    """Writes a key; for a file that is kept by hand, prints what to paste into it (1).

    Unless `told`, whoever asks says what it came to.
    """
    place = desk.opening.config
    try:
        settings.set_value(place, key, value)
    except HandWritten as problem:
        warn(desk.words.say("cli.config.by-hand", path=place))
        if problem.lines:
            desk.talk.block(problem.lines)
        return REFUSED
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise Told(word="cli.config.unwritable", path=place, why=why) from problem
    if told:
        desk.talk.tell("cli.config_set", key=key, path=place)
    return 0
