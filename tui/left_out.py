"""What of a source was left out, in words: which value, of which record, and what to do. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.wording import field_name, worded

if TYPE_CHECKING:
    from sync.record import Skipped
    from sync.translate import Unmatched, Where
    from tui.words import Words

_NAMED = 3
"""So many records are named by what they are."""


def unmatched_told(odd: Unmatched, words: Words, source: str) -> str:
    """`第 13 行“达人合作” · 截止:“12月中旬”不是日期…`, as far as the record is known; `source`
    is its name in commands."""
    values = {"field": field_name(odd.field, words), "value": odd.value, "id": odd.field}
    values["source"] = source
    told = worded(words, f"sync.unmatched.{odd.reason}", values)
    return (
        words.say("sync.where.at", where=where_told(odd.where, words), told=told)
        if (odd.where)
        else told
    )


def where_told(where: tuple[Where, ...], words: Words) -> str:
    """Records as a person finds them: by their rows in a file, by their titles elsewhere."""
    if len(where) == 1:
        (one,) = where
        word = "sync.where.row" if one.row else "sync.where.title"
        return words.say(word, row=one.row, title=one.title)
    if where[0].row:
        first = words.join(str(each.row) for each in where[:_NAMED])
        word = "sync.where.rows" if len(where) <= _NAMED else "sync.where.more_rows"
    else:
        first = words.join(words.say("sync.where.title", title=each.title) for each in where[:1])
        word = "sync.where.more"
    return words.say(word, first=first, n=len(where))


def skipped_told(skipped: Skipped, words: Words) -> str:
    """Why a record was passed over; what is in a file is named by its row alone."""
    why = worded(words, f"sync.reason.{skipped.reason}", skipped.values)
    if "row" in skipped.values:
        return why
    return words.say("sync.where.skipped", id=skipped.source_id or "–", why=why)
