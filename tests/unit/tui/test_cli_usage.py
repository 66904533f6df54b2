"""What argparse complains about, in our own words."""

from __future__ import annotations

from argparse import ArgumentParser

import pytest

from tui.cli.usage import understood
from tui.words import Words


class Told(Exception):
    """What argparse said."""


class Parser(ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise Told(message)


def parser() -> Parser:
    made = Parser(prog="x")
    made.add_argument("what", choices=["tasks", "people"])
    made.add_argument("--number", type=int)
    made.add_argument("--flag", action="store_true")
    either = made.add_mutually_exclusive_group()
    either.add_argument("--one", action="store_true")
    either.add_argument("--two", action="store_true")
    return made


@pytest.mark.parametrize(
    ("line", "word", "what"),
    [
        ([], "cli.usage.missing", "what"),
        (["tasks", "more"], "cli.usage.unknown", "more"),
        (["taks"], "cli.usage.choice", "taks"),
        (["tasks", "--number"], "cli.usage.wants_value", ""),
        (["tasks", "--number", "x"], "cli.usage.value", "x"),
        (["tasks", "--flag=1"], "cli.usage.no_value", "1"),
        (["tasks", "--one", "--two"], "cli.usage.together", "--one"),
    ],
)
def test_each_message_of_this_python_is_known(line: list[str], word: str, what: str) -> None:
    with pytest.raises(Told) as told:
        parser().parse_args(line)

    found, values = understood(str(told.value))

    assert (found, values["what"]) == (word, what)
    for language in ("zh", "en"):
        assert Words.load(language).say(found, **{"near": "", **values})


def test_an_unknown_message_is_passed_on() -> None:
    assert understood("something new") == ("cli.wrong", {"what": "something new"})
