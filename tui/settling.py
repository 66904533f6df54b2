"""What a person settles about a source in a word: what an option means, who somebody is. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from core.domain.task import Priority, TaskStatus
from tui.unfit import Unfit
from tui.wording import field_name
from tui.words import Words

if TYPE_CHECKING:
    from sync.mapping import Mapping
    from sync.record import Column, Person

_TERMS: Final = {"status": (TaskStatus, "task"), "priority": (Priority, "priority")}
"""What the options of a field may mean, and the words for it."""
_NAMED: Final = 12
"""So many of what there is are named."""


def meanings(field: str, words: Words) -> list[str]:
    """What the options of a field may mean, as it can be typed: `已完成 done`."""
    kind, area = _TERMS[field]
    named = {each.value: words.say(f"term.{area}.{each.value}") for each in kind}
    return [told if told == value else f"{told} {value}" for value, told in named.items()]


def settle_option(mapping: Mapping, told: str, columns: Sequence[Column], words: Words) -> Mapping:
    """With `status:已上线=done`; nothing behind the sign forgets it. Without `columns`, whether
    there is such an option is not looked at.

    Raises:
        Unfit: it is not of that shape, there is no such option there, or no such meaning here.
        Fatal: there is no such field.
    """
    from sync.correcting import field_called

    place, mark, text = told.replace("\uff1d", "=").rpartition("=")
    name, colon, option = place.replace("\uff1a", ":").partition(":")
    option = option.strip()
    field = field_called(name) if mark and colon and option else ""
    if field not in _TERMS:
        raise Unfit(word="syncing.wrong_option", value=told)
    if not text.strip():
        return mapping.settle_option(field, option, "")
    if columns:
        _there(mapping, field, option, columns, words)
    return mapping.settle_option(field, option, _meaning(field, text.strip(), words))


def _there(
    mapping: Mapping, field: str, option: str, columns: Sequence[Column], words: Words
) -> None:
    from sync.guess import options_of

    target = mapping.columns.get(field)
    column = next((each for each in columns if target and each.id == target.id), None)
    known = options_of(column) if column is not None else ()
    if column is None or option not in known:
        raise Unfit(
            word="sync.settle.option_unknown" if column else "sync.settle.no_column",
            field=field_name(field, words),
            id=field,
            column=column.name if column else "",
            value=option,
            known=words.join(nearest_first(option, known)) or "–",
        )


def _meaning(field: str, text: str, words: Words) -> str:
    """A status or a priority by its id, by its name in either language, or by a part of one."""
    kind, area = _TERMS[field]
    both = [Words(language) for language in ("zh", "en")]
    names = {each.value: each.value for each in kind}
    names |= {each.say(f"term.{area}.{one.value}"): one.value for each in both for one in kind}
    wanted = text.casefold()
    for name, value in names.items():
        if name.casefold() == wanted:
            return value
    parts = {value for name, value in names.items() if text in name and not text.isascii()}
    if len(parts) == 1:
        return parts.pop()
    known = words.join(meanings(field, words))
    raise Unfit(word="sync.settle.meaning", value=text, known=known)


def settle_person(
    mapping: Mapping,
    told: str,
    seen: Callable[[str], Iterable[Person]] | None,
    ours: Callable[[str], str],
) -> Mapping:
    """With `小王=王敏`; nothing behind the sign forgets it.

    `ours` says the name of ours that is meant; `seen` the people there, for the one that is
    asked for. Without it, who is there is not looked at.

    Raises:
        Unfit: it is not of that shape, nobody there is called so, or `ours` says so.
    """
    remote, mark, name = (each.strip() for each in told.replace("\uff1d", "=").rpartition("="))
    if not (mark and remote):
        raise Unfit(word="syncing.wrong_person", value=told)
    if not name:
        return mapping.settle_person(remote, "")
    found = mapping.settle_person(remote, ours(name))
    if seen is None or remote in mapping.people:
        return found
    known = tuple(seen(remote))
    if all(remote not in (each.id, each.name) for each in known):
        near = tuple(_likely(remote, (each.name or each.id for each in known)))
        raise Unfit(word="sync.settle.person_unknown", value=remote, known=near or "–")
    return found


def _likely(text: str, known: Iterable[str]) -> list[str]:
    """All there are in their order; the likest where they are many."""
    told = sorted(dict.fromkeys(filter(None, known)), key=lambda each: (len(each), each))
    return told if len(told) <= _NAMED else nearest_first(text, told)


def nearest_first(text: str, known: Iterable[str]) -> list[str]:
    """What there is, the likest first, as many as a sentence holds."""
    told = dict.fromkeys(filter(None, known))
    like = sorted(told, key=lambda each: -SequenceMatcher(None, text, each).ratio())
    return like[:_NAMED] + (["…"] if len(like) > _NAMED else [])
