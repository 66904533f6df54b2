"""The command line's grammar, with argparse's own talk in the person's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Any, NoReturn

from tui.cli import usage
from tui.cli.wrong import Wrong
from tui.words import Words

VERBS = {
    "init": "init",
    "people": "people",
    "raci": "raci",
    "add": "add",
    "parse": "parse",
    "list": "list",
    "show": "show",
    "do": "do",
    "undo": "undo",
    "redo": "undo",
    "tick": "tick",
    "inbox": "inbox",
    "source": "source",
    "sync": "sync",
    "board": "board",
    "demo": "demo",
    "db": "db",
    "doctor": "doctor",
    "config": "config",
    "keys": "keys",
    "themes": "themes",
    "serve": "serve",
    "clocks": "clocks",
    "meet": "meet",
    "form": "form",
    "process": "process",
    "minutes": "minutes",
    "minutes send": "minutes_send",
    "bots": "bots",
    "report": "report",
    "export": "export",
    "archive": "archive",
    "template": "template",
    "goals": "goals",
    "name": "name",
}
"""Each verb with the module of this package that knows it."""

Run = Callable[[argparse.Namespace], int]
_PAIRS = {"--lang": "lang", "--db": "db", "--project": "project", "--as": "actor"} | {
    "--config": "config"
}
_HELP = ("-h", "--help")


class Formatter(argparse.HelpFormatter):
    """Help whose lines are left whole: Chinese has no blanks to break them at."""

    def __init__(self, words: Words, prog: str) -> None:
        super().__init__(prog, max_help_position=28)
        self._words = words

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The usage line with its first word in the person's language."""
        told = self._words.say("cli.usage.prefix") if prefix is None else prefix
        super().add_usage(usage, actions, groups, told)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return text.splitlines()

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(f"{indent}{line}" for line in text.splitlines())


class Parser(argparse.ArgumentParser):
    """A parser that speaks the person's language and raises instead of leaving the program."""

    def __init__(self, words: Words, **options: Any) -> None:
        formatter = partial(Formatter, words)
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **options)
        self.words = words
        self._own = self.add_argument_group(words.say("cli.usage.arguments"))
        self.below: argparse._SubParsersAction[Parser] | None = None
        """The verbs below this one."""
        self.more: Callable[[], str] | None = None
        """What stands at the end of the help, made when it is asked for."""

    def argument(self, *names: str, **options: Any) -> argparse.Action:
        """An argument of this verb; what stands for its value is in the person's language."""
        if "metavar" in options:
            options["metavar"] = metavar(options["metavar"], self.words)
        if options.get("help"):
            options["help"] = plain(options["help"])
        return self._own.add_argument(*names, **options)

    def format_help(self) -> str:
        """The help, with what there is more to tell."""
        if self.more is not None:
            self.epilog = self.more()
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Wrong usage ends the verb with status 2."""
        from difflib import get_close_matches

        word, values = usage.understood(message)
        verb = metavar("VERB", self.words)
        if word == "cli.usage.missing" and values["what"] == verb and self.below is not None:
            raise Wrong(word="cli.usage.missing_verb", known=", ".join(self.below.choices))
        if known := values.get("known"):
            values["known"] = known.replace("'", "")
            if near := get_close_matches(values["what"], values["known"].split(", "), n=1):
                word, values = "cli.usage.choice_near", {**values, "near": near[0]}
        raise Wrong(word=word, **values)


def metavar(name: str, words: Words) -> str:
    """What stands for a value in usage and help: NAME, 名称."""
    word = f"cli.metavar.{name}"
    return words.say(word) if words.has(word) else name


def plain(text: str) -> str:
    """A line of help for argparse, which would fill in what follows a per cent sign."""
    return text.replace("%", "%%")


class Verbs:
    """Where a verb's module puts its arguments."""

    def __init__(self, words: Words, holder: argparse._SubParsersAction[Parser]) -> None:
        self.words = words
        self._holder = holder

    def add(self, name: str, run: Run, *, told: str) -> Parser:
        """The parser of a verb; `told` is the line that says what the verb does."""
        parser = self._holder.add_parser(name, words=self.words, help=plain(told), description=told)
        parser.set_defaults(run=run)
        add_globals(parser)
        return parser

    def add_more(self, parser: Parser, *, required: bool = True) -> Verbs:
        """Verbs below a verb: `people add`, `people list`; `required` where it means none alone."""
        holder = parser.add_subparsers(
            dest="below",
            metavar=metavar("VERB", self.words),
            title=self.words.say("cli.usage.verbs"),
            required=required,
            parser_class=Parser,
        )
        parser.below = holder
        return Verbs(self.words, holder)


