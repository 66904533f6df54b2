"""Rows of a file that are known by the same value: which of them is which task. Pure.

They are told apart by their order alone. Where one came or went, every one below it would be taken
for its neighbour: then none of them is touched until a person has made them different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sync.news import News
from sync.record import Record, Skipped
from sync.translate import Unmatched, Where

_COUNTED = re.compile(r"(.+)#([2-9]|[1-9][0-9]+)", re.DOTALL)


def twice(records: Iterable[Record]) -> tuple[Unmatched, ...]:
    """What more than one row is known by, with its rows."""
    return tuple(
        Unmatched("title", _text(rows), "key-twice", tuple(Where(_text(rows), r.row) for r in rows))
        for rows in _alike(records).values()
        if len(rows) > 1
    )


def settled(news: News) -> News:
    """The news without rows of which nobody knows whose they are; their links stay as they are."""
    groups = _alike(news.pull.records)
    if not groups:
        return news
    links = _linked(groups, news.known)
    left: dict[str, Skipped] = {}
    spared: set[str] = set()
    for name, rows in groups.items():
        there = links.get(name, {})
        live = {each for each, ended in there.items() if not ended} or there.keys()
        if not live or live == {each.id for each in rows}:
            continue
        spared |= live
        told = {"text": _text(rows), "rows": len(rows), "links": len(live)}
        left |= {
            each.id: Skipped(each.id, "sheet-key-shifted", {"row": each.row, **told})
            for each in rows
        }
    if not left:
        return news
    pull = news.pull
    there_now = tuple(each for each in pull.records if each.id not in left)
    return replace(
        news,
        pull=replace(pull, records=there_now, skipped=(*pull.skipped, *left.values())),
        records=tuple(each for each in news.records if each.id not in left),
        spared=news.spared | spared,
    )


def _alike(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Rows by what they are known by."""
    found: dict[str, list[Record]] = {}
    for each in records:
        if each.called is not None:
            found.setdefault(each.called.id, []).append(each)
    return found


def _linked(
    groups: Mapping[str, list[Record]], known: Mapping[str, bool]
) -> dict[str, dict[str, bool]]:
    """The links of what is called alike, each with whether it has ended."""
    found: dict[str, dict[str, bool]] = {}
    for id_, ended in known.items():
        counted = None if id_ in groups else _COUNTED.fullmatch(id_)
        found.setdefault(counted[1] if counted else id_, {})[id_] = ended
    # What was always alone is no matter of order.
    return {
        name: links
        for name, links in found.items()
        if len(links) > 1 or len(groups.get(name, ())) > 1
    }


def _text(rows: list[Record]) -> str:
    return next((each.called.text for each in rows if each.called), "")
