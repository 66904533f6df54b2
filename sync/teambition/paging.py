"""Walking through a listing to the empty token, with an end in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sync.trouble import Fatal

STALE_IN_A_ROW = 3
"""Pages running that add no new id are believed this often, the empty ones among them."""
MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Batch:
    """One page as it came."""

    items: list[Any]
    token: str
    """The place of the next page; empty after the last one, however short the pages are."""
    total: int | None = None
    """How many there are, as the service counts: to be shown, never to be relied on."""

    @property
    def last(self) -> bool:
        """Nothing follows."""
        return not self.token


def batch(envelope: dict[str, Any], call: str) -> Batch:
    """The page in a reply to `call`.

    Raises `Fatal("reply-not-understood", call)`: what is no list is never "nothing there".
    """
    items, token = envelope.get("result"), envelope.get("nextPageToken")
    if not isinstance(items, list):
        raise Fatal("reply-not-understood", call=call)
    if isinstance(token, int) and not isinstance(token, bool):
        token = str(token)
    if token is not None and not isinstance(token, str):
        raise Fatal("reply-not-understood", call=call)
    return Batch(items, token or "", _total(envelope))


def _total(envelope: dict[str, Any]) -> int | None:
    for name in ("totalSize", "count"):
        found = envelope.get(name)
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
    return None


def walk(fetch: Callable[[str], Batch]) -> Iterator[Batch]:
    """Pages until the token is empty; `fetch` gets the token, empty at first.

    Raises `Fatal` for a listing that would never end: a token seen before, pages without news,
    too many pages.
    """
    token, tokens, ids = "", {""}, set[str]()
    stale = 0
    for number in range(1, MOST_PAGES + 1):
        page = fetch(token)
        yield page
        if page.last:
            return
        if page.token in tokens:
            raise Fatal("page-token-repeated", page=number)
        before = len(ids)
        ids.update(map(_id, page.items))
        stale = 0 if len(ids) > before else stale + 1
        if stale >= STALE_IN_A_ROW:
            raise Fatal("teambition-pages-stale", page=number)
        token = page.token
        tokens.add(token)
    raise Fatal("pages-endless", page=MOST_PAGES)


def _id(item: Any) -> str:
    """What tells items apart; those without an id count as one."""
    return str(item.get("id") or item.get("taskId") or "") if isinstance(item, dict) else ""