def add_globals(parser: Parser) -> None:
    """Options that every verb takes, before it and after it."""
    say = parser.words.say
    add = parser.add_argument_group(say("cli.usage.options")).add_argument
    silent = argparse.SUPPRESS
    add("--db", metavar="URL", default=silent, help=say("cli.help.db_option"))
    add("--project", metavar="CODE", default=silent, help=say("cli.help.project_option"))
    add("--as", metavar="NAME", dest="actor", default=silent, help=say("cli.help.as_option"))
    add("--lang", metavar="zh/en", default=silent, help=say("cli.help.lang_option"))
    add("--config", metavar="PATH", default=silent, help=say("cli.help.config_option"))
    add("--json", action="store_true", default=silent, help=say("cli.help.json_option"))
    add("--plain", action="store_true", default=silent, help=say("cli.help.plain_option"))
    add("-v", action="store_true", dest="verbose", default=silent, help=say("cli.help.v_option"))
    add("-q", action="store_true", dest="quiet", default=silent, help=say("cli.help.q_option"))
    add("--version", action=_Version, nargs=0, default=silent, help=say("cli.help.version_option"))
    add("-h", "--help", action="help", default=silent, help=say("cli.help.help_option"))


def add_projector(parser: Parser) -> None:
    """The option that begins with the projector, of what opens a board."""
    told = parser.words.say("projector.option")
    parser.argument("--projector", action="store_true", default=argparse.SUPPRESS, help=told)


def early(arguments: Sequence[str]) -> dict[str, str | None]:
    """The options that decide which language is spoken, found before the line is understood."""
    found: dict[str, str | None] = {}
    for at, argument in enumerate(arguments):
        name, mark, value = argument.partition("=")
        if name in _PAIRS and mark:
            found[_PAIRS[name]] = value
        elif name in _PAIRS and at + 1 < len(arguments):
            found[_PAIRS[name]] = arguments[at + 1]
    return found


def understand(arguments: Sequence[str], words: Words) -> argparse.Namespace:
    """The command line as options; `run` among them is what carries it out.

    Raises:
        Wrong: it is not understood.
        SystemExit: help or the version was asked for, and printed.
    """
    arguments = _joined(arguments)
    parser = _parser(words, _modules(arguments))
    options, rest = parser.parse_known_args(list(arguments))
    rest = _put_back(options, rest)
    if rest:
        raise Wrong(word="cli.usage.unknown", what=" ".join(rest), known="", about="")
    return options


def _joined(arguments: Sequence[str]) -> list[str]:
    """A verb of two words (`minutes send`) as one argument."""
    found = list(arguments)
    for at, argument in enumerate(found[:-1]):
        if argument in VERBS and (at == 0 or found[at - 1] not in _PAIRS):
            if (both := f"{argument} {found[at + 1]}") in VERBS:
                found[at : at + 2] = [both]
            break
    return found


def _modules(arguments: Sequence[str]) -> Iterable[str]:
    """The module of the verb that stands there; none for the board, all of them for help."""
    left = iter(arguments)
    for argument in left:
        if argument in _PAIRS:
            next(left, None)
        elif argument in VERBS:
            return [VERBS[argument]]
        elif not argument.startswith("-") or argument in _HELP:
            return dict.fromkeys(VERBS.values())
    return ()


def _parser(words: Words, modules: Iterable[str]) -> Parser:
    parser = Parser(words, prog="pengtou", description=words.say("cli.help.program"))
    holder = parser.add_subparsers(
        dest="verb",
        metavar=metavar("VERB", words),
        title=words.say("cli.usage.verbs"),
        parser_class=Parser,
    )
    add_globals(parser)
    add_projector(parser)
    verbs = Verbs(words, holder)
    for module in modules:
        import_module(f"tui.cli.{module}").register(verbs)
    return parser


def _put_back(options: argparse.Namespace, rest: list[str]) -> list[str]:
    """`do T-04 progress --reason 3 80`: words that follow an option belong to the words."""
    words = getattr(options, "words", None)
    if isinstance(words, list) and not any(each.startswith("-") for each in rest):
        words.extend(rest)
        return []
    return rest


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            told = version("pengtou")
        except PackageNotFoundError:
            told = "0 (checkout)"
        sys.stdout.write(f"pengtou {told}\n")
        parser.exit()


def given(options: argparse.Namespace) -> Mapping[str, str | None]:
    """The global options that were typed, by name."""
    return {name: getattr(options, name, None) for name in _PAIRS.values()}
