"""What a change of a source came to, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tui.wording import field_name

if TYPE_CHECKING:
    from core.settings import SourceSettings
    from tui.words import Words

_LISTED = ("statuses", "priorities", "people")


def changes_told(before: SourceSettings, after: SourceSettings, words: Words) -> list[str]:
    """A line for each thing that reads otherwise now; one that says so where nothing does."""
    found = [
        words.say("sync.settle.changed", what=what, before=old or "–", after=new or "–")
        for what, old, new in _pairs(before, after, words)
        if old != new
    ]
    return found or [words.say("sync.settle.same")]


def _pairs(
    before: SourceSettings, after: SourceSettings, words: Words
) -> Iterator[tuple[str, str, str]]:
    say = words.say
    yield say("cli.column.url"), before.url, after.url
    never = say("sync.settle.by_hand")
    yield say("cli.column.interval"), before.interval or never, after.interval or never
    yield say("wizard.settled.key"), before.key, after.key
    yield say("cli.column.write"), _fields(before.write, words), _fields(after.write, words)
    on = {True: say("wizard.write.made"), False: say("wizard.write.not_made")}
    yield say("wizard.write.actions"), on[before.actions], on[after.actions]
    old, new = (_columns(each.mapping) for each in (before, after))
    for field in dict.fromkeys((*old, *new)):
        yield field_name(field, words), old.get(field, ""), new.get(field, "")
    for area in _LISTED:
        was, now = (dict(each.mapping.get(area, {})) for each in (before, after))
        for name in dict.fromkeys((*was, *now)):
            yield f"“{name}”", str(was.get(name, "")), str(now.get(name, ""))


def _fields(names: tuple[str, ...], words: Words) -> str:
    return words.join(field_name(each, words) for each in names)


def _columns(mapping: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(each["name"]) for name, each in mapping.get("columns", {}).items()}
