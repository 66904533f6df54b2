"""Facts that fill a form, worded by the form's own file: in code they are ids and values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter

Fact = str | int | float | tuple[str, ...]
Sayings = Mapping[str, Mapping[str, str]]
"""By language, by id: `on_time = "按时 {done}/{of}"`."""
_AND = "and"
"""What stands between the items of a list."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is known, to be said in the words of a form's file."""

    id: str
    values: Mapping[str, Fact] = field(default_factory=dict)


def worded(found: Iterable[Told], sayings: Sayings, language: str) -> str:
    """A line for each thing that the file has words for; others stay unsaid.

    In a language that the file does not have, its first one is spoken.
    """
    words = sayings.get(language) or next(iter(sayings.values()), {})
    lines = (_line(each, words) for each in found if each.id in words)
    return "\n".join(each for each in lines if each)


def _line(told: Told, words: Mapping[str, str]) -> str:
    """A template whose values are not all known says nothing."""
    values = {name: _value(name, each, words) for name, each in told.values.items()}
    template = words[told.id]
    return template.format_map(values) if names_in(template) <= values.keys() else ""


def _value(name: str, value: Fact, words: Mapping[str, str]) -> str:
    """A list joined, and an id by what the file calls it: `weekday_2 = "三"`."""
    if isinstance(value, tuple):
        return words.get(_AND, ", ").join(value)
    return words.get(f"{name}_{value}", str(value))


def names_in(template: str) -> set[str]:
    """The values that a template wants.

    Raises:
        ValueError: it is no template, or wants more of a value than the value itself.
    """
    found: set[str] = set()
    for _, name, format_, conversion in Formatter().parse(template):
        if name is None:
            continue
        if not name.isidentifier() or format_ or conversion:
            raise ValueError(template)
        found.add(name)
    return found
