"""What the verbs of `do` are called in either language, and what each wants to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tui.words import LANGUAGES, Words

_AREAS = ("blocker", "actions", "triage")
"""Where the screen names verbs, too: whoever reads a name there may type it here."""
_KINDS = ("task", "blocker", "action", "risk", "clash", "any")


def meant(text: str, known: Iterable[str]) -> str | None:
    """The verb that was typed, by its id or by any of its names; None where it is none of them."""
    wanted = text.strip().casefold()
    verbs = tuple(known)
    if wanted in verbs:
        return wanted
    return next((each for each in verbs if wanted in _named(each)), None)


def near(text: str, known: Iterable[str]) -> str:
    """The known verb whose id or name is nearest to what was typed; empty where none is near."""
    names = {name: each for each in known for name in (each, *_named(each))}
    return next(iter(get_close_matches(text.strip().casefold(), names, n=1, cutoff=0.5)), "")


def listed(known: Iterable[str], words: Words) -> str:
    """All of them for a sentence: id and name."""
    return words.join(f"{each} {name_of(each, words)}" for each in known)


def name_of(verb: str, words: Words) -> str:
    """What a verb is called in one language."""
    return _names(verb, words)[0]


def told(words: Words) -> str:
    """What every verb wants, one line each, by the kind of record."""
    lines: list[str] = []
    for kind in _KINDS:
        lines += ["", words.say(f"cli.wants.{kind}.head")]
        lines += [f"  {line}" for line in _wanted(kind, words)]
    return "\n".join(lines[1:])


def of_kind(kind: str, words: Words) -> tuple[str, ...]:
    """The verbs that the help tells of a kind of record (`task`, …, `any`)."""
    start = f"cli.wants.{kind}."
    found = (each.removeprefix(start) for each in words.ids() if each.startswith(start))
    return tuple(each for each in found if each != "head")


def _wanted(kind: str, words: Words) -> Iterator[str]:
    from tui.cli.width import padded

    for verb in of_kind(kind, words):
        name, wants = name_of(verb, words), words.say(f"cli.wants.{kind}.{verb}")
        yield f"{padded(verb, 11)} {padded(name, 13)} {wants}"


def _named(verb: str) -> tuple[str, ...]:
    """All names of a verb, in both languages, in small letters."""
    every = (Words(language) for language in LANGUAGES)
    return tuple(name.casefold() for words in every for name in _names(verb, words))


def _names(verb: str, words: Words) -> tuple[str, ...]:
    areas = (
        words.say(f"{each}.verb.{verb}") for each in _AREAS if words.has(f"{each}.verb.{verb}")
    )
    return (*words.say(f"cli.verb.{verb}").split(" / "), *areas)
