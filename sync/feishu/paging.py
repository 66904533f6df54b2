"""Walking through a listing page by page, with an end in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sync.feishu.envelope import ListingLost, TooHeavy
from sync.trouble import Fatal

EMPTY_IN_A_ROW = 3
"""Empty pages that promise more are believed this often."""
BEYOND = 20
"""Pages allowed beyond what the total asks for: rows come in while we read."""
WITHOUT_TOTAL = 1000
SMALLEST = 10


@dataclass(frozen=True, slots=True)
class Batch:
    """One page as it came."""

    items: list[Any]
    more: bool
    token: str | None
    total: int | None


def batch(data: object) -> Batch:
    """The page in the `data` of a reply. Raises `Fatal("page-unreadable")`."""
    if not isinstance(data, dict):
        raise Fatal("page-unreadable")
    items, token, total = data.get("items"), data.get("page_token"), data.get("total")
    if items is not None and not isinstance(items, list):
        raise Fatal("page-unreadable")
    return Batch(
        items=items or [],
        more=data.get("has_more") is True,
        token=token if isinstance(token, str) and token else None,
        total=total if isinstance(total, int) and total >= 0 else None,
    )


class Walk:
    """One listing. `fetch` gets the page token and the page size."""

    def __init__(self, fetch: Callable[[str | None, int], Batch], size: int) -> None:
        self._fetch = fetch
        self._size = size
        self._restarts = 0
        self._begin()

    def _begin(self) -> None:
        self._token: str | None = None
        self._seen: set[str] = set()
        self._pages = 0
        self._empty = 0

    def __iter__(self) -> Iterator[Batch]:
        """Pages until the last. Raises `Fatal` for a listing that would never end."""
        while True:
            page = self._next()
            if page is None:
                continue
            yield page
            if not page.more:
                return
            self._advance(page)

    def _next(self) -> Batch | None:
        """The next page, or None after a change of plan."""
        try:
            return self._fetch(self._token, self._size)
        except ListingLost:
            if self._token is None or self._restarts:
                raise
            self._restarts += 1
            self._begin()
        except TooHeavy:
            if self._size <= SMALLEST:
                raise
            self._size = max(self._size // 2, SMALLEST)
        return None

    def _advance(self, page: Batch) -> None:
        self._pages += 1
        self._empty = 0 if page.items else self._empty + 1
        if page.token is None:
            raise Fatal("page-token-missing", page=self._pages)
        if page.token in self._seen:
            raise Fatal("page-token-repeated", page=self._pages)
        if self._empty >= EMPTY_IN_A_ROW:
            raise Fatal("pages-empty", page=self._pages)
        if self._pages >= self._cap(page.total):
            raise Fatal("pages-endless", page=self._pages)
        self._seen.add(page.token)
        self._token = page.token

    def _cap(self, total: int | None) -> int:
        return WITHOUT_TOTAL if total is None else -(-total // self._size) + BEYOND
